"""Taking an import back: what it made goes, what it changed is as before, where nobody minds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core.access import Actor, require
from welcommune.core.audit import log, log_many
from welcommune.core.errors import Refused
from welcommune.core.models import Editable, ExternalId, Source
from welcommune.core.outbox import handles, hold, queue
from welcommune.core.tenancy import every_region
from welcommune.exchange import rules
from welcommune.exchange.actions.checking import AT_ONCE, setting_of
from welcommune.exchange.actions.collector import collector_at_rest
from welcommune.exchange.actions.imports import move
from welcommune.exchange.actions.writing import follow_undoing, lease_for
from welcommune.exchange.models import Import, ImportState, Written
from welcommune.exchange.targets import TARGETS
from welcommune.exchange.targets.effects import changed_in, chunks, count_up, model_of, through_of

UNDO = "exchange.undo_import"
Model = type[models.Model]
Thing = tuple[Model, UUID]
# Rows that point at any record by its identifier, without a foreign key.
BY_IDENTIFIER: tuple[Model, ...] = (Source, ExternalId)


@transaction.atomic
def undo_import(*, by: Actor, batch: Import) -> Import:
    """Take back what can be; ``batch.stayed`` says what stays, and why."""
    require(by, rules.run_import, batch)
    if not batch.file:
        raise Refused(_("After 30 days an import can no longer be undone: what it changed is not kept any longer."))
    if batch.rows_total > AT_ONCE:
        move(batch, ImportState.UNDOING, by_id=by.id)
        queue(UNDO, {"batch": str(batch.pk)})
    else:
        _undo(batch, by)
    return batch


@handles(UNDO)
def undo_in_background(payload: dict[str, Any]) -> None:
    """A long list; a worker that died has taken nothing back, and another one takes it up."""
    batch = Import.plain.select_related("region").filter(pk=payload["batch"], state=ImportState.UNDOING).first()
    if batch is None:
        return
    hold(UNDO, payload, lease_for(batch))
    with every_region("an import is undone"), override(batch.language), collector_at_rest(), transaction.atomic():
        _undo(batch, setting_of(batch).by)


def _undo(batch: Import, by: Actor) -> None:
    """Take back what can be, in the caller's transaction."""
    move(batch, ImportState.UNDONE, undone_at=timezone.now())
    noted = list(batch.written.all())
    created = {(model_of(row.model), UUID(pk)) for row in noted for pk in row.made}
    stays = _staying(created)
    changed = [thing for row in noted if row.object_id for thing in _put_back(row)]
    for model in reversed(TARGETS[batch.target].models):
        for some in chunks(sorted(pk for known, pk in created if known is model and (known, pk) not in stays)):
            model._base_manager.filter(pk__in=some).delete()
    batch.stayed = [[model._meta.label, str(pk), why] for (model, pk), why in (*stays.items(), *changed)]
    batch.save(update_fields=["stayed"])
    log_many("exchange.put_record_back", by=by, about=changed_in(noted), region_id=batch.region_id)
    log("exchange.undo_import", by=by, about=batch, region_id=batch.region_id)
    follow_undoing(batch, noted)


def _staying(created: set[Thing]) -> dict[Thing, str]:
    """What was made but cannot go: changed since, or something else hangs on it; and what belongs to such."""
    stays = dict.fromkeys(_changed_since(created), "changed")
    hanging = list(_hanging(created))
    while True:
        more = {
            thing: why
            for thing, holder, why in hanging
            if thing not in stays and (holder not in created or holder in stays)
        }
        more |= {
            holder: "belongs"
            for thing, holder, _why in hanging
            if thing in stays and holder in created and holder not in stays
        }
        if not more:
            return stays
        stays |= more


def _changed_since(created: set[Thing]) -> Iterator[Thing]:
    for model, ids in _by_model(created).items():
        if not issubclass(model, Editable):
            continue
        fresh = model._meta.get_field("version").get_default()
        for some in chunks(ids):
            rows = model._base_manager.filter(pk__in=some).exclude(version=fresh).order_by("pk")
            yield from ((model, pk) for pk in rows.values_list("pk", flat=True))


def _by_model(things: Iterable[Thing]) -> dict[Model, list[UUID]]:
    found: dict[Model, list[UUID]] = defaultdict(list)
    for model, pk in things:
        found[model].append(pk)
    return found


def _hanging(created: set[Thing]) -> Iterator[tuple[Thing, Thing, str]]:
    """What points at a record that was made: the record, what points at it, and what that is called."""
    for model, ids in _by_model(created).items():
        for other, name in _pointing(model):
            for some in chunks(ids):
                rows = other._base_manager.filter(**{f"{name}__in": some}).values_list(name, "pk").order_by("pk")
                why = str(other._meta.verbose_name)
                yield from (((model, pk), (other, holder), why) for pk, holder in rows)


def _pointing(model: Model) -> Iterator[tuple[Model, str]]:
    """Every foreign key that points at the model, but the rows of its own many-to-many fields."""
    own = {field.remote_field.through for field in model._meta.many_to_many}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in own:
            yield relation.related_model, relation.field.attname
    yield from ((other, "object_id") for other in BY_IDENTIFIER if model is not other)


def _put_back(row: Written) -> list[tuple[Thing, str]]:
    """The values before, where those after still stand; what stays changed is told."""
    model = model_of(row.model)
    record = model._base_manager.filter(pk=row.object_id).first()
    if record is None or row.object_id is None:
        return []
    before: dict[str, Any] = {}
    for name, (old, new) in row.values.items():
        field: Any = model._meta.get_field(name)
        if field.many_to_many:
            _link_back(model, name, row.object_id, old, new)
        elif getattr(record, name) == field.to_python(new):
            before[name] = field.to_python(old)
    if before:
        model._base_manager.filter(pk=row.object_id).update(**before)
        count_up(model, [row.object_id])
    kept = [name for name in row.values if name not in before and not model._meta.get_field(name).many_to_many]
    return [((model, row.object_id), "changed")] if kept else []


def _link_back(model: Model, name: str, pk: UUID, old: str | None, new: str | None) -> None:
    """A row of a many-to-many field that came goes, and one that went comes again where its other end still is."""
    through, own, other = through_of(model, name)
    if old is None:
        through._base_manager.filter(**{own: pk, other: new}).delete()
    elif through._meta.get_field(other.removesuffix("_id")).related_model._base_manager.filter(pk=old).exists():
        through._base_manager.get_or_create(**{own: pk, other: old})
