"""Where the headings of a table are, found by looking at its first rows.

Above them may stand a title; below them may stand a second line of headings (often under merged cells), a line of
units, a line of tags such as ``#org``. Dates and years are headings as good as words.
"""

import re
from dataclasses import dataclass
from typing import Final

from welcommune.exchange.sheets.cells import clean_row, is_value, letter_of
from welcommune.exchange.sheets.records import Merge
from welcommune.exchange.sheets.words import UNITS

LOOKED_AT: Final = 60
_MOST_LINES = 4
_TAG = re.compile(r"#[a-z]\w*[\w+ ]*", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """The headings by column, raw; the rows they stand in, and the rows above them that are no part of the table."""

    names: tuple[str, ...]
    rows: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """The last row, counted from 1, that is not data."""
        return max((*self.rows, *self.titles), default=0)


def find_heading(rows: list[list[str]], merges: tuple[Merge, ...] = (), left: int = 0) -> Heading:
    """The headings of the rows at the beginning of a file. Without any, the names are empty."""
    cells = [clean_row(row) for row in rows]
    start = _first_row(cells)
    titles = tuple(number + 1 for number in range(start) if any(cells[number]))
    if start >= len(cells) or _is_data(cells[start]):
        return Heading((), (), titles)
    width = max(len(_trimmed(row)) for row in cells)
    names, used = _spread(cells[start], start, merges, left, width), [start]
    for number in range(start + 1, min(start + _MOST_LINES, len(cells))):
        joined = _joined(names, cells, start, number, merges)
        if joined is None:
            break
        names, used = joined, [*used, number]
    return Heading(tuple(_trimmed(names)), tuple(number + 1 for number in used), titles)


def chosen_heading(rows: list[list[str]], number: int, merges: tuple[Merge, ...] = (), left: int = 0) -> Heading:
    """The headings where a person saw them: in row ``number``, counted from 1; 0 says that the file has none."""
    cells = [clean_row(row) for row in rows]
    if not number:
        return Heading(())
    titles = tuple(above for above in range(1, number) if any(cells[above - 1]))
    width = max(len(_trimmed(row)) for row in cells)
    names = _spread(cells[number - 1], number - 1, merges, left, width)
    return Heading(tuple(_trimmed(names)), (number,), titles)


def _trimmed(row: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def _first_row(cells: list[list[str]]) -> int:
    """The first row that is about as full as the others: what stands above it is a title or a note."""
    counts = [len({cell for cell in row if cell}) for row in cells]
    full = sorted(count for count in counts if count)
    if not full:
        return len(cells)
    usual = full[len(full) // 2]
    least = 1 if usual < 2 else max(2, usual // 2)
    return next(number for number, count in enumerate(counts) if count >= least)


def _is_data(row: list[str]) -> bool:
    return any(is_value(cell) for cell in row)


def _spread(row: list[str], number: int, merges: tuple[Merge, ...], left: int, width: int) -> list[str]:
    """A line of headings with merged cells written into each of their columns."""
    names = row + [""] * (width - len(row))
    for (top, first), (bottom, last) in merges:
        if top <= number <= bottom and first >= left:
            for column in range(first - left, min(last - left + 1, width)):
                names[column] = names[column] or names[first - left]
    return names


def _joined(
    names: list[str], cells: list[list[str]], start: int, number: int, merges: tuple[Merge, ...]
) -> list[str] | None:
    """The names with one more line below them, or nothing where that line is data already."""
    line = cells[number] + [""] * (len(names) - len(cells[number]))
    filled = [cell for cell in line if cell]
    if not filled or _is_data(filled):
        return None
    if all(_TAG.fullmatch(cell) for cell in filled):
        return names
    if all(_unit(cell) for cell in filled):
        return [
            f"{name} ({unit.strip('()')})".strip() if unit else name for name, unit in zip(names, line, strict=False)
        ]
    if any(top <= start < bottom for (top, _), (bottom, _) in merges) or _is_second_line(cells, start, number, merges):
        return _below(names, cells[start], line)
    return None


def _unit(cell: str) -> bool:
    return cell.casefold().strip("()[] ") in UNITS or bool(re.fullmatch(r"\(.{1,20}\)|\[.{1,20}\]", cell))


def _is_second_line(cells: list[list[str]], start: int, number: int, merges: tuple[Merge, ...]) -> bool:
    """Whether words stand under gaps of the line above, and values under these words."""
    if any(top == start and last > first for (top, first), (_, last) in merges):
        return True
    above, line = cells[start], cells[number]
    gaps = [column for column, cell in enumerate(line) if cell and not (above + [""] * len(line))[column]]
    below = cells[number + 1 :]
    holds_values = any(
        is_value(row[column]) for row in below for column, cell in enumerate(line) if cell and column < len(row)
    )
    return bool(gaps) and holds_values and len(set(filter(None, line))) == len([cell for cell in line if cell])


def _below(names: list[str], above: list[str], line: list[str]) -> list[str]:
    """Two lines as one: a group above reaches over the gaps to its right."""
    found, group = [], ""
    for column, word in enumerate(line):
        name = names[column] if column < len(names) else ""
        group = name or (group if word else "")
        found.append(group if not word or word == group else f"{group} / {word}" if group else word)
    return found


def unique(names: list[str], letters: list[str]) -> list[str]:
    """Headings that tell the columns apart: an empty one is its letter in brackets, a second one gets a number."""
    taken: set[str] = set()
    result = []
    for name, letter in zip(names, letters, strict=True):
        name = " ".join(name.split()) or f"({letter})"
        times, chosen = 1, name
        while chosen.casefold() in taken:
            times += 1
            chosen = f"{name} ({times})"
        taken.add(chosen.casefold())
        result.append(chosen)
    return result


def letters(count: int, left: int) -> list[str]:
    """The letters of columns from the one where the table begins."""
    return [letter_of(left + index) for index in range(count)]
