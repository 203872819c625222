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
from welcommune.meetings.forms.training import (
    DescribeForm,
    LinkForm,
    NewNeedForm,
    NewTrainingOfferForm,
    TrainingNeedForm,
    TrainingOfferForm,
    UseForm,
    describe_initial,
    topic_initial,
)

__all__ = [
    "AttendanceForm",
    "CameForm",
    "ChildForm",
    "CountForm",
    "DescribeForm",
    "GuestForm",
    "InsightForm",
    "InvitationForm",
    "LinkForm",
    "MeetingForm",
    "NewInsightForm",
    "NewMeetingForm",
    "NewNeedForm",
    "NewTrainingOfferForm",
    "ParticipantForm",
    "ProposalForm",
    "ReplyForm",
    "TrainingNeedForm",
    "TrainingOfferForm",
    "UseForm",
    "asked_of",
    "attendance_initial",
    "describe_initial",
    "insight_initial",
    "invitation_initial",
    "meeting_initial",
    "reply_initial",
    "topic_initial",
    "wanted_lists",
]
