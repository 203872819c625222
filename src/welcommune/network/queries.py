"""Reads over networks, regions and roles that serve several rooms or one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from welcommune.accounts.models import Account
from welcommune.core.access import Actor, Grant
from welcommune.core.models import Source
from welcommune.core.publication import remembered
from welcommune.core.text import Said
from welcommune.network.models import Network, Participation, Region, RegionClass, Role, RoleGrant, Term
from welcommune.network.rules import EDITORS, EVERY_ROLE, WRITERS
from welcommune.search.models import Entry, by_language, entry_of
from welcommune.search.queries import indexed

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


def network_for(region: Region) -> Network:
    """The network under which a region meets now: the youngest that it takes part in."""
    return Network.objects.filter(participations__region=region).order_by(YOUNGEST_FIRST, "slug")[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A region as lists name it, in the reader's language."""

    slug: str
    name: Said
    languages: list[str]


PUBLIC, DESK, EDITING, KEEPING = "for:public", "for:desk", "for:editors", "for:keepers"
AUDIENCES = {DESK: EVERY_ROLE, EDITING: EDITORS, KEEPING: WRITERS}


def readers_of(actor: Actor) -> dict[str, list[str] | None]:
    """What a person finds: all that is public, and at the own places what their roles there may read."""
    found: dict[str, list[str] | None] = {PUBLIC: None}
    for audience, roles in AUDIENCES.items():
        regions = [f"region:{key}" for key in sorted(actor.regions(*roles))]
        found[audience] = regions + [f"network:{key}" for key in sorted(actor.networks(*roles))]
    return found


def whose(region_id: UUID | None, network_id: UUID | None) -> set[str]:
    """The marks of an entry's owner, by which the desk's audiences are told apart; and of the place for filters."""
    region = {f"region:{region_id}", f"in:{region_id}"} if region_id else set()
    return region | ({f"network:{network_id}"} if network_id else set())


@indexed(Region)
def region_entries(regions: QuerySet[Region]) -> Iterator[Entry]:
    """The regions that take part in a network, by their names and codes."""
    for region in regions.filter(participations__isnull=False).distinct().prefetch_related("codes", "participations"):
        networks = [whose(region.pk, part.network_id) for part in region.participations.all()]
        yield entry_of(
            region, "region", ["portal:region", {"region": region.slug}, ""],
            desk_page=["portal:desk_region", {"region": region.slug}, "", DESK], marks=set().union({PUBLIC}, *networks),
            titles=region.name, aliases=[code.code for code in region.codes.all()],
            texts=by_language(region.intro, region.kind, region.part_of, plain=(town["name"] for town in region.towns)),
        )  # fmt: skip


def places_by_key() -> dict[UUID, Place]:
    """Every region by its key, for entries of the search, which know no address."""
    return {region.pk: place_of(region) for region in Region.objects.only("slug", "name", "languages").order_by("slug")}


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
