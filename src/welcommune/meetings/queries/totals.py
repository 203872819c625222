"""How many came to a meeting in all, as far as the public may know it: all pages, files and reports ask here.

Where those who came were all of one group in need of protection and fewer than five, their total is that of the group.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from welcommune.meetings.models import Meeting, ReportedCount, Unit
from welcommune.meetings.queries.pages import PROTECTED, is_of_category, row_code, table_size, table_words
from welcommune.network.sums import THRESHOLD, Cell, hide_small, total_tells

# What reads the counts and kinds that are asked here, in a constant number of queries.
READ = ("counts__category", "categories__category")


def public_totals(meeting: Meeting) -> tuple[list[ReportedCount], bool]:
    """The reported totals that may be shown, and whether those of people are hidden."""
    counts = list(meeting.counts.all())
    totals = [row for row in counts if not (row.category_id or row.age_band or row.gender)]
    if not _is_telling(meeting, totals, counts):
        return totals, False
    return [row for row in totals if row.unit == Unit.ORGANISATIONS], True


def public_words(meeting: Meeting) -> list[str]:
    """The totals in words; units are never added together."""
    totals, is_hidden = public_totals(meeting)
    return [*table_words(totals), *([few_words()] if is_hidden else [])]


def public_size(meeting: Meeting) -> int | None:
    """How many stools the drawing of the table has; ``None`` where it is not known, or not told."""
    return table_size(public_totals(meeting)[0])


def few_words() -> str:
    """What stands in the place of a total that is hidden."""
    return _("fewer than 5")


def telling_totals(meetings: Collection[UUID]) -> set[UUID]:
    """Those of some meetings whose total is not told; three queries."""
    rows = Meeting.plain.filter(pk__in=meetings).prefetch_related(*READ).order_by("pk")
    return {row.pk for row in rows if public_totals(row)[1]}


def may_tell(unit: str, low: int) -> bool:
    """Whether a total is so small that it has to be looked at with the kinds of those who came."""
    return unit != Unit.ORGANISATIONS and low < THRESHOLD


def public_sizes(meetings: QuerySet[Meeting]) -> list[int]:
    """``public_size`` of those of some meetings that have one, in a constant number of queries."""
    rows = list(meetings.prefetch_related("counts"))
    few = {row.pk for row in rows if any(may_tell(one.unit, one.low) for one in row.counts.all())}
    hidden = telling_totals(few) if few else set()
    sizes = (table_size(row.counts.all()) for row in rows if row.pk not in hidden)
    return [size for size in sizes if size]


def _is_telling(meeting: Meeting, totals: Iterable[ReportedCount], counts: Iterable[ReportedCount]) -> bool:
    small = {number for row in totals if may_tell(row.unit, row.low) for number in (row.low, row.high)}
    if not small:
        return False
    rows = [row for row in counts if is_of_category(row) and row.unit != Unit.ORGANISATIONS]
    cells = [Cell(str(row.category_id), row.low, row_code(row) in PROTECTED) for row in rows]
    counted = {row.category_id for row in rows}
    others = [row for row in meeting.categories.all() if row.category_id not in counted]
    uncounted = [Cell(str(row.category_id), 0, row.category.code in PROTECTED) for row in others]
    return any(total_tells(hide_small(cells, total_shown=True), uncounted, number) for number in small)
