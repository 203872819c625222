"""Which entries of the register may be the same organisation: by number, name, acronym, or one slip of the pen.

Everything is looked up by key, never by comparing each with each, so that a sheet of ten thousand
rows is checked against a register of ten thousand in a moment.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from welcommune.stakeholders.models import Identifier, IdentifierScheme, Organisation
from welcommune.stakeholders.queries.names import fold, initials, name_key

MOST = 5
# As many longer names are told of while somebody types "Centre social"; more of them say nothing.
FEW = 3
# Shorter names are too easily one letter apart.
SHORTEST_TYPO = 6
LONGEST_ACRONYM = 12
# A VAT number is a national one with the country before it.
BEHIND_VAT = {
    "FR": (IdentifierScheme.SIREN, 4),
    "PL": (IdentifierScheme.NIP, 2),
    "ES": (IdentifierScheme.NIF, 2),
    "EL": (IdentifierScheme.AFM, 2),
}


class Reason(TextChoices):
    """Why two entries may be one, the strongest first."""

    NUMBER = "number", _("the same number")
    NAME = "name", _("the same name")
    ACRONYM = "acronym", _("one is the acronym of the other")
    NEARLY_HERE = "nearly_here", _("nearly the same name, and the same town")
    NEARLY = "nearly", _("nearly the same name")


RANK = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Likely:
    """An entry that may be the organisation in hand, and why."""

    organisation_id: UUID
    slug: str
    name: str
    town: str
    why: Reason

    @property
    def reason(self) -> str:
        """Why, in words of the reader's language."""
        return str(self.why.label)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is known of an organisation of the register."""

    id: UUID
    slug: str
    name: str
    town: str
    place: str


@dataclass(slots=True)
class _Index:
    """Keys and the entries that have them."""

    found: dict[object, list[int]] = field(default_factory=dict)

    def add(self, key: object, entry: int) -> None:
        """Note that ``entry`` has ``key``."""
        self.found.setdefault(key, []).append(entry)

    def at(self, keys: Iterable[object]) -> Iterator[int]:
        """The entries that have one of ``keys``."""
        for key in keys:
            yield from self.found.get(key, ())


def unspaced(text: str) -> str:
    """``text`` as one word."""
    return text.replace(" ", "")


def slips(key: str) -> Iterator[int]:
    """``key`` and all that is left of it when one letter is taken out, as hashes to save memory.

    Two texts that differ by one letter put in, left out or mistaken have one of these in common.
    """
    yield hash(key)
    for place in range(len(key)):
        yield hash(key[:place] + key[place + 1 :])


def parts(key: str) -> list[frozenset[str]]:
    """The words of a name but one, where at least two are left; a number is never the one that is missing."""
    words = frozenset(key.split())
    return [words - {word} for word in words if len(words) > 2 and not word.isdigit()]


def one_slip_apart(one: str, other: str) -> bool:
    """Whether two texts differ by one letter, or by two neighbours that changed places; a digit is no slip."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    if any(letter.isdigit() for letter in (*rest[:1], *others[:1])):
        return False
    if len(rest) == len(others):
        return rest[1:] == others[1:] or (rest[1:2] + rest[:1] == others[:2] and rest[2:] == others[2:])
    return rest[1:] == others or rest == others[1:]


def _numbers(scheme: str, value: str) -> list[tuple[str, str]]:
    """The number as registers write it; a VAT number also as the national one behind it."""
    compact = "".join(sign for sign in value.upper() if sign.isalnum())
    numbers = [(scheme, compact)]
    if scheme == IdentifierScheme.VAT and compact[:2] in BEHIND_VAT:
        national, start = BEHIND_VAT[compact[:2]]
        numbers.append((national, compact[start:]))
    return numbers


def stored_numbers(scheme: str, value: str) -> list[tuple[str, str]]:
    """Also under the SIREN of its establishment, for who knows only that."""
    numbers = _numbers(scheme, value)
    return numbers + [("of", number[:9]) for known, number in numbers if known == IdentifierScheme.SIRET]


def asked_numbers(scheme: str, value: str) -> list[tuple[str, str]]:
    """The keys under which a number is looked for."""
    numbers = _numbers(scheme, value)
    wider = [(IdentifierScheme.SIREN, number[:9]) for known, number in numbers if known == IdentifierScheme.SIRET]
    return numbers + wider + [("of", number) for known, number in numbers if known == IdentifierScheme.SIREN]


def acronyms(texts: Iterable[str]) -> set[str]:
    """What stands for a longer name: acronyms, and names of a single short word."""
    tight = {unspaced(fold(text)) for text in texts if text and (" " not in text.strip() or "." in text)}
    return {text for text in tight if 1 < len(text) <= LONGEST_ACRONYM}


