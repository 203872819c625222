"""How the rows of a file are to be read: decided once, from its first rows and from one look at all of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from welcommune.exchange.sheets.broken import is_broken, is_suspect, repair
from welcommune.exchange.sheets.container import EMPTY
from welcommune.exchange.sheets.extent import TOO_MANY_COLUMNS, TOO_MANY_ROWS
from welcommune.exchange.sheets.heading import LOOKED_AT, Heading, chosen_heading, find_heading, letters, unique
from welcommune.exchange.sheets.records import Grid, Limits, SheetRefused, said
from welcommune.exchange.sheets.shifted import LEARNT_FROM, Columns, learn, rejoin

_SUSPECTS = 200


@dataclass
class Look:
    """What one look at all rows found."""

    named: int
    count: int = 0
    short: int = 0
    widths: Counter[int] = field(default_factory=Counter)
    used: set[int] = field(default_factory=set)
    whole: list[list[str]] = field(default_factory=list)
    overlong: list[list[str]] = field(default_factory=list)
    suspects: list[str] = field(default_factory=list)

    def take(self, row: list[str], length: int) -> None:
        """One row that is not blank; ``length`` is without the empty cells at its end."""
        self.count += 1
        self.widths[length] += 1
        self.short += len(row) < self.named
        if length > self.named:
            self.used.update(index for index in range(self.named, length) if row[index].strip())
            kept = self.overlong
        else:
            kept = self.whole
        if len(kept) < LEARNT_FROM:
            kept.append(row[: max(length, self.named)])
        if len(self.suspects) < _SUSPECTS and is_suspect("".join(row)):
            self.suspects += [cell for cell in row if is_suspect(cell)]


@dataclass(frozen=True)
class Plan:
    """All that is needed to read the rows, as often as wanted. ``kept`` are the columns that hold anything."""

    grid: Grid
    heading: Heading
    width: int
    kept: tuple[int, ...]
    headers: tuple[str, ...]
    letters: tuple[str, ...]
    columns: Columns | None
    broken: bool
    tells_short: bool

    @property
    def left_out(self) -> int:
        """How many columns are empty from top to bottom."""
        return self.width - len(self.kept)

    def raw(self) -> Iterator[tuple[int, list[str]]]:
        """The data rows with their numbers, merged cells filled."""
        return islice(enumerate(filled(self.grid), start=1), self.heading.last, None)


def filled_to(row: list[str]) -> int:
    """How many cells a row has up to the last one that is not empty."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return end


def filled(grid: Grid) -> Iterator[list[str]]:
    """The rows of a grid; in a sheet with merged cells, the value of the first stands in each of them."""
    if not grid.merges:
        yield from grid.read()
        return
    begun = sorted(grid.merges, reverse=True)
    active: list[tuple[int, slice, str]] = []
    for number, row in enumerate(grid.read()):
        while begun and begun[-1][0][0] == number:
            (_, first), (bottom, last) = begun.pop()
            cell = row[first - grid.left] if 0 <= first - grid.left < len(row) else ""
            active.append((bottom, slice(max(first - grid.left, 0), last - grid.left + 1), cell))
        active = [merge for merge in active if merge[0] >= number]
        for _bottom, place, cell in active:
            row[place] = [cell] * len(row[place])
        yield row


def make_plan(grid: Grid, limits: Limits, heading_row: int | None = None) -> Plan:
    """Look at the file and decide; ``heading_row`` is where a person saw the headings."""
    heading = _heading(grid, heading_row)
    look = _look(grid, heading, limits)
    if not look.count:
        raise SheetRefused(EMPTY)
    width, columns = _width(grid, look)
    names = [repair(name) if is_suspect(name) else name for name in (*heading.names, *[""] * width)][:width]
    kept = tuple(index for index in range(width) if names[index] or index in look.used or index in _used(look, names))
    every = letters(width, grid.left)
    own = [every[index] for index in kept]
    headers = unique([names[index] for index in kept], own)
    broken = bool(look.suspects) and is_broken(look.suspects)
    tells_short = grid.is_text and look.short * 2 < look.count
    return Plan(grid, heading, width, kept, tuple(headers), tuple(own), columns, broken, tells_short)


def _heading(grid: Grid, chosen: int | None) -> Heading:
    first = list(islice(grid.read(), LOOKED_AT))
    if chosen is None or chosen > len(first):
        return find_heading(first, grid.merges, grid.left)
    return chosen_heading(first, chosen, grid.merges, grid.left)


def _look(grid: Grid, heading: Heading, limits: Limits) -> Look:
    look = Look(len(heading.names))
    unnamed = [index for index, name in enumerate(heading.names) if not name]
    for row in islice(filled(grid), heading.last, None):
        length = filled_to(row)
        if not length:
            continue
        if length > limits.columns:
            raise SheetRefused(said(TOO_MANY_COLUMNS, most=limits.columns))
        if look.count >= limits.rows:
            raise SheetRefused(said(TOO_MANY_ROWS, most=limits.rows))
        look.take(row, length)
        if unnamed:
            found = [index for index in unnamed if index < length and row[index].strip()]
            look.used.update(found)
            unnamed = [index for index in unnamed if index not in found]
    return look


def _used(look: Look, names: list[str]) -> set[int]:
    """Without headings every column counts that the rows reach."""
    return set() if any(names) else set(range(max(look.widths)))


def _width(grid: Grid, look: Look) -> tuple[int, Columns | None]:
    """How many columns there are: those with a heading, unless most rows have more and cannot be put together."""
    longest = max(*look.widths, look.named)
    if not grid.is_text or not look.named or longest == look.named:
        return longest, None
    columns = learn(look.whole, look.overlong, look.named, grid.separator)
    longer = sum(times for length, times in look.widths.items() if length > look.named)
    if longer * 2 <= look.count or (columns and _most_rejoin(look.overlong, columns)):
        return look.named, columns
    width = max(look.widths, key=lambda length: (look.widths[length], length))
    return width, learn(look.whole + look.overlong, [], width, grid.separator)


def _most_rejoin(overlong: list[list[str]], columns: Columns) -> bool:
    return sum(rejoin(row, columns) is not None for row in overlong) * 2 > len(overlong)
