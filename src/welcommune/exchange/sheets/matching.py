"""Which column is probably what: by its heading and by what its cells look like. A proposal: a person confirms it."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from welcommune.exchange.sheets.cells import plain
from welcommune.exchange.sheets.records import BadValue, Column, Target
from welcommune.exchange.sheets.synonyms import HEADINGS
from welcommune.exchange.sheets.values import (
    parse_date,
    parse_email,
    parse_number,
    parse_phone,
    parse_siren,
    parse_siret,
    parse_url,
    parse_vat,
)

_EXACT, _WITHIN, _SIMILAR, _LOOKS = 100, 70, 60, 30
_LEAST, _ALIKE, _MOST_CELLS, _SHORTEST_ALIKE = 30, 0.88, 0.8, 5
_NUMBERS_OF = frozenset(("id", "uid", "uuid"))
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_POSTCODE = re.compile(r"\d{5}|\d{2}-\d{3}|\d{3} \d{2}")


def synonyms(key: str) -> dict[str, tuple[str, ...]]:
    """Headings under which a common thing stands, by language: name, email, siret, city …"""
    return HEADINGS[key]


def _holds(parse: Callable[[str], object]) -> Callable[[str], bool]:
    """Whether a text is what a function of ``values`` reads."""

    def looks(text: str) -> bool:
        try:
            parse(text)
        except BadValue:
            return False
        return True

    return looks


looks_like_email = _holds(parse_email)
looks_like_number = _holds(parse_number)
looks_like_date = _holds(parse_date)
looks_like_vat = _holds(parse_vat)
_is_siret, _is_siren = _holds(parse_siret), _holds(parse_siren)
_is_url, _is_phone = _holds(parse_url), _holds(parse_phone)


def looks_like_siren(text: str) -> bool:
    """Nine digits with the right check digit; a date without its signs has eight."""
    return len(re.sub(r"[\s'’]", "", text).removesuffix(".0")) == 9 and _is_siren(text)


def looks_like_siret(text: str) -> bool:
    """Fourteen digits say enough: real lists hold some with a wrong check digit."""
    digits = re.sub(r"[\s'’]", "", text)
    return _is_siret(text) or (len(digits) == 14 and digits.isdigit())


def looks_like_url(text: str) -> bool:
    """With its scheme or ``www``: “example.org” alone may be anything."""
    return text.casefold().startswith(("http://", "https://", "www.")) and _is_url(text)


def looks_like_phone(text: str) -> bool:
    """Nine to thirteen digits that are no SIREN, SIRET, date or amount."""
    digits = sum(letter.isdigit() for letter in text)
    return 9 <= digits <= 13 and text.lstrip("(")[:1] in "+0" and "," not in text and _is_phone(text)


def looks_like_postcode(text: str) -> bool:
    """As in France, Spain, Poland and Greece."""
    return _POSTCODE.fullmatch(text.strip()) is not None


def propose(columns: Sequence[Column], targets: Sequence[Target]) -> dict[str, int]:
    """For each target the column that fits best, each column once; what fits nothing stays out.

    The sums of a heading's and of its cells' fitness are taken from the highest down, so that a certain match never
    loses its column to a doubtful one. Among equals the first target and the first column win.
    """
    marks = [
        (-_fitness(column, target), place, column.index) for place, target in enumerate(targets) for column in columns
    ]
    found: dict[str, int] = {}
    for mark, place, index in sorted(marks):
        if -mark >= _LEAST and targets[place].key not in found and index not in found.values():
            found[targets[place].key] = index
    return {target.key: found[target.key] for target in targets if target.key in found}


def _fitness(column: Column, target: Target) -> int:
    """How well a column fits. Where cells can be told by their look, the wrong ones count against a heading."""
    heading = _fitness_of_heading(column.header, target)
    if target.tells_apart and column.repeats and heading < _EXACT:
        return 0
    if target.looks_like is None or not column.samples:
        return heading
    share = sum(target.looks_like(sample) for sample in column.samples) / len(column.samples)
    if share >= _MOST_CELLS:
        return heading + _LOOKS
    return heading if share else heading // 2


def _fitness_of_heading(header: str, target: Target) -> int:
    """Whole heading equal to a synonym; one within the other, word by word; or nearly the same letters."""
    best = 0
    for name in _ways_to_read(header):
        for word in _words_of(target):
            if name == word:
                return _EXACT
            if _points_elsewhere(name, word):
                continue
            if _contains(name, word):
                # The more of the heading a synonym explains, the better.
                best = max(best, _SIMILAR * len(word) // len(name) + (_WITHIN - _SIMILAR))
            elif len(word) > _SHORTEST_ALIKE and SequenceMatcher(None, name, word).ratio() >= _ALIKE:
                best = max(best, _SIMILAR)
    return best


def _ways_to_read(header: str) -> Iterable[str]:
    """The heading; without what stands in brackets; and, of two lines, the lower one."""
    return dict.fromkeys(
        filter(None, (plain(header), plain(_BRACKETS.sub(" ", header)), plain(header.rpartition(" / ")[2])))
    )


def _words_of(target: Target) -> Iterable[str]:
    words = (
        target.synonyms if isinstance(target.synonyms, tuple) else [w for ws in target.synonyms.values() for w in ws]
    )
    return dict.fromkeys(filter(None, map(plain, (target.key, str(target.label), *words))))


def _points_elsewhere(name: str, word: str) -> bool:
    """Whether a heading is that of the key of something and not of the thing: “contact_id” holds no contact."""
    return name.rpartition(" ")[2] in _NUMBERS_OF and word.rpartition(" ")[2] not in _NUMBERS_OF


def _contains(name: str, word: str) -> bool:
    return f" {word} " in f" {name} "


LOOKS: Final[dict[str, Callable[[str], bool]]] = {
    "email": looks_like_email, "website": looks_like_url, "siret": looks_like_siret, "siren": looks_like_siren,
    "vat": looks_like_vat, "phone": looks_like_phone, "postcode": looks_like_postcode, "amount": looks_like_number,
    "date": looks_like_date,
}  # fmt: skip
