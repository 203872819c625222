"""What can be done with contacts, and with all that stands on the table of a region."""

from welcommune.stakeholders.actions.contacts import (
    add_affiliation,
    change_contact,
    confirm_contact,
    end_affiliation,
    erase_contact,
    give_listing_consent,
    publish_contact,
    record_contact,
    withdraw_listing_consent,
)
from welcommune.stakeholders.actions.table import (
    change_group,
    change_offer,
    end_seat_of_person,
    put_offer_back,
    record_group,
    record_offer,
    seat_person,
    sign_charter,
    withdraw_offer,
    write_charter,
)

__all__ = [
    "add_affiliation",
    "change_contact",
    "change_group",
    "change_offer",
    "confirm_contact",
    "end_affiliation",
    "end_seat_of_person",
    "erase_contact",
    "give_listing_consent",
    "publish_contact",
    "put_offer_back",
    "record_contact",
    "record_group",
    "record_offer",
    "seat_person",
    "sign_charter",
    "withdraw_listing_consent",
    "withdraw_offer",
    "write_charter",
]
