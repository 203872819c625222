"""Whose money carries what: sums by funder, level, theme and region; the timeline; what ends within twelve months."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.access import Actor, visible
from welcommune.core.ui import commas
from welcommune.mapping.models import Action, Certainty, FundingLevel, FundingLine
from welcommune.mapping.queries.funding import (
    MARKS,
    amount_words,
    bands_words,
    dated_facts,
    in_a_year,
    lines_of,
    money_words,
    public_lines,
    public_purpose,
    sum_facts,
    themes_of,
)
from welcommune.mapping.rules import see_funding
from welcommune.mapping.sums.money import Sums, ending, grouped, sums_of
from welcommune.mapping.sums.timeline import timeline
from welcommune.network.models import Region

Group = Callable[[FundingLine], Iterable[str]]
# The page stays light.
MOST_PUBLIC = 100
NOT_STATED = gettext_lazy("not stated")
LEVELS = dict(FundingLevel.choices)
GROUPS: dict[str, tuple[Promise, Group]] = {
    "level": (
        gettext_lazy("Where the money comes from"), lambda line: [str(LEVELS.get(line.level, NOT_STATED))],
    ),
    "funder": (gettext_lazy("Funder"), lambda line: [line.funder_label or str(NOT_STATED)]),
    "theme": (
        gettext_lazy("Theme"), lambda line: [str(term.name) for term in themes_of(line)] or [str(NOT_STATED)],
    ),
    "region": (gettext_lazy("Region"), lambda line: [str(line.region.name)]),
}  # fmt: skip


def sums_page(region: Region | None, actor: Actor, by: str) -> dict[str, Any]:
    """See ``mapping/funding_sums.html``: of one region, or of all that the actor may see."""
    keys = [key for key in GROUPS if key != "region" or region is None]
    chosen = by if by in keys else keys[-1] if region is None else keys[0]
    lines = lines_of(region) if region else _all_lines(actor)
    found = list(lines)
    label, group = GROUPS[chosen]
    groups = grouped((group(line), line) for line in found)
    return {
        "region": region, "label": label, "chosen": chosen, "counts_twice": chosen == "theme",
        "choices": [(GROUPS[key][0], f"?by={key}", key == chosen) for key in keys],
        "rows": [(name, *_cells(sums)) for name, sums in groups.items()],
        "sums": dated_facts(found, timezone.localdate()),
    }  # fmt: skip


def _all_lines(actor: Actor) -> Any:
    rows = visible(actor, see_funding).select_related("action", "funder", "region")
    return rows.prefetch_related("themes", "action__themes")


def _cells(sums: Sums) -> tuple[str, ...]:
    """A row of the table of sums; a dash where there is nothing of the kind."""
    told = (
        money_words(sums.confirmed), money_words(sums.hoped), bands_words(sums.bands), money_words(sums.in_kind),
        str(sums.unstated or ""),
    )  # fmt: skip
    return (str(sums.lines), *(words or "–" for words in told))


def timeline_page(region: Region) -> dict[str, Any]:
    """See ``mapping/funding_timeline.html``: what is not over for more than a year, as a drawing and as a table."""
    today = timezone.localdate()
    rows = lines_of(region).exclude(ends_on__lt=today.replace(year=today.year - 1, day=1))
    lines = sorted(rows, key=lambda line: (line.ends_on or date.max, line.starts_on or date.min, line.pk))
    dated = [line for line in lines if line.starts_on or line.ends_on]
    return {
        "region": region, "today": today, "shape": timeline([(line.starts_on, line.ends_on) for line in dated], today),
        "lines": [(line, amount_words(line), MARKS[Certainty(line.certainty)]) for line in dated],
        "undated": len(lines) - len(dated),
    }  # fmt: skip


@dataclass
class Loss:
    """An action and the money that ends; ``stays`` and ``hoped`` is what goes on, confirmed or not yet."""

    action: Action
    ending: list[FundingLine] = field(default_factory=list)
    stays: list[FundingLine] = field(default_factory=list)
    hoped: list[FundingLine] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether no confirmed money is left after the twelve months."""
        return not self.stays


def losses(lines: Sequence[FundingLine], today: date) -> list[Loss]:
    """The actions of which confirmed money ends within twelve months, the first to end first."""
    horizon = in_a_year(today)
    found: dict[UUID, Loss] = {}
    for line in lines:
        if line.action is None or (line.ends_on and line.ends_on < today):
            continue
        loss = found.setdefault(line.action.pk, Loss(line.action))
        goes_on = line.ends_on is None or line.ends_on > horizon
        if line.certainty != Certainty.CONFIRMED:
            loss.hoped += [line] if goes_on else []
        else:
            (loss.stays if goes_on else loss.ending).append(line)
    lost = [loss for loss in found.values() if loss.ending]
    return sorted(lost, key=lambda loss: (min(line.ends_on or date.max for line in loss.ending), loss.action.name))


def cliff_page(region: Region) -> dict[str, Any]:
    """See ``mapping/funding_cliff.html``: whose money ends, and what would be lost with it."""
    today = timezone.localdate()
    lines = list(lines_of(region).select_related("action__lead").prefetch_related("action__groups", "action__places"))
    found = losses(lines, today)
    last = ending(lines, today, in_a_year(today))
    whole = [loss.action for loss in found if loss.is_whole]
    capacities = [action.capacity for action in whole if action.capacity is not None]
    return {
        "region": region, "today": today, "until": in_a_year(today), "sums": sum_facts(sums_of(last)),
        "losses": [(loss, [(line, amount_words(line)) for line in loss.ending], _lost(loss.action)) for loss in found],
        "whole": len(whole), "capacity": sum(capacities), "unknown": len(whole) - len(capacities),
        "others": [(line, amount_words(line)) for line in last if line.action is None],
    }  # fmt: skip


def _lost(action: Action) -> list[tuple[str, str]]:
    """What there would no longer be: where, for whom, how many places."""
    towns = commas(place.name for place in action.places.all()) or action.town
    told = [
        (_("Run by"), action.lead.name if action.lead else ""), (_("Where"), towns),
        (_("Themes"), commas(term.name for term in action.themes.all())),
        (_("For whom"), commas(term.name for term in action.groups.all())),
        (_("Places"), str(action.capacity) if action.capacity is not None else _("not stated")),
    ]  # fmt: skip
    return [(label, words) for label, words in told if words]


def paying_count(region: OuterRef) -> Subquery:
    """How many lines of a region the public may see, as a part of another query; nothing where there are none."""
    public = FundingLine.plain.filter(region=region, is_public=True).exclude(ends_on__lt=timezone.localdate())
    rows = public.order_by().values("region")
    return Subquery(rows.annotate(many=Count("pk")).values("many"))


def who_pays(region: Region) -> list[tuple[str, str, str, str, date | None]]:
    """For the public: the lines that may be shown and are not over: funder, what for, amount, how sure, until when.

    One query, whatever there is; of an action that is not public itself, the name is not told.
    """
    today = timezone.localdate()
    lines = public_lines(region).exclude(ends_on__lt=today)[:MOST_PUBLIC]
    return [
        (
            line.funder_label, public_purpose(line) or line.programme, amount_words(line),
            str(line.get_certainty_display()), line.ends_on,
        )
        for line in lines
    ]  # fmt: skip