class Lookalikes:
    """The register, ready to be asked which entries may be one organisation; read by two queries.

    With ``among`` only some entries of it. With ``wider`` also names of one word more than was typed: worth a look
    while somebody types, and too many questions about a long list.
    """

    def __init__(self, among: QuerySet[Organisation] | None = None, *, wider: bool = False) -> None:
        self.wider, self._by_part = wider, _Index()
        self._entries: list[_Entry] = []
        self._by_number, self._by_name, self._by_acronym = _Index(), _Index(), _Index()
        self._by_initials, self._by_slip, self._by_words = _Index(), _Index(), _Index()
        self._keys: list[list[str]] = []
        self._read(Organisation.objects.all() if among is None else among)

    def _read(self, among: QuerySet[Organisation]) -> None:
        places: dict[UUID, int] = {}
        fields = ("pk", "slug", "name", "names", "acronym", "town")
        rows = among.filter(merged_into__isnull=True).order_by("name", "pk").values_list(*fields)
        for pk, slug, name, names, acronym, town in rows:
            places[pk] = len(self._entries)
            self._add(_Entry(pk, slug, name, town, fold(town)), [name, *names.values()], acronym)
        numbers = Identifier.objects.filter(organisation__in=among).order_by("pk")
        for scheme, value, pk in numbers.values_list("scheme", "value", "organisation"):
            if pk in places:
                for number in stored_numbers(scheme, value):
                    self._by_number.add(number, places[pk])

    def _add(self, entry: _Entry, names: list[str], acronym: str) -> None:
        at = len(self._entries)
        self._entries.append(entry)
        keys = list(dict.fromkeys(name_key(name) for name in names))
        self._keys.append(keys)
        for key in keys:
            tight = unspaced(key)
            self._by_name.add(tight, at)
            self._by_words.add(frozenset(key.split()), at)
            if len(tight) >= SHORTEST_TYPO:
                for slip in slips(tight):
                    self._by_slip.add(slip, at)
            for part in parts(key) if self.wider else ():
                self._by_part.add(part, at)
        for short in acronyms([acronym, *names]):
            self._by_acronym.add(short, at)
        for letters in {letters for name in names for letters in initials(name)}:
            self._by_initials.add(letters, at)

    def find(
        self,
        *,
        name: str,
        acronym: str = "",
        town: str = "",
        identifiers: Iterable[tuple[str, str]] = (),
        but: Collection[UUID] = (),
    ) -> list[Likely]:
        """The entries that may be this organisation, the likeliest first; never one of ``but``.

        ``identifiers`` are pairs of scheme and number, as written.
        """
        place = fold(town)
        found: dict[int, Reason] = {}
        for reason, entries in self._matches(name, acronym, place, identifiers):
            for at in entries:
                found.setdefault(at, reason)
        chosen = sorted(found, key=lambda at: (RANK[found[at]], self._entries[at].place != place, at))
        rows = ((self._entries[at], found[at]) for at in chosen if self._entries[at].id not in but)
        likely = [Likely(row.id, row.slug, row.name, row.town, reason) for row, reason in rows]
        return likely[:MOST]

    def _matches(
        self, name: str, acronym: str, place: str, identifiers: Iterable[tuple[str, str]]
    ) -> Iterator[tuple[Reason, Iterable[int]]]:
        yield Reason.NUMBER, self._by_number.at(n for pair in identifiers for n in asked_numbers(*pair))
        key = name_key(name)
        if not key:
            return
        yield Reason.NAME, self._by_name.at([unspaced(key)])
        yield Reason.ACRONYM, self._by_acronym_of(name, acronym, place)
        for at in (*self._nearly(key), *self._longer(key, place)):
            there = self._entries[at].place
            if there and there == place:
                yield Reason.NEARLY_HERE, [at]
            elif not there or not place:
                yield Reason.NEARLY, [at]

    def _by_acronym_of(self, name: str, acronym: str, place: str) -> Iterator[int]:
        """The acronym of one is the initials of the other, or both have the same acronym in the same town."""
        short = acronyms([acronym, name])
        yield from self._by_initials.at(short)
        yield from self._by_acronym.at(initials(name))
        yield from self._by_acronym.at(acronyms([name]))
        yield from (at for at in self._by_acronym.at(short) if place and self._entries[at].place == place)

    def _longer(self, key: str, place: str) -> Iterator[int]:
        """Names of one word more: a few in the same town, else a few where one town is unknown."""
        found = dict.fromkeys(self._by_part.at([frozenset(key.split())]))
        here = [at for at in found if place and self._entries[at].place == place]
        elsewhere = [at for at in found if not place or not self._entries[at].place]
        for some in (here, elsewhere):
            yield from some if len(some) <= FEW else ()

    def _nearly(self, key: str) -> Iterator[int]:
        """Names one slip apart, with the same words in another order, or with one word more."""
        tight = unspaced(key)
        if len(tight) >= SHORTEST_TYPO:
            for at in dict.fromkeys(self._by_slip.at(slips(tight))):
                if any(one_slip_apart(tight, unspaced(known)) for known in self._keys[at]):
                    yield at
        words = frozenset(key.split())
        yield from self._by_words.at([words, *(words - {word} for word in words if len(words) > 2)])
