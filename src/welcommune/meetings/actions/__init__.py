"""What can be done with meetings, attendance, insights and reports."""

from welcommune.meetings.actions.agenda import fill_agenda, write_agenda
from welcommune.meetings.actions.attendance import (
    add_count,
    add_participant,
    note_attendance,
    note_guests_came,
    remove_count,
    remove_participant,
)
from welcommune.meetings.actions.capture import add_group, note_in_group, revoke_group
from welcommune.meetings.actions.commitments import (
    change_commitment,
    complete_commitment,
    confirm_commitment,
    drop_commitment,
    end_commitment_links,
    forget_owners,
    hand_over_commitment,
    put_off_commitment,
    record_commitment,
    record_decision,
    remove_commitment,
    remove_decision,
    reopen_commitment,
    show_reason,
)
from welcommune.meetings.actions.door import check_in, check_in_guest, note_left, note_walk_in
from welcommune.meetings.actions.erasure import erase_contact
from welcommune.meetings.actions.evidence import delete_sheet, forget_sheets, keep_sheet
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
from welcommune.meetings.actions.owners import tell_owners
from welcommune.meetings.actions.record import change_meeting, move_meeting, record_child, record_meeting
from welcommune.meetings.actions.report import draft_report, publish_report

__all__ = [
    "add_count",
    "add_group",
    "add_participant",
    "answer_invitation",
    "change_commitment",
    "change_insight",
    "change_meeting",
    "check_in",
    "check_in_guest",
    "complete_commitment",
    "confirm_commitment",
    "delete_sheet",
    "draft_report",
    "drop_commitment",
    "end_commitment_links",
    "erase_contact",
    "fill_agenda",
    "forget_guests",
    "forget_owners",
    "forget_sheets",
    "hand_over_commitment",
    "invite_address",
    "invite_contacts",
    "keep_sheet",
    "move_meeting",
    "note_attendance",
    "note_bounce",
    "note_guests_came",
    "note_in_group",
    "note_insight",
    "note_left",
    "note_walk_in",
    "publish_report",
    "put_off_commitment",
    "record_child",
    "record_commitment",
    "record_decision",
    "record_meeting",
    "refuse_meeting_mail",
    "remind_guests",
    "remind_on_the_day",
    "remove_commitment",
    "remove_count",
    "remove_decision",
    "remove_guest",
    "remove_insight",
    "remove_participant",
    "reopen_commitment",
    "revoke_group",
    "send_invitations",
    "show_reason",
    "tell_owners",
    "want_meeting_mail",
    "withdraw_consent",
    "write_agenda",
    "write_invitation",
]
