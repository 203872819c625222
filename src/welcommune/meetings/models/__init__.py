"""Meetings, who came, what was said, and the report that follows."""

from welcommune.meetings.models.attendance import (
    AgeBand,
    CategoryPresent,
    Degree,
    Gender,
    Moment,
    Participant,
    ReportedCount,
    Unit,
)
from welcommune.meetings.models.facts import AgendaPoint, Consent, InsightFacts, MeetingFacts, Seats, Tags
from welcommune.meetings.models.insight import Attribution, Insight, InsightKind, QuoteConsent
from welcommune.meetings.models.meeting import (
    MEETING_TRANSITIONS,
    AgendaItem,
    Meeting,
    MeetingKind,
    MeetingState,
    Mode,
    Organiser,
    Report,
)

__all__ = [
    "MEETING_TRANSITIONS",
    "AgeBand",
    "AgendaItem",
    "AgendaPoint",
    "Attribution",
    "CategoryPresent",
    "Consent",
    "Degree",
    "Gender",
    "Insight",
    "InsightFacts",
    "InsightKind",
    "Meeting",
    "MeetingFacts",
    "MeetingKind",
    "MeetingState",
    "Mode",
    "Moment",
    "Organiser",
    "Participant",
    "QuoteConsent",
    "Report",
    "ReportedCount",
    "Seats",
    "Tags",
    "Unit",
]
