"""Where the bars of a timeline lie: periods in, figures for a drawing out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WIDTH: Final = 720
ROW: Final = 28
HEAD: Final = 24
# The drawing never shows more years than these around today: an older or later side is cut, and its bar open there.
BACK: Final = 3
AHEAD: Final = 7


@dataclass(frozen=True)
class Bar:
    """One period. Where ``is_open`` its end is not known, and the drawing goes to its edge."""

    x: float
    y: int
    width: float
    is_open: bool


@dataclass(frozen=True)
class Timeline:
    """All bars in the order of the periods, the years with where they begin, and where today is."""

    height: int
    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]
    today: float
    width: int = WIDTH


def timeline(periods: Sequence[tuple[date | None, date | None]], today: date) -> Timeline:
    """Lay the periods out between the first and the last year that they touch, today's included."""
    years = [day.year for period in periods for day in period if day] + [today.year]
    first, last = max(min(years), today.year - BACK), min(max(years), today.year + AHEAD)
    start, end = date(first, 1, 1), date(last + 1, 1, 1)
    span = (end - start).days

    def place(day: date) -> float:
        return round(WIDTH * min(max((day - start).days, 0), span) / span, 1)

    bars = []
    for row, (begins, ends) in enumerate(periods):
        left = place(begins) if begins else 0.0
        right = place(ends + timedelta(days=1)) if ends and ends < end else float(WIDTH)
        bars.append(Bar(left, HEAD + ROW * row, max(round(right - left, 1), 3.0), ends is None))
    marks = tuple((year, place(date(year, 1, 1))) for year in range(first, last + 1))
    return Timeline(HEAD + ROW * len(bars) + 4, tuple(bars), marks, place(today))
