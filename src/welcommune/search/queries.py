"""The answer to a query, worked out in bit sets, so that all databases give the same.

A word matches exactly, as a beginning, or with one letter wrong; in a title it counts more than elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice, takewhile
from operator import eq, or_
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import autodiscover_modules

from welcommune.core.models import Stamp
from welcommune.search.bits import members, unpack
from welcommune.search.models import Entry, Word, marked, whole_title
from welcommune.search.words import forms, halves, one_error_apart, words

MOST_WORDS, MOST_ROWS, FEW = 8, 600, 10
SHORTEST_PREFIX, SHORTEST_TYPO = 3, 4
# Points of a word in a title and in a text: exact, beginning, one letter wrong; and of a title that is the query.
EXACT, PREFIX, TYPO, WHOLE = (12, 4), (8, 2), (5, 1), 40
RAREST = 8
Row = tuple[str, bytes, bytes]
Bits = dict[str, int]
# Mark of an audience → the marks of the places whose entries for it may be read, ``None`` for all.
Readers = Mapping[str, Iterable[str] | None]
Source = Callable[[QuerySet[Any]], Iterable[Entry]]
REBUILT = "search index"
_sources: dict[type[Model], Source] = {}


def indexed(model: type[Model]) -> Callable[[Source], Source]:
    """Mark the function that makes the entries of rows of ``model``; a row that it makes none of is not found."""

    def register(source: Source) -> Source:
        _sources[model] = source
        return source

    return register


def is_indexed(model: type[Model]) -> bool:
    """Whether rows of ``model`` are found by words; its room may not be loaded yet."""
    if model not in _sources:
        autodiscover_modules("queries")
    return model in _sources


def entries_of(rows: QuerySet[Any]) -> Iterable[Entry]:
    """The entries of some rows of one model, none where nobody finds them by words; its room may not be loaded yet."""
    return _sources[rows.model](rows) if is_indexed(rows.model) else ()


def all_entries() -> Iterator[Entry]:
    """The entries of all rows of all models, of every room."""
    autodiscover_modules("queries")
    for model in _sources:
        yield from entries_of(model._base_manager.all())


@dataclass(frozen=True)
class Found:
    """What a query found: sets of entries, the best first; how many of each kind; and what was looked for."""

    classes: list[int]
    kinds: dict[str, int]
    has_all: bool
    words: frozenset[str]
    # For a word that nothing has: the nearest word, and an entry that has it.
    instead: dict[str, tuple[str, int]]

    def count(self, kind: str = "") -> int:
        """How many entries there are, of one kind or of all."""
        return sum((each & self.kinds.get(kind, each)).bit_count() for each in self.classes)

    def entries(self, kind: str, start: int, size: int) -> list[Entry]:
        """A page of them, best first, among equals the latest first."""
        chosen = (number for each in self.classes for number in members(each & self.kinds.get(kind, each)))
        numbers = list(islice(chosen, start, start + size))
        rows = Entry.objects.in_bulk(numbers)
        return [rows[number] for number in numbers if number in rows]


@dataclass
class _Term:
    """One typed word: the sets of entries that have it, with the points for each, and the words that were met."""

    word: str
    levels: list[tuple[int, int]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def add(self, points: tuple[int, int], rows: list[Row]) -> None:
        """More words that will do."""
        self.levels += [(points[0], unpack(*(row[1] for row in rows))), (points[1], unpack(*(row[2] for row in rows)))]
        self.met |= {row[0] for row in rows}

    def within(self, seen: int) -> list[tuple[int, int]]:
        """The sets among what may be seen, the most points first; the points grow with how rare the word is there."""
        levels = [(points, bits & seen) for points, bits in sorted(self.levels, reverse=True)]
        among = _together(bits for _points, bits in levels).bit_count()
        rarity = max(1, min(RAREST, (seen.bit_count() // max(among, 1)).bit_length()))
        return [(points * rarity, bits) for points, bits in levels if bits]


def was_rebuilt_for(release: str) -> bool:
    """Whether the index was made anew by the code of this release, which may see words otherwise."""
    return Stamp.objects.filter(key=REBUILT, value=release).exists()


def rows_of(where: Q, most: int | None = None) -> list[Row]:
    """Words with their packed sets, the shortest first."""
    rows = Word.objects.filter(where).order_by("length", "key").values_list("key", "titles", "texts")
    return [(bytes(key).decode(), bytes(titles), bytes(texts)) for key, titles, texts in rows[:most]]


def _among(keys: Iterable[str]) -> Q:
    return Q(key__in=[key.encode() for key in keys])


def sets_of(keys: Iterable[str]) -> Bits:
    """The sets of whole titles and marks by their keys; empty for unknown ones."""
    return _sets(rows_of(_among(keys)))


def marks_like(kind: str, starts: Iterable[str], end: str) -> list[str]:
    """The marks of a kind that go on like one of ``starts``, or end like ``end``: one query."""
    of_kind = _starting("key", f"#{kind}")
    begun = [_starting("key", f"#{kind}{start}") for start in starts]
    ended = of_kind & Q(length=0) & _starting("backwards", end[::-1])
    keys = Word.objects.filter(reduce(or_, begun, ended)).order_by("key").values_list("key", flat=True)
    return [bytes(key).decode().removeprefix("#") for key in keys]


def marked_objects(marks: Iterable[str]) -> list[UUID]:
    """The records of all entries that have one of ``marks``: two queries."""
    numbers = list(members(_together(sets_of(marked(*marks)).values())))
    return list(Entry.objects.filter(number__in=numbers).order_by("number").values_list("object_id", flat=True))


def _sets(rows: Iterable[Row]) -> Bits:
    return defaultdict(int, {key: unpack(titles) for key, titles, _texts in rows})


def _starting(column: str, start: str) -> Q:
    return Q((f"{column}__range", (start.encode(), start.encode() + b"\xff")))


def _written(typed: list[str]) -> list[Q]:
    """Where the typed words stand, and the words that begin like them; the last one may be unfinished."""
    known = [(form, SHORTEST_PREFIX - (word == typed[-1])) for word in typed for form in forms(word)]
    begun = [_starting("key", form) for form, shortest in known if len(form) >= shortest]
    return [*begun, _among(form for form, _shortest in known)]


def _term(word: str, rows: list[Row]) -> _Term:
    """What ``rows`` say of one typed word."""
    term, known = _Term(word), forms(word)
    term.add(EXACT, [row for row in rows if row[0] in known])
    term.add(PREFIX, [row for row in rows if row[0].startswith(known) and row[0] not in known])
    return term


def _near(typed: Iterable[str]) -> dict[str, list[Row]]:
    """For each word those that differ by one letter: one half of each is as it was typed."""
    halved = {word: halves(word) for word in typed if len(word) >= SHORTEST_TYPO and word.isalpha()}
    likely = [
        Q(length__in=range(len(word) - 1, len(word) + 2))
        & (_starting("key", start) | _starting("backwards", end[::-1]))
        for word, (start, end) in halved.items()
    ]
    keys = Word.objects.filter(reduce(or_, likely)).order_by("key").values_list("key", flat=True) if likely else ()
    known = [bytes(key).decode() for key in keys]
    near = {
        word: {key for key in known if (key.startswith(start) or key.endswith(end)) and one_error_apart(word, key)}
        for word, (start, end) in halved.items()
    }
    rows = rows_of(_among(set().union(*near.values()))) if any(near.values()) else []
    return {word: [row for row in rows if row[0] in near.get(word, ())] for word in typed}


def _ranked(terms: list[_Term], seen: int, whole: int) -> dict[tuple[int, int], int]:
    """Disjoint sets by (how many of the words, points); titles that are the query have the most points."""
    classes = {(0, WHOLE): seen & whole, (0, 0): seen & ~whole}
    for levels in (term.within(seen) for term in terms):
        split: dict[tuple[int, int], int] = defaultdict(int)
        for (matched, points), rest in classes.items():
            for more, bits in levels:
                split[matched + 1, points + more] |= rest & bits
                rest &= ~bits
            split[matched, points] |= rest
        classes = {key: bits for key, bits in split.items() if bits}
    most = max((matched for matched, _points in classes), default=0)
    return {key: classes[key] for key in sorted(classes, reverse=True) if key[0] == most > 0}


def _same_start(one: str, other: str) -> int:
    """How many letters two words have in common from their start."""
    return sum(1 for _same in takewhile(bool, map(eq, one, other)))


def _begun_alike(word: str) -> list[Row]:
    return rows_of(_starting("key", word[:SHORTEST_PREFIX]), MOST_ROWS)


def _is_mostly(one: str, other: str) -> bool:
    """Whether most of the longer word is the same: nobody means "entre" by "entrepeneurship"."""
    return _same_start(one, other) * 5 >= max(len(one), len(other)) * 3


def _instead(term: _Term, near: list[Row], seen: int) -> tuple[str, int] | None:
    """The nearest word to one that nobody wrote, which may be read; and an entry that has it."""
    if any(bits & seen for _points, bits in term.levels):
        return None
    near = near or [row for row in _begun_alike(term.word) if _is_mostly(row[0], term.word)]
    known = [(_same_start(word, term.word), unpack(*packed) & seen, word) for word, *packed in near]
    best = max(((same, bits.bit_count(), word, bits) for same, bits, word in known if bits), default=None)
    return (best[2], next(members(best[3]))) if best else None


def _together(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _readable(sets: Bits, readers: Readers, place: str) -> int:
    """The set of what ``readers`` may read, at one place or everywhere."""
    bits = _together(
        sets[f"#{audience}"]
        & (sets[f"#{audience}"] if where is None else _together(sets[f"#{mark}"] for mark in where))
        for audience, where in readers.items()
    )
    return bits & sets[f"#{place}"] if place else bits


def find(query: str, readers: Readers, *, kinds: Iterable[str], place: str = "") -> Found:
    """What ``readers`` may read that has all the words of ``query``, or else the most of them."""
    whole, typed = whole_title(words(query)), list(dict.fromkeys(words(query)))[:MOST_WORDS]
    places = {mark for where in readers.values() for mark in where or ()} | ({place} if place else set())
    marks = marked(*readers, *places, *(f"kind:{kind}" for kind in kinds))
    rows = rows_of(reduce(or_, [_among({whole, *marks}), *_written(typed)]), MOST_ROWS + len(marks))
    sets = _sets(row for row in rows if row[0] in marks or row[0] == whole)
    seen = _readable(sets, readers, place)
    terms = [_term(word, rows) for word in typed]
    ranked, instead = _ranked(terms, seen, sets[whole]), {}
    if not _has_all(ranked, terms) or _together(ranked.values()).bit_count() < FEW:
        near = _near(typed)
        instead = {term.word: _instead(term, near[term.word], seen) for term in terms}
        for term in terms:
            term.add(TYPO, near[term.word])
        ranked = _ranked(terms, seen, sets[whole])
    return Found(
        classes=list(ranked.values()),
        kinds={kind: sets[f"#kind:{kind}"] for kind in kinds},
        has_all=_has_all(ranked, terms),
        words=frozenset(word for term in terms for word in term.met),
        instead={word: best for word, best in instead.items() if best},
    )


def _has_all(ranked: dict[tuple[int, int], int], terms: list[_Term]) -> bool:
    return any(matched == len(terms) for matched, _points in ranked)
