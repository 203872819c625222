"""Strategies: noted, changed, assessed by several people."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert, relate
from welcommune.mapping import rules
from welcommune.mapping.instruments import Instrument
from welcommune.mapping.models import Assessment, AssessmentFacts, Rating, Strategy, StrategyFacts
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

NOTHING_SAID = _("Answer one point at least.")
FUTURE = _("This day has not come yet. Write the day on which it happened.")


def _noted(verb: str, by: Actor, strategy: Strategy, *fields: str) -> None:
    log(verb, by=by, about=strategy, fields=fields, region_id=strategy.region_id)
    publish(strategy.region.slug)


@transaction.atomic
def record_strategy(*, by: Actor, id: UUID, region: Region, facts: StrategyFacts) -> Strategy:
    """Note a strategy; the same ``id`` sent twice gives the one that is there."""
    require(by, network_rules.record_in_region, region)
    if existing := Strategy.plain.filter(pk=id).first():
        require(by, rules.keep_strategy, existing)
        return existing
    strategy = insert(Strategy(id=id, region=region, **facts.as_fields()))
    relate(strategy, "themes", facts.themes)
    _noted("mapping.record_strategy", by, strategy)
    return strategy


@transaction.atomic
def change_strategy(*, by: Actor, strategy: Strategy, seen: int, facts: StrategyFacts) -> Strategy:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, rules.keep_strategy, strategy)
    changed = change(strategy, seen=seen, **facts.as_fields())
    beside = relate(strategy, "themes", facts.themes)
    if beside and not changed:
        bump(strategy, seen=seen)
    if changed or beside:
        _noted("mapping.change_strategy", by, strategy, *changed, *beside)
    return strategy


def _check(facts: AssessmentFacts) -> None:
    if facts.assessed_on > timezone.localdate():
        raise Refused(FUTURE, field="assessed_on")
    if not any(rating.says_something for rating in facts.ratings.values()):
        raise Refused(NOTHING_SAID)


def _rate(assessment: Assessment, facts: AssessmentFacts) -> None:
    """Put the answers in the place of those that were there."""
    assessment.ratings.all().delete()
    for item, rating in facts.ratings.items():
        if rating.says_something:
            insert(Rating(assessment=assessment, item=item, **vars(rating)))


@transaction.atomic
def assess_strategy(
    *, by: Actor, id: UUID, strategy: Strategy, instrument: Instrument, facts: AssessmentFacts
) -> Assessment:
    """Note what somebody makes of a strategy; the same ``id`` sent twice is noted once."""
    require(by, rules.assess_strategy, strategy)
    if existing := Assessment.objects.filter(pk=id, strategy=strategy).first():
        return existing
    _check(facts)
    told = {"instrument": instrument.code, "instrument_version": instrument.version, "assessed_on": facts.assessed_on}
    assessor = by.id if by.kind == "account" else None
    assessment = insert(Assessment(id=id, strategy=strategy, assessor_id=assessor, **told))
    _rate(assessment, facts)
    _noted("mapping.assess_strategy", by, strategy, "assessments")
    return assessment


@transaction.atomic
def change_assessment(*, by: Actor, assessment: Assessment, seen: int, facts: AssessmentFacts) -> Assessment:
    """Put other answers in the place of one's own; raises ``Overtaken`` when a second window was faster."""
    require(by, rules.change_assessment, assessment)
    require(by, rules.assess_strategy, assessment.strategy)
    _check(facts)
    if not change(assessment, seen=seen, assessed_on=facts.assessed_on):
        bump(assessment, seen=seen)
    _rate(assessment, facts)
    _noted("mapping.change_assessment", by, assessment.strategy, "assessments")
    return assessment
