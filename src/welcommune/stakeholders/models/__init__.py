"""Organisations, the people who speak for them, and their seat at the table of a region."""

from welcommune.stakeholders.models.contact import Affiliation, Contact, ListingConsent
from welcommune.stakeholders.models.facts import Beside, OrganisationFacts
from welcommune.stakeholders.models.membership import (
    Charter,
    HelpOffer,
    Membership,
    MembershipState,
    NetworkPartner,
    OfferKind,
    WorkingGroup,
)
from welcommune.stakeholders.models.merge import MERGED_FIELDS, UNITED_FIELDS, Merge
from welcommune.stakeholders.models.numbers import compact_number
from welcommune.stakeholders.models.organisation import (
    Identifier,
    IdentifierScheme,
    Level,
    Organisation,
    OrganisationForm,
)

__all__ = [
    "MERGED_FIELDS",
    "UNITED_FIELDS",
    "Affiliation",
    "Beside",
    "Charter",
    "Contact",
    "HelpOffer",
    "Identifier",
    "IdentifierScheme",
    "Level",
    "ListingConsent",
    "Membership",
    "MembershipState",
    "Merge",
    "NetworkPartner",
    "OfferKind",
    "Organisation",
    "OrganisationFacts",
    "OrganisationForm",
    "WorkingGroup",
    "compact_number",
]
