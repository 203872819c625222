"""What pages show of pilot actions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from welcommune.network.queries import PUBLIC, whose
from welcommune.pilots.models import PilotAction
from welcommune.search.models import Entry, borrows, by_language, entry_of, first_day
from welcommune.search.queries import indexed


@indexed(PilotAction)
def pilot_entries(pilots: QuerySet[PilotAction]) -> Iterator[Entry]:
    """Pilot actions, on the page of their region."""
    for pilot in pilots.filter(region__participations__isnull=False).distinct().select_related("lead", "region"):
        lead = {pilot.lead.language: pilot.lead.name} if pilot.lead else {}
        title = {pilot.title_language: pilot.title} if pilot.title else lead
        yield entry_of(
            pilot, "pilot", ["portal:region", {"region": pilot.region.slug}, "pilot"],
            marks=whose(pilot.region_id, pilot.network_id) | {PUBLIC} | borrows(pilot.lead_id),
            titles=title, texts=by_language(pilot.about, pilot.place, plain=lead.values()),
            dated=first_day(pilot.starts),
        )  # fmt: skip


def pilots(**where: Any) -> QuerySet[PilotAction]:
    """Pilot actions with their lead and region, in the order of the network."""
    return PilotAction.objects.filter(**where).select_related("lead", "region")
