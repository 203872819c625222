"""Dates as people write them. Whether 03/04 is in March or in April, the whole column tells."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.cells import SPACES, plain
from welcommune.exchange.sheets.records import BadValue, said
from welcommune.exchange.sheets.words import MONTHS

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_PARTS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:\d\d(?::\d\d)?)?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_DAY_ZERO: Final = date(1899, 12, 30)
# As serial numbers 1 January 1950 and 31 December 2099: a five-digit postcode is rarely asked to be a date.
_FIRST_SERIAL, _LAST_SERIAL = 18264, 73050
# Two digits: up to 68 is this century, as in spreadsheets.
_CENTURY_ENDS = 69
_MONTH_BY_WORD: Final = {word.replace("_", " "): month for month, words in MONTHS.items() for word in words.split()}

NO_DATE = _("Write a date as year, month and day, for example 2024-03-31. You wrote “%(value)s”.")
NO_SUCH_DAY = _("There is no day “%(value)s”. Write a date as year, month and day, for example 2024-03-31.")
TWO_DATES = _("“%(value)s” can be %(first)s or %(second)s. Write the year first, then month and day.")


def day_first(texts: Iterable[str]) -> bool | None:
    """Whether the day stands before the month in a column: yes unless a date says otherwise, unknown if some do."""
    found = [_PARTS.fullmatch(_bare(text)) for text in texts]
    pairs = [(int(match[1]), int(match[2])) for match in found if match]
    day, month = any(first > 12 for first, _second in pairs), any(second > 12 for _first, second in pairs)
    return None if day and month else not month


def parse_date(text: str, *, day_first: bool | None = True) -> date:
    """The day. ``day_first`` is what the column says; unknown, a date that can be two is refused."""
    bare = _bare(text)
    try:
        if found := _ISO.fullmatch(bare):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _PARTS.fullmatch(bare):
            return _by_order(text, int(found[1]), int(found[2]), _year(found[3]), day_first)
        if _SERIAL.fullmatch(bare) and _FIRST_SERIAL <= int(bare[:5]) <= _LAST_SERIAL:
            return _DAY_ZERO + timedelta(days=int(bare[:5]))
        if named := _named(bare):
            return date(*named)
    except ValueError as error:
        raise error if isinstance(error, BadValue) else BadValue(said(NO_SUCH_DAY, value=text)) from error
    raise BadValue(said(NO_DATE, value=text))


def _bare(text: str) -> str:
    return " ".join(text.translate(SPACES).split())


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _CENTURY_ENDS else 1900)


def _by_order(text: str, first: int, second: int, year: int, day_first: bool | None) -> date:
    """Day and month in the order that the numbers force, or else that the column has."""
    if first > 12 or second > 12:
        return date(year, second, first) if first > 12 else date(year, first, second)
    if day_first is None and first != second:
        dates = {"first": date(year, second, first).isoformat(), "second": date(year, first, second).isoformat()}
        raise BadValue(said(TWO_DATES, value=text, **dates))
    return date(year, second, first) if day_first else date(year, first, second)


def _named(bare: str) -> tuple[int, int, int] | None:
    """``01-févr-2020``, ``1er mars 2020``, ``March 1, 2020``: a month as a word beside a day and a year."""
    numbers = [int(number) for number in re.findall(r"\d+", bare)]
    years = [number for number in re.findall(r"\d{4}", bare)]
    word = " ".join(re.sub(r"[\d\W_]+", " ", plain(re.sub(r"(\d)(?:er|st|nd|rd|th)\b", r"\1", bare))).split())
    month = _month(word.removeprefix("de ").removesuffix(" de"))
    if month is None or len(numbers) != 2 or len(years) > 1:
        return None
    day, year = numbers if not years or numbers[1] == int(years[0]) else numbers[::-1]
    return (year if years else _year(f"{year:02d}")), month, day


def _month(word: str) -> int | None:
    """By the full name or by its beginning, three letters or more."""
    if word in _MONTH_BY_WORD:
        return _MONTH_BY_WORD[word]
    found = {month for name, month in _MONTH_BY_WORD.items() if len(name) > 3 and len(word) > 3 and _begins(word, name)}
    return found.pop() if len(found) == 1 else None


def _begins(word: str, name: str) -> bool:
    return word.startswith(name) or name.startswith(word)
