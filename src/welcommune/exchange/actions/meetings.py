"""The meetings of a network file, each with its report drafted from the record and published."""

from typing import Any
from uuid import UUID

from welcommune.core.access import Actor
from welcommune.exchange.actions.put import Loading
from welcommune.exchange.schema import ChildEntry, MeetingEntry
from welcommune.meetings.actions import draft_report, publish_report
from welcommune.meetings.models import (
    AgendaItem,
    CategoryPresent,
    Insight,
    Meeting,
    Organiser,
    Report,
    ReportedCount,
)


def put_meetings(loading: Loading, by: Actor) -> None:
    """All meetings first, then the reports, so that each report knows what came after."""
    rows = [(entry, _put_meeting(loading, entry)) for entry in loading.content.meetings]
    for entry, meeting in rows:
        if entry.report and entry.state == "held" and not Report.objects.filter(meeting=meeting).exists():
            draft_report(by=by, meeting=meeting)
            publish_report(by=by, meeting=meeting)


def _place(loading: Loading, entry: MeetingEntry, *path: object) -> UUID:
    return loading.place("meeting", entry.region or "", entry.kind, entry.number or entry.day, *path)


def _put_meeting(loading: Loading, entry: MeetingEntry) -> Meeting:
    region = loading.regions[entry.region] if entry.region else None
    beside = {"region", "regions", "organisers", "agenda", "counts", "categories", "insights", "children"}
    values = entry.model_dump(exclude=beside | {"sources", "report"})
    values |= {"zone": entry.zone or "", "region": region, "network": loading.network}
    meeting = loading.put(Meeting, {"id": _place(loading, entry)}, values)
    meeting.regions.set([loading.regions[slug] for slug in dict.fromkeys([entry.region, *entry.regions]) if slug])
    _put_beside(loading, entry, meeting)
    _put_insights(loading, entry, meeting)
    for index, child in enumerate(entry.children):
        _put_child(loading, entry, meeting, child, index)
    loading.cite(meeting, entry, "meeting", entry.region, entry.kind, entry.number or entry.day)
    return meeting


def _put_beside(loading: Loading, entry: MeetingEntry, meeting: Meeting) -> None:
    def put(model: Any, kind: str, order: int, values: dict[str, Any]) -> None:
        loading.put(model, {"id": _place(loading, entry, kind, order)}, {"meeting": meeting, **values})

    for order, slug in enumerate(entry.organisers):
        put(Organiser, "organiser", order, {"organisation": loading.organisations[slug], "order": order})
    for order, point in enumerate(entry.agenda):
        put(AgendaItem, "agenda", order, {"title": point.title, "minutes": point.minutes, "order": order})
    for order, count in enumerate(entry.counts):
        values: dict[str, Any] = {
            "low": count.low,
            "high": count.low if count.high is None else count.high,
            "unit": count.unit,
        }
        values |= {"moment": count.moment, "category": loading.term("category", count.category)}
        put(ReportedCount, "count", order, values)
    for order, seats in enumerate(entry.categories):
        values = seats.model_dump() | {"category": loading.term("category", seats.category), "order": order}
        put(CategoryPresent, "category", order, values)


def _put_insights(loading: Loading, entry: MeetingEntry, meeting: Meeting) -> None:
    for order, said in enumerate(entry.insights):
        values: dict[str, Any] = {
            "region": meeting.region, "meeting": meeting, "said_on": meeting.day, "kind": said.kind,
            "text": said.text, "attribution": said.attribution, "order": order,
            "organisation": loading.organisations[said.organisation] if said.organisation else None,
            "category": loading.term("category", said.category),
        }  # fmt: skip
        insight = loading.put(Insight, {"id": _place(loading, entry, "insight", order)}, values)
        insight.themes.set([loading.terms["theme", code] for code in said.themes])
        loading.cite(insight, said, "insight", entry.region, entry.kind, entry.number, order)


def _put_child(loading: Loading, entry: MeetingEntry, meeting: Meeting, child: ChildEntry, index: int) -> None:
    values: dict[str, Any] = {
        "parent": meeting, "network": meeting.network, "region": meeting.region, "kind": child.kind,
        "title": child.title, "state": meeting.state, "day": meeting.day, "mode": meeting.mode,
        "duration_minutes": child.duration_minutes,
    }  # fmt: skip
    loading.put(Meeting, {"id": _place(loading, entry, "child", index)}, values)
