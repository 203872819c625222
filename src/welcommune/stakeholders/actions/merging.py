"""How two entries that are one become one so that nothing is lost, and are taken apart again, for every kind of entry.

Whatever points at the absorbed entry is hung over, found by looking at all models and not by a list that
could be forgotten. A row that would break a constraint there (both had a seat at one table) stays where
it is. Values are not copied into the record of the merge: where the other entry's value was chosen, the two
entries exchange theirs, so that taking them apart is exchanging them back.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, Rule, require
from welcommune.core.errors import Refused
from welcommune.core.models import Editable, ExternalId, Source
from welcommune.core.saving import bump, change
from welcommune.core.text import Translated

NOT_TWO = _("Choose two different entries.")
CHANGED_MEANWHILE = _("Somebody changed one of the two meanwhile. Look at both again.")
LATER_FIRST = _("The entry was merged again after this. Undo the later merge first.")
UNDONE = _("This merge has been undone already.")
BY_IDENTIFIER = (Source, ExternalId)
Moved = list[list[str]]
E = TypeVar("E", bound=Editable)
Values = dict[str, Any]


def stands(model: type[models.Model], field: str, row: Any, target: Any) -> bool:
    """Point a row at ``target`` if no constraint minds; whether it does so now."""
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=row).update(**{field: target}))
    except IntegrityError:
        return False


def united(name: str, one: Any, other: Any) -> Any:
    """What two entries say together: each item once, those of ``one`` first; of a name in one language that one."""
    if isinstance(one, dict):
        return Translated({**other, **one})
    return list(dict.fromkeys([*one, *other]))


@dataclass(frozen=True)
class Merging(Generic[E]):
    """What entries of one kind need for being merged.

    ``fields`` are those compared, ``lists`` those of them that can stand together, ``beside`` those of the lists that
    stand in tables of their own. ``steps`` are foreign keys from entry to entry: neither can be part of itself.
    """

    model: type[E]
    # A kind of ``Merged``.
    record: type[Any]
    fields: Collection[str]
    lists: Collection[str]
    beside: Collection[str]
    steps: Collection[str]
    may_merge: Rule[E]
    may_undo: Rule[E]
    note: Callable[[Actor, str, E, Iterable[str]], None]
    publish: Callable[[E], None]

    def pointing_fields(self) -> Iterator[tuple[type[models.Model], str]]:
        """Every foreign key of any room that points at such an entry, those behind many-to-many fields included.

        Rows that tell how entries belong together stay as they are: addresses lead on along them.
        """
        own = {(self.record, "kept"), (self.record, "absorbed"), (self.model, "merged_into")}
        lists = {getattr(self.model, name).through for name in self.beside}
        for relation in self.model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel):
                found = (relation.related_model, relation.field.name)
                if found not in own and relation.related_model not in lists:
                    yield found
        yield from ((model, "object_id") for model in BY_IDENTIFIER)

    @transaction.atomic
    def merge(
        self, *, by: Actor, kept: E, absorbed: E, seen: tuple[int, int], taken: Collection[str],
        together: Collection[str],
    ) -> Any:  # fmt: skip
        """Let ``kept`` stand for both.

        ``taken`` names the fields whose value comes from ``absorbed``, ``together`` the lists that are united;
        all else stays as ``kept`` has it. ``seen`` are the versions of both that the person compared.
        """
        if kept.pk == absorbed.pk:
            raise Refused(NOT_TWO)
        for each in (kept, absorbed):
            require(by, self.may_merge, each)
        if (kept.version, absorbed.version) != seen:
            raise Refused(CHANGED_MEANWHILE)
        taken = [name for name in self.fields if name in taken and name not in together]
        lists = {name: united(name, *self._both(kept, absorbed, name)) for name in self.lists if name in together}
        lists |= {name: self._list(absorbed, name) for name in self.beside if name in taken}
        before = {name: self._list(kept, name) for name in lists}
        values = self._exchanged(kept, absorbed, taken)
        moved = self._hang_over(absorbed, kept)
        self._put(kept, absorbed, values, lists, into=kept)
        found = self.record(kept=kept, absorbed=absorbed, moved=moved, filled=taken, united=before, by_id=by.id)
        found.save(force_insert=True)
        self._tell(by, "merge", kept, absorbed, [*taken, *(name for name in lists if name not in taken)])
        return found

    @transaction.atomic
    def undo(self, *, by: Actor, merge: Any) -> E:
        """Take two merged entries apart: each has its rows, its values and its address again."""
        kept: E = merge.kept
        absorbed: E = merge.absorbed
        for each in (kept, absorbed):
            require(by, self.may_undo, each)
        if merge.undone_at:
            raise Refused(UNDONE)
        others = self.record._base_manager.filter(kept=kept, undone_at__isnull=True, pk__gt=merge.pk)
        if merge.kept.merged_into_id or others.exists():
            raise Refused(LATER_FIRST)
        lists = self._before(merge)
        self._put(kept, absorbed, self._exchanged(kept, absorbed, merge.filled), lists, into=None)
        self._hang_back(merge)
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        self._tell(by, "undo", kept, absorbed, merge.filled)
        return absorbed

    def _tell(self, by: Actor, what: str, kept: E, absorbed: E, fields: Iterable[str]) -> None:
        self.note(by, what, kept, fields)
        for each in (absorbed, kept):
            self.publish(each)

    def _put(self, kept: E, absorbed: E, values: tuple[Values, Values], lists: Values, into: E | None) -> None:
        """Save both with what each gets from the other, and the lists of the one that stands for both."""
        for_kept, for_absorbed = values
        change(absorbed, seen=absorbed.version, **for_absorbed, merged_into=into)
        if not change(kept, seen=kept.version, **for_kept, **self._put_lists(kept, lists)):
            bump(kept, seen=kept.version)

    def _put_lists(self, kept: E, lists: Values) -> Values:
        """Set those among ``lists`` that stand beside; returns the rest as fields of the entry."""
        for name in self.beside:
            if name in lists:
                beside = getattr(kept, name)
                beside.set(beside.model._base_manager.filter(pk__in=lists[name]))
        rest = {name: value for name, value in lists.items() if name not in self.beside}
        return {name: Translated(value) if isinstance(value, dict) else value for name, value in rest.items()}

    def _exchanged(self, kept: E, absorbed: E, names: Iterable[str]) -> tuple[Values, Values]:
        """The values that each gets from the other."""
        pair = {kept.pk, absorbed.pk}
        loops = {step for step in self.steps if pair & {getattr(each, f"{step}_id") for each in (kept, absorbed)}}
        plain = [name for name in names if name not in self.beside and name not in loops]
        return {name: getattr(absorbed, name) for name in plain}, {name: getattr(kept, name) for name in plain}

    def _list(self, entry: E, name: str) -> Any:
        if name in self.beside:
            return [str(pk) for pk in getattr(entry, name).order_by("pk").values_list("pk", flat=True)]
        return getattr(entry, name)

    def _both(self, kept: E, absorbed: E, name: str) -> tuple[Any, Any]:
        return self._list(kept, name), self._list(absorbed, name)

    def _before(self, merge: Any) -> Values:
        """The lists of the kept entry as they were; one that somebody has changed since stays as it is."""
        found = {}
        for name, before in merge.united.items():
            now, other = self._both(merge.kept, merge.absorbed, name)
            both = united(name, before, other)
            if now in (both, other) or set(now) == set(both):
                found[name] = before
        return found

    def _hang_over(self, absorbed: E, kept: E) -> Moved:
        moved: Moved = []
        for model, field in self.pointing_fields():
            for row in model._base_manager.filter(**{field: absorbed.pk}).order_by("pk").values_list("pk", flat=True):
                if stands(model, field, row, kept.pk):
                    moved.append([model._meta.label, field, str(row)])
        return moved

    def _hang_back(self, merge: Any) -> None:
        for label, field, row in reversed(merge.moved):
            model = apps.get_model(label)
            if model._base_manager.filter(pk=row, **{field: merge.kept_id}).exists():
                stands(model, field, row, merge.absorbed_id)
