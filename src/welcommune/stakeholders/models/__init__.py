"""Organisations, the people who speak for them, and their seat at the table of a region."""

from welcommune.stakeholders.models.contact import Affiliation, Contact, ContactFacts, ListingConsent
from welcommune.stakeholders.models.facts import Beside, OrganisationFacts
from welcommune.stakeholders.models.membership import (
    Charter,
    GroupFacts,
    HelpOffer,
    Membership,
    MembershipState,
    NetworkPartner,
    OfferFacts,
    OfferKind,
    WorkingGroup,
)
from welcommune.stakeholders.models.merge import MERGED_FIELDS, UNITED_FIELDS, KeptTwo, Merge, Merged, TwoOrganisations
from welcommune.stakeholders.models.numbers import compact_number, compact_org_id, org_id, org_id_words
from welcommune.stakeholders.models.organisation import (
    FRESH_MONTHS,
    STALE_MONTHS,
    Identifier,
    IdentifierScheme,
    Level,
    Organisation,
    OrganisationForm,
    months_between,
)

__all__ = [
    "FRESH_MONTHS",
    "MERGED_FIELDS",
    "STALE_MONTHS",
    "UNITED_FIELDS",
    "Affiliation",
    "Beside",
    "Charter",
    "Contact",
    "ContactFacts",
    "GroupFacts",
    "HelpOffer",
    "Identifier",
    "IdentifierScheme",
    "KeptTwo",
    "Level",
    "ListingConsent",
    "Membership",
    "MembershipState",
    "Merge",
    "Merged",
    "NetworkPartner",
    "OfferFacts",
    "OfferKind",
    "Organisation",
    "OrganisationFacts",
    "OrganisationForm",
    "TwoOrganisations",
    "WorkingGroup",
    "compact_number",
    "compact_org_id",
    "months_between",
    "org_id",
    "org_id_words",
]
