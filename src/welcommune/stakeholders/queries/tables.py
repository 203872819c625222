"""Who sits at the table of a region, and who may be named as an organiser."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from welcommune.network.models import Network, Region
from welcommune.network.queries import PUBLIC
from welcommune.search.models import Entry, entry_of
from welcommune.search.queries import indexed
from welcommune.stakeholders.models import Membership, MembershipState, NetworkPartner, Organisation


@indexed(Organisation)
def organisation_entries(organisations: QuerySet[Organisation]) -> Iterator[Entry]:
    """Organisations with an active seat, by their names and numbers; they are shown where they sit."""
    seats = Membership.plain.filter(state=MembershipState.ACTIVE).select_related("region").order_by("region__slug")
    seated = organisations.filter(Exists(seats.filter(organisation=OuterRef("pk")).order_by()))
    near = seated.filter(merged_into__isnull=True).prefetch_related(
        Prefetch("memberships", seats, to_attr="seats"), "identifiers"
    )
    for organisation in near:
        regions = [seat.region for seat in organisation.seats]
        yield entry_of(
            organisation, "organisation", ["portal:region", {"region": regions[0].slug}, "table"],
            marks={PUBLIC, *(f"in:{region.pk}" for region in regions)},
            titles={organisation.language: organisation.name}, aliases=_further_names(organisation),
        )  # fmt: skip


def _further_names(organisation: Organisation) -> list[str]:
    numbers = [identifier.value for identifier in organisation.identifiers.all()]
    return [name for name in (organisation.acronym, *organisation.names.values(), *numbers) if name]


def table_of(region: Region) -> QuerySet[Membership]:
    """The organisations with an active seat in a region, with their category, facilitators first as listed."""
    seats = Membership.objects.filter(region=region, state=MembershipState.ACTIVE, organisation__isnull=False)
    return seats.filter(organisation__merged_into__isnull=True).select_related("organisation__category")


def partners_of(network: Network) -> QuerySet[NetworkPartner]:
    """Lead and partner organisations of a network."""
    partners = NetworkPartner.objects.filter(network=network, organisation__merged_into__isnull=True)
    return partners.select_related("organisation")


def organisations_near(region: Region | None, network: Network) -> QuerySet[Organisation]:
    """Organisations at the region's table and the partners of the network, by name."""
    named = Q(networks__network=network)
    if region:
        named |= Q(pk__in=Membership.objects.filter(region=region).values("organisation"))
    return Organisation.objects.filter(named, merged_into__isnull=True).distinct().order_by("name", "pk")
