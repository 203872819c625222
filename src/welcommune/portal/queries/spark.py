"""Sparklines: one place a roundtable, always drawn; what is not known is a hollow dot on the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from welcommune.core.ui import commas

STEP, LEFT, TOP, BOTTOM = 26, 8, 4, 28


@dataclass(frozen=True, slots=True)
class Point:
    """The count of one roundtable; ``None`` where nobody told us; ``note`` says what is odd about it."""

    number: int | None
    day: date
    value: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """Geometry of the drawing as paths, and the same in words. Dots are lines of no length with round ends."""

    width: int
    line: str
    gap: str
    dots: str
    hollow: str
    now: tuple[float, float]
    label: str
    last: int | None
    note: str


def _placed(points: Sequence[Point], places: int) -> list[Point]:
    """Each roundtable in the place of its number, where there are ``places`` and it has a number of its own."""
    numbered = {point.number: point for point in points if point.number}
    if len(numbered) < len(points) or max(numbered, default=0) > places:
        return list(points)
    return [numbered.get(number, Point(number, date.min, None)) for number in range(1, places + 1)]


def spark(points: Sequence[Point], places: int = 0) -> Spark:
    """Lines join neighbours; over a roundtable without a count the line is dotted.

    ``places`` is the least number of roundtables that the drawing has room for; those without a record are hollow.
    """
    points = _placed(points, places)
    known = [point.value for point in points if point.value is not None]
    top = max(known, default=0) or 1
    seen = [
        (index, (LEFT + index * STEP, round(BOTTOM - (BOTTOM - TOP) * point.value / top, 1)))
        for index, point in enumerate(points)
        if point.value is not None
    ]
    line: list[str] = []
    gap: list[str] = []
    for (before, (x1, y1)), (after, (x2, y2)) in pairwise(seen):
        (line if after == before + 1 else gap).append(f"M{x1} {y1}L{x2} {y2}")
    last = next((point for point in reversed(points) if point.value is not None), None)
    return Spark(
        width=max(LEFT * 2 + STEP * (len(points) - 1), LEFT * 2),
        line="".join(line),
        gap="".join(gap),
        dots="".join(f"M{x} {y}h0" for _index, (x, y) in seen[:-1]),
        hollow="".join(
            f"M{LEFT + index * STEP - 3} {BOTTOM}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
            for index, point in enumerate(points)
            if point.value is None
        ),
        now=seen[-1][1] if seen else (0, 0),
        label=commas(_("no count") if point.value is None else point.value for point in points),
        last=last.value if last else None,
        note=last.note if last else "",
    )
