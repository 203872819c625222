"""Forms of contacts and of what stands on a table: is what was typed well formed? They never save."""

from welcommune.stakeholders.forms.contacts import (
    AffiliationForm,
    ContactFilter,
    ContactForm,
    ListingConsentForm,
    NewContactForm,
    PersonSeatForm,
    contact_initial,
)
from welcommune.stakeholders.forms.table import (
    CharterForm,
    GroupForm,
    NewGroupForm,
    NewOfferForm,
    OfferForm,
    SignatureForm,
    charter_initial,
    group_initial,
    offer_initial,
    written_in,
)

__all__ = [
    "AffiliationForm",
    "CharterForm",
    "ContactFilter",
    "ContactForm",
    "GroupForm",
    "ListingConsentForm",
    "NewContactForm",
    "NewGroupForm",
    "NewOfferForm",
    "OfferForm",
    "PersonSeatForm",
    "SignatureForm",
    "charter_initial",
    "contact_initial",
    "group_initial",
    "offer_initial",
    "written_in",
]
