"""The index: entries that can be found, and for each word the set of entries that have it."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import models

from welcommune.search.words import all_forms, words

LONGEST_KEY = 90


class Entry(models.Model):
    """One record as the search knows it: its names and texts by language, who may read it, and where it stands.

    ``number`` is its place in the bit sets of :class:`Word`; it follows the date whenever the index is rebuilt.
    """

    number = models.PositiveIntegerField(primary_key=True)
    object_id = models.UUIDField(unique=True)
    model = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    titles = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    # Further names: acronyms, identifiers, names that no page shows as a title.
    aliases = models.JSONField(default=list)
    # False where the title only says where a text stands, so that its words count as text.
    is_named = models.BooleanField(default=True)
    # What the entry can be filtered by: who reads it, its regions, whose words it borrows.
    marks = models.JSONField(default=list)
    # Name of the address, its arguments, and a part of the page; the second where the desk has a page of its own.
    page = models.JSONField(default=list)
    desk_page = models.JSONField(default=list)
    dated = models.DateField(null=True)

    def keys(self) -> tuple[set[str], set[str]]:
        """What the entry is found by: words, whole titles and marks that count as titles, and further words."""
        named = [*self.titles.values(), *self.aliases] if self.is_named else []
        others = [*self.texts.values(), *(() if self.is_named else self.titles.values())]
        titles = [words(text) for text in named]
        first = all_forms(chain.from_iterable(titles))
        further = all_forms(chain.from_iterable(map(words, others))) - first
        return first.union(map(whole_title, titles), marked(*self.marks)), further

    def found_by(self) -> set[tuple[str, bool]]:
        """The same as one set: (a key; whether it counts as a title)."""
        titles, texts = self.keys()
        return {(key, True) for key in titles} | {(key, False) for key in texts}


class Word(models.Model):
    """A word (or a mark) and the entries that have it in a title, and elsewhere: two packed bit sets.

    Keys are bytes, because databases agree on the order of bytes and on that of letters they do not.
    """

    key = models.BinaryField(primary_key=True, max_length=400)
    backwards = models.BinaryField(max_length=400)
    length = models.PositiveSmallIntegerField()
    titles = models.BinaryField()
    texts = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["length", "key"]), models.Index(fields=["length", "backwards"])]


def entry_of(row: models.Model, kind: str, page: Iterable[Any], *, marks: Iterable[str], **told: Any) -> Entry:
    """An entry about ``row``; ``page`` is the name of its address, the arguments, and a part of the page."""
    return entry_about(type(row), row.pk, kind, page, marks=marks, **told)


def entry_about(
    model: type[models.Model], key: UUID, kind: str, page: Iterable[Any], *, marks: Iterable[str], **told: Any
) -> Entry:
    """The same about a row of which only some values were read."""
    kept = sorted({f"kind:{kind}", *marks})
    return Entry(object_id=key, model=model._meta.label, kind=kind, page=list(page), marks=kept, **told)


def by_language(*texts: Mapping[str, str], plain: Iterable[str] = ()) -> dict[str, str]:
    """Texts in several languages joined by language; ``plain`` are words of no language that is known."""
    found: dict[str, list[str]] = {}
    for text in (*texts, *({"": word} for word in plain)):
        for language, words_ in text.items():
            found.setdefault(language, []).append(words_)
    return {language: " · ".join(each for each in parts if each) for language, parts in found.items() if any(parts)}


def first_day(known: str) -> date | None:
    """The first day of a date known in part: of "2021", or "2021-10"."""
    return date.fromisoformat(f"{known}-01-01"[:10]) if known else None


def borrows(*rows: models.Model | UUID | None) -> set[str]:
    """The marks of an entry that shows names of ``rows``: when they change, it is made anew."""
    return {f"from:{getattr(row, 'pk', row)}" for row in rows if row}


def whole_title(title: list[str]) -> str:
    """The key of a title as a whole."""
    return "=" + " ".join(title)[:LONGEST_KEY]


def marked(*marks: str) -> set[str]:
    """The keys of marks: no word begins like them."""
    return {f"#{mark}" for mark in marks}
