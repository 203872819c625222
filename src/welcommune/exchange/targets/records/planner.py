"""What a row about a record of the region would do: make a new one, or change the fields that it tells otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId
from welcommune.exchange.models import RowKind
from welcommune.exchange.sheets.records import said
from welcommune.exchange.targets.base import Difference, Plan, Setting, Trouble, Values, Verdict
from welcommune.exchange.targets.effects import Change, Create, Effect, Link

LONGEST_KEY = 200


class Kind(Protocol):
    """What the planner has to know of one kind of record. Columns are names of the table (``funder_id``)."""

    model: type[Model]
    # Columns that a list may tell, and many-to-many fields with the field of a row that fills each.
    columns: tuple[str, ...]
    links: Mapping[str, str]
    # Whether two rows of a list may look alike and yet mean two records.
    has_twins: bool
    # Which records of the region a list can be about.
    standing: Q = Q()

    def told(self, values: Values) -> dict[str, Any]:
        """The columns that a row tells something of."""

    def beside(self, told: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The columns that a row tells, seen beside those of the record that it is about."""
        return told

    def clash(self, columns: Mapping[str, Any]) -> Trouble | None:
        """What of a record, as the row would leave it, does not go together."""
        return None

    def named(self) -> Iterable[tuple[str, UUID]]:
        """Records by the names that they have in files of known formats."""
        return ()

    def codes(self, name: str, values: Values) -> Iterable[str]:
        """What a row names for a many-to-many field."""
        return list(values.get(self.links[name], ()))

    def is_whole(self, name: str, values: Values) -> bool:
        """Whether the row tells a many-to-many field from end to end: what it does not name goes."""
        return False

    def notes(self, values: Values) -> Iterable[Trouble]:
        """What of a row is not taken over, and why."""
        return ()

    def fresh(self, values: Values) -> dict[str, Any]:
        """What a new record has besides."""

    def identity(self, columns: Mapping[str, Any]) -> str:
        """What a record without a key of its own is met again by."""

    def field_of(self, column: str) -> str:
        """The field of a list that a column is told in; empty where the person need not see it."""

    def words(self, column: str, value: Any) -> object:
        """A value as a person reads it, or what gives its words (``saying.kept``)."""

    def linked(self, name: str, code: str) -> tuple[UUID, object]:
        """The row behind a code of a many-to-many field, and its name."""

    def name_of(self, name: str, pk: UUID) -> object:
        """The name of a row in a many-to-many field of which the kind is told from end to end."""
        return ""


@dataclass
class Known:
    """A record of the region with what is known of it so far; ``draft`` where a row of this list makes it."""

    id: UUID
    values: dict[str, Any]
    linked: dict[str, set[UUID]] = field(default_factory=dict)
    row: int = 0


