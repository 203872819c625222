"""Rows with a cell too many: an amount such as 24 975,00 or a sentence with a comma stood without quotation marks.

A row is put together again only if exactly one way of joining neighbours makes each of its cells look like the cells
of its column in other rows. Otherwise the person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final

from welcommune.exchange.sheets.cells import shape_of

LEARNT_FROM: Final = 500
_ENOUGH, _MOST_WAYS = 5, 3000
_WHOLE = re.compile(r"[-+]?\d{1,3}(?:[ \u00a0\u202f\u2009.]?\d{3})*")
_FRACTION = re.compile(r"\d{1,2}(?: ?(?:€|EUR|%))?", re.IGNORECASE)
# Shapes that stand in one column without anybody noticing.
_ALIKE: Final = {
    "signs": {"words", "signs"},
    "date": {"date"},
    "decimal": {"decimal"},
    "zeros": {"zeros", "identifier"},
}


@dataclass(frozen=True)
class Columns:
    """For each column the shapes that its cells have in the rows that are whole."""

    shapes: tuple[frozenset[str], ...]
    separator: str

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.shapes)


def learn(whole: list[list[str]], overlong: list[list[str]], width: int, separator: str) -> Columns | None:
    """What the columns look like: from whole rows, or, where an amount was split in all, from rows put right."""
    if len(whole) < _ENOUGH:
        gap = _common_gap([row for row in overlong if len(row) == width + 1], separator)
        if gap is None:
            return None
        whole = [*whole, *(_join(row, (gap,), separator) for row in overlong if len(row) == width + 1)]
    shapes = [frozenset(shape_of(row[column]) for row in whole if column < len(row)) for column in range(width)]
    return Columns(tuple(shapes), separator)


def _common_gap(rows: list[list[str]], separator: str) -> int | None:
    """The one place at which nearly all rows have a whole number before and a fraction after."""
    if separator != "," or len(rows) < _ENOUGH:
        return None
    gaps = [
        gap for gap in range(len(rows[0]) - 1)
        if sum(_is_amount(row[gap], row[gap + 1]) for row in rows) >= 0.9 * len(rows)
    ]  # fmt: skip
    return gaps[0] if len(gaps) == 1 else None


def _is_amount(before: str, after: str) -> bool:
    return bool(_WHOLE.fullmatch(before.strip()) and _FRACTION.fullmatch(after.strip()))


def rejoin(row: list[str], columns: Columns) -> list[str] | None:
    """The row as it was meant, or nothing if that cannot be decided."""
    ways = _ways(row, columns)
    first, second = next(ways, None), next(ways, None)
    return first if second is None else None


def _ways(row: list[str], columns: Columns) -> Iterator[list[str]]:
    """Each way of joining that makes all cells look like their column."""
    gaps = [gap for gap in range(len(row) - 1) if _may_join(row[gap], row[gap + 1], columns.separator)]
    extra = len(row) - columns.width
    if comb(len(gaps), extra) > _MOST_WAYS:
        return
    for chosen in combinations(gaps, extra):
        cells, amounts = _join(row, chosen, columns.separator), _amounts(row, chosen)
        if all(
            _fits(cell, shapes, column in amounts)
            for column, (cell, shapes) in enumerate(zip(cells, columns.shapes, strict=True))
        ):
            yield cells


def _may_join(before: str, after: str, separator: str) -> bool:
    """A separator within a text has a space behind it; within a number, digits on both sides."""
    if after[:1].isspace() and before.strip():
        return True
    return separator == "," and before[-1:].isdigit() and after[:1].isdigit()


def _join(row: list[str], gaps: tuple[int, ...], separator: str) -> list[str]:
    cells = [row[0]]
    for place, cell in enumerate(row[1:]):
        if place in gaps:
            cells[-1] += separator + cell
        else:
            cells.append(cell)
    return cells


def _amounts(row: list[str], gaps: tuple[int, ...]) -> set[int]:
    """The columns in which a split amount was put together."""
    return {gap - sum(other < gap for other in gaps) for gap in gaps if _is_amount(row[gap], row[gap + 1])}


def _fits(cell: str, shapes: frozenset[str], is_amount: bool) -> bool:
    shape = shape_of(cell)
    if is_amount and shape == "decimal":
        return bool(shapes & {"decimal", "number"})
    return bool(shapes & _ALIKE.get(shape, {shape}))
