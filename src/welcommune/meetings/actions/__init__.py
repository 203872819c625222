"""What can be done with meetings, attendance, insights and reports."""

from welcommune.meetings.actions.attendance import (
    add_count,
    add_participant,
    note_attendance,
    note_guests_came,
    remove_count,
    remove_participant,
)
from welcommune.meetings.actions.erasure import erase_contact
from welcommune.meetings.actions.guests import (
    answer_invitation,
    forget_guests,
    invite_address,
    invite_contacts,
    note_bounce,
    refuse_meeting_mail,
    remind_guests,
    remove_guest,
    send_invitations,
    want_meeting_mail,
    write_invitation,
)
from welcommune.meetings.actions.insights import (
    change_insight,
    note_insight,
    remove_insight,
    withdraw_consent,
)
from welcommune.meetings.actions.letters import remind_on_the_day
from welcommune.meetings.actions.record import change_meeting, move_meeting, record_child, record_meeting
from welcommune.meetings.actions.registration import (
    ask_place,
    confirm_place,
    forget_place_requests,
    leave_place,
    offer_places,
    open_registration,
    remove_place_request,
)
from welcommune.meetings.actions.report import draft_report, publish_report

__all__ = [
    "add_count",
    "add_participant",
    "answer_invitation",
    "ask_place",
    "change_insight",
    "change_meeting",
    "confirm_place",
    "draft_report",
    "erase_contact",
    "forget_guests",
    "forget_place_requests",
    "invite_address",
    "invite_contacts",
    "leave_place",
    "move_meeting",
    "note_attendance",
    "note_bounce",
    "note_guests_came",
    "note_insight",
    "offer_places",
    "open_registration",
    "publish_report",
    "record_child",
    "record_meeting",
    "refuse_meeting_mail",
    "remind_guests",
    "remind_on_the_day",
    "remove_count",
    "remove_guest",
    "remove_insight",
    "remove_participant",
    "remove_place_request",
    "send_invitations",
    "want_meeting_mail",
    "withdraw_consent",
    "write_invitation",
]
