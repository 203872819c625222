"""The engine against comparing everything with everything, and against the definitions it follows."""

import numpy as np
import pytest

from welcommune.mapping.reach import CAR, WITHOUT_CAR, Homes, Services, Zone, measure
from welcommune.mapping.reach.sphere import EARTH_KM

NEAR, FAR = CAR.straight_km(30), CAR.straight_km(60)
ZONES = [Zone(CAR.straight_km(10), 1), Zone(CAR.straight_km(20), 0.68), Zone(CAR.straight_km(30), 0.22)]
TOWNS = {"Saône-et-Loire": (46.2, 47.2, 3.7, 5.4), "the date line": (-20, -15, 175, 185), "a pole": (86, 90, -180, 180)}


def scattered(box, homes=200, services=300, themes=4):
    south, north, west, east = box
    dice = np.random.default_rng(7)
    latitude = dice.uniform(south, north, homes + services)
    longitude = (dice.uniform(west, east, homes + services) + 180) % 360 - 180
    people = dice.integers(0, 9000, homes).astype(float)
    # One theme is offered once only, and the last one nowhere.
    theme = np.where(np.arange(services) == 0, themes - 2, dice.integers(0, themes - 2, services))
    capacity = dice.integers(1, 100, services).astype(float)
    return (
        Homes(latitude[:homes], longitude[:homes], people),
        Services(latitude[homes:], longitude[homes:], theme, capacity),
    )


def kilometres(homes, services):
    """The haversine formula for each pair."""
    a, b = np.radians(homes.latitude)[:, None], np.radians(services.latitude)
    apart = np.radians(homes.longitude)[:, None] - np.radians(services.longitude)
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(apart / 2) ** 2))


def by_theme(pairs, services, themes, reduce, empty):
    return np.stack(
        [reduce(pairs[:, services.theme == t]) if (services.theme == t).any() else empty for t in range(themes)], 1
    )


@pytest.mark.parametrize("box", TOWNS.values(), ids=TOWNS)
def test_all_three_measures_are_those_of_comparing_everything(box):
    homes, services = scattered(box)
    found = measure(homes, services, themes=4, within_km=(NEAR, FAR), zones=ZONES)
    km = kilometres(homes, services)
    nowhere, none = np.full(len(homes), np.inf), np.zeros(len(homes))
    nearest = by_theme(km, services, 4, lambda rows: rows.min(1), nowhere)
    np.testing.assert_allclose(found.nearest_km, nearest, rtol=1e-9, atol=1e-6)
    for radius, count in zip((NEAR, FAR), found.within, strict=True):
        wanted = by_theme(km <= radius, services, 4, lambda rows: rows.sum(1), none)
        np.testing.assert_array_equal(count, wanted)
    weight = np.select([km <= zone.km for zone in ZONES], [zone.weight for zone in ZONES], 0.0)
    demand = homes.people @ weight
    share = np.divide(services.capacity, demand, out=np.zeros_like(demand), where=demand > 0)
    supply = by_theme(weight * share, services, 4, lambda rows: rows.sum(1), none)
    np.testing.assert_allclose(found.supply, supply, rtol=1e-9, atol=1e-15)


def test_shares_follow_the_two_steps_of_luo_and_qi():
    """Two places, one service of 10: one place at the door, the other in the second zone."""
    second = np.degrees(CAR.straight_km(15) / EARTH_KM)
    homes = Homes(np.array([45.0, 45 + second]), np.array([5.0, 5.0]), np.array([100.0, 50.0]))
    services = Services(np.array([45.0]), np.array([5.0]), np.array([0]), np.array([10.0]))
    found = measure(homes, services, themes=1, within_km=(NEAR,), zones=ZONES)
    share = 10 / (100 * 1 + 50 * 0.68)
    np.testing.assert_allclose(found.supply, [[share], [0.68 * share]], rtol=1e-12)
    np.testing.assert_allclose(found.nearest_km, [[0], [CAR.straight_km(15)]], atol=1e-6)


def test_without_services_nothing_is_near():
    homes, none = Homes(*np.array([[45.0], [5.0], [1.0]])), Services(*np.empty((2, 0)), np.array([], int), np.empty(0))
    found = measure(homes, none, themes=2, within_km=(NEAR,), zones=ZONES)
    assert found.nearest_km.tolist() == [[np.inf, np.inf]]
    assert (found.within[0].tolist(), found.supply.tolist()) == ([[0, 0]], [[0, 0]])


def test_minutes_and_kilometres_are_each_others_inverse():
    for travel in (CAR, WITHOUT_CAR):
        assert travel.minutes(travel.straight_km(30)) == pytest.approx(30)
    assert CAR.straight_km(60) == pytest.approx(50 / 1.3)
    assert CAR.way_km(10) == pytest.approx(13)
