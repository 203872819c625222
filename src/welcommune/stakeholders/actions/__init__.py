"""What can be done with organisations, contacts, and all that stands on the table of a region."""

from welcommune.stakeholders.actions import kept
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
from welcommune.stakeholders.actions.merge import merge_organisations, undo_merge
from welcommune.stakeholders.actions.merging import Merging
from welcommune.stakeholders.actions.record import change_organisation, confirm_organisation, record_organisation
from welcommune.stakeholders.actions.seats import end_seat, give_seat
from welcommune.stakeholders.actions.table import (
    change_group,
    change_offer,
    put_offer_back,
    record_group,
    record_offer,
    seat_person,
    sign_charter,
    withdraw_offer,
    write_charter,
)
from welcommune.stakeholders.actions.two import Parting, keep_two_organisations, look_again_at_organisations

__all__ = [
    "Merging",
    "Parting",
    "add_affiliation",
    "change_contact",
    "change_group",
    "change_offer",
    "change_organisation",
    "confirm_contact",
    "confirm_organisation",
    "end_affiliation",
    "end_seat",
    "erase_contact",
    "give_listing_consent",
    "give_seat",
    "keep_two_organisations",
    "kept",
    "look_again_at_organisations",
    "merge_organisations",
    "publish_contact",
    "put_offer_back",
    "record_contact",
    "record_group",
    "record_offer",
    "record_organisation",
    "seat_person",
    "sign_charter",
    "undo_merge",
    "withdraw_listing_consent",
    "withdraw_offer",
    "write_charter",
]
