"""The cut-paper drawing of the regions on Europe's land.

The projection is the plain equirectangular one of the design: x = A + B·lon, y = C − D·lat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.urls import reverse

from welcommune.network.models import Region
from welcommune.network.shapes import Labels, Pair, Pin, path_of, trail_of

SHAPES = Path(__file__).resolve().parent.parent / "shapes"
A, B, C, D = 217.8, 20.7, 1694.0, 30.0
# Width of a letter of a name, in the units of the map of Europe.
LETTER = 10


@dataclass(frozen=True)
class EuropeMap:
    """Paths and pins of the map of the regions."""

    land: list[str]
    countries: list[str]
    shapes: list[Pin]
    trail: str


def _xy(pair: Pair) -> tuple[int, int]:
    return round(A + B * pair[0]), round(C - D * pair[1])


@cache
def _land() -> tuple[list[str], list[str]]:
    shapes = yaml.safe_load((SHAPES / "land.yaml").read_text(encoding="utf-8"))
    land = [path_of([_xy(pair) for pair in ring]) for ring in shapes["land"]]
    rings = [*shapes["countries"].values(), *(ring for rings in shapes["islands"].values() for ring in rings)]
    countries = [path_of([_xy(pair) for pair in ring]) for ring in rings]
    return land, countries


def europe_map(regions: Sequence[Region]) -> EuropeMap:
    """The map of these regions; one without a place is left to the list."""
    land, countries = _land()
    placed = [region for region in regions if region.point]
    labels = Labels([_xy(region.point or (0, 0)) for region in placed], LETTER, (14, 34, 814, 654))
    shapes = [_shape(region, labels) for region in placed]
    return EuropeMap(land, countries, shapes, trail_of(shapes))


def _shape(region: Region, labels: Labels) -> Pin:
    x, y = _xy(region.point or (0, 0))
    corners = [_xy(pair) for pair in region.outline] or [(x, y)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    at = labels.place(str(region), (min(xs), min(ys), max(xs), max(ys)), y)
    href = reverse("portal:region", args=[region.slug])
    return Pin(str(region), x, y, *at, href, path_of(corners) if region.outline else "")
