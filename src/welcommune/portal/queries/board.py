"""The coordinator's board: the regions at a glance, each figure a link to what it was counted from.

Seven queries however many regions there are. What nobody told us is said so; it is neither zero nor late.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, FilteredRelation, Max, Min, OuterRef, Q, Subquery, Window
from django.db.models.functions import DenseRank
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.models import AuditEvent
from welcommune.core.text import Translated, country_name
from welcommune.library.models import Article, ArticleState
from welcommune.meetings.models import Meeting, MeetingKind, MeetingState, Unit
from welcommune.meetings.queries import kinds_at_tables
from welcommune.network.models import Network, Participation, RegionClass, Term, UrbanRural
from welcommune.portal.queries.board_row import MOST_POINTS, BoardRow
from welcommune.portal.queries.spark import Point
from welcommune.stakeholders.models import Organisation
from welcommune.stakeholders.queries import stale_on

MOST_NEEDS = 3
ROWS = 50
PLANNED = (MeetingState.PLANNED, MeetingState.OPEN)


Rows = dict[UUID, BoardRow]


def _with_meetings(network: Network) -> list[BoardRow]:
    """Every region with its roundtables: what tells who needs somebody."""
    today = timezone.localdate()
    rows = {row.key: row for row in _regions(network, min(today, network.ends_on or today))}
    _fill_meetings(rows, network)
    return list(rows.values())


def _fill_rest(shown: list[BoardRow], network: Network) -> None:
    """The other columns, which cost more the more regions there are: for those that are shown, or sorted by them."""
    rows = {row.key: row for row in shown}
    _fill_table(rows, network)
    _fill_register(rows)
    _fill_articles(rows)
    _fill_activity(rows)


def _regions(network: Network, by_day: date) -> list[BoardRow]:
    stated = RegionClass.objects.filter(is_used_for_filters=True, region=OuterRef("region_id")).values("value")[:1]
    parts = Participation.objects.filter(network=network).annotate(stated=Subquery(stated))
    shown = ("region_id", "region__slug", "region__name", "region__country", "stated", "roundtables_promised")
    return [
        BoardRow(
            key, slug, Translated(name).best(), country, value or UrbanRural.UNKNOWN.value, promised, by_day=by_day
        )
        for key, slug, name, country, value, promised in parts.values_list(*shown)
    ]


def _fill_meetings(rows: Rows, network: Network) -> None:
    """Held and coming roundtables with their counts: two queries."""
    regions = Participation.objects.filter(network=network).order_by().values("region")
    roundtables = Meeting.objects.filter(network=network, kind=MeetingKind.ROUNDTABLE, region__in=regions)
    held, coming = Q(state=MeetingState.HELD), Q(state__in=PLANNED, day__gte=timezone.localdate())
    told = roundtables.order_by().values_list("region").annotate(
        held=Count("pk", filter=held), last=Max("day", filter=held), next=Min("day", filter=coming),
        unreported=Count("pk", filter=held & Q(report=None)),
    )  # fmt: skip
    for key, *numbers in told:
        row = rows[key]
        row.held, row.last_day, row.next_day, row.to_report = numbers
    by_slug = {row.slug: row for row in rows.values()}
    for (slug, number, day), counts in _counts(roundtables.filter(held)).items():
        by_slug[slug].people.append(Point(number, day, *_best(counts)))
        by_slug[slug].organisations.append(Point(number, day, counts.get(Unit.ORGANISATIONS)))


def _best(counts: Mapping[str, int]) -> tuple[int | None, str]:
    """People where they were counted; else the number whose unit nobody stated, said so."""
    if Unit.PEOPLE in counts:
        return counts[Unit.PEOPLE], ""
    return counts.get(Unit.UNSTATED), _("unit not stated") if Unit.UNSTATED in counts else ""


def _counts(held: Any) -> dict[tuple[str, int | None, date], dict[str, int]]:
    """The last roundtables of each region, the oldest first (slug, number, day), with their counts by unit."""
    headline = Q(counts__category=None, counts__age_band="", counts__gender="")
    # Rows of one meeting have one rank, however many counts it has.
    turn = Window(DenseRank(), partition_by=F("region_id"), order_by=[F("day").desc(), F("pk").desc()])
    recent = held.annotate(headline=FilteredRelation("counts", condition=headline), turn=turn)
    rows = recent.filter(turn__lte=MOST_POINTS).order_by("day", "pk", "headline__high")
    found: dict[tuple[str, int | None, date], dict[str, int]] = defaultdict(dict)
    for *meeting, unit, high in rows.values_list("region__slug", "number", "day", "headline__unit", "headline__high"):
        counts = found[tuple(meeting)]
        if unit is not None:
            counts[unit] = high
    return found


def _fill_table(rows: Rows, network: Network) -> None:
    """How many kinds of stakeholders are missing: two queries. A table that nobody described has no number."""
    kinds = Term.objects.filter(vocabulary=Term.Vocabulary.CATEGORY).count()
    for key, found in kinds_at_tables(network, list(rows)).items():
        rows[key].is_told, rows[key].missing = True, kinds - len(found)


def _fill_register(rows: Rows) -> None:
    stale = stale_on(timezone.localdate())
    entries = Organisation.objects.filter(steward__in=list(rows), merged_into=None).order_by()
    numbers = entries.values_list("steward").annotate(known=Count("pk"), stale=Count("pk", filter=stale))
    for key, known, unconfirmed in numbers:
        rows[key].entries, rows[key].stale = known, unconfirmed


def _fill_articles(rows: Rows) -> None:
    drafts = Article.objects.filter(state=ArticleState.DRAFT, region__in=list(rows)).order_by()
    for key, number in drafts.values_list("region").annotate(drafts=Count("pk")):
        rows[key].drafts = number


def _fill_activity(rows: Rows) -> None:
    events = AuditEvent.objects.filter(region_id__in=list(rows)).order_by().values_list("region_id")
    for key, last in events.annotate(last=Max("created_at")):
        if key:
            rows[key].active_on = timezone.localtime(last).date()


@dataclass(frozen=True, slots=True)
class Need:
    """A region that needs the coordinator: mark, word, what is on record, what to do, where."""

    state: str
    word: str
    text: str
    act: str
    href: str


def needs_of(rows: list[BoardRow]) -> list[Need]:
    """The regions that need a person most: late, losing people, silent; at most three of each."""
    late = sorted((row for row in rows if row.is_late), key=lambda row: row.last_day or date.min)
    losing = sorted((row for row in rows if row.is_losing), key=lambda row: row.share_left)
    silent = [row for row in rows if row.is_silent]
    return [
        *(_late(row) for row in late[:MOST_NEEDS]),
        *(_losing(row) for row in losing[:MOST_NEEDS]),
        *(_silent(row) for row in silent[:MOST_NEEDS]),
    ]


def _desk(row: BoardRow) -> str:
    return reverse("portal:desk_region", args=[row.slug])


def _late(row: BoardRow) -> Need:
    owed = (row.promised or 0) - row.held
    words = ngettext(
        "%(region)s: %(n)s roundtable is owed and none is planned.",
        "%(region)s: %(n)s roundtables are owed and none is planned.",
        owed,
    )
    return Need("none", _("Late"), words % {"region": row.name.text, "n": owed}, _("See its meetings"), _desk(row))


def _losing(row: BoardRow) -> Need:
    known = [point.value for point in row.people if point.value is not None]
    words = _("%(region)s: %(first)s came first, %(last)s last time.")
    text = words % {"region": row.name.text, "first": known[0], "last": known[-1]}
    return Need("ending", _("Losing people"), text, _("See who stayed away"), reverse("portal:table", args=[row.slug]))


def _silent(row: BoardRow) -> Need:
    text = _("%(region)s: nobody has told us of a roundtable.") % {"region": row.name.text}
    return Need("unknown", _("No record"), text, _("See its desk"), _desk(row))


# What a region can be asked for by: it owes roundtables, it loses people, nobody told of it.
NEEDS: dict[str, Callable[[BoardRow], bool]] = {
    "late": lambda row: row.is_late,
    "losing": lambda row: row.is_losing,
    "silent": lambda row: row.is_silent,
}
# Orders that can be had before the other columns are filled in.
SORTED_EARLY = {"", "region", "held", "people", "organisations"}
SORTS: dict[str, Any] = {
    "region": lambda row: row.name.text.casefold(),
    "held": lambda row: row.held - (row.promised or 0),
    "people": lambda row: _last(row.people),
    "organisations": lambda row: _last(row.organisations),
    "missing": lambda row: -row.missing if row.is_told else -99,
    "stale": lambda row: -row.stale,
    "drafts": lambda row: -(row.drafts + row.to_report),
    "activity": lambda row: row.active_on or date.min,
}


def _last(points: list[Point]) -> int:
    known = [point.value for point in points if point.value is not None]
    return known[-1] if known else -1


@dataclass(frozen=True)
class Board:
    """See ``portal/jinja2/ui/board.html``: the rows asked for, and the links that sort and filter them."""

    page: Page[BoardRow]
    needs: list[Need]
    chosen: dict[str, str]
    filters: list[tuple[str, list[tuple[str, str, bool, int]]]]

    @property
    def rows(self) -> list[BoardRow]:
        """Those of this page."""
        return list(self.page)

    @property
    def many_needs(self) -> list[tuple[str, str, int]]:
        """Needs of more regions than stand above the board: words, the address that shows all, how many."""
        _label, links = self.filters[0]
        return [(words, href, count) for words, href, _is_chosen, count in links[1:] if count > MOST_NEEDS]

    @property
    def base(self) -> str:
        """The address of the pages, up to the number."""
        return f"{_query(self.chosen, page='')}&".replace("?&", "?")

    @property
    def columns(self) -> list[tuple[str, str, bool]]:
        """Heads of the columns: words, the address that sorts by them, whether they do."""
        words = {
            "region": _("Region"), "held": _("Roundtables"), "people": _("People"),
            "organisations": _("Organisations"), "missing": _("Kinds missing"), "stale": _("Not confirmed"),
            "drafts": _("Waiting"), "activity": _("Last activity"),
        }  # fmt: skip
        sort = self.chosen.get("sort", "")
        return [(label, _link(self.chosen, sort=key), key == sort) for key, label in words.items()]


def _query(chosen: Mapping[str, str], **change: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in ({**chosen, **change}).items() if value)
    return f"?{query}" if query else "?"


def _link(chosen: Mapping[str, str], **change: str) -> str:
    """Who sorts or narrows the board goes on reading there, and not at the top of the page."""
    return f"{_query(chosen, **change)}#d-board"


def board(network: Network, asked: Mapping[str, str]) -> Board:
    """The board as the address asks: ``sort``, ``need``, ``country``, ``class``, ``page``; the rest is passed over."""
    rows = _with_meetings(network)
    lands, classes = Counter(row.country for row in rows), Counter(row.urban_rural for row in rows)
    needs = {name: sum(map(needs_it, rows)) for name, needs_it in NEEDS.items()}
    known: dict[str, Any] = {"sort": SORTS, "need": NEEDS, "country": lands, "class": classes}
    chosen = {name: asked[name] for name, allowed in known.items() if asked.get(name) in allowed}
    shown = [
        row
        for row in rows
        if chosen.get("country", row.country) == row.country
        and chosen.get("class", row.urban_rural) == row.urban_rural
        and ("need" not in chosen or NEEDS[chosen["need"]](row))
    ]
    sort = chosen.get("sort", "")
    if sort not in SORTED_EARLY:
        _fill_rest(shown, network)
    if sort:
        shown.sort(key=SORTS[sort])
    page = Paginator(shown, ROWS).get_page(asked.get("page"))
    if sort in SORTED_EARLY:
        _fill_rest(list(page), network)
    return Board(page, needs_of(shown), chosen, _filters(chosen, len(rows), needs, lands, classes))


def _filters(
    chosen: dict[str, str], regions: int, *counted: Mapping[str, int]
) -> list[tuple[str, list[tuple[str, str, bool, int]]]]:
    """The choices above the board: by need, by country, by kind of territory, each with its number of regions."""
    needs, lands, classes = counted

    def group(name: str, counts: Mapping[str, int], words: Mapping[str, str]) -> list[tuple[str, str, bool, int]]:
        links = [(_("All"), _link(chosen, **{name: ""}), name not in chosen, regions)]
        known = [key for key in words if counts.get(key)]
        return links + [
            (words[key], _link(chosen, **{name: key}), chosen.get(name) == key, counts[key]) for key in known
        ]

    states = {"late": _("Late"), "losing": _("Losing people"), "silent": _("No record")}
    names = {code: country_name(code) for code in sorted(lands)}
    kinds = {kind.value: str(kind.label) for kind in sorted(UrbanRural)}
    return [
        (_("What it needs"), group("need", needs, states)),
        (_("Country"), group("country", lands, names)),
        (_("Kind of territory"), group("class", classes, kinds)),
    ]
