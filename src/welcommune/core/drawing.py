"""Geometry of drawings whose size tells something; their paint is in the stylesheet."""

from dataclasses import dataclass

PITCH = 20
STOOL = 14
HEIGHT = 68
LONGEST = 30  # Columns of two stools: beyond 60 people the stools shrink, the table grows no longer.


@dataclass(frozen=True, slots=True)
class BenchShape:
    """A table from above: the size of the view and four SVG paths (``taken`` and ``free`` are stools)."""

    width: int
    height: int
    board: str
    side: str
    taken: str
    free: str


def bench(people: int, free: int = 0, frame: int = 12) -> BenchShape:
    """The long table with a stool for each of ``people`` and a dashed one for each ``free`` place.

    ``frame`` is the least number of columns that the view is wide, so that small tables stay small
    and several drawings beside each other can be compared.
    """
    people, free = max(people, 0), max(free, 0)
    columns = max((people + free + 1) // 2, 1)
    drawn = min(columns, LONGEST)
    pitch = PITCH * drawn / columns
    end = 2 + PITCH * drawn
    return BenchShape(
        width=4 + PITCH * max(drawn, min(frame, LONGEST)),
        height=HEIGHT,
        board=f"M2 22H{end}V38H2z",
        side=f"M2 38H{end}V45H2z",
        taken="".join(_stool(place, pitch) for place in range(people)),
        free="".join(_stool(place, pitch) for place in range(people, people + free)),
    )


def _stool(place: int, pitch: float) -> str:
    """One stool: even places above the table, odd ones below it, in pairs from the start."""
    column, below = divmod(place, 2)
    size = STOOL * pitch / PITCH
    start = _short(2 + column * pitch + (pitch - size) / 2)
    foot, turn, radius = ("M{} 49v5", 0, _short(size / 2)) if below else ("M{} 18v-5", 1, _short(size / 2))
    back = "v-5z" if below else "v5z"
    return f"{foot.format(start)}a{radius} {radius} 0 0 {turn} {_short(size)} 0{back}"


def _short(value: float) -> str:
    """At most two decimals, none where none are needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
