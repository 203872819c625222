"""What waits on the map of a region: what others sent and nobody has decided, and money that soon ends."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.mapping.models import ActionProposal, Asset, AssetState, Certainty, FundingLine, ProposalState
from welcommune.network.models import Region
from welcommune.portal.queries.todo_item import Todo

# Long enough to ask for more money, short enough to be read.
SOON = timedelta(days=90)


def waiting_on_map(region: OuterRef) -> dict[str, Subquery]:
    """How much of each waits in a region, as parts of another query; nothing where none does."""
    today = timezone.localdate()
    sent = ActionProposal.plain.filter(state=ProposalState.OPEN)
    offered = Asset.plain.filter(state=AssetState.OFFERED)
    ending = FundingLine.plain.filter(certainty=Certainty.CONFIRMED, ends_on__range=(today, today + SOON))
    return {"sent": _many(sent, region), "offered": _many(offered, region), "ending": _many(ending, region)}


def _many(rows: QuerySet[Any], region: OuterRef) -> Subquery:
    return Subquery(rows.filter(region=region).order_by().values("region").annotate(many=Count("pk")).values("many"))


def sent_todos(parts: list[Any]) -> list[Todo]:
    """Corrections and offers that others sent and that wait for a decision; see :func:`waiting_on_map`."""
    found = []
    for region, many in _told(parts, "sent"):
        words = ngettext(
            "%(region)s: %(n)s correction of an action waits for you.",
            "%(region)s: %(n)s corrections of actions wait for you.",
            many,
        ) % {"region": str(region.name), "n": many}
        href = reverse("mapping:action_proposals", args=[region.slug])
        found.append(Todo("ending", _("Correction"), words, _("Decide"), href))
    for region, many in _told(parts, "offered"):
        words = ngettext(
            "%(region)s: %(n)s thing was offered by the public form.",
            "%(region)s: %(n)s things were offered by the public form.",
            many,
        ) % {"region": str(region.name), "n": many}
        href = reverse("mapping:assets", args=[region.slug])
        found.append(Todo("ending", _("Offer"), words, _("Decide"), href))
    return found


def ending_todos(parts: list[Any]) -> list[Todo]:
    """Confirmed money that ends within three months."""
    found = []
    for region, many in _told(parts, "ending"):
        words = ngettext(
            "%(region)s: %(n)s funding line ends within three months.",
            "%(region)s: %(n)s funding lines end within three months.",
            many,
        ) % {"region": str(region.name), "n": many}
        href = reverse("mapping:funding_cliff", args=[region.slug])
        found.append(Todo("ending", _("Money ends"), words, _("See what would be lost"), href))
    return found


def _told(parts: list[Any], what: str) -> list[tuple[Region, int]]:
    """The regions where some wait. A region that takes part in two networks is one region."""
    return list({part.region: many for part in parts if (many := getattr(part, what))}.items())
