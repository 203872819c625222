"""What pages show of pilot actions."""

from typing import Any

from django.db.models import QuerySet

from welcommune.pilots.models import PilotAction


def pilots(**where: Any) -> QuerySet[PilotAction]:
    """Pilot actions with their lead and region, in the order of the network."""
    return PilotAction.objects.filter(**where).select_related("lead", "region")
