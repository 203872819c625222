"""Resources for pages and for the search: what is public, what stands at the desk, what is next in a series."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from welcommune.library.models import Resource, public_resources
from welcommune.network.models import Network, Region, Term
from welcommune.network.queries import EDITING, PUBLIC, whose
from welcommune.search.models import Entry, borrows, by_language, entry_of, first_day
from welcommune.search.queries import indexed
from welcommune.stakeholders.models import Membership, NetworkPartner, Organisation


@indexed(Resource)
def resource_entries(resources: QuerySet[Resource]) -> Iterator[Entry]:
    """Published ones for everybody, the others for those who write them."""
    for resource in resources.select_related("region", "publisher"):
        publisher = [resource.publisher.name] if resource.publisher else []
        edit: list[Any] = ["library:resource_edit", {"pk": str(resource.pk)}, "", EDITING]
        page: list[Any] = ["portal:resource", {"slug": resource.slug}, ""]
        yield entry_of(
            resource, "resource", page if resource.is_public else edit, desk_page=edit,
            marks=whose(resource.region_id, resource.network_id)
            | {PUBLIC if resource.is_public else EDITING} | borrows(resource.publisher_id),
            titles=resource.title, texts=by_language(resource.about, plain=[resource.series, *publisher]),
            dated=first_day(resource.dated),
        )  # fmt: skip


def resources_of(**where: Any) -> QuerySet[Resource]:
    """Public resources with their publisher, the youngest first."""
    return public_resources(**where).select_related("publisher")


def series_neighbours(resource: Resource) -> tuple[Resource | None, Resource | None]:
    """The public issues before and after this one in its series, by date, then number."""
    if not resource.series:
        return None, None
    issues = public_resources(series=resource.series, publisher=resource.publisher)
    keys = sorted(issues.values_list("dated", "number", "pk"), key=lambda row: (row[0], _number(row[1]), row[2]))
    place = next((index for index, row in enumerate(keys) if row[2] == resource.pk), None)
    if place is None:
        return None, None
    beside = [keys[index][2] if 0 <= index < len(keys) else None for index in (place - 1, place + 1)]
    found = Resource.plain.in_bulk([pk for pk in beside if pk])
    before, after = (found.get(pk) if pk else None for pk in beside)
    return before, after


def _number(text: str) -> tuple[int, str]:
    """Numbers of issues in their order: 2 before 10, words after."""
    return (int(text), "") if text.isdecimal() else (10**6, text)


def _own(region: Region | None, network: Network | None) -> QuerySet[Resource]:
    return Resource.plain.filter(region=region) if region else Resource.plain.filter(network=network, region=None)


def desk_resources(region: Region | None, network: Network | None) -> QuerySet[Resource]:
    """What a region, or the network itself, has on record, broken links and drafts first."""
    rows = _own(region, network)
    # The word "draft" comes before the others.
    return rows.select_related("publisher").order_by(F("failing_since").asc(nulls_last=True), "state", "-dated", "slug")


def broken_links(**where: Any) -> QuerySet[Resource]:
    """Public resources whose link failed on two days in a row, the longest broken first."""
    broken = public_resources(checked_on__gt=F("failing_since"), **where)
    return broken.select_related("region", "network").order_by("failing_since", "pk")


def form_parts(region: Region | None, network: Network | None) -> dict[str, Any]:
    """What the form of a resource chooses from: languages to write in, themes, and who may have published it."""
    own = region.languages if region else network.languages if network else []
    known = _own(region, network).exclude(series="").order_by("series")
    near = _near_region(region) if region else _near_network(network)
    publishers = Organisation.objects.filter(near, merged_into__isnull=True).order_by("name", "pk")
    return {
        "languages": list(dict.fromkeys([*own, "en", "fr"])),
        "themes": Term.objects.filter(vocabulary=Term.Vocabulary.THEME),
        "publishers": publishers,
        "series": list(known.values_list("series", flat=True).distinct()),
    }


def _near_region(region: Region) -> Q:
    """Organisations with a seat at the table, those that the region keeps, and those that published something there."""
    seats = Membership.plain.filter(region=region, organisation__isnull=False).values("organisation")
    published = Resource.plain.filter(region=region, publisher__isnull=False).values("publisher")
    return Q(pk__in=seats) | Q(steward=region) | Q(pk__in=published)


def _near_network(network: Network | None) -> Q:
    """The partners of the network, and those that published something of it."""
    partners = NetworkPartner.objects.filter(network=network).values("organisation")
    published = Resource.plain.filter(network=network, region=None, publisher__isnull=False).values("publisher")
    return Q(pk__in=partners) | Q(pk__in=published)
