"""Who is at the table of a region, for the desk: the page, and the same as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.text import Said
from welcommune.meetings.queries import Composition, Suggestion, composition, kind_name, whom_to_invite
from welcommune.meetings.queries.composition import Came, Kind, Share
from welcommune.network.models import Region, UrbanRural
from welcommune.network.queries import network_for

STANDINGS = {"came": "there", "lapsed": "ending", "never": "none", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of stakeholder in words: (mark, words) for each meeting."""

    name: str
    code: str
    is_missing: bool
    organisations: int
    people: int
    away: list[str]
    cells: list[tuple[str, str]]
    same_class: str
    network: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An organisation with a seat: its kind, a mark and a word for its presence, and the meetings it came to."""

    name: Said
    kind: str
    state: str
    word: str
    came: list[str]


@dataclass(frozen=True)
class TablePage:
    """See ``portal/table.html``."""

    table: Composition
    suggestions: list[Suggestion]
    can_record: bool = False

    @property
    def today(self) -> date:
        """The day as of which this is said, for paper."""
        return localdate()

    @property
    def region(self) -> Region:
        """Whose table it is."""
        return self.table.region

    @property
    def class_words(self) -> str:
        """The class that the region is compared by, in words."""
        return str(UrbanRural(self.table.urban_rural).label)

    @property
    def verdict(self) -> str:
        """The state of the table in one sentence."""
        missing = len(self.table.missing)
        if missing == len(self.table.kinds):
            return _("Nobody has a seat on record yet. Bring your list in, or add the first organisation.")
        if not missing:
            return _("Every kind of stakeholder has a seat or has come.")
        return ngettext("%(n)s kind is missing.", "%(n)s kinds are missing.", missing) % {"n": missing}

    @property
    def kinds(self) -> list[KindRow]:
        """Every kind of the vocabulary, those that are missing too."""
        return [_kind_row(kind) for kind in self.table.kinds]

    @property
    def members(self) -> list[MemberRow]:
        """The organisations with an active seat, by name."""
        return [
            MemberRow(
                Said(member.organisation.name, member.organisation.language),
                kind_name(member.category) if member.category else _("not told"),
                STANDINGS[member.standing],
                standing_words(member.standing),
                member.came,
            )
            for member in self.table.members
        ]


def _kind_row(kind: Kind) -> KindRow:
    away = [
        (kind.never, ngettext("%(n)s never came", "%(n)s never came", kind.never)),
        (kind.lapsed, ngettext("%(n)s lapsed", "%(n)s lapsed", kind.lapsed)),
        (kind.invited, _("%(n)s invited")),
    ]
    return KindRow(
        kind_name(kind.category),
        kind.category.code,
        kind.is_missing,
        kind.organisations,
        kind.people,
        [words % {"n": count} for count, words in away if count],
        [(cell.state, cell_words(cell)) for cell in kind.cells],
        share_words(kind.same_class),
        share_words(kind.network),
    )


def table_page(region: Region, *, can_record: bool) -> TablePage:
    """The composition of the table, and whom to invite next."""
    table = composition(region, network_for(region))
    return TablePage(table, whom_to_invite(table), can_record)


def standing_words(standing: str) -> str:
    """How a member stands, in words."""
    return {"came": _("came"), "lapsed": _("has lapsed"), "never": _("never came"), "unknown": _("not told")}[standing]


def cell_words(cell: Came) -> str:
    """Who of a kind came to a meeting; organisations and people beside each other, never added."""
    if cell.state == "unknown":
        return _("not told")
    if cell.state == "none":
        return _("not on record")
    words = []
    if cell.organisations is not None:
        words.append(_organisations(cell.organisations))
    if cell.people is not None:
        words.append(ngettext("%(n)s person", "%(n)s people", cell.people) % {"n": cell.people})
    return ", ".join(words) or _("present, number unknown")


def _organisations(count: int) -> str:
    return ngettext("%(n)s organisation", "%(n)s organisations", count) % {"n": count}


def share_words(share: Share) -> str:
    """In how many other regions a kind sits at the table."""
    return _("%(at)s of %(of)s") % {"at": share.at, "of": share.of} if share.of else _("not known")


def table_rows(table: Composition) -> Iterator[list[object]]:
    """The composition as rows of a file: the head, then one row a kind."""
    meetings = [f"{head.name} ({head.day.isoformat()})" for head in table.meetings]
    yield [
        _("Kind"), _("Organisations with a seat"), _("People with a seat of their own"), _("Invited"),
        _("Members who never came"), _("Lapsed members"), *meetings, _("Same class"), _("Network"),
    ]  # fmt: skip
    for kind in table.kinds:
        yield _file_row(kind)


def _file_row(kind: Kind) -> list[object]:
    numbers = [kind.organisations, kind.people, kind.invited, kind.never, kind.lapsed]
    shares = [share_words(kind.same_class), share_words(kind.network)]
    return [kind_name(kind.category), *numbers, *(cell_words(cell) for cell in kind.cells), *shares]
