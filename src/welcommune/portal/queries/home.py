"""The network's home: its regions, what is new, what comes next, and numbers that open their records."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.models import Source
from welcommune.core.text import Said, Translated, country_name
from welcommune.library.queries import NewsItem, latest_news
from welcommune.meetings.models import Meeting, MeetingKind, MeetingState
from welcommune.meetings.queries import MeetingRow, meeting_rows, next_meeting, past_meetings, public_sizes
from welcommune.network.models import Network, Region, UrbanRural
from welcommune.network.queries import regions_of, sources_of
from welcommune.portal.queries.feeds import feed_links
from welcommune.portal.queries.maps import europe_map
from welcommune.portal.queries.structured import network_ld
from welcommune.stakeholders.models import NetworkPartner
from welcommune.stakeholders.queries import partners_of

NEWS_ON_HOME = 3


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the page that lists the records behind it."""

    number: str
    words: str
    href: str
    link: str


def class_of(region: Region) -> str:
    """The urban–rural class that serves for filters; unknown is a value."""
    chosen = region.filter_classes  # type: ignore[attr-defined]
    return chosen[0].value if chosen else UrbanRural.UNKNOWN.value


def filtered_regions(network: Network, country: str = "", urban_rural: str = "") -> tuple[list[Region], list[Region]]:
    """All regions of the network, and those that fit the filters."""
    everyone = list(regions_of(network))
    fitting = [
        region
        for region in everyone
        if (not country or region.country == country) and (not urban_rural or class_of(region) == urban_rural)
    ]
    return everyone, fitting


def chips(regions: list[Region], country: str, urban_rural: str) -> list[tuple[str, list[tuple[str, str, bool, int]]]]:
    """The filter links: per group, (label, href, chosen, how many regions)."""

    def href(**change: str) -> str:
        chosen = {"country": country, "class": urban_rural} | change
        query = "&".join(f"{name}={value}" for name, value in chosen.items() if value)
        return f"?{query}" if query else "?"

    lands = Counter(region.country for region in regions)
    classes = Counter(class_of(region) for region in regions)
    by_country = [(_("All"), href(country=""), not country, len(regions))]
    by_country += [(country_name(code), href(country=code), country == code, lands[code]) for code in sorted(lands)]
    by_class = [(_("All"), href(**{"class": ""}), not urban_rural, len(regions))]
    by_class += [
        (str(kind.label), href(**{"class": kind.value}), urban_rural == kind.value, classes[kind.value])
        for kind in UrbanRural
        if classes[kind.value]
    ]
    return [(_("Country"), by_country), (_("Kind of territory"), by_class)]


def figures(network: Network) -> list[Figure]:
    """What can be said so far; each figure opens the records it comes from. Two queries."""
    held = Meeting.objects.filter(network=network, kind=MeetingKind.ROUNDTABLE, state=MeetingState.HELD)
    counted = held.aggregate(meetings=Count("pk"), regions=Count("region", distinct=True))
    sizes = public_sizes(held)
    silent = network.participations.count() - counted["regions"]
    listed = reverse("portal:roundtables")
    found = [
        Figure(
            str(counted["meetings"]),
            ngettext(
                "roundtable with a record, in %(regions)s regions.",
                "roundtables with a record, in %(regions)s regions.",
                counted["meetings"],
            ) % {"regions": counted["regions"]},
            listed,
            _("See the list"),
        )
    ]  # fmt: skip
    if sizes:
        found.append(
            Figure(
                _("%(low)s to %(high)s") % {"low": min(sizes), "high": max(sizes)},
                _("seats taken at one table. Seats are counted, not different people."),
                listed,
                _("See each count"),
            )
        )
    if silent > 0:
        found.append(
            Figure(
                str(silent),
                ngettext(
                    "region with no roundtable on record: nobody told us, which is not the same as nothing happened.",
                    "regions with no roundtable on record: nobody told us, which is not the same as nothing happened.",
                    silent,
                ),
                reverse("portal:regions"),
                _("See the regions"),
            )
        )
    return found


@dataclass(frozen=True)
class RegionEntry:
    """A region in the list: its name, country and class in words."""

    name: Said
    slug: str
    country: str
    kind: str


def _entry(region: Region) -> RegionEntry:
    kind = UrbanRural(class_of(region)).label
    return RegionEntry(Translated(region.name).best(), region.slug, country_name(region.country), str(kind))


def regions_context(network: Network, asked: Mapping[str, str]) -> dict[str, Any]:
    """The list and the map of the regions that fit the filters; unknown filter values fit nothing."""
    country, urban_rural = asked.get("country", ""), asked.get("class", "")
    everyone, fitting = filtered_regions(network, country, urban_rural)
    return {
        "network": network,
        "entries": [_entry(region) for region in fitting],
        "map": europe_map(fitting),
        "chips": chips(everyone, country, urban_rural),
        "is_filtered": bool(country or urban_rural),
        "total": len(everyone),
    }


def home_context(network: Network, asked: Mapping[str, str]) -> dict[str, Any]:
    """See ``portal/home.html``."""
    told = {"linked_data": [network_ld(network)], "feeds": feed_links()}
    return regions_context(network, asked) | told | {"it": home_page(network)}


@dataclass(frozen=True)
class HomePage:
    """See ``portal/home.html``."""

    network: Network
    news: list[NewsItem]
    coming: Meeting | None
    past: list[MeetingRow]
    figures: list[Figure]
    partners: list[NetworkPartner]
    sources: list[Source]


def home_page(network: Network) -> HomePage:
    """The parts of the home page beside the regions."""
    return HomePage(
        network=network,
        news=latest_news(NEWS_ON_HOME, network=network),
        coming=next_meeting(network),
        past=meeting_rows(past_meetings(network=network)[:5]),
        figures=figures(network),
        partners=list(partners_of(network)),
        sources=sources_of([network.pk]).get(network.pk, []),
    )
