"""What can be done with meetings, attendance, insights and reports."""

from welcommune.meetings.actions.attendance import (
    add_count,
    add_participant,
    note_attendance,
    remove_count,
    remove_participant,
)
from welcommune.meetings.actions.erasure import erase_contact
from welcommune.meetings.actions.insights import (
    change_insight,
    note_insight,
    remove_insight,
    withdraw_consent,
)
from welcommune.meetings.actions.record import change_meeting, move_meeting, record_child, record_meeting
from welcommune.meetings.actions.report import draft_report, publish_report

__all__ = [
    "add_count",
    "add_participant",
    "change_insight",
    "change_meeting",
    "draft_report",
    "erase_contact",
    "move_meeting",
    "note_attendance",
    "note_insight",
    "publish_report",
    "record_child",
    "record_meeting",
    "remove_count",
    "remove_insight",
    "remove_participant",
    "withdraw_consent",
]
