"""Cut-paper drawings: the regions on Europe's land, and one territory with its towns.

The projection is the plain equirectangular one of the design: x = A + B·lon, y = C − D·lat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.urls import reverse

from welcommune.network.models import Region

SHAPES = Path(__file__).resolve().parent.parent / "shapes"
A, B, C, D = 217.8, 20.7, 1694.0, 30.0
# One degree of longitude is shorter than one of latitude: at 46° north about 0.69 of it.
TERRITORY_WIDTH, TERRITORY_HEIGHT, MARGIN = 350.0, 300.0, 24.0
Pair = Sequence[float]


@dataclass(frozen=True)
class Pin:
    """A point of a drawing with its name; ``anchor`` says on which side the name stands."""

    name: str
    x: float
    y: float
    anchor: str
    href: str = ""


@dataclass(frozen=True)
class EuropeMap:
    """Paths and pins of the map of the regions."""

    land: list[str]
    countries: list[str]
    regions: list[tuple[str, str, str]]
    pins: list[Pin]
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
    shapes = [
        (_path([_xy(pair) for pair in region.outline]), reverse("portal:region", args=[region.slug]), str(region))
        for region in placed
        if region.outline
    ]
    pins = [_pin(region) for region in placed]
    return EuropeMap(land, countries, shapes, pins, _path([(pin.x, pin.y) for pin in pins], close=False) if pins else "")


def _pin(region: Region) -> Pin:
    x, y = _xy(region.point or (0, 0))
    # Names of the western half stand to the left of their pin, so that neighbours do not collide.
    anchor = NAMES_AT.get(region.slug, "start" if x > 320 else "end")
    return Pin(str(region), x, y, anchor, reverse("portal:region", args=[region.slug]))


NAMES_AT = {"lower-silesia": "middle", "mazovia": "above", "karditsa": "end", "teruel": "start"}


def territory(region: Region) -> Territory | None:
    """The region's own drawing, fitted to its box; ``None`` where no outline is known."""
    if not region.outline:
        return None
    xs = [0.69 * pair[0] for pair in region.outline]
    ys = [-pair[1] for pair in region.outline]
    scale = min(
        (TERRITORY_WIDTH - 2 * MARGIN) / (max(xs) - min(xs)), (TERRITORY_HEIGHT - 2 * MARGIN) / (max(ys) - min(ys))
    )
    left = (TERRITORY_WIDTH - scale * (max(xs) - min(xs))) / 2
    top = (TERRITORY_HEIGHT - scale * (max(ys) - min(ys))) / 2

    def fit(pair: Pair) -> tuple[int, int]:
        return round(left + scale * (0.69 * pair[0] - min(xs))), round(top + scale * (-pair[1] - min(ys)))

    towns = [(town["name"], *fit(town["point"])) for town in region.towns]
    pins = [Pin(name, x, y, "end" if x > TERRITORY_WIDTH * 0.55 else "start") for name, x, y in towns]
    trail = _path([(pin.x, pin.y) for pin in pins], close=False) if len(pins) > 1 else ""
    return Territory(_path([fit(pair) for pair in region.outline]), pins, trail)
