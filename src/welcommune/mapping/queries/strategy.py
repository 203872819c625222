"""Reads over strategies: lists, what assessors make of one together, over time and beside other regions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from welcommune.core.access import ANONYMOUS, visible
from welcommune.core.text import Said
from welcommune.core.ui import commas, number, partial_date
from welcommune.mapping import rules
from welcommune.mapping.instruments import Instrument, instrument
from welcommune.mapping.instruments.profile import Score, Spread, profile
from welcommune.mapping.instruments.radar import Radar, radar
from welcommune.mapping.models import Assessment, Rating, Strategy
from welcommune.network.models import Region

MOST_COMPARED = 40
# Below this a point is worth working on; from this on it is something to build on.
WEAK, STRONG = 2, 3


@dataclass(frozen=True)
class Evidence:
    """What an answer rests on; nobody is named."""

    item: str
    text: str
    source: str


@dataclass(frozen=True)
class Year:
    """The profile as it stood in a year, from what was assessed up to then."""

    year: int
    scores: list[Score]


@dataclass(frozen=True)
class Assessed:
    """A strategy as its assessors see it."""

    instrument: Instrument
    people: int
    latest: date | None
    scores: list[Score]
    radar: Radar
    years: list[Year]
    evidence: dict[str, list[Evidence]]

    @property
    def strong(self) -> list[Score]:
        """What one can build on, the best first."""
        return _ranked([one for one in self.scores if one.spread and one.spread.middle >= STRONG], reverse=True)

    @property
    def weak(self) -> list[Score]:
        """What is worth working on, the weakest first."""
        return _ranked([one for one in self.scores if one.spread and one.spread.middle < WEAK], reverse=False)


def _ranked(scores: list[Score], *, reverse: bool) -> list[Score]:
    return sorted(scores, key=lambda one: one.spread.middle if one.spread else 0, reverse=reverse)


def strategies_of(region: Region) -> QuerySet[Strategy]:
    """All on record in a region, for the desk, with how many people assessed each, and when last."""
    rows = Strategy.objects.filter(region=region).select_related("issuer")
    return rows.annotate(assessed=Count("assessments"), last=Max("assessments__assessed_on"))


def public_strategies(region: Region) -> QuerySet[Strategy]:
    """Those that the public sees."""
    return visible(ANONYMOUS, rules.read_strategy).filter(region=region).select_related("issuer")


def issuer_of(strategy: Strategy) -> Said:
    """Who issued it."""
    if strategy.issuer:
        return Said(strategy.issuer.name, strategy.issuer.language)
    return Said(strategy.issuer_name, strategy.language)


def period_of(strategy: Strategy) -> str:
    """From when until when, as far as known."""
    if strategy.starts and strategy.ends:
        return f"{partial_date(strategy.starts)} – {partial_date(strategy.ends)}"
    if strategy.starts:
        return _("since %(start)s") % {"start": partial_date(strategy.starts)}
    return _("until %(date)s") % {"date": partial_date(strategy.ends)} if strategy.ends else ""


def _latest_of_each(rows: Iterable[Assessment]) -> list[Assessment]:
    """Of each assessor the youngest; those whose assessor was erased count each."""
    found: dict[Any, Assessment] = {}
    for row in sorted(rows, key=attrgetter("assessed_on", "pk"), reverse=True):
        found.setdefault(row.assessor_id or row.pk, row)
    return list(found.values())


def _answers(row: Assessment) -> dict[str, int | None]:
    return {rating.item: rating.value for rating in row.ratings.all()}


def _profile(made: Instrument, rows: Iterable[Assessment]) -> list[Score]:
    return profile(made, [_answers(row) for row in _latest_of_each(rows)])


def spread_words(spread: Spread | None) -> str:
    """The middle in words, with the lowest and highest where they differ."""
    if spread is None:
        return _("nobody could say")
    if not spread.differs:
        return number(round(spread.middle, 1))
    ends = {"low": number(round(spread.lowest, 1)), "high": number(round(spread.highest, 1))}
    return commas([number(round(spread.middle, 1)), _("from %(low)s to %(high)s") % ends])


def _radar(scores: list[Score]) -> Radar:
    words = commas(f"{one.standard.title.best()} {spread_words(one.spread)}" for one in scores)
    return radar([one.spread.middle if one.spread else None for one in scores], words)


def _evidence(rows: Iterable[Assessment]) -> dict[str, list[Evidence]]:
    said = [rating for row in _latest_of_each(rows) for rating in row.ratings.all() if rating.evidence or rating.source]
    ordered: list[Rating] = sorted(said, key=attrgetter("item"))
    return {
        item: [Evidence(item, rating.evidence, rating.source) for rating in ratings]
        for item, ratings in groupby(ordered, attrgetter("item"))
    }


def assessed(strategy: Strategy) -> Assessed | None:
    """What all assessors together make of a strategy; ``None`` where nobody has assessed it; two queries."""
    made = instrument()
    rows = list(strategy.assessments.filter(instrument=made.code).prefetch_related("ratings"))
    if not rows:
        return None
    scores = _profile(made, rows)
    years = sorted({row.assessed_on.year for row in rows})
    return Assessed(
        instrument=made, people=len(_latest_of_each(rows)), latest=max(row.assessed_on for row in rows),
        scores=scores, radar=_radar(scores), evidence=_evidence(rows),
        years=[Year(year, _profile(made, [row for row in rows if row.assessed_on.year <= year])) for year in years],
    )  # fmt: skip


def compared() -> tuple[Instrument, list[tuple[Strategy, list[Score]]]]:
    """The strategies whose assessment is public, beside each other; three queries."""
    made = instrument()
    shown = visible(ANONYMOUS, rules.read_strategy).filter(is_assessment_public=True, assessments__instrument=made.code)
    rows = shown.distinct().select_related("region").prefetch_related("assessments__ratings")
    ordered = rows.order_by("region__slug", "title", "pk")[:MOST_COMPARED]
    return made, [(row, _profile(made, row.assessments.all())) for row in ordered]


def own_assessment(strategy: Strategy, account: Any) -> Assessment | None:
    """The youngest assessment that somebody made of a strategy."""
    return strategy.assessments.filter(assessor=account).order_by("-assessed_on", "-pk").first() if account else None


def strategy_page(strategy: Strategy, *, with_assessment: bool) -> dict[str, Any]:
    """See ``ui/strategy_facts.html`` and ``ui/assessed.html``."""
    return {
        "strategy": strategy, "region": strategy.region, "issuer": issuer_of(strategy), "period": period_of(strategy),
        "themes": list(strategy.themes.all()), "it": assessed(strategy) if with_assessment else None,
        "words": spread_words,
    }  # fmt: skip
