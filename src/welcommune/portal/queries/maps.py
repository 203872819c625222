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
# West of these lines of the map, names stand to the left of their region.
WEST, WEST_OF_RHONE = 190, 316
TERRITORY_WIDTH, TERRITORY_HEIGHT, MARGIN = 350.0, 300.0, 24.0
Pair = Sequence[float]


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
    shapes = [_shape(region) for region in regions if region.point]
    trail = _path([(shape.x, shape.y) for shape in shapes], close=False) if len(shapes) > 1 else ""
    return EuropeMap(land, countries, shapes, trail)


def _shape(region: Region) -> Pin:
    x, y = _xy(region.point or (0, 0))
    corners = [_xy(pair) for pair in region.outline] or [(x, y)]
    left, right = min(x for x, _y in corners), max(x for x, _y in corners)
    # Names stand outside the shape; in the west on its left, so that those of neighbours do not collide.
    is_left = (region.country == "es" and x < WEST) or x < WEST_OF_RHONE
    name_x, anchor = (left - 8, "end") if is_left else (right + 8, "start")
    href = reverse("portal:region", args=[region.slug])
    outline = _path(corners) if region.outline else ""
    return Pin(str(region), x, y, name_x, y + 5, anchor, href, outline)


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
