"""Reads over meetings: for pages, and for the report that is drafted from the record."""

from welcommune.meetings.queries.composition import Composition, Kind, composition, kind_name, kinds_at_tables
from welcommune.meetings.queries.desk import details_of, form_parts, new_form_parts, part_of, record_page
from welcommune.meetings.queries.facts import report_facts
from welcommune.meetings.queries.inviting import Suggestion, whom_to_invite
from welcommune.meetings.queries.lists import MeetingRow, meeting_name, meeting_rows
from welcommune.meetings.queries.pages import (
    PROTECTED,
    PublicInsight,
    Quote,
    history_of,
    next_meeting,
    part_rows,
    past_meetings,
    public_insights,
    quotes_of,
    table_size,
    table_words,
)
from welcommune.meetings.queries.presence import never_came
from welcommune.meetings.queries.search import insight_entries, meeting_entries

__all__ = [
    "PROTECTED",
    "Composition",
    "Kind",
    "MeetingRow",
    "PublicInsight",
    "Quote",
    "Suggestion",
    "composition",
    "details_of",
    "form_parts",
    "history_of",
    "insight_entries",
    "kind_name",
    "kinds_at_tables",
    "meeting_entries",
    "meeting_name",
    "meeting_rows",
    "never_came",
    "new_form_parts",
    "next_meeting",
    "part_of",
    "part_rows",
    "past_meetings",
    "public_insights",
    "quotes_of",
    "record_page",
    "report_facts",
    "table_size",
    "table_words",
    "whom_to_invite",
]
