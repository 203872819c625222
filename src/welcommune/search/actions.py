"""Keeping the index: which rows become entries is said once by rooms, and brought to their state by their actions."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q

from welcommune.core import rows as plain
from welcommune.core.models import Stamp
from welcommune.core.publication import SITE
from welcommune.search.bits import changed, is_empty, members, pack_numbers
from welcommune.search.models import Entry, Word, borrows, marked
from welcommune.search.queries import REBUILT, entries_of, rows_of, sets_of

Change = tuple[int, bool, bool]
Numbers = tuple["array[int]", "array[int]"]
ENTRY_COLUMNS = (
    "number", "object_id", "model", "kind", "titles", "texts", "aliases", "is_named", "marks", "page", "desk_page",
    "dated",
)  # fmt: skip
IN_JSON = frozenset({"titles", "texts", "aliases", "marks", "page", "desk_page"})
WORD_COLUMNS = ("key", "backwards", "length", "titles", "texts")
AT_ONCE = 2000
# The sets of a word that nothing has.
NOWHERE = (b"", b"")


def _spelling(key: str) -> tuple[bytes, bytes, int]:
    """A word forwards, backwards, and its length; a mark or a whole title has none."""
    return key.encode(), key[::-1].encode(), 0 if key[0] in "#=" else len(key)


@transaction.atomic
def reindex(*rows: Model) -> None:
    """Bring what is found of ``rows``, and of what shows their names, to their state. Call it before ``publish``."""
    wanted: dict[type[Model], set[UUID]] = defaultdict(set)
    for row in rows:
        wanted[type(row)].add(row.pk)
    _reindex(wanted)


@transaction.atomic
def reindex_many(model: type[Model], ids: Iterable[UUID]) -> None:
    """The same for thousands of rows of one model, those included that are gone."""
    known = iter(ids)
    while some := set(islice(known, AT_ONCE)):
        _reindex({model: some})


@transaction.atomic
def index_new(model: type[Model], ids: Iterable[UUID]) -> None:
    """The same for rows by the hundred thousand that were not there before, so that nothing shows their names yet.

    Each word's set is written once, at the end: until then only the numbers of those that have it are kept.
    """
    _wait()
    known, last = iter(ids), _last_number()
    found: dict[str, Numbers] = defaultdict(lambda: (array("I"), array("I")))
    while some := list(islice(known, AT_ONCE)):
        entries = list(entries_of(model._base_manager.filter(pk__in=some)))
        for number, entry in enumerate(entries, start=last + 1):
            entry.number = number
            for place, keys in enumerate(entry.keys()):
                for key in keys:
                    found[key][place].append(number)
        last += len(entries)
        plain.insert_rows(Entry, ENTRY_COLUMNS, map(_columns, entries))
    rest = iter(sorted(found))
    while part := list(islice(rest, AT_ONCE)):
        _join({key: found.pop(key) for key in part})


def _columns(entry: Entry) -> tuple[Any, ...]:
    told = ((field, getattr(entry, field)) for field in ENTRY_COLUMNS[2:])
    return (entry.number, plain.key(entry.object_id), *(plain.packed(v) if f in IN_JSON else v for f, v in told))


def _join(found: Mapping[str, Numbers]) -> None:
    """Add numbers to the sets of their words."""
    known = {word: sets for word, *sets in rows_of(Q(key__in=[key.encode() for key in found]))}
    _put_words((*_spelling(key), *map(changed, known.get(key, NOWHERE), both)) for key, both in found.items())


def _last_number() -> int:
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0


def _put_words(rows: Iterable[tuple[Any, ...]]) -> None:
    plain.insert_rows(Word, WORD_COLUMNS, rows, replacing=("titles", "texts"))


def _reindex(rows: Mapping[type[Model], set[UUID]]) -> None:
    _wait()
    wanted: dict[type[Model], set[UUID]] = defaultdict(set, rows)
    borrowing = sets_of(marked(*borrows(*(key for keys in rows.values() for key in keys))))
    for entry in Entry.objects.filter(number__in={number for bits in borrowing.values() for number in members(bits)}):
        wanted[apps.get_model(entry.model)].add(entry.object_id)
    for model, keys in wanted.items():
        _replace(keys, entries_of(model._base_manager.filter(pk__in=keys)))


def _wait() -> None:
    """One writer at a time: whoever changes what the public reads queues at this row anyhow."""
    Stamp.objects.select_for_update().filter(key=SITE).first()


def _replace(object_ids: Iterable[UUID], entries: Iterable[Entry]) -> None:
    old = {entry.object_id: entry for entry in Entry.objects.filter(object_id__in=object_ids)}
    last = _last_number()
    changes: dict[str, list[Change]] = defaultdict(list)
    fresh: list[Entry] = []
    for entry in entries:
        known = old.pop(entry.object_id, None)
        if known and _told(known) == _told(entry):
            continue
        entry.number, last = (known.number, last) if known else (last + 1, last + 1)
        _compare(changes, entry.number, known.found_by() if known else set(), entry.found_by())
        if known:
            entry.save(force_update=True)
        else:
            fresh.append(entry)
    Entry.objects.bulk_create(fresh, batch_size=500)
    for gone in old.values():
        _compare(changes, gone.number, gone.found_by(), set())
    Entry.objects.filter(number__in=[gone.number for gone in old.values()]).delete()
    _put(changes)


def _told(entry: Entry) -> dict[str, Any]:
    """All that an entry says, but its number."""
    return {field.attname: getattr(entry, field.attname) for field in Entry._meta.fields if not field.primary_key}


def _compare(
    changes: dict[str, list[Change]], number: int, before: set[tuple[str, bool]], after: set[tuple[str, bool]]
) -> None:
    for key, in_title in before ^ after:
        changes[key].append((number, in_title, (key, in_title) in after))


def _put(changes: dict[str, list[Change]]) -> None:
    """Put numbers into the sets of their words, or take them out; a word that nothing has any more goes."""
    known = {word: sets for word, *sets in rows_of(Q(key__in=[key.encode() for key in changes]))}
    kept: list[tuple[Any, ...]] = []
    empty: list[bytes] = []
    for key, moves in changes.items():
        # Numbers by where the word stands (title or text), and whether they come or go.
        told: dict[tuple[bool, bool], set[int]] = defaultdict(set)
        for number, in_title, on in moves:
            told[in_title, on].add(number)
        places = zip(known.get(key, NOWHERE), (True, False), strict=True)
        sets = [changed(packed, told[place, True], told[place, False]) for packed, place in places]
        if all(map(is_empty, sets)):
            empty.append(key.encode())
        else:
            kept.append((*_spelling(key), *sets))
    _put_words(kept)
    Word.objects.filter(key__in=empty).delete()


@transaction.atomic
def rebuild(entries: Iterable[Entry], *, release: str = "") -> int:
    """Make the index anew of ``entries``, numbered by their dates; returns how many there are."""
    _wait()
    if release:
        Stamp.objects.update_or_create(key=REBUILT, defaults={"value": release})
    # What has no date, a region or an organisation, comes before all that has one.
    made = sorted(entries, key=lambda entry: (entry.dated or date.max, str(entry.object_id)))
    places: tuple[dict[str, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for number, entry in enumerate(made, start=1):
        entry.number = number
        for place, keys in zip(places, entry.keys(), strict=True):
            for key in keys:
                place[key].append(number)
    Entry.objects.all().delete()
    Word.objects.all().delete()
    plain.insert_rows(Entry, ENTRY_COLUMNS, map(_columns, made))
    rest = iter(sorted({*places[0], *places[1]}))
    while part := list(islice(rest, AT_ONCE)):
        _put_words((*_spelling(key), *(pack_numbers(each.get(key, ())) for each in places)) for key in part)
    return len(made)
