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
# Width of a letter of a name, in the units of the map of Europe and of a territory.
LETTER, SMALL_LETTER = 10, 7.5
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


class Labels:
    """Finds each name a side of its shape where it covers no pin and no name placed before."""

    def __init__(self, pins: Sequence[tuple[int, int]], letter: float, frame: Box) -> None:
        self.letter = letter
        self.frame = frame
        self.taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in pins]

    def place(self, name: str, shape: Box, y: int) -> tuple[int, int, str]:
        """Where the name stands (x, baseline, text-anchor): left, right, below or above ``shape``."""
        left, top, right, bottom = shape
        width, middle = len(name) * self.letter, (left + right) / 2
        sides: list[tuple[float, float, str, Box]] = [
            (left - 6, y + 5, "end", (left - 6 - width, y - 10, left - 6, y + 10)),
            (right + 6, y + 5, "start", (right + 6, y - 10, right + 6 + width, y + 10)),
            (middle, bottom + 18, "middle", (middle - width / 2, bottom + 2, middle + width / 2, bottom + 22)),
            (middle, top - 8, "middle", (middle - width / 2, top - 24, middle + width / 2, top - 4)),
        ]
        free = [side for side in sides if self._is_free(side[3])]
        x, baseline, anchor, box = (free or sides)[0]
        self.taken.append(box)
        return round(x), round(baseline), anchor

    def _is_free(self, box: Box) -> bool:
        inside = self.frame[0] <= box[0] and box[2] <= self.frame[2]
        return inside and not any(_overlaps(box, other) for other in self.taken)


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@cache
def _land() -> tuple[list[str], list[str]]:
    shapes = yaml.safe_load((SHAPES / "land.yaml").read_text(encoding="utf-8"))
    land = [_path([_xy(pair) for pair in ring]) for ring in shapes["land"]]
    rings = [*shapes["countries"].values(), *(ring for rings in shapes["islands"].values() for ring in rings)]
    countries = [_path([_xy(pair) for pair in ring]) for ring in rings]
    return land, countries


def europe_map(regions: Sequence[Region]) -> EuropeMap:
    """The map of these regions; one without a place is left to the list."""
    land, countries = _land()
    placed = [region for region in regions if region.point]
    labels = Labels([_xy(region.point or (0, 0)) for region in placed], LETTER, (14, 34, 814, 654))
    shapes = [_shape(region, labels) for region in placed]
    return EuropeMap(land, countries, shapes, _trail(shapes))


def _shape(region: Region, labels: Labels) -> Pin:
    x, y = _xy(region.point or (0, 0))
    corners = [_xy(pair) for pair in region.outline] or [(x, y)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    at = labels.place(str(region), (min(xs), min(ys), max(xs), max(ys)), y)
    href = reverse("portal:region", args=[region.slug])
    return Pin(str(region), x, y, *at, href, _path(corners) if region.outline else "")


def _trail(pins: Sequence[Pin]) -> str:
    """One path through all pins: from the most western, always on to the nearest not yet visited."""
    left = sorted((pin.x, pin.y) for pin in pins)
    if len(left) < 2:
        return ""
    path = [left.pop(0)]
    while left:
        nearest = min(left, key=lambda point: (point[0] - path[-1][0]) ** 2 + (point[1] - path[-1][1]) ** 2)
        left.remove(nearest)
        path.append(nearest)
    return _path(path, close=False)


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


def territory(region: Region) -> Territory | None:
    """The region's own drawing, fitted to its box; ``None`` where no outline is known."""
    if not region.outline:
        return None
    fit = _fitting(region)
    places = [(town["name"], *fit(town["point"])) for town in region.towns]
    labels = Labels([(x, y) for _name, x, y in places], SMALL_LETTER, (0, 0, TERRITORY_WIDTH, TERRITORY_HEIGHT))
    towns = [Pin(name, x, y, *labels.place(name, (x - 4, y - 4, x + 4, y + 4), y)) for name, x, y in places]
    return Territory(_path([fit(pair) for pair in region.outline]), towns, _trail(towns))
