"""What is typed about organisations, seats, merges, contacts, and what stands on a table. They never save."""

from welcommune.stakeholders.forms.contacts import (
    AffiliationForm,
    ContactFilter,
    ContactForm,
    ListingConsentForm,
    NewContactForm,
    PersonSeatForm,
    contact_initial,
)
from welcommune.stakeholders.forms.merge import MergeForm
from welcommune.stakeholders.forms.organisation import NewOrganisationForm, OrganisationForm, organisation_initial
from welcommune.stakeholders.forms.seat import SeatForm
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
    "MergeForm",
    "NewContactForm",
    "NewGroupForm",
    "NewOfferForm",
    "NewOrganisationForm",
    "OfferForm",
    "OrganisationForm",
    "PersonSeatForm",
    "SeatForm",
    "SignatureForm",
    "charter_initial",
    "contact_initial",
    "group_initial",
    "offer_initial",
    "organisation_initial",
    "written_in",
]
