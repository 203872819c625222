"""The composition of a table: which kinds of stakeholders sit there, came, stayed away; and who is missing.

People and organisations are never added together. "Nobody told us" is kept apart from "nobody came": a meeting
whose record names neither organisations nor kinds says nothing about who was missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst

from welcommune.core.tenancy import every_region
from welcommune.meetings.models import CategoryPresent, Meeting, MeetingState, Participant, ReportedCount, Unit
from welcommune.meetings.queries.lists import meeting_name
from welcommune.network.models import Network, Participation, Region, RegionClass, Term, UrbanRural
from welcommune.network.queries import terms
from welcommune.stakeholders.models import Membership, MembershipState, Organisation

# Two meetings: a kind without a seat is at the table if it came to one of the last two; a member who came before,
# but to none of the last two whose record names who came, has lapsed.
LATELY = 2
MOST_MEETINGS = 8
# Region → kinds at its table, by slug and code: plain texts cost less to read in thousands than identifiers.
Categories = dict[UUID, set[UUID]]


@dataclass(frozen=True, slots=True)
class Head:
    """A meeting as the head of a column; ``is_known`` unless its record names neither organisations nor kinds."""

    pk: UUID
    name: str
    day: date
    is_known: bool


@dataclass(frozen=True, slots=True)
class Came:
    """Who of one kind came to one meeting: organisations, people; ``None`` where no number is known."""

    state: str
    organisations: int | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """In how many of how many other regions a kind is at the table."""

    at: int
    of: int


@dataclass(slots=True)
class Member:
    """An organisation with an active seat, and to which meetings it came."""

    organisation: Organisation
    category: Term | None
    came: list[str] = field(default_factory=list)
    # "came", "lapsed", "never", or "unknown" where no record names who came.
    standing: str = "unknown"


@dataclass(slots=True)
class Kind:
    """One kind of stakeholder at the table of a region."""

    category: Term
    organisations: int = 0
    people: int = 0
    invited: int = 0
    never: int = 0
    lapsed: int = 0
    cells: list[Came] = field(default_factory=list)
    same_class: Share = Share(0, 0)
    network: Share = Share(0, 0)

    def add(self, member: "Member") -> None:
        """Count one organisation with a seat."""
        self.organisations += 1
        self.never += member.standing == "never"
        self.lapsed += member.standing == "lapsed"

    @property
    def came_lately(self) -> bool:
        """Whether anybody of this kind is on record at one of the last meetings."""
        return any(cell.state == "there" for cell in self.cells[-LATELY:])

    @property
    def is_missing(self) -> bool:
        """No active seat, and nobody of this kind on record at one of the last meetings."""
        return not (self.organisations or self.people or self.came_lately)


@dataclass(frozen=True)
class Composition:
    """The table of one region."""

    region: Region
    urban_rural: str
    meetings: list[Head]
    kinds: list[Kind]
    members: list[Member]

    @property
    def missing(self) -> list[Kind]:
        """Kinds that are not at this table, those first that most regions of the same class have."""
        absent = [kind for kind in self.kinds if kind.is_missing]
        return sorted(absent, key=lambda kind: (-_rate(kind.same_class), -_rate(kind.network), kind.category.order))


def _rate(share: Share) -> float:
    return share.at / share.of if share.of else 0.0


def composition(region: Region, network: Network, kinds_known: Sequence[Term] = ()) -> Composition:
    """Read the table of ``region`` and compare it with the other regions of ``network``: eight queries.

    One fewer where whoever asks knows the kinds of stakeholders already.
    """
    table = table_alone(region, kinds_known)
    return replace(table, urban_rural=_compare(region, network, {kind.category.pk: kind for kind in table.kinds}))


def table_alone(region: Region, kinds_known: Sequence[Term] = ()) -> Composition:
    """Read the table of ``region`` without looking at the others: six queries."""
    categories = list(kinds_known or terms("category").values())
    seats = list(Membership.objects.filter(region=region).select_related("organisation__category", "category"))
    record = _Record(_held(region))
    # An organisation may have two seats, as a facilitator and as a member: it is one member all the same.
    seated = {seat.organisation.pk: seat.organisation for seat in seats if _is_at_table(seat) and seat.organisation}
    members = [_member(organisation, record) for organisation in seated.values()]
    members.sort(key=lambda member: member.organisation.name.casefold())
    kinds = {category.pk: Kind(category) for category in categories}
    _count_people(kinds, seats)
    for member in members:
        if member.category:
            kinds[member.category.pk].add(member)
    for kind in kinds.values():
        kind.cells = [record.cell(head, kind.category.pk) for head in record.heads]
    return Composition(region, UrbanRural.UNKNOWN, record.heads, list(kinds.values()), members)


def _held(region: Region) -> list[Meeting]:
    """The last meetings that were held, the oldest first."""
    held = Meeting.objects.filter(region=region, state=MeetingState.HELD, parent__isnull=True)
    return list(held.order_by("-day", "-pk")[:MOST_MEETINGS])[::-1]


def _is_at_table(seat: Membership) -> bool:
    return seat.state == MembershipState.ACTIVE


def _count_people(kinds: dict[UUID, Kind], seats: Iterable[Membership]) -> None:
    """Individuals with a seat of their own, and invitations."""
    for seat in seats:
        kind = kinds.get(seat.kind.pk) if seat.kind else None
        if kind and seat.state == MembershipState.INVITED:
            kind.invited += 1
        elif kind and _is_at_table(seat) and not seat.organisation_id:
            kind.people += 1


class _Record:
    """What the records of some meetings say of who came."""

    def __init__(self, meetings: list[Meeting]) -> None:
        keys = [meeting.pk for meeting in meetings]
        self.organisations: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
        self.people: dict[tuple[UUID, UUID], int] = defaultdict(int)
        self.present: set[tuple[UUID, UUID]] = set()
        self.came: dict[UUID, set[UUID]] = defaultdict(set)
        self._read(keys)
        known = {meeting for meeting, _category in (*self.organisations, *self.people, *self.present)}
        named = {meeting for found in self.came.values() for meeting in found}
        self.heads = [
            Head(
                meeting.pk,
                meeting_name(meeting.kind, meeting.number, meeting.title),
                meeting.day,
                meeting.pk in known | named,
            )
            for meeting in meetings
        ]
        self.named = [head for head in self.heads if head.pk in named]

    def _read(self, keys: list[UUID]) -> None:
        who = Participant.objects.filter(meeting__in=keys, organisation__isnull=False)
        for meeting, organisation, category, people in who.order_by("pk").values_list(
            "meeting_id", "organisation_id", "organisation__category_id", "people"
        ):
            self.came[organisation].add(meeting)
            if category:
                self.organisations[meeting, category].add(organisation)
                self.people[meeting, category] += people
        present = CategoryPresent.objects.filter(meeting__in=keys).order_by("pk")
        self.present |= set(present.values_list("meeting_id", "category_id"))
        counted = ReportedCount.objects.filter(meeting__in=keys, category__isnull=False, unit=Unit.PEOPLE, gender="")
        for meeting, category, high in counted.order_by("pk").values_list("meeting_id", "category_id", "high"):
            self.people[meeting, category] = max(self.people[meeting, category], high)

    def cell(self, head: Head, category: UUID) -> Came:
        """Who of a kind came to a meeting."""
        place = (head.pk, category)
        organisations, people = len(self.organisations.get(place, ())), self.people.get(place, 0)
        if organisations or people or place in self.present:
            return Came("there", organisations or None, people or None)
        return Came("none" if head.is_known else "unknown")

    def standing(self, organisation: UUID) -> str:
        """Whether a member came, lapsed, never came, or nobody told us."""
        if not self.named:
            return "unknown"
        found = self.came.get(organisation, set())
        if not found:
            return "never"
        recent = {head.pk for head in self.named[-LATELY:]}
        return "came" if found & recent or len(self.named) < LATELY else "lapsed"


def _member(organisation: Organisation, record: _Record) -> Member:
    found = record.came.get(organisation.pk, set())
    came = [head.name for head in record.heads if head.pk in found]
    return Member(organisation, organisation.category, came, record.standing(organisation.pk))


def _compare(region: Region, network: Network, kinds: dict[UUID, Kind]) -> str:
    """Fill in the shares of the other regions; returns the class that this region is compared by."""
    with every_region("kinds at other tables are compared: no name, no number of people"):
        classes = _classes(network)
        others = classes.keys() - {region.pk}
        at_table = kinds_at_tables(network)
    own = classes.get(region.pk, UrbanRural.UNKNOWN)
    alike = {key for key in others if own != UrbanRural.UNKNOWN and classes[key] == own}
    for kind in kinds.values():
        kind.network = _share(kind.category.pk, others, at_table)
        kind.same_class = _share(kind.category.pk, alike, at_table)
    return str(own)


def _classes(network: Network) -> dict[UUID, str]:
    """Every region of a network with the class that serves for comparisons; unknown is a value."""
    stated = RegionClass.objects.filter(is_used_for_filters=True, region=OuterRef("region_id")).values("value")[:1]
    parts = Participation.objects.filter(network=network).annotate(stated=Subquery(stated)).order_by("pk")
    return {key: value or UrbanRural.UNKNOWN.value for key, value in parts.values_list("region_id", "stated")}


def _share(category: UUID, regions: set[UUID], at_table: Categories) -> Share:
    """Regions that nobody told us anything of are not counted."""
    told = [key for key in regions if at_table.get(key)]
    return Share(sum(category in at_table[key] for key in told), len(told))


def kinds_at_tables(network: Network, among: Collection[UUID] | None = None) -> Categories:
    """The kinds with an active seat, or on record at one of the last two meetings, of each region: one query.

    ``among`` are regions that it is about, all of the network without it.
    """
    parts_of = Participation.objects.filter(network=network).order_by()
    regions = (parts_of if among is None else parts_of.filter(region__in=among)).values("region")
    active = Membership.objects.filter(region__in=regions, state=MembershipState.ACTIVE)
    turn = Window(RowNumber(), partition_by=F("region_id"), order_by=[F("day").desc(), F("pk").desc()])
    held = Meeting.objects.filter(region__in=regions, state=MeetingState.HELD, parent__isnull=True)
    last = held.annotate(turn=turn).filter(turn__lte=LATELY).order_by().values("pk")
    parts = [
        active.values_list("region", "organisation__category"),
        active.filter(category__isnull=False).values_list("region", "category"),
        CategoryPresent.objects.filter(meeting__in=last).values_list("meeting__region", "category"),
        Participant.objects.filter(meeting__in=last).values_list("meeting__region", "organisation__category"),
    ]
    found: Categories = defaultdict(set)
    for region, kind in parts[0].order_by().union(*(part.order_by() for part in parts[1:])):
        if region and kind:
            found[region].add(kind)
    return found


def kind_name(category: Term) -> str:
    """A kind as the head of a row."""
    return capfirst(str(category))
