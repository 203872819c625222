"""What the desk shows of a meeting's record."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max, Model, QuerySet

from welcommune.core.access import Actor, allowed, only_one
from welcommune.core.text import Translated
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import (
    MEETING_TRANSITIONS,
    Insight,
    Meeting,
    MeetingKind,
    MeetingState,
    Report,
)
from welcommune.meetings.queries.agenda import running_agenda
from welcommune.meetings.queries.guests import guest_counts
from welcommune.meetings.queries.pages import history_of, quotes_among, table_words
from welcommune.network.models import Network, Region
from welcommune.network.queries import regions_of
from welcommune.stakeholders.queries import organisations_near

M = TypeVar("M", bound=Model)


def next_number(region: Region) -> int:
    """The number that the region's next roundtable has."""
    known = Meeting.objects.filter(region=region, kind=MeetingKind.ROUNDTABLE).aggregate(last=Max("number"))
    return (known["last"] or 0) + 1


def _like_the_last(region: Region) -> dict[str, Any]:
    """What a table seldom changes from one roundtable to the next: where it meets, and from when to when."""
    tables = Meeting.objects.filter(region=region, kind=MeetingKind.ROUNDTABLE, parent=None)
    last = tables.exclude(state=MeetingState.CANCELLED).order_by("-day", "-pk").first()
    names = ("starts_at", "ends_at", "mode", "place", "languages")
    return {"kind": MeetingKind.ROUNDTABLE} | ({name: getattr(last, name) for name in names} if last else {})


def new_form_parts(region: Region | None, network: Network) -> dict[str, Any]:
    """What the form of a new meeting of a region, or of the network, chooses from and starts with."""
    first = _like_the_last(region) | {"number": next_number(region)} if region else {}
    return {
        "organisations": organisations_near(region, network),
        "regions": regions_of(network),
        "zone": region.zone if region else "Europe/Brussels",
        "initial": first,
    }


def form_parts(meeting: Meeting) -> dict[str, Any]:
    """What the forms of a meeting choose from: organisations near it, and its time zone."""
    region = meeting.region
    return {
        "organisations": organisations_near(region, meeting.network),
        "regions": regions_of(meeting.network),
        "zone": meeting.zone or (region.zone if region else "Europe/Brussels"),
    }


def languages_of(meeting: Meeting) -> list[str]:
    """The languages that a meeting is held and written in: those of its region or network, then English and French."""
    own = meeting.region.languages if meeting.region else meeting.network.languages
    return list(dict.fromkeys([*own, "en", "fr"]))


def details_of(meeting: Meeting) -> dict[str, Translated]:
    """What narrows each category at the table, by its code."""
    return {row.category.code: row.detail for row in meeting.categories.select_related("category")}


def written_languages(region: Region | None, own: list[str] | None = None) -> list[str]:
    """The languages a record is written in: the region's, or the network's ``own``, then English and French."""
    return list(dict.fromkeys([*(region.languages if region else own or []), "en", "fr"]))


def part_of(meeting: Meeting, model: type[M], pk: UUID) -> M:
    """A row beside a meeting, by its identifier; ``Http404`` where it belongs to another."""
    return only_one(model._default_manager.filter(meeting=meeting, pk=pk))


def _standing(rows: Any) -> QuerySet[Any]:
    """Rows beside a meeting without those of entries that were merged into another, which is beside it, too."""
    standing: QuerySet[Any] = rows.filter(organisation__merged_into__isnull=True)
    return standing.select_related("organisation")


def record_page(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """See ``meetings/record.html``."""
    spoken = Insight.objects.filter(meeting=meeting)
    report: Report | None = getattr(meeting, "report", None)
    counts = list(meeting.counts.select_related("category"))
    insights = list(spoken.select_related("organisation", "category", "consent"))
    return {
        "meeting": meeting,
        "guests": guest_counts(meeting),
        "region": meeting.region,
        "can_edit": allowed(actor, meetings_rules.edit_meeting, meeting),
        "states": [state for state in MeetingState if state in MEETING_TRANSITIONS[meeting.state]],
        "counts": counts,
        "table": table_words(counts),
        "categories": list(meeting.categories.select_related("category")),
        "participants": list(_standing(meeting.participants).select_related("contact")),
        "organisers": list(_standing(meeting.organisers)),
        "agenda": running_agenda(meeting),
        "children": list(Meeting.objects.filter(parent=meeting).order_by("pk")),
        "insights": insights,
        "quotes": quotes_among(insights),
        "article": report.article if report else None,
        "minutes": getattr(meeting, "minutes", None),
        "history": list(history_of(meeting)),
    }
