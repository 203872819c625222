"""Distance, counts and what is left for each inhabitant, for every place and theme at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from welcommune.mapping.reach.blocks import Neighbourhood
from welcommune.mapping.reach.sphere import (
    Floats,
    Homes,
    Services,
    great_circle_km,
    squared_chord,
    squared_chords,
    unit_vectors,
)

Counts = NDArray[np.int32]
N = TypeVar("N", bound=np.generic)
MOST_PAIRS = 2_000_000


@dataclass(frozen=True)
class Zone:
    """A ring of a catchment: up to ``km`` as the crow flies, a place there counts ``weight``."""

    km: float
    weight: float


@dataclass(frozen=True)
class Reached:
    """What ``measure`` found; every array has a row for each place and a column for each theme.

    ``nearest_km``: great circle to the nearest service; infinite where the theme has none at all.
    ``within``: for each radius asked for, how many services lie no farther.
    ``supply``: E2SFCA, places of services for each inhabitant.
    """

    nearest_km: Floats
    within: tuple[Counts, ...]
    supply: Floats


def measure(
    homes: Homes, services: Services, *, themes: int, within_km: Sequence[float], zones: Sequence[Zone]
) -> Reached:
    """Measure all homes against all services of all ``themes`` (numbered from 0).

    ``supply`` is the enhanced two-step floating catchment area of Luo and Qi (2009, Health & Place 15:1100-1107):
    each service's places are shared out over the people around it, who count by the weight of the zone they live
    in; then each home adds up the shares around it by the same weights. ``zones`` go outwards.
    """
    nearest, within = _distances(homes, services, themes, within_km)
    return Reached(nearest, within, _supply(homes, services, themes, zones))


def _distances(
    homes: Homes, services: Services, themes: int, within_km: Sequence[float]
) -> tuple[Floats, tuple[Counts, ...]]:
    near = Neighbourhood(homes, services, themes=themes, km=max(within_km))
    radii = [squared_chord(km) for km in within_km]
    squared = np.full((len(homes), themes), np.inf)
    counts = [np.zeros((len(homes), themes), np.int32) for _ in radii]
    for block in near.blocks():
        squared[block.homes, block.themes] = np.minimum.reduceat(block.squared, block.starts, axis=1)
        for count, radius in zip(counts, radii, strict=True):
            count[block.homes, block.themes] = np.add.reduceat(
                block.squared <= radius, block.starts, axis=1, dtype=np.int32
            )
    # What lies beyond the radius is only sure to be the nearest after all services were asked.
    squared = _unsorted(squared, near)
    _look_farther(squared, homes, services, max(radii))
    return great_circle_km(squared), tuple(_unsorted(count, near) for count in counts)


def _unsorted(rows: NDArray[N], near: Neighbourhood) -> NDArray[N]:
    """Rows of sorted homes, in the order in which the homes were given."""
    given = np.empty_like(rows)
    given[near.homes_order] = rows
    return given


def _look_farther(squared: Floats, homes: Homes, services: Services, radius: float) -> None:
    """Compare homes that found nothing within the radius with all services of the theme."""
    home_points = unit_vectors(homes.latitude, homes.longitude)
    service_points = unit_vectors(services.latitude, services.longitude)
    for theme in np.unique(services.theme):
        far = np.flatnonzero(squared[:, theme] > radius)
        of_theme = service_points[:, services.theme == theme]
        step = max(MOST_PAIRS // of_theme.shape[1], 1)
        for start in range(0, len(far), step):
            part = far[start : start + step]
            squared[part, theme] = squared_chords(home_points[:, part], of_theme).min(axis=1)


def _supply(homes: Homes, services: Services, themes: int, zones: Sequence[Zone]) -> Floats:
    near = Neighbourhood(homes, services, themes=themes, km=zones[-1].km)
    people = homes.people[near.homes_order]
    demand = np.zeros(len(services))
    for block in near.blocks():
        demand[block.services] += people[block.homes] @ _weights(block.squared, zones)
    capacity = services.capacity[near.services_order]
    share = np.divide(capacity, demand, out=np.zeros(len(services)), where=demand > 0)
    supply = np.zeros((len(homes), themes))
    for block in near.blocks():
        weighted = _weights(block.squared, zones)
        weighted *= share[block.services]
        supply[block.homes, block.themes] = np.add.reduceat(weighted, block.starts, axis=1)
    return _unsorted(supply, near)


def _weights(squared: Floats, zones: Sequence[Zone]) -> Floats:
    """The weight of each pair: that of the innermost zone that reaches it."""
    inside = sum((squared <= squared_chord(zone.km)).view(np.uint8) for zone in zones)
    return np.array([0.0, *(zone.weight for zone in reversed(zones))])[inside]
