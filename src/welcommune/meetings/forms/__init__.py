"""Forms of the record: is what was typed well formed? They never save."""

from welcommune.meetings.forms.attendance import AttendanceForm, CountForm, ParticipantForm, attendance_initial
from welcommune.meetings.forms.guests import (
    CameForm,
    GuestForm,
    InvitationForm,
    ProposalForm,
    ReplyForm,
    asked_of,
    invitation_initial,
    reply_initial,
    wanted_lists,
)
from welcommune.meetings.forms.insight import InsightForm, NewInsightForm, insight_initial
from welcommune.meetings.forms.meeting import ChildForm, MeetingForm, NewMeetingForm, meeting_initial
from welcommune.meetings.forms.registration import RegisterForm, RegistrationForm

__all__ = [
    "AttendanceForm",
    "CameForm",
    "ChildForm",
    "CountForm",
    "GuestForm",
    "InsightForm",
    "InvitationForm",
    "MeetingForm",
    "NewInsightForm",
    "NewMeetingForm",
    "ParticipantForm",
    "ProposalForm",
    "RegisterForm",
    "RegistrationForm",
    "ReplyForm",
    "asked_of",
    "attendance_initial",
    "insight_initial",
    "invitation_initial",
    "meeting_initial",
    "reply_initial",
    "wanted_lists",
]
