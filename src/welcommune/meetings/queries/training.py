"""Training needs and offers as the desk shows them: each with what fits it, the best first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from welcommune.core.access import Actor, visible
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.text import READ_LANGUAGES
from welcommune.meetings import rules
from welcommune.meetings.models import (
    Insight,
    InsightKind,
    LinkPurpose,
    NeedState,
    OfferState,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
)
from welcommune.meetings.queries.links import LINK_OVER
from welcommune.meetings.queries.matching import Match, Point, Supply, Wish, matches
from welcommune.network.models import Region
from welcommune.search.words import plain
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Contact

BEST = 3
MOST_COMPARED = 300
SALTS = {LinkPurpose.NEED: "meetings.training-need", LinkPurpose.OFFER: "meetings.training-offer"}
PAGES = {LinkPurpose.NEED: "meetings:need_by_link", LinkPurpose.OFFER: "meetings:offer_by_link"}
# The open ones first, then what became of the others.
ORDER = {NeedState.OPEN: 0, NeedState.PLANNED: 1, NeedState.CLOSED: 2}
OFFER_ORDER = {OfferState.PROPOSED: 0, OfferState.OPEN: 1, OfferState.WITHDRAWN: 2}


def point_of(region: Region, place: str) -> Point | None:
    """Where a place of a region lies: one of its known towns, else, where no place is named, its middle.

    A place that nobody has a point for is not guessed.
    """
    if place:
        towns = {plain(town["name"]): town["point"] for town in region.towns}
        found = towns.get(plain(place).strip())
    else:
        found = region.point
    return (float(found[0]), float(found[1])) if found else None


def wish_of(need: TrainingNeed) -> Wish:
    """A need as matching sees it."""
    theme = need.theme.code if need.theme else ""
    plain_ones = {name: getattr(need, name) for name in ("words", "level", "people", "language")}
    return Wish(need.pk, theme, point=point_of(need.region, need.place), **plain_ones)


def supply_of(offer: TrainingOffer) -> Supply:
    """An offer as matching sees it."""
    theme = offer.theme.code if offer.theme else ""
    names = ("words", "level", "mode", "travels_km", "starts_on", "ends_on", "capacity")
    plain_ones = {name: getattr(offer, name) for name in names}
    point = point_of(offer.region, offer.place)
    return Supply(offer.pk, theme, languages=tuple(offer.languages), point=point, **plain_ones)


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with the offers that fit it best."""

    need: TrainingNeed
    found: list[tuple[Match, TrainingOffer]]

    @property
    def facts(self) -> list[Any]:
        """What is known of it, besides its subject."""
        need = self.need
        said_by = need.stated_by or need.contact or ""
        return [need.get_level_display(), language_name(need.language), need.place, said_by]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer with the needs that it would meet; ``own`` are those that the reader may make a training of."""

    offer: TrainingOffer
    found: list[tuple[Match, TrainingNeed]]
    own: frozenset[UUID]


def language_name(code: str) -> str:
    """A language in itself; empty where any will do."""
    return READ_LANGUAGES.get(code, code)


def _open_offers(actor: Actor) -> QuerySet[TrainingOffer]:
    rows = visible(actor, rules.use_training_offer).select_related("region", "theme", "organisation")
    return rows.order_by("-pk")[:MOST_COMPARED]


def _by_need(found: Iterable[Match], offers: dict[UUID, TrainingOffer]) -> dict[UUID, list[Any]]:
    rows: dict[UUID, list[Any]] = {}
    for one in found:
        rows.setdefault(one.need, []).append((one, offers[one.offer]))
    return rows


def needs_page(region: Region, actor: Actor) -> dict[str, Any]:
    """See ``meetings/training_needs.html``; three queries for any number of rows."""
    together = ("region", "theme", "contact", "training__meeting")
    needs = list(TrainingNeed.objects.filter(region=region).select_related(*together).order_by("-pk"))
    offers = {offer.pk: offer for offer in _open_offers(actor)}
    waiting = (wish_of(need) for need in needs if need.state == NeedState.OPEN)
    found = _by_need(matches(waiting, map(supply_of, offers.values()), timezone.localdate()), offers)
    rows = [NeedRow(need, found.get(need.pk, [])[:BEST]) for need in needs]
    said = Insight.objects.filter(region=region, kind=InsightKind.NEED, training_need__isnull=True)
    return {
        "region": region,
        "rows": sorted(rows, key=lambda row: ORDER[NeedState(row.need.state)]),
        "unstated": list(said.order_by("-said_on", "pk")[:20]),
    }


def offers_page(region: Region, actor: Actor) -> dict[str, Any]:
    """See ``meetings/training_offers.html``; three queries for any number of rows."""
    together = ("region", "theme", "organisation", "contact")
    offers = list(TrainingOffer.objects.filter(region=region).select_related(*together).order_by("-pk"))
    stated = visible(actor, rules.meet_training_need).select_related("region", "theme").order_by("-pk")
    needs = {need.pk: need for need in stated[:MOST_COMPARED]}
    own = frozenset(visible(actor, rules.keep_training_need).filter(pk__in=needs).values_list("pk", flat=True))
    open_ones = (supply_of(offer) for offer in offers if offer.state != OfferState.WITHDRAWN)
    found: dict[UUID, list[Any]] = {}
    for one in matches(map(wish_of, needs.values()), open_ones, timezone.localdate()):
        found.setdefault(one.offer, []).append((one, needs[one.need]))
    rows = [OfferRow(offer, found.get(offer.pk, [])[:BEST], own) for offer in offers]
    return {"region": region, "rows": sorted(rows, key=lambda row: OFFER_ORDER[OfferState(row.offer.state)])}


# Links.


def training_link_address(link: TrainingLink, language: str = "") -> str:
    """The whole address that a link opens, in ``language`` or that of the region."""
    spoken = language or next(iter(link.region.languages), "en")
    purpose = LinkPurpose(link.purpose)
    return whole_address(PAGES[purpose], spoken, token=training_token(link))


def training_token(link: TrainingLink) -> str:
    """A token that opens one form; the row behind it says until when."""
    return signing.dumps(str(link.pk), salt=SALTS[LinkPurpose(link.purpose)])


def training_link_holder(token: str, purpose: LinkPurpose) -> Actor:
    """Who acts with a link for stating needs, or for offers."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=SALTS[purpose])))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error


def contacts_to_choose(region: Region, actor: Actor) -> QuerySet[Contact]:
    """The contacts of a region by name."""
    return visible(actor, stakeholders_rules.keep_contact).filter(region=region).order_by("name", "pk")


def links_page(region: Region) -> dict[str, Any]:
    """See ``meetings/training_links.html``: the links that open something today."""
    today = timezone.localdate()
    open_ones = TrainingLink.objects.filter(region=region, ended_at__isnull=True, last_day__gte=today)
    rows = [
        (link, training_link_address(link)) for link in open_ones.select_related("region", "contact").order_by("-pk")
    ]
    return {"region": region, "rows": rows}
