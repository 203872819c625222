"""How far it is to what is offered, for a region and for a country; beside PySAL's ``access`` where it is installed.

``python -m bench.reach`` prints JSON. Places and services are invented: towns of very different sizes, services where
people are. The engine does all three measures in each round; ``access`` does E2SFCA, theme by theme, from pairs that a
tree of points finds for it. Where it cannot be imported, the figures say so. It needs no database.
"""

import json
import multiprocessing
import resource
import time
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from bench.report import Figure, at_most, rounded
from welcommune.mapping.reach.engine import Reached, Zone, measure
from welcommune.mapping.reach.sphere import EARTH_KM, Homes, Services, unit_vectors
from welcommune.mapping.reach.travel import CAR

ROUNDS, THEMES = 3, 20
STEPS = {10: 1.0, 20: 0.68, 30: 0.22}
MOST_MILLISECONDS, LEAST_RATIO, MOST_MEGABYTES, CLOSEST = 20, 4, 300, 1e-9
REGION = (565, 2_000, (46.2, 47.2), (3.7, 5.4))
COUNTRY = (34_900, 100_000, (42.5, 50.5), (-4.0, 7.5))
Box = tuple[float, float]


def invented(homes: int, services: int, latitude: Box, longitude: Box) -> tuple[Homes, Services]:
    """Places and services around 300 towns, of which a few are large, and between them."""
    dice = np.random.default_rng(1)
    towns, sizes = dice.random((300, 2)), dice.pareto(1.2, 300)

    def points(many: int, spread: float) -> tuple[Any, Any]:
        near = towns[dice.choice(300, many, p=sizes / sizes.sum())] + dice.normal(0, spread, (many, 2))
        there = np.where(dice.random(many)[:, None] < 0.6, dice.random((many, 2)), near).clip(0, 1)
        return tuple(
            low + part * (high - low) for (low, high), part in zip((latitude, longitude), there.T, strict=True)
        )

    people = dice.integers(50, 5000, homes).astype(float)
    theme, capacity = dice.integers(0, THEMES, services), dice.integers(5, 100, services).astype(float)
    return Homes(*points(homes, 0.03), people), Services(*points(services, 0.02), theme, capacity)


def ours(homes: Homes, services: Services) -> Reached:
    """All three measures in one call."""
    zones = [Zone(CAR.straight_km(minutes), weight) for minutes, weight in STEPS.items()]
    radii = [CAR.straight_km(30), CAR.straight_km(60)]
    return measure(homes, services, themes=THEMES, within_km=radii, zones=zones)


def of_access(homes: Homes, services: Services) -> Any:
    """E2SFCA of each theme: an array like ``Reached.supply``."""
    tree, frame = import_module("scipy.spatial").cKDTree, import_module("pandas").DataFrame
    fca, weight = import_module("access.fca").two_stage_fca, import_module("access.weights").step_fn(STEPS)
    points = np.ascontiguousarray(unit_vectors(homes.latitude, homes.longitude).T)
    offered = unit_vectors(services.latitude, services.longitude).T
    people = frame({"demand": homes.people}).rename_axis("geoid")
    chord = 2 * np.sin(CAR.straight_km(30) / EARTH_KM / 2)
    found = np.zeros((len(homes), THEMES))
    for theme in range(THEMES):
        rows = np.flatnonzero(services.theme == theme)
        pairs = tree(points).sparse_distance_matrix(tree(offered[rows]), chord, output_type="ndarray")
        minutes = CAR.circuity * 2 * EARTH_KM * np.arcsin(pairs["v"] / 2) / CAR.km_per_hour * 60
        cost = frame({"origin": pairs["i"], "dest": pairs["j"], "cost": minutes})
        supply = frame({"supply": services.capacity[rows]}).rename_axis("geoid")
        series = fca(people, supply, cost, max_cost=30, weight_fn=weight)
        found[series.index.to_numpy(), theme] = series.to_numpy()
    return found


def took(act: Any, *told: Any) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    started = time.perf_counter()
    made = act(*told)
    return time.perf_counter() - started, made


def memory(told: "multiprocessing.SimpleQueue[float]") -> None:
    """The most megabytes of a process that does nothing but a country, Python and numpy included."""
    ours(*invented(*COUNTRY))
    told.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def compared_with_access(homes: Homes, services: Services, name: str, times: list[float]) -> list[Figure]:
    """One round of ours beside one of ``access``, each time; and how far the results lie apart."""
    if find_spec("access") is None:
        return [Figure(f"{name}: PySAL access is not installed here, so nothing is compared", 0, "")]
    ratios, apart = [], 0.0
    for _round in range(ROUNDS):
        seconds, mine = took(ours, homes, services)
        other, theirs = took(of_access, homes, services)
        times.append(seconds)
        ratios.append(other / seconds)
        apart = max(apart, float(np.abs(mine.supply - theirs).max() / mine.supply.max()))
    ratio = sorted(ratios)[len(ratios) // 2]
    return [
        Figure(
            f"{name}: all three measures, against E2SFCA alone by PySAL access", rounded(min(times)), "s", "access",
            rounded(ratio), rounded(min(ratios)), rounded(max(ratios)), f"at least {LEAST_RATIO}", ratio >= LEAST_RATIO,
        ),
        Figure(
            f"{name}: largest difference of E2SFCA, of the largest value", apart, "", goal=f"at most {CLOSEST}",
            is_met=apart <= CLOSEST,
        ),
    ]  # fmt: skip


def figures() -> list[Figure]:
    """Everything this file measures."""
    region, country = invented(*REGION), invented(*COUNTRY)
    ours(*region)
    quick = sorted(took(ours, *region)[0] * 1000 for _round in range(3 * ROUNDS))
    made = [at_most("565 places × 20 themes × 2,000 services", quick[len(quick) // 2], "ms", MOST_MILLISECONDS)]
    times = [took(ours, *country)[0]]
    made += compared_with_access(*region, "565 places × 20 themes × 2,000 services", [])
    made += compared_with_access(*country, "34,900 places × 20 themes × 100,000 services", times)
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    process = context.Process(target=memory, args=(told,))
    process.start()
    made.append(at_most("34,900 places × 20 themes × 100,000 services: most memory", told.get(), "MB", MOST_MEGABYTES))
    process.join()
    return made


if __name__ == "__main__":
    print(json.dumps([asdict(figure) for figure in figures()], indent=1))
