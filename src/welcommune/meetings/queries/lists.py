"""Meetings as lists show them: one query however many there are, and no more of each than is shown."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language

from welcommune.core.text import Said, Translated
from welcommune.library.models import ArticleState
from welcommune.meetings.models import Meeting, MeetingKind, MeetingState, Mode, Unit
from welcommune.meetings.queries.pages import count_words_in
from welcommune.meetings.queries.totals import few_words, may_tell, telling_totals
from welcommune.network.queries import Place, region_places

SHOWN = (
    "pk", "kind", "number", "title", "day", "mode", "state", "region__slug", "report__article__slug",
    "report__article__state", "headline__low", "headline__high", "headline__unit", "headline__moment",
)  # fmt: skip


class MeetingRow(NamedTuple):
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


def meeting_rows(meetings: QuerySet[Meeting], places: dict[str | None, Place] | None = None) -> list[MeetingRow]:
    """Meetings for a list, the youngest first; ``places`` are their regions, where the caller knows them already."""
    language = get_language() or "en"
    places = places or region_places(language)
    modes = {"": "", **{mode.value: str(mode.label) for mode in Mode}}
    states = {state.value: str(state.label) for state in MeetingState}
    kinds = {kind.value: capfirst(str(kind.label)) for kind in MeetingKind}
    rows: dict[UUID, MeetingRow] = {}
    totals: dict[UUID, list[list[Any]]] = {}
    for key, kind, number, title, day, mode, state, region, slug, published, *count in _with_counts(meetings):
        if key not in rows:
            rows[key] = MeetingRow(
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
                table=[],
                report_slug=slug if published == ArticleState.PUBLISHED else "",
            )
        if None not in count:
            totals.setdefault(key, []).append(count)
    few = {key for key, counts in totals.items() if any(may_tell(unit, low) for low, _high, unit, _moment in counts)}
    hidden = telling_totals(few) if few else set()
    for key, counts in totals.items():
        told = [count for count in counts if key not in hidden or count[2] == Unit.ORGANISATIONS]
        rows[key].table.extend(count_words_in(language, *count) for count in told)
        rows[key].table.extend([few_words()] if key in hidden else [])
    return list(rows.values())


def _with_counts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting, tuple[Any, ...]]:
    """``SHOWN`` of each meeting and headline count; a meeting without any has one row, with empty cells at its end."""
    headline = Q(counts__category=None, counts__age_band="", counts__gender="")
    # By key: where ``meetings`` are cut off at a number, it is one of meetings and not of rows.
    chosen = Meeting.plain.filter(pk__in=meetings.values("pk"))
    told = chosen.annotate(headline=FilteredRelation("counts", condition=headline))
    return told.order_by("-day", "pk", "headline__pk").values_list(*SHOWN)
