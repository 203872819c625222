"""The page of a region: what the founding page holds, and what the record has added since."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.access import only_one
from welcommune.core.models import Source
from welcommune.core.text import Said, Translated, country_name
from welcommune.core.ui import commas
from welcommune.evidence.queries import latest_number
from welcommune.library.models import EVENTS, Resource, ResourceKind
from welcommune.library.queries import NewsItem, latest_news, resources_of
from welcommune.mapping.queries.whose_money import paying_count
from welcommune.meetings.models import Insight, Meeting, MeetingState
from welcommune.meetings.queries import (
    MeetingRow,
    PublicInsight,
    meeting_rows,
    people_at_table,
    people_words,
    public_insights,
)
from welcommune.network.models import Network, Participation, Region, RegionClass, RegionCode
from welcommune.network.queries import codes_and_classes, place_of, sources_of
from welcommune.network.shapes import Territory, territory
from welcommune.network.words import class_label, code_label
from welcommune.pilots.models import PilotAction
from welcommune.pilots.queries import pilots
from welcommune.portal.queries.actions import offered_count
from welcommune.portal.queries.feeds import feed_links
from welcommune.stakeholders.models import Charter, HelpOffer, Membership
from welcommune.stakeholders.queries import GroupLine, open_offers, seats_with_groups, signed_count

# More than a region says in two years of roundtables; each roundtable has its own page for the rest.
MOST_SAID = 24


@dataclass(frozen=True)
class Group:
    """Organisations of one kind at the table."""

    name: Said
    members: list[Membership]


@dataclass(frozen=True)
class Fact:
    """One fact in words; ``doubt`` says why it may be wrong, ``href`` where it leads."""

    label: str
    value: str
    doubt: Translated = field(default_factory=Translated)
    href: str = ""


@dataclass(frozen=True)
class RoundtableRow:
    """One promised roundtable: held with its record, planned, or without any record."""

    number: int
    meeting: MeetingRow | None
    state: str


@dataclass(frozen=True)
class RegionPage:
    """See ``portal/region.html``."""

    region: Region
    network: Network
    participation: Participation
    codes: list[RegionCode]
    classes: list[RegionClass]
    territory: Territory | None
    members: list[Membership]
    groups: list[Group]
    facilitators: list[Membership]
    people: list[tuple[str, str]]
    charter: Charter | None
    signed: int
    working_groups: list[GroupLine]
    offers: list[HelpOffer]
    roundtables: list[RoundtableRow]
    other_meetings: list[MeetingRow]
    insights: list[PublicInsight]
    news: list[NewsItem]
    pilots: list[PilotAction]
    resources: list[Resource]
    pilot_resources: list[Resource]
    events: list[Resource]
    # How many actions are offered to newcomers, and how many lines of funding the public may see.
    offered: int
    paying: int
    sources: dict[UUID, list[Source]]
    all_sources: list[Source]
    # The number of the youngest version of the factfile.
    factfile: int | None

    @property
    def place(self) -> str:
        """Country, kind and larger region in words."""
        region = self.region
        return commas([country_name(region.country), region.part_of.best(), region.kind.best()])

    @property
    def feeds(self) -> list[tuple[str, str]]:
        """What feed readers can follow: (title, address)."""
        return feed_links(self.region)

    @property
    def facts(self) -> list[Fact]:
        """The facts under the title: codes, classes, statistics."""
        found = [_code_fact(code) for code in self.codes] + [_class_fact(stated) for stated in self.classes]
        if not self.classes:
            found.append(Fact(_("Kind of territory"), _("not known")))
        if self.region.statistics_url:
            words = _("Data on %(region)s") % {"region": self.region.name.best()}
            found.append(Fact(_("Statistics"), words, href=self.region.statistics_url))
        if self.factfile:
            words = _("Version %(n)s") % {"n": self.factfile}
            found.append(Fact(_("Factfile"), words, href=reverse("evidence:latest", args=[self.region.slug])))
        return found

    @property
    def table_sources(self) -> list[Source]:
        """What is said of the seats at the table, each citation with its doubt once."""
        said = [source for member in self.members for source in self.sources.get(member.pk, [])]
        return list({(source.text, str(source.doubt)): source for source in said}.values())

    @property
    def promise(self) -> str:
        """How many roundtables were promised, until when."""
        part = self.participation
        if part.roundtables_promised is None:
            return ""
        words = ngettext(
            "%(n)s roundtable was promised.", "%(n)s roundtables were promised.", part.roundtables_promised
        )
        return words % {"n": part.roundtables_promised}


def _code_fact(code: RegionCode) -> Fact:
    label = code_label(code.system, code.vintage, code.level, code.is_stated_by_programme)
    return Fact(label, code.code, code.doubt)


def _class_fact(stated: RegionClass) -> Fact:
    label = class_label(stated.get_scheme_display(), stated.vintage)
    return Fact(label, str(stated.get_value_display()), stated.doubt)


def _groups(members: Iterable[Membership]) -> list[Group]:
    """By the group that the region's page gives, else by category, else together at the end."""
    groups: dict[str, Group] = {}
    for member in members:
        if member.role == Membership.Role.FACILITATOR:
            continue
        said = Translated(member.group or (member.kind.name if member.kind else {})).best()
        if not said:
            said = Said(_("Others at the table"), "")
        groups.setdefault(said.text, Group(said, [])).members.append(member)
    return list(groups.values())


