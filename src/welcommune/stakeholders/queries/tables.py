"""Who sits at the table of a region, and who may be named as an organiser."""

from django.db.models import Q, QuerySet

from welcommune.network.models import Network, Region
from welcommune.stakeholders.models import Membership, MembershipState, NetworkPartner, Organisation


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


def current_entry(organisation: Organisation) -> Organisation:
    """The entry that stands for this one now, at the end of all merges."""
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
    return organisation
