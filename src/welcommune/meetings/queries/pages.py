"""What pages show of meetings: who sat at the table in words, what was said, quotes while consent holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from welcommune.core.models import AuditEvent
from welcommune.core.text import Said, Translated
from welcommune.core.ui import commas
from welcommune.meetings.models import (
    Attribution,
    Insight,
    InsightKind,
    Meeting,
    MeetingState,
    Moment,
    QuoteConsent,
    ReportedCount,
    Unit,
)
from welcommune.network.models import Network, Term
from welcommune.network.sums import THRESHOLD, Cell, hide_small
from welcommune.stakeholders.models import Membership
from welcommune.stakeholders.queries import people_by_kind

# Groups whose members could be recognised in a small place.
PROTECTED = frozenset({"newcomer"})


@dataclass(frozen=True)
class Quote:
    """A quote as the public may see it now: its wording while consent holds, else the day of withdrawal."""

    id: UUID
    text: Said | None
    attribution: str
    attribution_language: str
    withdrawn_on: date | None


def attribution_of(insight: Insight) -> tuple[str, str]:
    """Who said it, as far as the public learns, and the language of that name."""
    if insight.attribution == Attribution.NAMED:
        return insight.person, ""
    if insight.attribution == Attribution.ORGANISATION and insight.organisation:
        return insight.organisation.name, insight.organisation.language
    if insight.attribution == Attribution.CATEGORY and insight.category:
        said = Translated(insight.category.name).best()
        return said.text, said.language
    return "", ""


def over_by_now() -> Q:
    """What was said becomes public when its meeting is over; notes of a meeting that is going on are drafts."""
    return Q(meeting__isnull=True) | Q(meeting__state=MeetingState.HELD)


def quotes_of(insights: QuerySet[Insight]) -> dict[UUID, Quote]:
    """The quotes among ``insights`` that have, or had, consent; one query."""
    rows = insights.filter(over_by_now(), kind=InsightKind.QUOTE, consent__isnull=False)
    return quotes_among(rows.select_related("organisation", "category", "consent"))


def quotes_among(rows: Iterable[Insight]) -> dict[UUID, Quote]:
    """The same among rows that are at hand, with their organisation, category and consent."""
    quoted = (row for row in rows if row.kind == InsightKind.QUOTE and hasattr(row, "consent"))
    return {row.pk: _quote(row, row.consent) for row in quoted}


def _quote(insight: Insight, consent: QuoteConsent) -> Quote:
    name, language = attribution_of(insight)
    shown = insight.text.best() if consent.holds_on(timezone.localdate()) and insight.text else None
    withdrawn = consent.withdrawn_on
    return Quote(insight.pk, shown, name if shown else "", language, withdrawn)


@dataclass(frozen=True)
class PublicInsight:
    """An insight as a page shows it."""

    id: UUID
    kind: str
    kind_label: str
    text: Said
    attribution: str
    attribution_language: str


def public_insights(insights: QuerySet[Insight]) -> list[PublicInsight]:
    """All but quotes, in their order, in the reader's language where there is a wording in it."""
    rows = insights.filter(over_by_now()).exclude(kind=InsightKind.QUOTE).select_related("organisation", "category")
    return [public_insight(row) for row in rows]


def public_insight(row: Insight) -> PublicInsight:
    """One that is no quote, with its organisation and category at hand."""
    name, language = attribution_of(row)
    return PublicInsight(row.pk, row.kind, capfirst(row.get_kind_display()), row.text.best(), name, language)


def count_words(low: int, high: int, unit: str, moment: str) -> str:
    """A count in words: "23 participants", "9 to 16 people at the start"."""
    return count_words_in(get_language() or "en", low, high, unit, moment)


@lru_cache(maxsize=2048)
def count_words_in(language: str, low: int, high: int, unit: str, moment: str) -> str:
    """Put together once for each language; ``language`` is the active one, which the catalogue reads by itself."""
    amount = {"amount": str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}}
    if unit == Unit.PEOPLE:
        words = ngettext("%(amount)s person", "%(amount)s people", high) % amount
    elif unit == Unit.ORGANISATIONS:
        words = ngettext("%(amount)s organisation", "%(amount)s organisations", high) % amount
    else:
        words = ngettext("%(amount)s participant", "%(amount)s participants", high) % amount
    if moment == Moment.ARRIVAL:
        return _("%(count)s at the start") % {"count": words}
    if moment == Moment.DEPARTURE:
        return _("%(count)s at the end") % {"count": words}
    return words


