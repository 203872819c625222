"""The towns of a region as a drawing: areas where the list has outlines, and everywhere a mark by shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians

from welcommune.mapping.models import Place
from welcommune.mapping.queries.coverage_pages import TownLine
from welcommune.mapping.queries.provision import Standing

WIDTH, MARGIN, MARK, MOST_NAMES = 440.0, 24.0, 14, 8
# What a letter of a name takes, in width and in height.
LETTER, LINE = 8.0, 16.0
FILLS = {
    Standing.PROVIDED: "f4", Standing.ENDING: "f2", Standing.STALE: "f2", Standing.FULL: "f2", Standing.OTHERS: "f1",
    Standing.NOTHING: "f0", Standing.NO_DATA: "f0",
}  # fmt: skip
SYMBOLS = {
    "there": "m-there is-there", "ending": "m-ending is-ending", "stale": "m-stale is-ending",
    "full": "m-full is-ending", "others": "m-others is-ending", "none": "m-none is-missing",
}  # fmt: skip
UNKNOWN = "m-unknown is-unknown"
Pair = Sequence[float]


@dataclass(frozen=True)
class Shape:
    """A town: its outline, empty where none is known; its mark; its name, where there is room for it."""

    outline: str
    fill: str
    is_hatched: bool
    is_ringed: bool
    symbol: str
    tone: str
    x: float
    y: float
    name: str


@dataclass(frozen=True)
class TownsMap:
    """The size of the view, the outline of the region, and the towns; see ``ui.towns_map``."""

    width: int
    height: int
    region: str
    shapes: list[Shape]


def towns_map(lines: Sequence[TownLine], outline: Sequence[Pair]) -> TownsMap | None:
    """Draw the towns whose place is known; ``None`` where that is none."""
    drawn = [line for line in lines if line.town.longitude is not None or line.town.outline]
    points = [*outline, *(pair for line in drawn for pair in _pairs(line.town))]
    if not drawn:
        return None
    project, height = _projection(points)
    shapes = [_shape(line, project) for line in drawn]
    return TownsMap(round(WIDTH), round(height), _path(outline, project), _named(shapes))


def _named(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes with the names of the first few towns, as far as no name covers another one."""
    written: list[Shape] = []
    found = []
    for number, shape in enumerate(shapes):
        if number < MOST_NAMES and not any(_cover(shape, other) for other in written):
            written.append(shape)
            found.append(shape)
        else:
            found.append(replace(shape, name=""))
    return found


def _cover(one: Shape, other: Shape) -> bool:
    """Whether the names of two shapes, each in the middle below its mark, would lie over each other."""
    width = (len(one.name) + len(other.name)) * LETTER / 2
    return abs(one.x - other.x) < width and abs(one.y - other.y) < LINE


def _pairs(town: Place) -> list[Pair]:
    middle = [(town.longitude, town.latitude)] if town.longitude is not None and town.latitude is not None else []
    return [*town.outline, *middle]


def _projection(points: Sequence[Pair]) -> tuple[Callable[[Pair], tuple[float, float]], float]:
    """Degrees to the drawing, as wide as it is, and how high that makes it."""
    west, east = min(pair[0] for pair in points), max(pair[0] for pair in points)
    south, north = min(pair[1] for pair in points), max(pair[1] for pair in points)
    narrowing = cos(radians((south + north) / 2))
    room = WIDTH - 2 * MARGIN
    scale = room / max((east - west) * narrowing, (north - south) * 0.8, 1e-6)

    def project(pair: Pair) -> tuple[float, float]:
        return (
            round(MARGIN + (pair[0] - west) * narrowing * scale, 1),
            round(MARGIN + (north - pair[1]) * scale, 1),
        )

    return project, (north - south) * scale + 2 * MARGIN


def _path(ring: Sequence[Pair], project: Callable[[Pair], tuple[float, float]]) -> str:
    corners = (project(pair) for pair in ring)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z" if ring else ""


def _shape(line: TownLine, project: Callable[[Pair], tuple[float, float]]) -> Shape:
    town, standing = line.town, line.known.standing
    middle = _pairs(town)[-1] if town.longitude is not None else _middle(town.outline)
    x, y = project(middle)
    symbol, tone = SYMBOLS.get(line.known.mark, UNKNOWN).split()
    return Shape(
        _path(town.outline, project), FILLS[standing], standing == Standing.NO_DATA, standing == Standing.NOTHING,
        symbol, tone, x - MARK / 2, y - MARK / 2, town.name,
    )  # fmt: skip


def _middle(ring: Sequence[Pair]) -> Pair:
    return [sum(pair[axis] for pair in ring) / len(ring) for axis in (0, 1)]
