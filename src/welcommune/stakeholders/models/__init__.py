"""Organisations, the people who speak for them, and their seat at the table of a region."""

from welcommune.stakeholders.models.contact import Affiliation, Contact, ListingConsent
from welcommune.stakeholders.models.membership import (
    Charter,
    HelpOffer,
    Membership,
    MembershipState,
    NetworkPartner,
    OfferKind,
    WorkingGroup,
)
from welcommune.stakeholders.models.merge import Merge
from welcommune.stakeholders.models.organisation import (
    Identifier,
    IdentifierScheme,
    Level,
    Organisation,
    OrganisationForm,
)

__all__ = [
    "Affiliation",
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
    "OrganisationForm",
    "WorkingGroup",
]