def _people(seats: Iterable[Membership]) -> list[tuple[str, str]]:
    """The people with a seat of their own: kind, and how many as far as the public may know."""
    shown = people_at_table(seats)
    return [
        (capfirst(str(kind)) if kind else _("Others"), people_words(cell.count, cell.hidden)) for kind, cell in shown
    ]


def _state(meeting: MeetingRow | None) -> str:
    if meeting is None:
        return "norecord"
    return "held" if meeting.state == MeetingState.HELD else "planned"


def _roundtables(meetings: list[MeetingRow], promised: int | None) -> list[RoundtableRow]:
    numbered = {meeting.number: meeting for meeting in meetings if meeting.number and meeting.is_numbered_roundtable}
    numbers = sorted({*range(1, (promised or 0) + 1), *numbered})
    return [RoundtableRow(number, numbered.get(number), _state(numbered.get(number))) for number in numbers]


def _meetings(region: Region) -> list[MeetingRow]:
    kept = Meeting.objects.filter(region=region, parent__isnull=True).exclude(state=MeetingState.CANCELLED)
    youngest_first = meeting_rows(kept, {region.slug: place_of(region)})
    return sorted(youngest_first, key=attrgetter("day"))


def region_page(participation: Participation) -> RegionPage:
    """Everything on the page of a region in its network; at most twelve queries with the page's skeleton."""
    region, network = participation.region, participation.network
    seats, working_groups = seats_with_groups(region)
    members = [seat for seat in seats if seat.organisation]
    meetings = _meetings(region)
    resources = list(resources_of(region=region))
    led = list(pilots(region=region))
    codes, classes = codes_and_classes(region)
    spoken = Insight.objects.filter(region=region).order_by("-said_on", "order", "pk")
    cited: list[Any] = [region, *codes, *classes, *led, *resources, *meetings, *members]
    sources = sources_of(row.pk for row in cited)
    return RegionPage(
        region=region,
        network=network,
        participation=participation,
        codes=codes,
        classes=classes,
        territory=territory(region.outline, [(town["name"], town["point"]) for town in region.towns]),
        members=members,
        groups=_groups(members),
        facilitators=[member for member in members if member.role == Membership.Role.FACILITATOR],
        people=_people(seats),
        charter=getattr(region, "charter", None),
        signed=signed_count(members),
        working_groups=working_groups,
        offers=list(open_offers(region, timezone.localdate())),
        roundtables=_roundtables(meetings, participation.roundtables_promised),
        other_meetings=[meeting for meeting in meetings if not meeting.is_numbered_roundtable],
        insights=public_insights(spoken)[:MOST_SAID],
        news=latest_news(4, region=region),
        pilots=led,
        resources=[row for row in resources if row.kind not in EVENTS and row.kind != ResourceKind.PORTRAIT],
        pilot_resources=[row for row in resources if row.kind == ResourceKind.PORTRAIT],
        events=[row for row in resources if row.kind in EVENTS],
        offered=getattr(participation, "offered", None) or 0,
        paying=getattr(participation, "paying", None) or 0,
        sources=sources,
        all_sources=_distinct(sources),
        factfile=getattr(participation, "factfile", None),
    )


def _distinct(sources: dict[UUID, list[Source]]) -> list[Source]:
    """Each citation once, for the list at the end of the page."""
    seen: dict[tuple[str, str], Source] = {}
    for rows in sources.values():
        for source in rows:
            seen.setdefault((source.text, source.url), source)
    return sorted(seen.values(), key=lambda source: source.text)


def participation_of(slug: str) -> Participation:
    """The part that the region with this address takes in its youngest network; ``Http404`` where there is none."""
    parts = Participation.objects.filter(region__slug=slug).select_related("region__charter", "network")
    here = OuterRef("region")
    parts = parts.annotate(factfile=latest_number(here), offered=offered_count(here), paying=paying_count(here))
    return only_one(parts.order_by(F("network__starts_on").desc(nulls_last=True), "pk"))
