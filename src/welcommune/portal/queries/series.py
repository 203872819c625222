"""The meetings of a region one after the other: who comes, who stopped, how long the report takes, what was kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.meetings.models import Commitment, CommitmentState, Meeting, Participant, ReportedCount, Unit
from welcommune.meetings.queries import PROTECTED, Composition, table_alone
from welcommune.meetings.queries.composition import Came, Head
from welcommune.network.models import Region
from welcommune.network.sums import THRESHOLD
from welcommune.portal.queries.spark import Point, Spark, spark
from welcommune.portal.queries.table import MemberRow, TablePage

# Days after which a record was not made for the meeting, but brought in from elsewhere.
BROUGHT_IN_LATER = 60
COUNTED = {Unit.PEOPLE: "people", Unit.ORGANISATIONS: "organisations", Unit.UNSTATED: "unstated"}


@dataclass(slots=True)
class Held:
    """One meeting in figures; ``None`` where nobody told us."""

    head: Head
    # From–to, as it was reported; both the same where the number is exact.
    people: tuple[int, int] | None = None
    organisations: tuple[int, int] | None = None
    # Of whom nobody said whether they are people or organisations: never added to either.
    unstated: tuple[int, int] | None = None
    report_days: int | None = None
    minutes_days: int | None = None
    promised: int = 0
    kept: int = 0
    overdue: int = 0

    @property
    def people_words(self) -> str:
        """How many people, as it was told."""
        if self.people is None and self.unstated:
            return _("%(n)s, people or organisations") % {"n": range_words(self.unstated)}
        return range_words(self.people)

    @property
    def organisation_words(self) -> str:
        """How many organisations, as it was told."""
        return range_words(self.organisations)


def range_words(told: tuple[int, int] | None) -> str:
    """A number or a range; a dash where nobody told us."""
    if told is None:
        return "–"
    return str(told[0]) if told[0] == told[1] else f"{told[0]}–{told[1]}"


@dataclass(frozen=True)
class Series:
    """See ``portal/series.html``."""

    table: Composition
    held: list[Held]

    @property
    def region(self) -> Region:
        """Whose meetings they are."""
        return self.table.region

    @property
    def stopped(self) -> list[MemberRow]:
        """Members who came before, and to none of the last two meetings whose record names who came."""
        return [row for row in TablePage(self.table, []).members if row.state == "ending"]

    @property
    def people(self) -> Spark:
        """People at each meeting, drawn."""
        return spark([Point(None, row.head.day, told[1] if told else None) for row, told in self._at_the_table()])

    def _at_the_table(self) -> Iterator[tuple[Held, tuple[int, int] | None]]:
        return ((row, row.people or row.unstated) for row in self.held)

    @property
    def organisations(self) -> Spark:
        """Organisations at each meeting, drawn."""
        told = [(row.head.day, row.organisations) for row in self.held]
        return spark([Point(None, day, counted[1] if counted else None) for day, counted in told])

    @property
    def report_days(self) -> Spark:
        """Days from each meeting to its report, drawn."""
        return spark([Point(None, row.head.day, row.report_days) for row in self.held])

    @property
    def has_minutes(self) -> bool:
        """Whether days to the minutes are known of any meeting."""
        return any(row.minutes_days is not None for row in self.held)

    @property
    def kinds(self) -> list[tuple[str, list[str]]]:
        """Who came of each kind that came at all: its name, and words for each meeting."""
        named = zip(TablePage(self.table, []).kinds, self.table.kinds, strict=True)
        return [
            (row.name, [_came_words(cell, kind.category.code) for cell in kind.cells])
            for row, kind in named
            if any(cell.state == "there" for cell in kind.cells)
        ]


def _came_words(cell: Came, kind: str) -> str:
    """People of one kind at one meeting; organisations where people were not counted. Few of a group are hidden."""
    if cell.state != "there":
        return "–" if cell.state == "unknown" else "0"
    if kind in PROTECTED and cell.people and cell.people < THRESHOLD:
        return _("fewer than %(least)s") % {"least": THRESHOLD}
    if cell.people:
        return str(cell.people)
    return _("there") if cell.organisations is None else _("organisations: %(n)s") % {"n": cell.organisations}


def series_page(region: Region) -> Series:
    """Read the last meetings that were held in ``region``: what the table tells alone, and four queries more."""
    table = table_alone(region)
    held = {head.pk: Held(head) for head in table.meetings}
    _count_noted(held)
    _count_reported(held)
    _time_papers(held)
    _count_promises(held)
    return Series(table, list(held.values()))


def _count_noted(held: dict[UUID, Held]) -> None:
    """Where nobody reported a number: those who are noted one by one."""
    rows = Participant.objects.filter(meeting__in=held).order_by().values("meeting")
    for row in rows.annotate(people=Sum("people"), places=Count("organisation", distinct=True)):
        held[row["meeting"]].people = (row["people"], row["people"])
        if row["places"]:
            held[row["meeting"]].organisations = (row["places"], row["places"])


def _count_reported(held: dict[UUID, Held]) -> None:
    """Reported totals; counted more than once, the highest counts: people leave before the end."""
    total = {"category": None, "age_band": "", "gender": "", "meeting__in": held}
    for count in ReportedCount.objects.filter(**total).order_by("high", "low", "pk"):
        setattr(held[count.meeting_id], COUNTED[Unit(count.unit)], (count.low, count.high))


def _time_papers(held: dict[UUID, Held]) -> None:
    """Days to report and minutes. A meeting put on record long after it tells nothing of how long they took."""
    rows = Meeting.objects.filter(pk__in=held).order_by("pk")
    papers = ("report__article__published_at", "minutes__approved_at")
    for key, recorded, *done in rows.values_list("pk", "created_at", *papers):
        day = held[key].head.day
        if _days(day, timezone.localtime(recorded).date()) <= BROUGHT_IN_LATER:
            days = [_days(day, timezone.localtime(moment).date()) if moment else None for moment in done]
            held[key].report_days, held[key].minutes_days = days


def _days(day: date, done: date) -> int:
    return max((done - day).days, 0)


def _count_promises(held: dict[UUID, Held]) -> None:
    """What was promised at each meeting, how much of it is done, and how much is late; what was dropped is left out."""
    rows = Commitment.objects.filter(meeting__in=held).exclude(state=CommitmentState.DROPPED)
    for promise in rows.order_by("pk"):
        row = held[promise.meeting_id]  # type: ignore[index]
        row.promised += 1
        row.kept += promise.state == CommitmentState.DONE
        row.overdue += promise.is_overdue


def series_rows(it: Series) -> Iterator[list[object]]:
    """The figures as rows of a file, with their head; then who came of each kind."""
    yield [
        _("Meeting"), _("Date"), _("People"), _("Organisations"), _("Days to the report"),
        _("Days to the minutes"), _("Promised"), _("Done"), _("Late"),
    ]  # fmt: skip
    for row in it.held:
        yield [
            row.head.name, row.head.day.isoformat(), row.people_words, row.organisation_words,
            *("" if days is None else days for days in (row.report_days, row.minutes_days)),
            row.promised, row.kept, row.overdue,
        ]  # fmt: skip
    yield []
    yield [_("Kind"), *(f"{row.head.name}, {row.head.day.isoformat()}" for row in it.held)]
    for name, cells in it.kinds:
        yield [name, *cells]
