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
    numbered = region is not None and entry.number is not None
    known_by = ("network", "region", "kind", "number") if numbered else ()
    key = {name: values.pop(name) for name in known_by} or {"id": _place(loading, entry)}
    meeting = loading.put(Meeting, key, values)
    meeting.regions.set([loading.regions[slug] for slug in dict.fromkeys([entry.region, *entry.regions]) if slug])
    _put_beside(loading, entry, meeting)
    _put_insights(loading, entry, meeting)
    for index, child in enumerate(entry.children):
        _put_child(loading, entry, meeting, child, index)
    loading.cite(meeting, entry)
    return meeting


def _put_beside(loading: Loading, entry: MeetingEntry, meeting: Meeting) -> None:
    """What stands beside a meeting is known by what it is, so that rows from the desk are met again."""
    for order, slug in enumerate(entry.organisers):
        loading.put(Organiser, {"meeting": meeting, "organisation": loading.organisations[slug]}, {"order": order})
    for order, point in enumerate(entry.agenda):
        loading.put(AgendaItem, {"meeting": meeting, "order": order}, {"title": point.title, "minutes": point.minutes})
    for count in entry.counts:
        category = loading.term("category", count.category)
        kind = {"category": category, "unit": count.unit, "moment": count.moment, "age_band": "", "gender": ""}
        high = count.low if count.high is None else count.high
        loading.put(ReportedCount, {"meeting": meeting, **kind}, {"low": count.low, "high": high})
    for order, seats in enumerate(entry.categories):
        key = {"meeting": meeting, "category": loading.term("category", seats.category)}
        loading.put(CategoryPresent, key, {"degree": seats.degree, "detail": seats.detail, "order": order})


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
        loading.cite(insight, said)


def _put_child(loading: Loading, entry: MeetingEntry, meeting: Meeting, child: ChildEntry, index: int) -> None:
    values: dict[str, Any] = {
        "parent": meeting, "network": meeting.network, "region": meeting.region, "kind": child.kind,
        "title": child.title, "state": meeting.state, "day": meeting.day, "mode": meeting.mode,
        "duration_minutes": child.duration_minutes,
    }  # fmt: skip
    loading.put(Meeting, {"id": _place(loading, entry, "child", index)}, values)
