"""The part of the scene that is the map of the region: what is offered, its money, what is missing, what there is."""

from typing import Any

from tests.matrix.capacities import capacities
from tests.matrix.gaps import what_is_missing
from tests.matrix.money import funding
from tests.matrix.offered import offered
from welcommune.core.access import Actor
from welcommune.meetings.models import Meeting
from welcommune.network.models import Region


def on_the_map(by: Actor, home: Region, coming: Meeting, note: Any) -> dict[str, Any]:
    """Records of every kind of the map, by the names that the scene has for them."""
    return {
        "missing": what_is_missing(by, home, coming, note),
        "capacities": capacities(by, home, note),
        "funding": funding(by, home, note),
        **offered(by, home, note),
    }
