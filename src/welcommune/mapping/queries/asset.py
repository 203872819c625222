"""Reads over what a region has, for its desk and for the public; links of those who offered something."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import ANONYMOUS, Actor, only_one, visible
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.mapping import rules
from welcommune.mapping.models import Asset, AssetKind, AssetState
from welcommune.network.models import Region

OFFERED_LINK = "mapping.asset"
LINK_OVER = _("This link has ended or was cut. Copy the whole link from the e-mail, or ask who invited you.")
# Offers that wait come first, what ended last.
WAITING_FIRST = Case(
    When(state=AssetState.OFFERED, then=Value(0)), When(state=AssetState.LISTED, then=Value(1)), default=Value(2),
    output_field=IntegerField(),
)  # fmt: skip


@dataclass(frozen=True)
class AssetGroup:
    """Assets of one kind."""

    title: str
    assets: list[Asset]


def public_region(slug: str) -> Region:
    """The region with this address, in a network; ``Http404`` where there is none."""
    return only_one(Region.objects.filter(slug=slug, participations__isnull=False).order_by("pk"))


def assets_of(region: Region) -> QuerySet[Asset]:
    """All that is on record for the desk; ``offer`` tells who offered something by the public form."""
    rows = Asset.objects.filter(region=region).select_related("owner", "offer")
    return rows.order_by(WAITING_FIRST, "kind", "name", "pk")


def public_assets(region: Region) -> list[AssetGroup]:
    """What the public sees of a region, by kind in the order of the kinds; two queries."""
    rows = list(visible(ANONYMOUS, rules.read_asset).filter(region=region).select_related("owner"))
    groups = [AssetGroup(str(kind.label), [row for row in rows if row.kind == kind]) for kind in AssetKind]
    return [group for group in groups if group.assets]


def asset_token(key: UUID) -> str:
    """A token that opens what somebody offered."""
    return signing.dumps(str(key), salt=OFFERED_LINK)


def asset_address(key: UUID) -> str:
    """The whole address of the page for changing and withdrawing it, in the active language."""
    return whole_address("mapping:asset_by_link", token=asset_token(key))


def asset_holder(token: str) -> Actor:
    """Who acts with the link of an offer."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=OFFERED_LINK)))
    except (signing.BadSignature, ValueError) as error:
        raise Refused(LINK_OVER) from error
