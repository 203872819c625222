"""Forms of the record: is what was typed well formed? They never save."""

from welcommune.meetings.forms.attendance import AttendanceForm, CountForm, ParticipantForm, attendance_initial
from welcommune.meetings.forms.insight import InsightForm, NewInsightForm, insight_initial
from welcommune.meetings.forms.meeting import ChildForm, MeetingForm, NewMeetingForm, meeting_initial

__all__ = [
    "AttendanceForm",
    "ChildForm",
    "CountForm",
    "InsightForm",
    "MeetingForm",
    "NewInsightForm",
    "NewMeetingForm",
    "ParticipantForm",
    "attendance_initial",
    "insight_initial",
    "meeting_initial",
]
