"""What was decided and promised: for the record, for the list of a region, and for the next agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.access import Actor, allowed
from welcommune.core.text import Said
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import STILL_OPEN, Commitment, CommitmentState, Meeting
from welcommune.network.models import Network, Region
from welcommune.stakeholders.models import Contact
from welcommune.stakeholders.queries import contacts_of, organisations_near

BESIDE = ("organisation", "contact", "meeting", "region")
EARLIEST_FIRST = (F("due").asc(nulls_last=True), "pk")
OVERDUE, ALL = "overdue", "all"


def overdue_on(day: date) -> Q:
    """Commitments that are still to be done although their day is over."""
    return Q(state__in=STILL_OPEN, due__lt=day)


def open_commitments(meeting: Meeting) -> QuerySet[Commitment]:
    """What a meeting asks after first: promised in its region before its day, still to be done; the oldest day first.

    Promises between meetings, which have none, belong to it too. One query, with organisation and contact.
    """
    before = Q(meeting__day__lte=meeting.day) | Q(meeting__isnull=True)
    rows = Commitment.objects.filter(before, region=meeting.region_id, state__in=STILL_OPEN)
    return rows.exclude(meeting=meeting).select_related(*BESIDE).order_by(*EARLIEST_FIRST)


def overdue_in(region: OuterRef) -> Subquery:
    """How many commitments of a region are overdue, as a part of another query; nothing where none is."""
    late = Commitment.plain.filter(overdue_on(timezone.localdate()), region=region).order_by()
    return Subquery(late.values("region").annotate(late=Count("pk")).values("late"))


def standing_of(row: Commitment) -> tuple[str, str]:
    """How a commitment stands: the mark, and the words beside it."""
    if row.state == CommitmentState.DONE:
        return "held", _("Done on %(day)s") % {"day": ui.date(row.closed_on)}
    if row.state == CommitmentState.DROPPED:
        return "none", _("Will not be done")
    if row.is_overdue:
        return "ending", _("Overdue since %(day)s") % {"day": ui.date(row.due)}
    is_confirmed = row.state == CommitmentState.CONFIRMED
    if row.due is None:
        return ("planned", _("Confirmed")) if is_confirmed else ("unknown", _("Promised, not confirmed yet"))
    words = _("Confirmed, by %(day)s") if is_confirmed else _("Promised by %(day)s, not confirmed yet")
    return "planned" if is_confirmed else "unknown", words % {"day": ui.date(row.due)}


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment as the desk lists it. ``person`` is for those who keep the record."""

    row: Commitment
    what: Said
    mark: str
    words: str
    organisation: Said | None
    person: str

    @property
    def owner_key(self) -> str:
        """What the list is narrowed by for this owner."""
        return str(self.row.organisation_id or self.row.contact_id or self.row.person)


def commitment_line(row: Commitment) -> CommitmentLine:
    """One commitment with its organisation and contact at hand."""
    works_for = row.organisation
    named = Said(works_for.name, works_for.language) if works_for else None
    return CommitmentLine(row, Said(row.what, row.language), *standing_of(row), named, row.person_name)


@dataclass(frozen=True)
class CommitmentList:
    """The commitments of a region as the list shows them; see ``meetings/commitments.html``."""

    lines: list[CommitmentLine]
    asked: dict[str, str]
    lists: list[tuple[str, str, list[tuple[str, str]], str]]
    overdue: int
    # Whether nothing was promised at all, and not only nothing of what was asked for.
    is_empty: bool


def _is_wanted(line: CommitmentLine, show: str) -> bool:
    if show == OVERDUE:
        return line.row.is_overdue
    return show == ALL or line.row.state == show or (line.row.is_open and not show)


def _owners(lines: list[CommitmentLine]) -> list[tuple[str, str]]:
    named = {line.owner_key: str(line.organisation or line.person) for line in lines if line.owner_key}
    return sorted(named.items(), key=lambda owner: owner[1].casefold())


def commitment_list(region: Region, query: Mapping[str, str]) -> CommitmentList:
    """What was promised in a region: all that is open, unless the address asks for something else. One query."""
    asked = {name: query.get(name, "")[:200] for name in ("show", "owner")}
    rows = Commitment.objects.filter(region=region).select_related(*BESIDE).order_by(*EARLIEST_FIRST)
    lines = [commitment_line(row) for row in rows]
    owned = [line for line in lines if asked["owner"] in ("", line.owner_key)]
    states = [
        (OVERDUE, _("overdue")),
        (CommitmentState.DONE.value, str(CommitmentState.DONE.label)),
        (CommitmentState.DROPPED.value, str(CommitmentState.DROPPED.label)),
        (ALL, _("All")),
    ]
    return CommitmentList(
        lines=[line for line in owned if _is_wanted(line, asked["show"])],
        asked=asked,
        lists=[
            ("show", _("State"), states, _("still to be done")),
            ("owner", _("Who promised it"), _owners(lines), _("All")),
        ],
        overdue=sum(line.row.is_overdue for line in lines),
        is_empty=not lines,
    )


def commitment_parts(meeting: Meeting | None, region: Region | None, network: Network) -> dict[str, Any]:
    """What the form of a commitment chooses from."""
    return {
        "organisations": organisations_near(region, network),
        "contacts": contacts_of(region) if region else Contact.plain.none(),
        "insights": list(meeting.insights.exclude(kind="quote")) if meeting else [],
        "agenda": list(meeting.agenda.all()) if meeting else [],
    }


def outcomes_page(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """See ``meetings/outcomes.html``."""
    promised = Commitment.objects.filter(meeting=meeting).select_related(*BESIDE).order_by("pk")
    return {
        "meeting": meeting,
        "can_edit": allowed(actor, meetings_rules.edit_meeting, meeting),
        "decisions": list(meeting.decisions.all()),
        "commitments": [commitment_line(row) for row in promised],
    }