class RecordPlanner:
    """The records of the region, met by their key in lists of this source or by what tells them apart."""

    def __init__(self, setting: Setting, kind: Kind) -> None:
        self.setting, self.kind = setting, kind
        # The room of the key is the kind's own: one source may send lists of several kinds.
        self.prefix = f"{setting.region.pk}:{kind.model._meta.model_name}:{setting.source}"[:120]
        self.records: dict[UUID, Known] = {}
        self.by_identity: dict[str, list[UUID]] = {}
        self.seen: Counter[str] = Counter()
        self._read()
        rows = ExternalId.objects.filter(source=self.prefix).order_by("pk").values_list("value", "object_id")
        named = [*((f"={name}", pk) for name, pk in self.kind.named()), *rows]
        self.by_key = {value: pk for value, pk in named if pk in self.records}

    def _read(self) -> None:
        rows = self.kind.model._base_manager.filter(self.kind.standing, region=self.setting.region).order_by("pk")
        for pk, *rest in rows.values_list("pk", *self.kind.columns):
            known = Known(pk, dict(zip(self.kind.columns, rest, strict=True)))
            self.records[pk] = known
            self.by_identity.setdefault(self.kind.identity(known.values), []).append(pk)
        for name in self.kind.links:
            for pk, other in rows.filter(**{f"{name}__isnull": False}).values_list("pk", name):
                self.records[pk].linked.setdefault(name, set()).add(other)

    def plan(self, number: int, values: Values, verdict: Verdict, object_id: UUID | None = None) -> Plan:
        """See ``Planner``; nothing here looks alike, so that no verdict is asked for."""
        title, told = values["name"], self.kind.told(values)
        key = self._key(values, told)
        known = self._find(key, values, told)
        if known and known.row and not self.kind.has_twins:
            sentence = _("Row %(row)s tells the same. Leave one of the two out, or give each its own number or town.")
            return Plan(RowKind.PROBLEM, title, troubles=(Trouble("name", title, said(sentence, row=known.row)),))
        told = self.kind.beside(told, known.values) if known else told
        # What the row leaves open may be on record already: the two are looked at together.
        whole = (known.values if known else {}) | told
        if wrong := _ends_early(whole) or self.kind.clash(whole):
            return Plan(RowKind.PROBLEM, title, troubles=(wrong,))
        is_new = known is None
        known = known or self._new(told, values, object_id or new_id())
        known.row = number
        effects, differences = self._changes(known, told, values, is_new)
        kind = RowKind.NEW if is_new else RowKind.CHANGED if effects else RowKind.SAME
        effects += self._named(key, known, bool(effects))
        shown, notes = () if is_new else tuple(differences), tuple(self.kind.notes(values))
        return Plan(kind, title, known.id, shown, notes, effects=tuple(effects))

    def _key(self, values: Values, told: Mapping[str, Any]) -> str:
        """The row's own key, else what tells its record apart; twins are counted in the order of the list."""
        key = f"={values['key']}" if values.get("key") else self.kind.identity(self._whole(told))
        self.seen[key] += 1
        if self.kind.has_twins and self.seen[key] > 1:
            key += f"#{self.seen[key]}"
        return key if len(key) <= LONGEST_KEY else blake2b(key.encode(), digest_size=24).hexdigest()

    def _whole(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return dict.fromkeys(self.kind.columns) | dict(told)

    def _find(self, key: str, values: Values, told: Mapping[str, Any]) -> Known | None:
        if key in self.by_key:
            return self.records[self.by_key[key]]
        same = self.by_identity.get(self.kind.identity(self._whole(told)), [])
        free = [pk for pk in same if not self.kind.has_twins or not self.records[pk].row]
        return self.records[free[0]] if len(free) == 1 and not values.get("key") else None

    def _new(self, told: dict[str, Any], values: Values, pk: UUID) -> Known:
        known = self.records[pk] = Known(pk, {})
        known.values = {"id": pk, "region_id": self.setting.region.pk} | self.kind.fresh(values) | told
        self.by_identity.setdefault(self.kind.identity(self._whole(told)), []).append(pk)
        return known

    def _changes(
        self, known: Known, told: Mapping[str, Any], values: Values, is_new: bool
    ) -> tuple[list[Effect], list[Difference]]:
        """An empty cell says nothing: only what is told otherwise changes."""
        effects: list[Effect] = []
        differences: list[Difference] = []
        if is_new:
            effects.append(Create(self.kind.model, known.values))
        else:
            changes = {name: (known.values[name], value) for name, value in told.items() if known.values[name] != value}
            differences = [
                Difference(field, before, after)
                for name, change in changes.items()
                if (field := self.kind.field_of(name))
                for before, after in [[self.kind.words(name, value) for value in change]]
                if (before, after) != ("", "")
            ]
            effects += [Change(self.kind.model, known.id, changes)] if changes else []
        for name, cell in self.kind.links.items():
            for other, word, is_off in self._links(known, name, values) if cell in values else ():
                differences.append(Difference(cell, word, "") if is_off else Difference(cell, "", word))
                effects.append(Link(self.kind.model, known.id, name, other, to_new=is_new, is_off=is_off))
        return effects, differences

    def _links(self, known: Known, name: str, values: Values) -> Iterator[tuple[UUID, object, bool]]:
        """What comes to a many-to-many field and, where the row tells all of it, what goes."""
        there = known.linked.setdefault(name, set())
        told = dict(self.kind.linked(name, code) for code in self.kind.codes(name, values))
        gone = sorted(there - told.keys()) if self.kind.is_whole(name, values) else []
        known.linked[name] = (there | told.keys()) - set(gone)
        yield from ((pk, word, False) for pk, word in told.items() if pk not in there)
        yield from ((pk, self.kind.name_of(name, pk), True) for pk in gone)

    def _named(self, key: str, known: Known, has_effects: bool) -> Sequence[Effect]:
        """The row's name in its list is kept where the row does something."""
        if key in self.by_key or not has_effects:
            return []
        self.by_key[key] = known.id
        return [Create(ExternalId, {"id": new_id(), "object_id": known.id, "source": self.prefix, "value": key})]


def _ends_early(columns: Mapping[str, Any]) -> Trouble | None:
    """A last day before the first one."""
    first, last = columns.get("starts_on"), columns.get("ends_on")
    if first is None or last is None or first <= last:
        return None
    return Trouble("ends_on", str(last), _("The last day is before the first. Change one of the two."))
