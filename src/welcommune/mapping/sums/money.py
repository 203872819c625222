"""Sums of money that can be defended: never across currencies, never of bands with exact amounts, never of what is
certain with what is hoped for, never of money with what is given in kind."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar


class Amount(Protocol):
    """What is counted of a funding line."""

    @property
    def amount(self) -> Decimal | None: ...
    @property
    def amount_from(self) -> Decimal | None: ...
    @property
    def amount_to(self) -> Decimal | None: ...
    @property
    def currency(self) -> str: ...
    @property
    def certainty(self) -> str: ...
    @property
    def is_in_kind(self) -> bool: ...


class Lasting(Amount, Protocol):
    """An amount that lasts from a day until a day, as far as they are known."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


class When(StrEnum):
    """How money stands to a day. What has no day at all is a case of its own: nobody knows whether it still comes."""

    RUNNING = "running"
    TO_COME = "to_come"
    OVER = "over"
    UNDATED = "undated"


L = TypeVar("L", bound=Lasting)
# Confirmed, or not yet: applied for and expected are both only hoped for.
CONFIRMED = "confirmed"


@dataclass
class Band:
    """Bands of one currency together: at least ``low``, at most ``high``, which is unknown where one band is open."""

    low: Decimal = Decimal(0)
    high: Decimal | None = Decimal(0)
    count: int = 0

    def add(self, low: Decimal | None, high: Decimal | None) -> None:
        """One more band; one without a lower end starts at nothing."""
        self.low += low or 0
        self.high = None if self.high is None or high is None else self.high + high
        self.count += 1


@dataclass
class Sums:
    """What some lines come to, each kind by currency. ``unstated`` lines tell no amount at all."""

    lines: int = 0
    confirmed: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    hoped: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    in_kind: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    bands: dict[str, Band] = field(default_factory=lambda: defaultdict(Band))
    unstated: int = 0

    def add(self, line: Amount) -> None:
        """Count one line where it belongs."""
        self.lines += 1
        if line.amount is not None:
            of = self.in_kind if line.is_in_kind else self.confirmed if line.certainty == CONFIRMED else self.hoped
            of[line.currency] += line.amount
        elif line.amount_from is not None or line.amount_to is not None:
            self.bands[line.currency].add(line.amount_from, line.amount_to)
        else:
            self.unstated += 1


def sums_of(lines: Iterable[Amount]) -> Sums:
    """All of the lines, counted."""
    sums = Sums()
    for line in lines:
        sums.add(line)
    return sums


def grouped(lines: Iterable[tuple[Iterable[str], Amount]]) -> dict[str, Sums]:
    """Sums by group; a line that belongs to several groups counts in each, so that groups are not to be added up."""
    groups: dict[str, Sums] = defaultdict(Sums)
    for names, line in lines:
        for name in names:
            groups[name].add(line)
    return dict(sorted(groups.items()))


def when(line: Lasting, today: date) -> When:
    """How the period of a line stands to this day; a side that is not known goes on for ever."""
    if line.ends_on and line.ends_on < today:
        return When.OVER
    if line.starts_on and line.starts_on > today:
        return When.TO_COME
    return When.RUNNING if line.starts_on or line.ends_on else When.UNDATED


def by_when(lines: Iterable[Lasting], today: date) -> dict[When, Sums]:
    """Sums by how the lines stand to this day, in the order of ``When``; those that there are."""
    standing: dict[When, Sums] = defaultdict(Sums)
    for line in lines:
        standing[when(line, today)].add(line)
    return {one: standing[one] for one in When if one in standing}


def ending(lines: Iterable[L], today: date, until: date) -> list[L]:
    """The lines of confirmed money of which the last day is neither past nor after ``until``."""
    return [line for line in lines if line.certainty == CONFIRMED and line.ends_on and today <= line.ends_on <= until]


Period = tuple[date | None, date | None]


def meet(one: Period, other: Period) -> bool:
    """Whether two periods share a day; a side that is not known goes on for ever."""
    starts = max(one[0] or date.min, other[0] or date.min)
    ends = min(one[1] or date.max, other[1] or date.max)
    return starts <= ends


def overlapping(lines: Sequence[tuple[Hashable, Hashable, Period]]) -> Mapping[Hashable, list[Hashable]]:
    """Which lines share days with which others of the same funder and purpose: (key of line, key of purpose, period).

    Lines without any day tell of no period, and overlap with nothing.
    """
    alike: dict[Hashable, list[tuple[Hashable, Period]]] = defaultdict(list)
    for key, purpose, period in lines:
        if period != (None, None):
            alike[purpose].append((key, period))
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for same in alike.values():
        for key, period in same:
            found[key] += [other for other, its in same if other != key and meet(period, its)]
    return {key: others for key, others in found.items() if others}
