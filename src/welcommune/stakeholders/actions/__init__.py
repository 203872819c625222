"""What can be done with the entries of the register and the seats at a table."""

from welcommune.stakeholders.actions.merge import merge_organisations, undo_merge
from welcommune.stakeholders.actions.record import change_organisation, confirm_organisation, record_organisation
from welcommune.stakeholders.actions.seats import end_seat, give_seat

__all__ = [
    "change_organisation",
    "confirm_organisation",
    "end_seat",
    "give_seat",
    "merge_organisations",
    "record_organisation",
    "undo_merge",
]
