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
    corrections = (
        _todo(
            ngettext(
                "%(region)s: %(n)s correction of an action waits for you.",
                "%(region)s: %(n)s corrections of actions wait for you.",
                many,
            ),
            region, many, _("Correction"), _("Decide"), "mapping:action_proposals",
        )
        for region, many in _told(parts, "sent")
    )  # fmt: skip
    offers = (
        _todo(
            ngettext(
                "%(region)s: %(n)s thing was offered by the public form.",
                "%(region)s: %(n)s things were offered by the public form.",
                many,
            ),
            region, many, _("Offer"), _("Decide"), "mapping:assets",
        )
        for region, many in _told(parts, "offered")
    )  # fmt: skip
    return [*corrections, *offers]


def ending_todos(parts: list[Any]) -> list[Todo]:
    """Confirmed money that ends within three months."""
    return [
        _todo(
            ngettext(
                "%(region)s: %(n)s funding line ends within three months.",
                "%(region)s: %(n)s funding lines end within three months.",
                many,
            ),
            region, many, _("Money ends"), _("See what would be lost"), "mapping:funding_cliff",
        )
        for region, many in _told(parts, "ending")
    ]  # fmt: skip


def _todo(text: str, region: Region, many: int, word: str, act: str, page: str) -> Todo:
    told = text % {"region": str(region.name), "n": many}
    return Todo("ending", word, told, act, reverse(page, args=[region.slug]))


def _told(parts: list[Any], what: str) -> list[tuple[Region, int]]:
    """The regions where some wait. A region that takes part in two networks is one region."""
    return list({part.region: many for part in parts if (many := getattr(part, what))}.items())
