"""Cut-paper drawings: the regions on Europe's land, and one territory with its towns.

The projection is the plain equirectangular one of the design: x = A + B·lon, y = C − D·lat.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.urls import reverse

from welcommune.network.models import Region

SHAPES = Path(__file__).resolve().parent.parent / "shapes"
A, B, C, D = 217.8, 20.7, 1694.0, 30.0
# A degree of longitude is shorter than one of latitude: about 0.69 of it at 46° north.
NARROWING = 0.69
# Width of a letter of a name on the map, in its units.
LETTER = 10
TERRITORY_WIDTH, TERRITORY_HEIGHT, MARGIN = 350.0, 300.0, 24.0
Pair = Sequence[float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Pin:
    """A point of a drawing, its name, and where the name stands: ``anchor`` is SVG's text-anchor."""

    name: str
    x: int
    y: int
    name_x: int
    name_y: int
    anchor: str
    href: str = ""
    outline: str = ""


@dataclass(frozen=True)
class EuropeMap:
    """Paths and pins of the map of the regions."""

    land: list[str]
    countries: list[str]
    shapes: list[Pin]
    trail: str


@dataclass(frozen=True)
class Territory:
    """The outline of one region and the towns in it."""

    outline: str
    towns: list[Pin]
    trail: str


def _xy(pair: Pair) -> tuple[int, int]:
    return round(A + B * pair[0]), round(C - D * pair[1])


def _path(points: Sequence[tuple[float, float]], close: bool = True) -> str:
    steps = "L".join(f"{x:g} {y:g}" for x, y in points)
    return f"M{steps}{'Z' if close else ''}"


@cache
def _land() -> tuple[list[str], list[str]]:
    shapes = yaml.safe_load((SHAPES / "land.yaml").read_text(encoding="utf-8"))
    land = [_path([_xy(pair) for pair in ring]) for ring in shapes["land"]]
    rings = [*shapes["countries"].values(), *(ring for rings in shapes["islands"].values() for ring in rings)]
    countries = [_path([_xy(pair) for pair in ring]) for ring in rings]
    return land, countries


def europe_map(regions: Sequence[Region]) -> EuropeMap:
    """The map of these regions, in their order; a region without a place is left to the list."""
    land, countries = _land()
    placed = [region for region in regions if region.point]
    corners = {region.slug: _corners(region) for region in placed}
    # A name may not cover any pin, nor another name.
    taken = [_around(*_xy(region.point or (0, 0)), 9, 9) for region in placed]
    shapes = [_shape(region, corners[region.slug], taken) for region in placed]
    trail = _path(_walk([(shape.x, shape.y) for shape in shapes]), close=False) if len(shapes) > 1 else ""
    return EuropeMap(land, countries, shapes, trail)


def _walk(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points as one path: from the most western, always on to the nearest not yet visited."""
    left = sorted(points)
    path = [left.pop(0)]
    while left:
        nearest = min(left, key=lambda point: (point[0] - path[-1][0]) ** 2 + (point[1] - path[-1][1]) ** 2)
        left.remove(nearest)
        path.append(nearest)
    return path


def _corners(region: Region) -> list[tuple[int, int]]:
    return [_xy(pair) for pair in region.outline] or [_xy(region.point or (0, 0))]


def _around(x: float, y: float, width: float, height: float) -> Box:
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shape(region: Region, corners: list[tuple[int, int]], taken: list[Box]) -> Pin:
    """The region with its name at the first side where it covers nothing: start, end, below, above."""
    x, y = _xy(region.point or (0, 0))
    left, right = min(x for x, _y in corners), max(x for x, _y in corners)
    top, bottom = min(y for _x, y in corners), max(y for _x, y in corners)
    wide = len(str(region)) * LETTER
    sides = [
        (left - 6, y + 5, "end", left - 6 - wide / 2, y),
        (right + 6, y + 5, "start", right + 6 + wide / 2, y),
        ((left + right) // 2, bottom + 18, "middle", (left + right) / 2, bottom + 13),
        ((left + right) // 2, top - 8, "middle", (left + right) / 2, top - 13),
    ]
    free = [side for side in sides if not any(_overlaps(_around(*side[3:], wide, 20), box) for box in taken)]
    name_x, name_y, anchor, middle_x, middle_y = (free or sides)[0]
    taken.append(_around(middle_x, middle_y, wide, 20))
    href = reverse("portal:region", args=[region.slug])
    return Pin(str(region), x, y, name_x, name_y, anchor, href, _path(corners) if region.outline else "")


def _fitting(region: Region) -> Callable[[Pair], tuple[int, int]]:
    """The projection that fits a region's outline into the box."""
    xs = [NARROWING * pair[0] for pair in region.outline]
    ys = [-pair[1] for pair in region.outline]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((TERRITORY_WIDTH - 2 * MARGIN) / width, (TERRITORY_HEIGHT - 2 * MARGIN) / height)
    left, top = (TERRITORY_WIDTH - scale * width) / 2, (TERRITORY_HEIGHT - scale * height) / 2

    def fit(pair: Pair) -> tuple[int, int]:
        return round(left + scale * (NARROWING * pair[0] - min(xs))), round(top + scale * (-pair[1] - min(ys)))

    return fit


def _town(name: str, x: int, y: int) -> Pin:
    """A town whose name stands on the side where there is room."""
    if x > TERRITORY_WIDTH * 0.5:
        return Pin(name, x, y, x - 10, y + 5, "end")
    return Pin(name, x, y, x + 10, y + 5, "start")


def territory(region: Region) -> Territory | None:
    """The region's own drawing, fitted to its box; ``None`` where no outline is known."""
    if not region.outline:
        return None
    fit = _fitting(region)
    towns = [_town(town["name"], *fit(town["point"])) for town in region.towns]
    trail = _path([(town.x, town.y) for town in towns], close=False) if len(towns) > 1 else ""
    return Territory(_path([fit(pair) for pair in region.outline]), towns, trail)
