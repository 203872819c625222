"""Gaps: noted, answered, covered or parked; what nobody offers; and "I looked and found nothing"."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Enough, Refused
from welcommune.core.limits import times_today
from welcommune.core.publication import publish
from welcommune.core.saving import change, insert
from welcommune.mapping import rules
from welcommune.mapping.models import (
    GAP_TRANSITIONS,
    Action,
    Asset,
    CellFacts,
    Gap,
    GapAnswer,
    GapFacts,
    GapState,
    Signal,
    Statement,
)
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

MOST_SIGNALS_A_DAY = 10
NOT_SO = _("The gap stands otherwise by now. Load the page again.")
NO_REASON = _("Write why: people who asked want to know.")
ENOUGH = _("Thank you. Enough came from your connection today: what was sent before counts, this does not.")


@transaction.atomic
def note_gap(*, by: Actor, id: UUID, region: Region, facts: GapFacts, cell: CellFacts) -> Gap:
    """Note what is missing; the same ``id`` sent twice is noted once."""
    require(by, network_rules.record_in_region, region)
    if existing := Gap.plain.filter(pk=id, region=region).first():
        return existing
    row = insert(Gap(id=id, region=region, noted_on=timezone.localdate(), **vars(facts), **cell.as_fields()))
    log("mapping.note_gap", by=by, about=row, region_id=region.pk)
    publish(region.slug)
    return row


def _save(verb: str, by: Actor, gap: Gap, seen: int, values: dict[str, Any]) -> Gap:
    require(by, rules.keep_gap, gap)
    if changed := change(gap, seen=seen, **values):
        log(verb, by=by, about=gap, fields=changed, region_id=gap.region_id)
        publish(gap.region.slug)
    return gap


@transaction.atomic
def change_gap(*, by: Actor, gap: Gap, seen: int, facts: GapFacts, cell: CellFacts) -> Gap:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    return _save("mapping.change_gap", by, gap, seen, {**vars(facts), **cell.as_fields()})


def _move(verb: str, by: Actor, gap: Gap, state: str, **values: Any) -> Gap:
    """Another state, with what belongs to it; refuses a step that does not exist."""
    if state not in GAP_TRANSITIONS[gap.state]:
        raise Refused(NOT_SO)
    return _save(verb, by, gap, gap.version, {"state": state, **values})


@transaction.atomic
def confirm_gap(*, by: Actor, gap: Gap) -> Gap:
    """A roundtable says that it is so. Called by the action of the meeting, which keeps where that was."""
    return _move("mapping.confirm_gap", by, gap, GapState.CONFIRMED, confirmed_on=timezone.localdate())


@transaction.atomic
def answer_gap(
    *, by: Actor, gap: Gap, id: UUID, action: Action | None = None, asset: Asset | None = None, text: str = ""
) -> GapAnswer:
    """Note what addresses a gap: one of the three. A confirmed gap is being addressed from then on."""
    require(by, rules.keep_gap, gap)
    if existing := GapAnswer.objects.filter(pk=id, gap=gap).first():
        return existing
    if gap.state not in (GapState.CONFIRMED, GapState.ADDRESSED):
        raise Refused(_("Only a gap that a roundtable has confirmed is addressed."))
    answer = insert(GapAnswer(id=id, gap=gap, action=action, asset=asset, text=text, noted_on=timezone.localdate()))
    if gap.state == GapState.CONFIRMED:
        _move("mapping.address_gap", by, gap, GapState.ADDRESSED)
    log("mapping.answer_gap", by=by, about=answer, region_id=gap.region_id)
    publish(gap.region.slug)
    return answer


@transaction.atomic
def cover_gap(*, by: Actor, gap: Gap, reason: str) -> Gap:
    """It is no longer missing; ``reason`` says how that came about."""
    if not reason:
        raise Refused(NO_REASON, field="reason")
    return _move("mapping.cover_gap", by, gap, GapState.COVERED, reason=reason)


@transaction.atomic
def park_gap(*, by: Actor, gap: Gap, reason: str) -> Gap:
    """Nobody takes it on for now; ``reason`` says why."""
    if not reason:
        raise Refused(NO_REASON, field="reason")
    return _move("mapping.park_gap", by, gap, GapState.PARKED, reason=reason)


@transaction.atomic
def reopen_gap(*, by: Actor, gap: Gap) -> Gap:
    """It comes up again, and waits to be confirmed like a new one."""
    return _move("mapping.reopen_gap", by, gap, GapState.REPORTED, reason="", confirmed_on=None)


@transaction.atomic
def state_nothing(*, by: Actor, id: UUID, region: Region, cell: CellFacts, source: str) -> Statement:
    """Note that somebody says there is nothing, as of today; the same ``id`` sent twice is noted once."""
    require(by, network_rules.record_in_region, region)
    if existing := Statement.plain.filter(pk=id, region=region).first():
        return existing
    if not source:
        raise Refused(_("Write who says so: an organisation, a meeting or a document."), field="source")
    told = {"stated_on": timezone.localdate(), "source": source}
    row = insert(Statement(id=id, region=region, **told, **cell.as_fields()))
    log("mapping.state_nothing", by=by, about=row, region_id=region.pk)
    return row


@transaction.atomic
def take_statement_back(*, by: Actor, statement: Statement) -> None:
    """It is no longer true, or never was."""
    require(by, rules.keep_statement, statement)
    log("mapping.take_statement_back", by=by, about=statement, region_id=statement.region_id)
    Statement.plain.filter(pk=statement.pk).delete()


@transaction.atomic
def say_nothing_found(*, region: Region, cell: CellFacts, sender: str) -> Signal:
    """Somebody looked and found nothing. Of who it was nothing is kept, and of the day only its month."""
    if times_today("nothing-found", sender) > MOST_SIGNALS_A_DAY:
        raise Enough(ENOUGH)
    row = insert(Signal(region=region, month=f"{timezone.localdate():%Y-%m}", **cell.as_fields()))
    publish(region.slug)
    return row
