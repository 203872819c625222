"""What waits on the map of a region: what others sent and nobody has decided, and money that soon ends."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.mapping.models import ActionProposal, Asset, AssetState, Certainty, FundingLine, ProposalState
from welcommune.network.models import Region
from welcommune.portal.queries.todo_item import Todo

# Long enough to ask for more money, short enough to be read.
SOON = timedelta(days=90)


def sent_todos(regions: list[Region]) -> list[Todo]:
    """Corrections and offers that others sent and that wait for a decision: two queries."""
    found = []
    sent = ActionProposal.plain.filter(region__in=regions, state=ProposalState.OPEN)
    for region, many in _counted(regions, sent):
        words = ngettext(
            "%(region)s: %(n)s correction of an action waits for you.",
            "%(region)s: %(n)s corrections of actions wait for you.",
            many,
        ) % {"region": str(region.name), "n": many}
        href = reverse("mapping:action_proposals", args=[region.slug])
        found.append(Todo("ending", _("Correction"), words, _("Decide"), href))
    offered = Asset.plain.filter(region__in=regions, state=AssetState.OFFERED)
    for region, many in _counted(regions, offered):
        words = ngettext(
            "%(region)s: %(n)s thing was offered by the public form.",
            "%(region)s: %(n)s things were offered by the public form.",
            many,
        ) % {"region": str(region.name), "n": many}
        href = reverse("mapping:assets", args=[region.slug])
        found.append(Todo("ending", _("Offer"), words, _("Decide"), href))
    return found


def ending_todos(regions: list[Region]) -> list[Todo]:
    """Confirmed money that ends within three months: one query."""
    today = timezone.localdate()
    found = []
    rows = FundingLine.plain.filter(
        region__in=regions, certainty=Certainty.CONFIRMED, ends_on__range=(today, today + SOON)
    )
    for region, many in _counted(regions, rows):
        words = ngettext(
            "%(region)s: %(n)s funding line ends within three months.",
            "%(region)s: %(n)s funding lines end within three months.",
            many,
        ) % {"region": str(region.name), "n": many}
        href = reverse("mapping:funding_cliff", args=[region.slug])
        found.append(Todo("ending", _("Money ends"), words, _("See what would be lost"), href))
    return found


def _counted(regions: list[Region], rows: QuerySet[Any]) -> list[tuple[Region, int]]:
    """How many of these rows each region has, where it has some."""
    names = {region.pk: region for region in regions}
    counted = rows.order_by().values_list("region_id").annotate(many=Count("pk")).order_by("region_id")
    return [(names[region], many) for region, many in counted]
