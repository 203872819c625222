"""Forms of the record: is what was typed well formed? They never save."""

from welcommune.meetings.forms.agenda import AgendaForm, agenda_initial
from welcommune.meetings.forms.attendance import AttendanceForm, CountForm, ParticipantForm, attendance_initial
from welcommune.meetings.forms.capture import (
    GroupForm,
    NoteForm,
    QuickCommitmentForm,
    QuickDecisionForm,
    beside_notes,
    note_initial,
)
from welcommune.meetings.forms.commitments import (
    CommitmentForm,
    DecisionForm,
    DeskDropForm,
    NewCommitmentForm,
    OwnerAnswer,
    commitment_initial,
)
from welcommune.meetings.forms.dates import DateReplyForm, DatesForm, date_reply_initial, dates_initial
from welcommune.meetings.forms.door import CheckInForm, SheetForm, WalkInForm, sheet_initial
from welcommune.meetings.forms.feedback import FeedbackForm
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
from welcommune.meetings.forms.minutes import CorrectionForm, DeclineForm, MinutesForm
from welcommune.meetings.forms.quick import QuickPollForm, VoteForm
from welcommune.meetings.forms.registration import RegisterForm, RegistrationForm
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
    "AgendaForm",
    "AttendanceForm",
    "CameForm",
    "CheckInForm",
    "ChildForm",
    "CommitmentForm",
    "CorrectionForm",
    "CountForm",
    "DateReplyForm",
    "DatesForm",
    "DecisionForm",
    "DeclineForm",
    "DescribeForm",
    "DeskDropForm",
    "FeedbackForm",
    "GroupForm",
    "GuestForm",
    "InsightForm",
    "InvitationForm",
    "LinkForm",
    "MeetingForm",
    "MinutesForm",
    "NewCommitmentForm",
    "NewInsightForm",
    "NewMeetingForm",
    "NewNeedForm",
    "NewTrainingOfferForm",
    "NoteForm",
    "OwnerAnswer",
    "ParticipantForm",
    "ProposalForm",
    "QuickCommitmentForm",
    "QuickDecisionForm",
    "QuickPollForm",
    "RegisterForm",
    "RegistrationForm",
    "ReplyForm",
    "SheetForm",
    "TrainingNeedForm",
    "TrainingOfferForm",
    "UseForm",
    "VoteForm",
    "WalkInForm",
    "agenda_initial",
    "asked_of",
    "attendance_initial",
    "beside_notes",
    "commitment_initial",
    "date_reply_initial",
    "dates_initial",
    "describe_initial",
    "insight_initial",
    "invitation_initial",
    "meeting_initial",
    "note_initial",
    "reply_initial",
    "sheet_initial",
    "topic_initial",
    "wanted_lists",
]
