"""The page of results: what was found as a reader sees it, how to narrow it, what to try when nothing fits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor
from welcommune.core.text import Said
from welcommune.network.queries import Place, places_by_key, readers_of
from welcommune.search.models import Entry
from welcommune.search.queries import Found, Readers, find
from welcommune.search.words import TYPED, forms_of, words

KINDS = {
    "region": _("Regions"), "meeting": _("Meetings"), "insight": _("What was said"), "article": _("News"),
    "resource": _("Resources"), "organisation": _("Organisations"), "contact": _("Contacts"),
    "pilot": _("Pilot actions"), "action": _("What is offered"),
}  # fmt: skip
# Kinds whose title names the region already; and those that are of one day, where others know a year or a month.
NAMED_BY_PLACE, ON_A_DAY = {"region", "meeting", "insight"}, {"meeting", "insight", "article"}
# Whoever wants to see more than these asks more exactly.
MOST_SHOWN = 200
BEFORE, LONG = 60, 220
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """One result: title and a passage in pieces (words, whether they were looked for), each with its language."""

    kind: str
    href: str
    title: Pieces
    title_language: str
    passage: Pieces
    language: str
    places: list[Said]
    dated: date | None


@dataclass(frozen=True)
class Results:
    """What was found, to be cut into pages."""

    found: Found
    kind: str

    def count(self) -> int:
        """How many can be leafed through."""
        return min(self.found.count(self.kind), MOST_SHOWN)

    def __getitem__(self, part: slice) -> list[Entry]:
        return self.found.entries(self.kind, part.start, part.stop - part.start)


@dataclass(frozen=True)
class SearchAnswer:
    """See ``portal/search.html``."""

    query: str
    kind: str
    region: str
    found: Found
    readers: Readers
    places: Mapping[UUID, Place]

    @property
    def results(self) -> Results:
        """The entries found, of the kind that was chosen."""
        return Results(self.found, self.kind)

    @property
    def total(self) -> int:
        """How many there are of the kind that was chosen."""
        return self.found.count(self.kind)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than can be leafed through."""
        return self.total > MOST_SHOWN

    @property
    def base(self) -> str:
        """The address of the pages of this answer, up to the number."""
        return f"{self._address(self.query, self.kind)}&"

    def _address(self, query: str, kind: str = "") -> str:
        told = {"q": query, "kind": kind, "region": self.region}
        return "?" + urlencode({name: value for name, value in told.items() if value or name == "q"})

    @property
    def chips(self) -> list[tuple[Any, str, bool, int]]:
        """All, and each kind that there is something of."""
        counted = [("", _("All"), self.found.count())]
        counted += [(kind, label, self.found.count(kind)) for kind, label in KINDS.items()]
        return [
            (label, self._address(self.query, kind), kind == self.kind, count)
            for kind, label, count in counted
            if count or kind == self.kind
        ]

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """The query with a word that exists in the place of one that does not, and where that leads."""
        near = self.found.instead
        rows = Entry.objects.in_bulk([number for _word, number in near.values()])
        changed = [near.get(word, (word, 0)) for word in words(self.query)]
        text = " ".join(_spelled(rows[number], word) if number in rows else word for word, number in changed)
        return [(text, self._address(text))] if near else []

    def hits(self, entries: Iterable[Entry]) -> list[Hit]:
        """Entries as the page shows them."""
        names = {f"in:{key}": place.name for key, place in self.places.items()}
        return [_hit(entry, self.found.words, names, self.readers) for entry in entries]


def search_answer(query: str, actor: Actor, *, kind: str = "", region: str = "") -> SearchAnswer:
    """What ``actor`` finds; ``region`` is the address of a region, or empty."""
    readers, places = readers_of(actor), places_by_key()
    key = next((key for key, place in places.items() if place.slug == region), None)
    found = find(query, readers, kinds=KINDS, place=f"in:{key}" if key else "")
    return SearchAnswer(query, kind if kind in KINDS else "", region, found, readers, places)


def region_choices() -> list[tuple[str, Said]]:
    """The regions by their address, in the order of their names."""
    named = [(place.slug, place.name) for place in places_by_key().values()]
    return sorted(named, key=lambda choice: words(choice[1].text))


def _spelled(entry: Entry, word: str) -> str:
    """``word`` as the entry writes it, with accents."""
    texts = [*entry.titles.values(), *entry.aliases, *entry.texts.values()]
    typed = (found[0] for text in texts for found in TYPED.finditer(text))
    return next((written for written in typed if word in forms_of(written)), word)


def _hit(entry: Entry, met: frozenset[str], names: Mapping[str, Said], readers: Readers) -> Hit:
    texts = {
        code: _spoken(entry.titles.get(code, ""), entry.texts.get(code, "")) for code in entry.titles | entry.texts
    }
    code = _best(texts, met, get_language() or "en")
    title_code = _best(dict.fromkeys(entry.titles, ""), met, code, get_language() or "en")
    text_code = _best(entry.texts, met, code)
    return Hit(
        kind=entry.kind,
        href=_href(entry, readers),
        title=pieces(entry.titles.get(title_code, ""), met),
        title_language=title_code,
        passage=pieces(passage(entry.texts.get(text_code, ""), met), met),
        language=text_code,
        places=[names[mark] for mark in entry.marks if mark in names and entry.kind not in NAMED_BY_PLACE],
        dated=entry.dated if entry.kind in ON_A_DAY else None,
    )


def _spoken(title: str, text: str) -> str:
    return f"{title} {text}"


def _best(texts: Mapping[str, str], met: frozenset[str], *wanted: str) -> str:
    """The language that has most of the words that were looked for; else one that is wanted, English, or any."""

    def worth(code: str) -> tuple[int, ...]:
        return (len(met.intersection(words(texts[code]))), *(code == want for want in (*wanted, "en")))

    return max(sorted(texts), key=worth, default="")


def _href(entry: Entry, readers: Readers) -> str:
    """The page of an entry; at the desk the desk's own, for those whom it is open to."""
    page = entry.page
    if entry.desk_page and set(readers.get(entry.desk_page[3]) or ()) & set(entry.marks):
        page = entry.desk_page
    name, arguments, part = page[:3]
    return reverse(name, kwargs=arguments) + (f"#{part}" if part else "")


def passage(text: str, met: frozenset[str]) -> str:
    """Some words around the first that was looked for."""
    spans = (found.span() for found in TYPED.finditer(text) if met & forms_of(found[0]))
    first = next(spans, (0, 0))[0]
    start = max(0, first - BEFORE)
    start = text.find(" ", start) + 1 if start else 0
    start = start if start <= first else first
    end = text.rfind(" ", start, start + LONG) if len(text) > start + LONG else len(text)
    cut = text[start : max(end, first)]
    return ("… " if start else "") + cut.strip() + (" …" if end < len(text) else "")


def pieces(text: str, met: frozenset[str]) -> Pieces:
    """``text`` cut into the words that were looked for and what stands between them."""
    found: Pieces = []
    done = 0
    for typed in TYPED.finditer(text):
        if met & forms_of(typed[0]):
            found += [(text[done : typed.start()], False), (typed[0], True)]
            done = typed.end()
    return [piece for piece in [*found, (text[done:], False)] if piece[0]]