def _count_words(count: ReportedCount) -> str:
    return count_words(count.low, count.high, count.unit, count.moment)


def table_words(counts: Iterable[ReportedCount]) -> list[str]:
    """The reported totals in words, one entry a count: units are never added together."""
    return [_count_words(count) for count in counts if not (count.category_id or count.age_band or count.gender)]


def table_size(counts: Iterable[ReportedCount]) -> int | None:
    """How many stools the drawing of the table has: people, else those of unknown unit; ``None`` if unknown."""
    totals = [count for count in counts if not (count.category_id or count.age_band or count.gender)]
    for unit in (Unit.PEOPLE, Unit.UNSTATED):
        highest = [count.high for count in totals if count.unit == unit]
        if highest:
            return max(highest)
    return None


def hidden_categories(counts: Iterable[ReportedCount]) -> set[UUID]:
    """The categories of a meeting whose number the public may not learn, with those that would give one away.

    Participants of whom nobody said whether they are people may be: they are taken from a total as people are, and
    protected alike. Organisations are no part of either.
    """
    numbers = [row for row in counts if row.unit != Unit.ORGANISATIONS]
    cells = [Cell(str(row.category_id), row.low, row_code(row) in PROTECTED) for row in numbers if is_of_category(row)]
    total = any(not row.category_id for row in numbers)
    return {UUID(cell.key) for cell in hide_small(cells, total_shown=total) if cell.hidden}


def is_of_category(count: ReportedCount) -> bool:
    """Whether a count is that of a whole category, not of its women, or of its young."""
    return bool(count.category_id) and not (count.gender or count.age_band)


def is_few(count: ReportedCount) -> bool:
    """Whether it counts so few people of a group in need of protection that they could be recognised."""
    return row_code(count) in PROTECTED and count.low < THRESHOLD


def part_rows(meeting: Meeting) -> list[tuple[str, str]]:
    """Categories at the table with what may be said of their number: (name with detail, words)."""
    counts = list(meeting.counts.select_related("category"))
    numbers = {count.category_id: count for count in counts if is_of_category(count)}
    hidden, rows = hidden_categories(counts), []
    for row in meeting.categories.select_related("category"):
        count = numbers.get(row.category_id)
        detail = row.detail.best().text
        category = capfirst(str(row.category))
        name = commas([category, detail])
        if count and row.category_id in hidden:
            rows.append((name, _("fewer than 5") if is_few(count) else _("not shown, to protect others")))
        else:
            rows.append((name, _count_words(count) if count else str(row.get_degree_display())))
    return rows


def row_code(count: ReportedCount) -> str:
    """The code of a count's category, empty where it has none."""
    return count.category.code if count.category else ""


def people_at_table(seats: Iterable[Membership]) -> list[tuple[Term | None, Cell]]:
    """The people with a seat of their own by kind, with those counts marked that the public may not learn."""
    counts = people_by_kind(seats)
    codes = [count.kind.code if count.kind else "" for count in counts]
    cells = [Cell(code, count.people, code in PROTECTED or not code) for code, count in zip(codes, counts, strict=True)]
    shown = hide_small(cells, total_shown=False)
    return [(count.kind, cell) for count, cell in zip(counts, shown, strict=True)]


def people_words(count: int, is_hidden: bool) -> str:
    """How many people, as far as the public may know."""
    if is_hidden:
        return _("fewer than %(n)s") % {"n": THRESHOLD}
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": count}


def past_meetings(**where: Any) -> QuerySet[Meeting]:
    """Held meetings, the youngest first."""
    return Meeting.objects.filter(state=MeetingState.HELD, parent__isnull=True, **where)


def next_meeting(network: Network, **where: Any) -> Meeting | None:
    """The next planned or open meeting from today on."""
    coming = Q(state__in=[MeetingState.PLANNED, MeetingState.OPEN], day__gte=timezone.localdate())
    rows = Meeting.objects.filter(coming, network=network, **where).select_related("region", "registration")
    return rows.order_by("day", "pk").first()


def history_of(meeting: Meeting) -> QuerySet[AuditEvent]:
    """What was done to the record of a meeting, the youngest first."""
    return AuditEvent.objects.filter(object_id=meeting.pk)[:20]
