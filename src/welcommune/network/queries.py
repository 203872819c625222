"""Reads over networks, regions and roles that serve several rooms or one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from welcommune.accounts.models import Account
from welcommune.core.access import Actor, Grant
from welcommune.core.models import Source
from welcommune.core.publication import remembered
from welcommune.core.text import Said
from welcommune.network.models import Network, Participation, Region, RegionClass, Role, RoleGrant, Term

# A network without a first day comes last on every database.
YOUNGEST_FIRST = F("starts_on").desc(nulls_last=True)


def actor_of(account: Account) -> Actor:
    """The actor for a signed-in account, with its roles and the regions that they reach."""
    grants = [
        Grant(role, network_id, region_id)
        for role, network_id, region_id in RoleGrant.objects.filter(account=account)
        .order_by("pk")
        .values_list("role", "network_id", "region_id")
    ]
    networks = {grant.network_id for grant in grants if grant.network_id}
    reach = {grant.region_id for grant in grants if grant.region_id}
    if networks:
        reach |= set(Participation.objects.filter(network__in=networks).values_list("region_id", flat=True))
    return Actor("account", account.pk, str(account), tuple(grants), frozenset(reach))


@remembered
def the_network() -> Network | None:
    """The network whose site this is: the youngest one."""
    return Network.objects.order_by(YOUNGEST_FIRST, "slug").first()


def reply_address() -> str:
    """Who gets the answers to mails of this site; empty where no network has named anybody."""
    network = the_network()
    return network.contact_email if network else ""


def network_for(region: Region) -> Network:
    """The network under which a region meets now: the youngest that it takes part in."""
    return Network.objects.filter(participations__region=region).order_by(YOUNGEST_FIRST, "slug")[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A region as lists name it, in the reader's language."""

    slug: str
    name: Said
    languages: list[str]


@remembered
def region_places(language: str) -> dict[str | None, Place]:
    """Every region by its slug; ``None`` stands for no region, so that rows of the network need no own case."""
    regions = Region.objects.only("slug", "name", "languages").order_by("slug")
    nowhere = Place("", Said("", ""), [])
    return {None: nowhere} | {region.slug: place_of(region, language) for region in regions}


def place_of(region: Region, language: str | None = None) -> Place:
    """One region as lists name it, in ``language`` or the active one."""
    return Place(region.slug, region.name.best(language), region.languages)


def regions_of(network: Network) -> QuerySet[Region]:
    """The regions of a network in its order, with codes and the class that serves for filters."""
    classes = RegionClass.objects.filter(is_used_for_filters=True)
    return (
        Region.objects.filter(participations__network=network)
        .order_by("participations__order", "slug")
        .prefetch_related(Prefetch("classes", classes, to_attr="filter_classes"))
    )


def sources_of(ids: Iterable[UUID]) -> dict[UUID, list[Source]]:
    """The sources of many records, by one query: record identifier → its sources."""
    found: dict[UUID, list[Source]] = {}
    for source in Source.objects.filter(object_id__in=list(ids)):
        found.setdefault(source.object_id, []).append(source)
    return found


def terms(vocabulary: str) -> dict[str, Term]:
    """The terms of a vocabulary by code, in their order."""
    return {term.code: term for term in Term.objects.filter(vocabulary=vocabulary)}


def coordinators_of(network: Network) -> QuerySet[Account]:
    """Accounts that coordinate a network."""
    return Account.objects.filter(role_grants__network=network, role_grants__role=Role.COORDINATOR).order_by("name")
