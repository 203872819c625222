"""Lookalikes while somebody types: the few entries that can be meant are found by the index, and only they are read.

``Lookalikes`` reads the whole register, which pays for a list of thousands; here one name is asked for. Each entry of
the index is marked with the keys that it has there, so that the two give the same answers.
"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet

from welcommune.search.queries import marked_objects, marks_like
from welcommune.search.words import halves
from welcommune.stakeholders.models import Organisation
from welcommune.stakeholders.queries.duplicates import (
    SHORTEST_TYPO,
    Likely,
    Lookalikes,
    acronyms,
    asked_numbers,
    one_slip_apart,
    parts,
    stored_numbers,
    unspaced,
)
from welcommune.stakeholders.queries.names import initials, name_key

Numbers = Iterable[tuple[str, str]]
# As much of a key as the index holds.
LONGEST = 180


def _name(key: str) -> str:
    return f"name{len(key)}:{key}"


def _words(words: Iterable[str]) -> str:
    return "words:" + " ".join(sorted(set(words)))


def _number(number: tuple[str, str]) -> str:
    return f"number:{number[0]}:{number[1]}"


def _cut(marks: Iterable[str]) -> set[str]:
    return {mark[:LONGEST] for mark in marks}


def alike_marks(names: Iterable[str], acronym: str, numbers: Numbers) -> set[str]:
    """What an entry of the index is marked with, so that names and numbers like its own find it."""
    names = list(names)
    keys = [name_key(name) for name in names]
    return _cut(
        [
            *(_name(unspaced(key)) for key in keys),
            *(_words(key.split()) for key in keys),
            *(f"acronym:{short}" for short in acronyms([acronym, *names])),
            *(f"initials:{letters}" for name in names for letters in initials(name)),
            *(_number(number) for pair in numbers for number in stored_numbers(*pair)),
        ]
    )


def _asked(name: str, acronym: str, numbers: Numbers) -> Iterator[str]:
    words = set(name_key(name).split())
    short, letters = acronyms([acronym, name]), initials(name)
    yield from (_number(number) for pair in numbers for number in asked_numbers(*pair))
    yield _name(unspaced(name_key(name)))
    yield from (_words(some) for some in (words, *(words - {word} for word in words if len(words) > 2)))
    yield from (f"initials:{each}" for each in short)
    yield from (f"acronym:{each}" for each in short | letters)


def _nearly(key: str) -> list[str]:
    """The marks of names that are one slip apart: one half of each is as it was typed."""
    if len(key) < SHORTEST_TYPO:
        return []
    start, end = halves(key)
    lengths = range(len(key) - 1, len(key) + 2)
    near = marks_like("name", [f"{length}:{start}" for length in lengths], end)
    return [mark for mark in near if one_slip_apart(key, mark.partition(":")[2])]


def _longer(key: str) -> list[str]:
    """The marks of names that have all these words and one more."""
    words = set(key.split())
    if len(words) < 2:
        return []
    whole = " ".join(sorted(words))
    near = marks_like("words", [f":{min(words)} "], f" {whole}")
    return [mark for mark in near if frozenset(words) in parts(mark.partition(":")[2])]


def alike(
    *,
    name: str,
    acronym: str = "",
    town: str = "",
    identifiers: Numbers = (),
    but: Collection[UUID] = (),
    among: QuerySet[Organisation] | None = None,
) -> list[Likely]:
    """The entries that may be this organisation, the likeliest first; never one of ``but``. Six queries."""
    identifiers = list(identifiers)
    marks = (
        _cut(_asked(name, acronym, identifiers)) | set(_nearly(unspaced(name_key(name)))) | set(_longer(name_key(name)))
    )
    rows = Organisation.objects.all() if among is None else among
    found = rows.filter(pk__in=marked_objects(marks))
    return Lookalikes(found, wider=True).find(name=name, acronym=acronym, town=town, identifiers=identifiers, but=but)
