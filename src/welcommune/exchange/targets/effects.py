"""What rows do to the register, as data: done in bulk, and noted. Nothing here knows what an organisation is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Model
from django.utils import timezone

from welcommune.core.models import Editable
from welcommune.core.rows import insert_objects
from welcommune.exchange.models import Import, Written

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Create:
    """A new record, as the values of its fields: a check plans thousands that nobody may ever bring in.

    Rows further down may still fill ``values``.
    """

    model: type[Model]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Other values for fields of a record that is there: field → (before, after)."""

    model: type[Model]
    id: UUID
    values: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Link:
    """One more row in a many-to-many field of a record, or with ``is_off`` one less."""

    model: type[Model]
    id: UUID
    field: str
    other: UUID
    to_new: bool
    is_off: bool = False


Effect = Create | Change | Link


def chunks(rows: Sequence[Any], size: int = BATCH) -> Iterator[Sequence[Any]]:
    """``rows`` in pieces that every database takes."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the records made, by model, the changes together, and the links."""

    created: dict[type[Model], list[Model]]
    changes: list[Change]
    links: list[Link]


def carry_out_plain(effects: Iterable[Effect], order: Sequence[type[Model]]) -> Done:
    """Do all of it, in bulk, inside the caller's transaction."""
    created: dict[type[Model], list[Model]] = defaultdict(list)
    changes: list[Change] = []
    links: list[Link] = []
    for effect in effects:
        if isinstance(effect, Create):
            created[effect.model].append(effect.model(**effect.values))
        else:
            (changes if isinstance(effect, Change) else links).append(effect)  # type: ignore[arg-type]
    for model in order:
        insert_objects(created[model])
    merged = _together(changes)
    _change(merged)
    _link(links)
    return Done(created, merged, links)


def carry_out(batch: Import, effects: Iterable[Effect], order: Sequence[type[Model]]) -> list[Written]:
    """Do all of it, and return what was done as noted, so that it can be taken back."""
    done = carry_out_plain(effects, order)
    noted = [_created(batch, model, some) for model in order for some in chunks(done.created[model])]
    noted += [_changed(batch, change) for change in done.changes]
    noted += [_linked(batch, link) for link in done.links if not link.to_new]
    insert_objects(noted)
    return noted


def _together(changes: Iterable[Change]) -> list[Change]:
    """One change a record: the first value before, the last one after."""
    merged: dict[tuple[type[Model], UUID], Change] = {}
    for change in changes:
        known = merged.setdefault((change.model, change.id), Change(change.model, change.id, {}))
        for name, (before, after) in change.values.items():
            known.values[name] = (known.values.get(name, (before, after))[0], after)
    return list(merged.values())


def _change(changes: Iterable[Change]) -> None:
    """Records whose same fields change are changed together."""
    alike: dict[tuple[type[Model], tuple[str, ...]], list[Change]] = defaultdict(list)
    for change in changes:
        alike[change.model, tuple(sorted(change.values))].append(change)
    for (model, names), group in alike.items():
        rows = [model(pk=c.id, **{name: c.values[name][1] for name in names}) for c in group]
        fields = [model._meta.get_field(name).name for name in names]
        model._base_manager.bulk_update(rows, fields, batch_size=BATCH // 4)
        count_up(model, [change.id for change in group])


def count_up(model: type[Model], ids: Sequence[UUID]) -> None:
    """Who has one of them open at the desk is told that it has changed."""
    if issubclass(model, Editable):
        for some in chunks(ids):
            model._base_manager.filter(pk__in=some).update(version=F("version") + 1, changed_at=timezone.now())


def _link(links: Iterable[Link]) -> None:
    by_field: dict[tuple[type[Model], str], list[Link]] = defaultdict(list)
    for link in links:
        by_field[link.model, link.field].append(link)
    for (model, name), group in by_field.items():
        through, own, other = through_of(model, name)
        for link in group:
            if link.is_off:
                through._base_manager.filter(**{own: link.id, other: link.other}).delete()
        rows = [through(**{own: link.id, other: link.other}) for link in group if not link.is_off]
        through._base_manager.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def through_of(model: type[Model], name: str) -> tuple[Any, str, str]:
    """The rows of a many-to-many field, and the names of their two keys."""
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    return (
        through,
        through._meta.get_field(field.m2m_field_name()).attname,
        through._meta.get_field(field.m2m_reverse_field_name()).attname,
    )


def _created(batch: Import, model: type[Model], rows: Sequence[Model]) -> Written:
    return Written(batch=batch, model=model._meta.label, made=[row.pk for row in rows])


def _changed(batch: Import, change: Change) -> Written:
    values = {name: list(values) for name, values in change.values.items()}
    return Written(batch=batch, model=change.model._meta.label, object_id=change.id, values=values)


def _linked(batch: Import, link: Link) -> Written:
    values = {link.field: [link.other, None] if link.is_off else [None, link.other]}
    return Written(batch=batch, model=link.model._meta.label, object_id=link.id, values=values)


def changed_in(noted: Iterable[Written]) -> Iterator[tuple[type[Model], UUID, list[str]]]:
    """The records that were there before, each once, with the names of their fields that changed."""
    found: dict[tuple[type[Model], UUID], dict[str, None]] = defaultdict(dict)
    for row in noted:
        if row.object_id:
            found[model_of(row.model), row.object_id].update(dict.fromkeys(row.values))
    return ((model, pk, list(names)) for (model, pk), names in found.items())


def model_of(label: str) -> type[Model]:
    """The model with this label."""
    return apps.get_model(label)
