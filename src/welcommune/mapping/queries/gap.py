"""Gaps as the desk and the public read them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from welcommune.accounts.models import Account
from welcommune.core import ui
from welcommune.core.access import Actor, allowed, only_one
from welcommune.core.audit import field_words
from welcommune.core.models import AuditEvent
from welcommune.core.text import Said
from welcommune.mapping import rules
from welcommune.mapping.models import (
    STILL_MISSING,
    Asset,
    AssetKind,
    AssetState,
    Gap,
    GapAnswer,
    GapState,
    Signal,
)
from welcommune.mapping.queries.coverage import cell_of
from welcommune.mapping.queries.coverage_pages import cell_name, cell_words
from welcommune.mapping.queries.signals import spoken_of
from welcommune.network.models import Region
from welcommune.network.sums import Cell, hide_small

ALL, MOST, BY_HAND = "all", 8, "mapping.change_gap"
# Kinds of assets that help with a theme, whatever themes they are noted under.
HELPS = {
    "mobility": (AssetKind.VEHICLE,), "language": (AssetKind.VOLUNTEERS, AssetKind.INTERPRETERS),
    "rights": (AssetKind.INTERPRETERS,), "health": (AssetKind.INTERPRETERS,), "housing": (AssetKind.PREMISES,),
    "social_links": (AssetKind.ASSOCIATION, AssetKind.PREMISES), "digital": (AssetKind.EQUIPMENT,),
    "money": (AssetKind.MONEY, AssetKind.EQUIPMENT),
}  # fmt: skip
BESIDE = ("region", "theme", "place", "group", "situation")
STATE_MARKS = {
    GapState.REPORTED: "unknown", GapState.CONFIRMED: "none", GapState.ADDRESSED: "ending",
    GapState.COVERED: "there", GapState.PARKED: "norecord",
}  # fmt: skip


@dataclass(frozen=True)
class GapLine:
    """A gap as it is listed: its mark, its state in words, what it is about, what addresses it."""

    gap: Gap
    mark: str
    words: str
    where: str
    answers: list[Said | str] = field(default_factory=list)


def gap_line(gap: Gap, answers: list[Said | str] | None = None) -> GapLine:
    """One gap with the rows beside it at hand."""
    words = str(GapState(gap.state).label)
    if gap.confirmed_on and gap.state == GapState.CONFIRMED:
        words = _("Confirmed on %(day)s") % {"day": ui.date(gap.confirmed_on)}
    return GapLine(gap, STATE_MARKS[GapState(gap.state)], words, cell_name(cell_of(gap)), answers or [])


def gap_list(region: Region, query: Mapping[str, str]) -> tuple[list[GapLine], dict[str, Any]]:
    """The gaps of a region that the address asks for: the open ones unless it says otherwise; one query."""
    asked = query.get("show", "")[:20]
    rows = Gap.plain.filter(region=region).select_related(*BESIDE, "place__merged_into")
    if asked in GapState.values:
        rows = rows.filter(state=asked)
    elif asked != ALL:
        rows = rows.filter(state__in=STILL_MISSING)
    states = [*((state.value, str(state.label)) for state in GapState), (ALL, _("All"))]
    lists = [("show", _("State"), states, _("still missing"))]
    return [gap_line(gap) for gap in rows], {
        "lists": lists,
        "asked": {"show": asked},
        "is_empty": not rows and not Gap.plain.filter(region=region).exists(),
    }


def gap_page(gap: Gap, actor: Actor) -> dict[str, Any]:
    """See ``mapping/gap.html``."""
    can_edit = allowed(actor, rules.keep_gap, gap)
    return {
        "gap": gap, "line": gap_line(gap), "can_edit": can_edit,
        "answers": list(gap.answers.select_related("action", "asset")),
        "proposals": proposals_for(gap) if can_edit and gap.is_open else [],
        "spoken": spoken_of(gap), "history": _history(gap) if can_edit else [],
        "cell_query": urlencode(cell_words(cell_of(gap))),
    }  # fmt: skip


def _history(gap: Gap) -> list[tuple[AuditEvent, str, list[str]]]:
    """What was done to the gap, the latest first, by whom, and to which fields where it was changed by hand."""
    events = list(AuditEvent.objects.filter(object_id=gap.pk)[:30])
    names = Account.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    return [
        (event, str(names.get(event.actor_id, "Welcommune")), field_words(event) if event.verb == BY_HAND else [])
        for event in events
    ]


def proposals_for(gap: Gap) -> list[tuple[Asset, str]]:
    """What the region has that could answer a gap and does not yet, with reasons; what fits in most ways first."""
    rows = Asset.plain.filter(region=gap.region, state=AssetState.LISTED)
    listed = rows.exclude(pk__in=gap.answers.filter(asset__isnull=False).values("asset")).prefetch_related("themes")
    found = [(asset, reasons) for asset in listed if (reasons := _reasons(gap, asset))]
    return [(asset, ui.commas(reasons)) for asset, reasons in sorted(found, key=lambda pair: -len(pair[1]))][:MOST]


def _reasons(gap: Gap, asset: Asset) -> list[str]:
    """Why an asset could answer a gap; being near, or free, is no reason without another one."""
    found = []
    if gap.theme_id in {theme.pk for theme in asset.themes.all()} - {None}:
        found.append(_("same theme"))
    if gap.spoken and gap.spoken in asset.languages:
        found.append(_("this language is spoken"))
    if gap.theme and asset.kind in HELPS.get(gap.theme.code, ()):
        words = {"theme": gap.theme, "kind": AssetKind(asset.kind).label}
        found.append(_("of use for %(theme)s: %(kind)s") % words)
    if found and gap.place_id and gap.place_id == asset.place_id:
        found.append(_("in this town"))
    return found


def _answer_words(answer: GapAnswer) -> Said | str:
    """What residents read of an answer; what is not shown to the public stays unnamed."""
    row = answer.action or answer.asset
    if row is None:
        return Said(answer.text, answer.gap.language)
    return Said(row.name, row.language) if row.is_public else _("Somebody has taken it on.")


def open_region(slug: str) -> Region:
    """The region of a public page; ``Http404`` where there is none, or none that takes part in a network."""
    return only_one(Region.objects.filter(slug=slug, participations__isnull=False).distinct())


def shared_gaps(region: Region) -> list[GapLine]:
    """The gaps that residents read, with what addresses them: two queries."""
    rows = list(Gap.plain.filter(region=region, is_public=True).select_related(*BESIDE, "place__merged_into"))
    answers: dict[Any, list[Said | str]] = {}
    for answer in GapAnswer.objects.filter(gap__in=[row.pk for row in rows]).select_related("action", "asset", "gap"):
        answers.setdefault(answer.gap_id, []).append(_answer_words(answer))
    return [gap_line(row, answers.get(row.pk)) for row in rows]


def searches_in_vain(region: Region) -> list[tuple[str, str]]:
    """How often people found nothing, by theme; small counts are hidden, and what would give them away."""
    signals = Signal.plain.filter(region=region, theme__isnull=False).select_related("theme")
    counted = Counter((row.theme.order, str(row.theme.name)) for row in signals if row.theme)
    cells = [Cell(name, count, protected=True) for (_order, name), count in sorted(counted.items())]
    few = _("fewer than 5")
    return [
        (cell.key, few if cell.hidden and cell.count < 5 else "–" if cell.hidden else ui.number(cell.count))
        for cell in hide_small(cells, total_shown=False)
    ]
