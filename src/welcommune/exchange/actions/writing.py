"""Bringing a checked list in: one transaction, whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from welcommune.core.access import Actor, require
from welcommune.core.audit import log, log_many
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent
from welcommune.core.outbox import LEASE, handles, hold, queue
from welcommune.core.publication import publish
from welcommune.core.tenancy import every_region
from welcommune.exchange import rules
from welcommune.exchange.actions.checking import (
    AT_ONCE,
    STEP,
    differences_of,
    setting_of,
    take_plan,
    verdict_of,
)
from welcommune.exchange.actions.collector import collector_at_rest
from welcommune.exchange.actions.imports import NOT_NOW, move
from welcommune.exchange.models import Import, ImportRow, ImportState, RowKind, Written
from welcommune.exchange.sheets.saying import kept
from welcommune.exchange.targets import TARGETS, Plan
from welcommune.exchange.targets.effects import Effect, carry_out, changed_in, model_of
from welcommune.search.actions import index_new, reindex_many
from welcommune.search.queries import is_indexed

WRITE = "exchange.write_import"
WRITABLE = (RowKind.NEW, RowKind.CHANGED, RowKind.SAME)
HAS_CHANGED = _(
    "The register has changed since the check, and nothing was brought in. Look at the rows and confirm again."
)


@transaction.atomic
def write_import(*, by: Actor, batch: Import, turn: int) -> Import:
    """Bring the rows in that can be; ``turn`` is the check that the person saw."""
    require(by, rules.run_import, batch)
    if batch.turn != turn:
        raise Refused(NOT_NOW)
    counts: Counter[str] = Counter(batch.counts)
    if not counts[RowKind.NEW] and not counts[RowKind.CHANGED]:
        raise Refused(_("There is nothing to bring in: no row is new or changed."))
    move(batch, ImportState.WRITING, by_id=by.id, sentence="", rows_done=0)
    if batch.rows_total > AT_ONCE:
        queue(WRITE, {"batch": str(batch.pk), "turn": turn})
    else:
        _write(batch, by)
    return batch


@handles(WRITE)
def write_in_background(payload: dict[str, Any]) -> None:
    """A long list; a worker that died has written nothing, and another one takes it up."""
    batch = Import.plain.select_related("region").filter(pk=payload["batch"], turn=payload["turn"]).first()
    if batch is None or batch.state != ImportState.WRITING:
        return
    with every_region("an import is written"), override(batch.language), collector_at_rest():
        known = _events()
        planned = Planned(batch)
        if planned.read(lambda: _goes_on(batch, planned, payload)):
            hold(WRITE, payload, lease_for(batch))
            with transaction.atomic():
                _write(batch, setting_of(batch).by, planned if known == _events() else None)


def lease_for(batch: Import) -> timedelta:
    """How long one transaction with all rows may take before another worker takes it up: a hundred rows a second."""
    return LEASE + timedelta(seconds=batch.rows_total // 100)


def _events() -> int:
    """How many acts are on record: none more, and the register is as it was."""
    return AuditEvent.objects.count()


def _goes_on(batch: Import, planned: "Planned", payload: dict[str, Any]) -> bool:
    """Tell how far it is; whether to go on, since a cancelled import ends here."""
    hold(WRITE, payload)
    going_on = Import.plain.filter(pk=batch.pk, state=ImportState.WRITING, turn=batch.turn)
    return bool(going_on.update(rows_done=planned.done))


class Planned:
    """What all rows do to the register as it is now, and the rows that would do something else than was shown."""

    def __init__(self, batch: Import) -> None:
        self.batch = batch
        self.effects: list[Effect] = []
        self.moved: list[ImportRow] = []
        self.done = 0

    def read(self, goes_on: Callable[[], bool] = lambda: True) -> bool:
        """Plan all rows, asking before each thousand whether to go on; whether it came to the end."""
        planner = TARGETS[self.batch.target].planner(setting_of(self.batch))
        answers = {answer.number: answer for answer in self.batch.answers.all()}
        rows = self.batch.rows.filter(kind__in=WRITABLE).order_by("number").defer("cells", "alike", "problems")
        for row in rows.iterator(2000):
            if self.done % STEP == 0 and not goes_on():
                return False
            self.done += 1
            plan = planner.plan(row.number, row.values, verdict_of(answers.get(row.number)), row.object_id)
            if _looks_different(row, plan):
                row.problems = []
                take_plan(row, plan)
                self.moved.append(row)
            self.effects += plan.effects
        return goes_on()


def _write(batch: Import, by: Actor, planned: Planned | None = None) -> None:
    """Write only what the person has seen; planned anew here where the register may have changed meanwhile."""
    move(batch, ImportState.WRITTEN, written_at=timezone.now())
    if planned is None:
        planned = Planned(batch)
        planned.read()
    if planned.moved:
        _show_again(batch, planned.moved)
        return
    noted = carry_out(batch, planned.effects, TARGETS[batch.target].models)
    log_many("exchange.change_record", by=by, about=changed_in(noted), region_id=batch.region_id)
    log(
        "exchange.write_import",
        by=by,
        about=batch,
        fields=sorted(set(batch.mapping.values())),
        region_id=batch.region_id,
    )
    model = TARGETS[batch.target].models[0]
    index_new(model, _ids(batch, RowKind.NEW))
    for other, made in made_beside(batch, noted).items():
        index_new(other, made)
    reindex_many(model, _ids(batch, RowKind.CHANGED))
    publish(batch.region.slug)


def _looks_different(row: ImportRow, plan: Plan) -> bool:
    """Whether the row would do something else than the person was shown."""
    shown = differences_of(plan)
    return plan.kind != row.kind or shown != row.differences or (plan.object_id != row.object_id)


def _show_again(batch: Import, moved: list[ImportRow]) -> None:
    """The register has changed since the check: nothing is written, and the rows show what they would do now."""
    ImportRow.objects.bulk_update(moved, ["kind", "differences", "problems", "alike", "object_id"], batch_size=200)
    kinds = batch.rows.order_by().values_list("kind", flat=True)
    sentence = kept(HAS_CHANGED)
    values: dict[str, Any] = {"state": ImportState.CHECKED, "counts": dict(Counter(kinds)), "written_at": None}
    batch.turn += 1
    Import.plain.filter(pk=batch.pk).update(**values, sentence=sentence, turn=batch.turn)
    batch.state, batch.sentence, batch.counts = ImportState.CHECKED, sentence, values["counts"]


def made_beside(batch: Import, noted: Iterable[Written]) -> dict[type[Model], list[UUID]]:
    """What rows made beside the record that they are about, as far as it is found by words."""
    found: dict[type[Model], list[UUID]] = {
        model: [] for model in TARGETS[batch.target].models[1:] if is_indexed(model)
    }
    for row in noted:
        if (model := model_of(row.model)) in found:
            found[model] += [UUID(str(pk)) for pk in row.made]
    return found


def follow_undoing(batch: Import, noted: Iterable[Written]) -> None:
    """What follows from rows that went or are as they were: what is found by words, and public pages."""
    for model, made in made_beside(batch, noted).items():
        reindex_many(model, made)
    reindex_many(TARGETS[batch.target].models[0], _ids(batch, RowKind.NEW, RowKind.CHANGED))
    publish(batch.region.slug)


def _ids(batch: Import, *kinds: str) -> list[UUID]:
    """The records that rows of these kinds are about, each once."""
    rows = batch.rows.filter(kind__in=kinds).order_by("number")
    return list(dict.fromkeys(pk for pk in rows.values_list("object_id", flat=True) if pk))
