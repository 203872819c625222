"""You said, we did: what came of each thing that was said in a region, or that nothing has yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from welcommune.core.text import Said
from welcommune.library.models import ArticleState
from welcommune.meetings.models import Commitment, CommitmentState, Decision, Insight, InsightKind, Meeting
from welcommune.meetings.queries import PublicInsight, meeting_name, over_by_now, public_insight, standing_of
from welcommune.network.models import Region

SAID_A_PAGE = 30


@dataclass(frozen=True)
class Answer:
    """A commitment as the public sees it: the organisation, never a person; a reason only where the desk shows it."""

    what: Said
    organisation: Said | None
    mark: str
    words: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    """One thing that was said, with what came of it."""

    insight: PublicInsight
    decisions: list[Said]
    answers: list[Answer]

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it yet."""
        return not self.answers and not self.decisions


@dataclass(frozen=True)
class MeetingOutcomes:
    """What was said on one occasion; ``decisions`` and ``promised`` are those that answer no single remark."""

    name: str
    day: date
    href: str
    report: str
    outcomes: list[Outcome]
    decisions: list[Said]
    promised: list[Answer]


def said_in(region: Region) -> QuerySet[Insight]:
    """What was said in a region and is public, quotes aside, the youngest meeting first, in the order of the talk."""
    rows = Insight.objects.filter(over_by_now(), region=region).exclude(kind=InsightKind.QUOTE)
    return rows.order_by("-said_on", "meeting", "order", "pk")


def you_said(region: Region, said: QuerySet[Insight]) -> list[MeetingOutcomes]:
    """What came of ``said``, by meeting: three queries."""
    rows = list(said.select_related("organisation", "category", "meeting__report__article"))
    answers = _answers(region, rows)
    decisions = _decisions(rows)
    return [
        _occasion(list(group), answers, decisions)
        for _key, group in groupby(rows, key=lambda row: (row.said_on, row.meeting_id))
    ]


def _answers(region: Region, rows: Iterable[Insight]) -> dict[UUID | None, list[Answer]]:
    """The commitments that answer each remark, and under the key of a meeting those that answer none."""
    meetings = {row.meeting_id for row in rows if row.meeting_id}
    mine = Q(insight__in=[row.pk for row in rows]) | Q(insight=None, meeting__in=meetings)
    found = defaultdict(list)
    for row in Commitment.objects.filter(mine, region=region).select_related("organisation").order_by("pk"):
        found[row.insight_id or row.meeting_id].append(answer_words(row))
    return found


def answer_words(row: Commitment) -> Answer:
    """A commitment in the words that the public reads."""
    named = Said(row.organisation.name, row.organisation.language) if row.organisation else None
    shown = row.state == CommitmentState.DROPPED and row.reason_is_public
    return Answer(Said(row.what, row.language), named, *standing_of(row), row.reason if shown else "")


def _decisions(rows: Iterable[Insight]) -> dict[UUID, list[Decision]]:
    """What the meetings agreed on at which somebody said something here."""
    found = defaultdict(list)
    for row in Decision.objects.filter(meeting__in={row.meeting_id for row in rows if row.meeting_id}):
        found[row.meeting_id].append(row)
    return found


def _occasion(rows: list[Insight], answers: dict[Any, list[Answer]], decisions: dict[Any, Any]) -> MeetingOutcomes:
    meeting = rows[0].meeting
    agreed: list[Decision] = decisions.get(rows[0].meeting_id, [])
    points = {row.agenda_item_id for row in rows if row.agenda_item_id}
    return MeetingOutcomes(
        name=meeting_name(meeting.kind, meeting.number, meeting.title) if meeting else "",
        day=rows[0].said_on,
        href=_page(meeting),
        report=_report(meeting),
        outcomes=[_outcome(row, answers, agreed) for row in rows],
        decisions=[_words(row) for row in agreed if row.agenda_item_id not in points],
        promised=answers.get(rows[0].meeting_id, []) if meeting else [],
    )


def _outcome(row: Insight, answers: dict[Any, list[Answer]], agreed: list[Decision]) -> Outcome:
    point = row.agenda_item_id
    mine = [_words(decision) for decision in agreed if point and decision.agenda_item_id == point]
    return Outcome(public_insight(row), mine, answers.get(row.pk, []))


def _words(decision: Decision) -> Said:
    return Said(decision.text, decision.language)


def _page(meeting: Meeting | None) -> str:
    return reverse("portal:meeting", args=[meeting.pk]) if meeting else ""


def _report(meeting: Meeting | None) -> str:
    """Where the report of the meeting is read; empty while it is not published."""
    report = getattr(meeting, "report", None)
    if report is None or report.article.state != ArticleState.PUBLISHED:
        return ""
    return reverse("portal:article", args=[report.article.slug])
