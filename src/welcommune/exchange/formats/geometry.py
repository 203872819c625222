"""Shapes of GeoJSON made small: a point in the middle, and an outline that is good enough to draw."""

from itertools import pairwise
from typing import Any, Final

Pair = tuple[float, float]
# About a hundred metres; and the shortest step between two corners that is kept.
DIGITS: Final = 3
STEP: Final = 0.004


def rings_of(geometry: Any) -> list[list[Pair]]:
    """The outer rings of a polygon or of several."""
    shape = geometry if isinstance(geometry, dict) else {}
    parts = shape.get("coordinates") or []
    if shape.get("type") == "Polygon":
        parts = [parts]
    elif shape.get("type") != "MultiPolygon":
        return []
    return [[(float(x), float(y)) for x, y, *_height in part[0]] for part in parts if part]


def point_of(geometry: Any) -> tuple[float, float] | None:
    """Latitude and longitude of a point, or of the centre of the largest of the areas."""
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        x, y, *_height = geometry["coordinates"]
        return round(float(y), 5), round(float(x), 5)
    rings = rings_of(geometry)
    if not rings:
        return None
    x, y = _centre(max(rings, key=lambda ring: abs(_area(ring))))
    return round(y, 5), round(x, 5)


def _area(ring: list[Pair]) -> float:
    return sum(x * after_y - after_x * y for (x, y), (after_x, after_y) in pairwise([*ring, ring[0]])) / 2


def _centre(ring: list[Pair]) -> Pair:
    """The centre of gravity; for a ring without area its first corner."""
    area, first = _area(ring), ring[0]
    if not area:
        return first
    # Measured from the first corner: the differences keep more digits than the degrees themselves.
    moved = [(x - first[0], y - first[1]) for x, y in ring]
    sums = [0.0, 0.0]
    for (x, y), (after_x, after_y) in pairwise([*moved, moved[0]]):
        cross = x * after_y - after_x * y
        sums[0] += (x + after_x) * cross
        sums[1] += (y + after_y) * cross
    return first[0] + sums[0] / (6 * area), first[1] + sums[1] / (6 * area)


def outline_of(geometry: Any) -> list[list[float]]:
    """The largest ring with rounded corners, those that lie close together left out; open: the last joins the first."""
    rings = rings_of(geometry)
    if not rings:
        return []
    kept: list[Pair] = []
    for x, y in max(rings, key=lambda ring: abs(_area(ring))):
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= STEP:
            kept.append((x, y))
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y in kept[:-1]] if len(kept) > 3 else []
