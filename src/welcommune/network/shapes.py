"""Drawings of one territory: its outline fitted to a box, points in it, and names that cover neither.

The projection is the plain equirectangular one, narrowed as at 46° north.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# A degree of longitude is shorter than one of latitude: about 0.69 of it at 46° north.
NARROWING = 0.69
# Width of a letter of a name, in the units of a territory.
SMALL_LETTER = 7.5
# Half of the width of a pin that says nothing else.
PIN = 4
TERRITORY_WIDTH, TERRITORY_HEIGHT, MARGIN = 350.0, 300.0, 24.0
Pair = Sequence[float]
Box = tuple[float, float, float, float]
# Where a name stands, its text-anchor, and what it covers.
Side = tuple[float, float, str, Box]


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
class Territory:
    """The outline of one region and the towns in it."""

    outline: str
    towns: list[Pin]
    trail: str


def path_of(points: Sequence[tuple[float, float]], close: bool = True) -> str:
    """A line through the points as SVG writes it."""
    steps = "L".join(f"{x:g} {y:g}" for x, y in points)
    return f"M{steps}{'Z' if close else ''}"


class Labels:
    """Finds each name a side of its shape where it covers no pin and no name placed before."""

    def __init__(
        self, pins: Sequence[tuple[int, int]], letter: float, frame: Box, radii: Sequence[float] = ()
    ) -> None:  # fmt: skip
        self.letter = letter
        self.frame = frame
        around = [*radii] or [PIN] * len(pins)
        edges = ((x, y, radius + 1) for (x, y), radius in zip(pins, around, strict=True))
        self.taken: list[Box] = [(x - out, y - out, x + out, y + out) for x, y, out in edges]

    def place(self, name: str, shape: Box, y: int) -> tuple[int, int, str]:
        """Where the name stands (x, baseline, text-anchor): left, right, below or above ``shape``."""
        x, baseline, anchor, box = next(self._free(name, shape, y), self._sides(name, shape, y)[0])
        self.taken.append(box)
        return round(x), round(baseline), anchor

    def has_room(self, name: str, shape: Box, y: int) -> bool:
        """Whether the name has a side of ``shape`` where it covers nothing."""
        return any(True for _side in self._free(name, shape, y))

    def _free(self, name: str, shape: Box, y: int) -> Iterator[Side]:
        return (side for side in self._sides(name, shape, y) if self._is_free(side[3]))

    def _sides(self, name: str, shape: Box, y: int) -> list[Side]:
        left, top, right, bottom = shape
        width, middle = len(name) * self.letter, (left + right) / 2
        return [
            (left - 6, y + 5, "end", (left - 6 - width, y - 10, left - 6, y + 10)),
            (right + 6, y + 5, "start", (right + 6, y - 10, right + 6 + width, y + 10)),
            (middle, bottom + 18, "middle", (middle - width / 2, bottom + 2, middle + width / 2, bottom + 22)),
            (middle, top - 8, "middle", (middle - width / 2, top - 24, middle + width / 2, top - 4)),
        ]

    def _is_free(self, box: Box) -> bool:
        inside = self.frame[0] <= box[0] and box[2] <= self.frame[2]
        return inside and not any(_overlaps(box, other) for other in self.taken)


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def trail_of(pins: Sequence[Pin]) -> str:
    """One path through all pins: from the most western, always on to the nearest not yet visited."""
    left = sorted((pin.x, pin.y) for pin in pins)
    if len(left) < 2:
        return ""
    path = [left.pop(0)]
    while left:
        nearest = min(left, key=lambda point: (point[0] - path[-1][0]) ** 2 + (point[1] - path[-1][1]) ** 2)
        left.remove(nearest)
        path.append(nearest)
    return path_of(path, close=False)


def fitting(outline: Sequence[Pair]) -> Callable[[Pair], tuple[int, int]]:
    """The projection that fits an outline into the box."""
    xs = [NARROWING * pair[0] for pair in outline]
    ys = [-pair[1] for pair in outline]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((TERRITORY_WIDTH - 2 * MARGIN) / width, (TERRITORY_HEIGHT - 2 * MARGIN) / height)
    left, top = (TERRITORY_WIDTH - scale * width) / 2, (TERRITORY_HEIGHT - scale * height) / 2

    def fit(pair: Pair) -> tuple[int, int]:
        return round(left + scale * (NARROWING * pair[0] - min(xs))), round(top + scale * (-pair[1] - min(ys)))

    return fit


def pins_of(points: Sequence[tuple[str, int, int]], *, is_full: bool = False, radii: Sequence[float] = ()) -> list[Pin]:
    """Points of a territory with their names beside them; where it is full, a name without room is left out.

    ``radii`` are the points' own, where they are drawn of different sizes.
    """
    frame = (0, 0, TERRITORY_WIDTH, TERRITORY_HEIGHT)
    around = [max(radius, PIN) for radius in radii] or [PIN] * len(points)
    labels = Labels([(x, y) for _name, x, y in points], SMALL_LETTER, frame, around)
    pins = []
    for (name, x, y), out in zip(points, around, strict=True):
        shape = (x - out, y - out, x + out, y + out)
        shown = name if not is_full or labels.has_room(name, shape, y) else ""
        pins.append(Pin(shown, x, y, *labels.place(shown, shape, y)))
    return pins


def territory(outline: Sequence[Pair], towns: Sequence[tuple[str, Pair]]) -> Territory | None:
    """A territory's own drawing, fitted to its box; ``None`` where no outline is known."""
    if not outline:
        return None
    fit = fitting(outline)
    pins = pins_of([(name, *fit(point)) for name, point in towns])
    return Territory(path_of([fit(pair) for pair in outline]), pins, trail_of(pins))
