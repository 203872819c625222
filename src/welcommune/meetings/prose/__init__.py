"""Prose: drafts the public report of a meeting from its record, in six languages.

Pure: no database, no clock, no chance. The same facts always give the same text.
"""

from welcommune.meetings.prose.draft import draft_report
from welcommune.meetings.prose.facts import (
    CategoryFact,
    CountFact,
    Degree,
    Draft,
    InsightFact,
    Missing,
    Moment,
    NetworkFact,
    NextFact,
    Part,
    QuoteFact,
    RegionFact,
    ReportFacts,
    TrainingFact,
    Unit,
)
from welcommune.meetings.prose.grammar import city
from welcommune.meetings.prose.languages import LANGUAGES

__all__ = [
    "LANGUAGES",
    "CategoryFact",
    "CountFact",
    "Degree",
    "Draft",
    "InsightFact",
    "Missing",
    "Moment",
    "NetworkFact",
    "NextFact",
    "Part",
    "QuoteFact",
    "RegionFact",
    "ReportFacts",
    "TrainingFact",
    "Unit",
    "city",
    "draft_report",
]
