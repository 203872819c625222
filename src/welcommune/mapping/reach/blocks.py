"""Neighbours without comparing everything with everything: homes in blocks, and for each the services around it.

Services are sorted by theme, band of latitude and longitude. For a block of homes, all that can lie within the
radius is then one run of that order for each theme and band, found by searching for both its ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from welcommune.mapping.reach.sphere import EARTH_KM, Floats, Homes, Ints, Services, squared_chords, unit_vectors

# Each run of equal theme and band has this much room in the order: more than all degrees of longitude.
ROOM = 1000.0
MARGIN = 1e-7  # Degrees: more than the order can lose by rounding, about a centimetre.
BANDS = 8  # Bands of latitude within the radius.
SIDE = 2  # Radii: squares of homes so large that finding their services costs less than comparing them.
MOST_PAIRS = 100_000  # Of one block: what fits into the cache of a processor.


@dataclass(frozen=True)
class Block:
    """Homes near each other and the services around them.

    ``homes`` is a part of the sorted homes; ``services`` the places of the services in their order. ``themes`` are
    those that occur, ``starts`` where each begins in ``services``; ``squared`` holds the chord of each pair.
    """

    homes: slice
    services: Ints
    themes: Ints
    starts: Ints
    squared: Floats


class Neighbourhood:
    """Homes and services, sorted so that ``blocks`` finds those within ``km`` of each other.

    ``homes_order`` and ``services_order`` say which of the given entries stands where after sorting.
    """

    def __init__(self, homes: Homes, services: Services, *, themes: int, km: float) -> None:
        self.themes, self.radius = themes, min(km / EARTH_KM, np.pi)
        self.band = max(float(np.degrees(self.radius)) / BANDS, 1e-3)
        self.bands = int(180 / self.band) + 2
        key = self._key(services.theme, services.latitude, services.longitude)
        self.services_order = np.argsort(key, kind="stable")
        self.keys = key[self.services_order]
        points = unit_vectors(services.latitude, services.longitude)
        self.service_points = np.ascontiguousarray(points[:, self.services_order])
        self._sort_homes(homes)

    def _key(self, theme: Ints, latitude: Floats, longitude: Floats) -> Floats:
        band = ((latitude + 90) / self.band).astype(np.int64)
        return (theme * self.bands + band) * ROOM + longitude

    def _sort_homes(self, homes: Homes) -> None:
        """By squares, row by row."""
        side = self.band * BANDS * SIDE
        row = ((homes.latitude + 90) / side).astype(np.int64)
        across = (row + 0.5) * side - 90
        column = (homes.longitude + 180) * np.maximum(np.cos(np.radians(across)), 1e-9) / side
        square = row * 1_000_000 + column.astype(np.int64)
        self.homes_order = np.argsort(square, kind="stable")
        self.latitude = homes.latitude[self.homes_order]
        self.longitude = homes.longitude[self.homes_order]
        self.home_points = unit_vectors(self.latitude, self.longitude)
        self.squares = np.flatnonzero(np.diff(square[self.homes_order], prepend=-1, append=-1))

    def blocks(self) -> Iterator[Block]:
        """Every block of homes, in their order, with every service that can be within the radius of one of them."""
        for first, last in zip(self.squares[:-1], self.squares[1:], strict=True):
            found, counts = self._around(slice(first, last))
            occurs = np.flatnonzero(counts)
            if not len(occurs):
                continue
            ends = np.cumsum(counts[occurs])
            step = max(MOST_PAIRS // len(found), 1)
            for start in range(first, last, step):
                part = slice(start, min(start + step, last))
                squared = squared_chords(self.home_points[:, part], self.service_points[:, found])
                yield Block(part, found, occurs, ends - counts[occurs], squared)

    def _around(self, homes: slice) -> tuple[Ints, Ints]:
        """The services around some homes, sorted by theme, and how many there are of each theme."""
        south, north = float(self.latitude[homes].min()), float(self.latitude[homes].max())
        west, east = float(self.longitude[homes].min()), float(self.longitude[homes].max())
        bands, half_widths = self._bands_around(south, north)
        left, right = west - half_widths - MARGIN, east + half_widths + MARGIN
        base = (np.arange(self.themes)[:, None] * self.bands + bands) * ROOM
        starts, ends = [], []
        for turn in _turns(float(left.min()), float(right.max())):
            starts.append(np.searchsorted(self.keys, base + np.clip(left + turn, -180, 181)))
            ends.append(np.searchsorted(self.keys, base + np.clip(right + turn, -181, 180), side="right"))
        begin, end = np.concatenate(starts, axis=1), np.concatenate(ends, axis=1)
        lengths = np.maximum(end - begin, 0)
        return _runs(begin.ravel(), lengths.ravel()), lengths.sum(axis=1)

    def _bands_around(self, south: float, north: float) -> tuple[Ints, Floats]:
        """The bands of latitude that the radius touches, and how many degrees it reaches east and west in each."""
        reach = float(np.degrees(self.radius))
        lowest, highest = max(south - reach, -90), min(north + reach, 90)
        bands = np.arange(int((lowest + 90) / self.band), int((highest + 90) / self.band) + 1)
        low, high = bands * self.band - 90, (bands + 1) * self.band - 90
        apart = np.radians(np.maximum(np.maximum(low - north, south - high), 0))
        cosines = np.minimum(np.cos(np.radians(np.maximum(np.abs(low), np.abs(high)))), 1)
        narrowest = np.maximum(cosines, 0) * max(min(np.cos(np.radians(south)), np.cos(np.radians(north))), 0)
        # The haversine formula, solved for the difference in longitude.
        left_over = np.maximum(np.sin(self.radius / 2) ** 2 - np.sin(apart / 2) ** 2, 0)
        share = np.minimum(left_over / np.maximum(narrowest, 1e-12), 1)
        return bands, np.degrees(2 * np.arcsin(np.sqrt(share)))


def _turns(left: float, right: float) -> list[float]:
    """How to turn a window of longitude so that each part of it lies between -180 and 180 once."""
    if right - left >= 360:
        return [0.0]
    return [turn for turn in (0.0, 360.0, -360.0) if left + turn <= 180 and right + turn >= -180]


def _runs(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of all runs, one after the other."""
    before = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    return np.repeat(starts - before, lengths) + np.arange(total)
