"""Who works with whom around one table: ties between organisations, drawn as a circle and told as a table.

A tie counts what two organisations did together on record: a meeting convened, a pilot action, a working group,
one being part of the other, and each meeting that both came to. It says nothing of what is not on record.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.text import Said
from welcommune.core.ui import listed
from welcommune.meetings.models import Meeting, MeetingState, Organiser, Participant
from welcommune.meetings.queries import kind_name
from welcommune.network.models import Region
from welcommune.pilots.models import PilotAction
from welcommune.stakeholders.models import Membership, MembershipState, Organisation

MOST_NODES = 24
# Of two organisations that only sat in the same room, the tie is thin; the strongest line is this wide.
WIDEST = 6
CENTRE, RADIUS, LABEL = 320, 250, 290
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation on the circle: its number, place, and with whom it works."""

    number: int
    name: Said
    kind: str
    x: float
    y: float
    label_x: float
    label_y: float
    ties: list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A tie, drawn as a bow towards the middle."""

    path: str
    width: int


@dataclass(frozen=True, slots=True)
class Ties:
    """The drawing and the table beside it; ``left_out`` organisations have fewer ties than those shown."""

    nodes: list[Node]
    lines: list[Line]
    left_out: int


def ties_of(region: Region) -> Ties:
    """The ties between the organisations at a table: five queries."""
    found = _Found()
    held = Meeting.objects.filter(region=region, state=MeetingState.HELD)
    organised = Organiser.objects.filter(meeting__in=held).order_by("pk")
    found.together("convened", _groups(organised.values_list("meeting_id", "organisation_id")))
    came = Participant.objects.filter(meeting__in=held, organisation__isnull=False).order_by("pk")
    found.together("came", _groups(came.values_list("meeting_id", "organisation_id")))
    found.together("pilot", _pilots(region))
    seats = Membership.objects.filter(region=region, state=MembershipState.ACTIVE, organisation__isnull=False)
    grouped = seats.filter(working_groups__isnull=False).order_by("pk")
    found.together("group", _groups(grouped.values_list("working_groups", "organisation_id")))
    known = {row.pk: row for row in _organisations(region, found)}
    found.parts(known.values())
    return _drawn(found, known)


def _groups(rows: Iterable[tuple[UUID, UUID]]) -> list[set[UUID]]:
    groups: dict[UUID, set[UUID]] = defaultdict(set)
    for group, organisation in rows:
        groups[group].add(organisation)
    return list(groups.values())


def _pilots(region: Region) -> list[set[UUID]]:
    rows = PilotAction.objects.filter(region=region).order_by("pk").values_list("pk", "lead_id", "partners")
    pairs = [(pilot, who) for pilot, lead, partner in rows for who in (lead, partner) if who]
    return _groups(pairs)


def _organisations(region: Region, found: "_Found") -> list[Organisation]:
    seats = Membership.objects.filter(region=region, state=MembershipState.ACTIVE).values("organisation")
    rows = Organisation.objects.filter(pk__in=seats) | Organisation.objects.filter(pk__in=found.everybody())
    return list(rows.filter(merged_into__isnull=True).select_related("category").order_by("name", "pk"))


class _Found:
    """Pairs of organisations, and how often they did what together."""

    def __init__(self) -> None:
        self.pairs: dict[Pair, Counter[str]] = defaultdict(Counter)

    def together(self, what: str, groups: Iterable[set[UUID]]) -> None:
        """Everybody of a group with everybody else of it."""
        for group in groups:
            for first, second in combinations(sorted(group), 2):
                self.pairs[first, second][what] += 1

    def parts(self, organisations: Iterable[Organisation]) -> None:
        """An organisation and the one that it is part of."""
        rows = list(organisations)
        keys = {row.pk for row in rows}
        self.together("part", [{row.pk, row.parent_id} for row in rows if row.parent_id in keys])

    def everybody(self) -> set[UUID]:
        """All organisations with a tie."""
        return {key for pair in self.pairs for key in pair}

    def strengths(self) -> Counter[UUID]:
        """How many ties of any kind each organisation has."""
        total: Counter[UUID] = Counter()
        for pair, kinds in self.pairs.items():
            for key in pair:
                total[key] += kinds.total()
        return total


def _drawn(found: _Found, known: dict[UUID, Organisation]) -> Ties:
    strengths = found.strengths()
    strongest = sorted(known, key=lambda key: (-strengths[key], known[key].name.casefold(), key))[:MOST_NODES]
    # Neighbours on the circle are of one kind: bows then show which kinds work together.
    order = sorted(strongest, key=lambda key: (_order(known[key]), known[key].name.casefold()))
    places = {key: index for index, key in enumerate(order)}
    shown = {pair: kinds for pair, kinds in found.pairs.items() if set(pair) <= places.keys()}
    nodes = [_node(known[key], index, len(order), _told(key, shown, known)) for key, index in places.items()]
    most = max((kinds.total() for kinds in shown.values()), default=1)
    lines = [
        Line(_bow(nodes[places[first]], nodes[places[second]]), max(1, round(kinds.total() / most * WIDEST)))
        for (first, second), kinds in sorted(shown.items())
    ]
    return Ties(nodes, lines, len(known) - len(order))


def _order(organisation: Organisation) -> int:
    return organisation.category.order if organisation.category else 999


def _node(organisation: Organisation, index: int, of: int, ties: list[str]) -> Node:
    angle = 2 * pi * index / max(of, 1) - pi / 2
    kind = kind_name(organisation.category) if organisation.category else ""
    name = Said(organisation.name, organisation.language)
    return Node(index + 1, name, kind, *_on_circle(angle, RADIUS), *_on_circle(angle, LABEL), ties)


def _on_circle(angle: float, radius: int) -> tuple[float, float]:
    return round(CENTRE + radius * cos(angle), 1), round(CENTRE + radius * sin(angle), 1)


def _bow(first: Node, second: Node) -> str:
    middle_x, middle_y = (first.x + second.x + CENTRE) / 3, (first.y + second.y + CENTRE) / 3
    return f"M{first.x} {first.y}Q{middle_x:.1f} {middle_y:.1f} {second.x} {second.y}"


def _told(key: UUID, shown: dict[Pair, Counter[str]], known: dict[UUID, Organisation]) -> list[str]:
    """With whom, and what was done together, the closest first."""
    mine = [(pair, kinds) for pair, kinds in shown.items() if key in pair]
    mine.sort(key=lambda tie: (-tie[1].total(), tie[0]))
    told = []
    for (first, second), kinds in mine:
        other = known[second if first == key else first]
        told.append(_("%(name)s: %(what)s") % {"name": other.name, "what": listed(_words(kinds))})
    return told


def _words(kinds: Counter[str]) -> list[str]:
    words = []
    for what, count in sorted(kinds.items()):
        if what == "came":
            words.append(ngettext("%(n)s meeting attended", "%(n)s meetings attended", count))
        elif what == "convened":
            words.append(ngettext("%(n)s meeting convened", "%(n)s meetings convened", count))
        elif what == "pilot":
            words.append(ngettext("%(n)s pilot action", "%(n)s pilot actions", count))
        elif what == "group":
            words.append(ngettext("%(n)s working group", "%(n)s working groups", count))
        else:
            words.append(_("one is part of the other"))
        words[-1] = words[-1] % {"n": count} if "%(" in words[-1] else words[-1]
    return words
