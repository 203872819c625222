"""What can be done with meetings, attendance, insights and reports."""

from welcommune.meetings.actions.attendance import (
    add_count,
    add_participant,
    note_attendance,
    note_guests_came,
    remove_count,
    remove_participant,
)
from welcommune.meetings.actions.dates import (
    answer_dates,
    answer_shared_dates,
    ask_for_dates,
    offer_dates,
    renew_shared_link,
    take_date,
)
from welcommune.meetings.actions.erasure import erase_contact
from welcommune.meetings.actions.feedback import (
    ask_for_feedback,
    close_feedback,
    give_feedback,
    open_feedback,
)
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
from welcommune.meetings.actions.quick import (
    ask_poll,
    close_poll,
    vote_in_poll,
)
from welcommune.meetings.actions.record import change_meeting, move_meeting, record_child, record_meeting
from welcommune.meetings.actions.report import draft_report, publish_report

__all__ = [
    "add_count",
    "add_participant",
    "answer_dates",
    "answer_invitation",
    "answer_shared_dates",
    "ask_for_dates",
    "ask_for_feedback",
    "ask_poll",
    "change_insight",
    "change_meeting",
    "close_feedback",
    "close_poll",
    "draft_report",
    "erase_contact",
    "forget_guests",
    "give_feedback",
    "invite_address",
    "invite_contacts",
    "move_meeting",
    "note_attendance",
    "note_bounce",
    "note_guests_came",
    "note_insight",
    "offer_dates",
    "open_feedback",
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
    "renew_shared_link",
    "send_invitations",
    "take_date",
    "vote_in_poll",
    "want_meeting_mail",
    "withdraw_consent",
    "write_invitation",
]
