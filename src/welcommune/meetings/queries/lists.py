"""Meetings as lists show them: two queries however many there are, and no more of each than is shown."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import capfirst

from welcommune.core.text import Said, Translated
from welcommune.library.models import ArticleState
from welcommune.meetings.models import Meeting, MeetingKind, MeetingState, Mode, ReportedCount
from welcommune.meetings.queries.pages import count_words
from welcommune.network.queries import Place, region_places

SHOWN = (
    "pk", "kind", "number", "title", "day", "mode", "state", "region_id", "report__article__slug",
    "report__article__state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list, in the reader's words."""

    pk: UUID
    kind: str
    number: int | None
    name: str
    day: date
    mode: str
    state: str
    state_label: str
    region_slug: str
    region: Said
    table: list[str]
    report_slug: str

    @property
    def is_numbered_roundtable(self) -> bool:
        """Whether its page has the address of its region and number."""
        return bool(self.region_slug and self.number and self.kind == MeetingKind.ROUNDTABLE)


def meeting_name(kind: str, number: int | None, title: Translated) -> str:
    """What a meeting is called: "Roundtable 2", or its title."""
    return _name(capfirst(str(MeetingKind(kind).label)), number, title)


def _name(kind: str, number: int | None, title: Translated) -> str:
    if title:
        return str(title)
    return f"{kind} {number}" if number else kind


def meeting_rows(meetings: QuerySet[Meeting], places: dict[UUID | None, Place] | None = None) -> list[MeetingRow]:
    """Meetings for a list, in their order; ``places`` are their regions, where the caller knows them already."""
    rows = list(meetings.values_list(*SHOWN))
    places = places or region_places()
    modes = {"": "", **{mode.value: str(mode.label) for mode in Mode}}
    states = {state.value: str(state.label) for state in MeetingState}
    kinds = {kind.value: capfirst(str(kind.label)) for kind in MeetingKind}
    tables = _tables(meetings)
    return [
        MeetingRow(
            pk=key,
            kind=kind,
            number=number,
            name=_name(kinds[kind], number, title),
            day=day,
            mode=modes[mode],
            state=state,
            state_label=states[state],
            region_slug=places[region].slug,
            region=places[region].name,
            table=tables.get(key, []),
            report_slug=slug if published == ArticleState.PUBLISHED else "",
        )
        for key, kind, number, title, day, mode, state, region, slug, published in rows
    ]


def _tables(meetings: QuerySet[Meeting]) -> dict[UUID, list[str]]:
    """The headline counts of each meeting in words."""
    headline = ReportedCount.objects.filter(meeting__in=meetings.values("pk"), category=None, age_band="", gender="")
    tables: dict[UUID, list[str]] = {}
    counts = headline.order_by("pk").values_list("meeting_id", "low", "high", "unit", "moment")
    for key, low, high, unit, moment in counts:
        tables.setdefault(key, []).append(count_words(low, high, unit, moment))
    return tables
