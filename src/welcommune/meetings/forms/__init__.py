"""Forms of the record: is what was typed well formed? They never save."""

from welcommune.meetings.forms.attendance import AttendanceForm, CountForm, ParticipantForm, attendance_initial
from welcommune.meetings.forms.commitments import (
    CommitmentForm,
    DecisionForm,
    DeskDropForm,
    NewCommitmentForm,
    OwnerAnswer,
    commitment_initial,
)
from welcommune.meetings.forms.dates import (
    DateReplyForm,
    DatesForm,
    date_reply_initial,
    dates_initial,
)
from welcommune.meetings.forms.feedback import (
    FeedbackForm,
)
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
from welcommune.meetings.forms.quick import (
    QuickPollForm,
    VoteForm,
)

__all__ = [
    "AttendanceForm",
    "CameForm",
    "ChildForm",
    "CommitmentForm",
    "CountForm",
    "DateReplyForm",
    "DatesForm",
    "DecisionForm",
    "DeskDropForm",
    "FeedbackForm",
    "GuestForm",
    "InsightForm",
    "InvitationForm",
    "MeetingForm",
    "NewCommitmentForm",
    "NewInsightForm",
    "NewMeetingForm",
    "OwnerAnswer",
    "ParticipantForm",
    "ProposalForm",
    "QuickPollForm",
    "ReplyForm",
    "VoteForm",
    "asked_of",
    "attendance_initial",
    "commitment_initial",
    "date_reply_initial",
    "dates_initial",
    "insight_initial",
    "invitation_initial",
    "meeting_initial",
    "reply_initial",
    "wanted_lists",
]
