"""The facts of a region as a factfile freezes them: plain values by section, each with its sources and its date.

Texts are kept in every language that they were noted in, so that one version serves every reader. What people said,
promised, or are shown in is kept as a key: its wording is read at the record each time (``spoken.py``).
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import timezone

from welcommune.core.models import Source
from welcommune.evidence.queries.mapped import mapped_sections
from welcommune.library.models import ResourceKind, public_resources
from welcommune.mapping.models import Place
from welcommune.meetings.models import (
    STILL_OPEN,
    Commitment,
    Insight,
    InsightKind,
    Meeting,
    MeetingState,
)
from welcommune.meetings.queries import READ_TOTALS, over_by_now, people_at_table, public_totals, quotes_of
from welcommune.network.models import Region
from welcommune.network.queries import network_for, sources_of, terms
from welcommune.pilots.queries import pilots
from welcommune.stakeholders.models import Membership, Organisation
from welcommune.stakeholders.queries import active_seats

Item = dict[str, Any]


def content_of(region: Region) -> dict[str, Any]:
    """All sections. The same record gives the same content, whenever it is asked."""
    today = timezone.localdate()
    seats = list(active_seats(region).select_related("organisation__category", "category"))
    ahead = Q(state__in=[MeetingState.PLANNED, MeetingState.OPEN], day__gte=today)
    meetings = Meeting.objects.filter(region=region, parent__isnull=True).exclude(state=MeetingState.CANCELLED)
    sections: dict[str, list[Item]] = {
        "territory": _territory(region),
        "table": _seats(seats),
        "people": _people(seats),
        "meetings": _meetings(meetings.exclude(ahead)),
        "said": _said(region),
        **mapped_sections(region),
        "pilots": _pilots(region),
        "resources": _resources(region),
        "promises": _promises(region),
        "coming": _meetings(meetings.filter(ahead)),
    }
    _add_sources(item for items in sections.values() for item in items)
    return {"region": _region(region) | {"absent": _absent(sections)}, **sections}


def source_item(source: Source) -> Item:
    """A source as it is frozen."""
    dated = source.stated_on.isoformat() if source.stated_on else ""
    return {"text": source.text, "url": source.url, "on": dated, "doubt": dict(source.doubt)}


def _add_sources(items: Iterable[Item]) -> None:
    """What each item was noted from; one that has no date of its own takes the youngest of its sources."""
    noted = [item for item in items if "rows" in item]
    found = sources_of(UUID(row) for item in noted for row in item["rows"])
    for item in noted:
        rows = [UUID(row) for row in item.pop("rows")]
        sources = [source_item(source) for row in rows for source in found.get(row, [])]
        item["sources"] = sources
        item["as_of"] = item["as_of"] or max((source["on"] for source in sources), default="")


def _region(region: Region) -> Item:
    network = network_for(region)
    part = network.participations.get(region=region)
    return {
        "slug": region.slug, "name": dict(region.name), "country": region.country, "kind": dict(region.kind),
        "part_of": dict(region.part_of), "intro": dict(region.intro), "network": network.name,
        "funding": dict(network.funding_statement), "promised": part.roundtables_promised,
        "note": dict(region.composition_note), "outline": region.outline, "statistics": region.statistics_url,
    }  # fmt: skip


def _absent(sections: Mapping[str, list[Item]]) -> list[dict[str, str]]:
    """The kinds of stakeholders that no section names; nothing where none is named, for then nobody has told us."""
    seats = [item["kind"] for item in sections["table"]]
    people = [item["name"] for item in sections["people"]]
    came = [kind for item in sections["meetings"] for kind in item["present"]]
    named = [kind for kind in (*seats, *people, *came) if kind]
    kinds = [dict(category.name) for category in terms("category").values()]
    return [kind for kind in kinds if kind not in named] if named else []


def _territory(region: Region) -> list[Item]:
    codes: list[Item] = [
        {
            "key": f"code:{code.system}:{code.vintage}:{code.code}", "rows": [str(code.pk)], "what": "code",
            "system": code.system, "vintage": code.vintage, "level": code.level, "value": code.code,
            "is_stated": code.is_stated_by_programme, "doubt": dict(code.doubt), "as_of": code.vintage,
        }
        for code in region.codes.all()
    ]  # fmt: skip
    classes: list[Item] = [
        {
            "key": f"class:{stated.scheme}:{stated.vintage}", "rows": [str(stated.pk)], "what": "class",
            "scheme": stated.scheme, "vintage": stated.vintage, "value": stated.value, "doubt": dict(stated.doubt),
            "as_of": stated.vintage,
        }
        for stated in region.classes.all()
    ]  # fmt: skip
    return codes + classes + _figures(region)


def _figures(region: Region) -> list[Item]:
    """What the gazetteer counts: municipalities, and people in those whose number it gives, by year and source."""
    places = Place.objects.filter(region=region, system="lau", merged_into__isnull=True)
    counted = places.filter(population__isnull=False).order_by("population_year", "source")
    rows = counted.values_list("population_year", "source").annotate(people=Sum("population"))
    found: list[Item] = []
    for year, source, people in rows:
        dated = str(year or "")
        found.append({
            "key": f"population:{dated}", "what": "population", "value": people, "doubt": {},
            "counted": counted.filter(population_year=year, source=source).count(), "as_of": dated,
            "sources": [{"text": source, "url": "", "on": "", "doubt": {}}] if source else [],
        })  # fmt: skip
    return found


def _seats(seats: list[Membership]) -> list[Item]:
    """Each organisation once, with all that it is at the table."""
    found: dict[str, Item] = {}
    for seat in seats:
        if seat.organisation is None:
            continue
        item = found.setdefault(seat.organisation.slug, _entry(seat, seat.organisation))
        item["rows"].append(str(seat.pk))
        item["roles"].append(seat.role)
    return list(found.values())


def _entry(seat: Membership, entry: Organisation) -> Item:
    confirmed = entry.confirmed_on or seat.starts_on
    return {
        "key": entry.slug, "rows": [], "name": {entry.language: entry.name}, "roles": [],
        "kind": dict(entry.category.name) if entry.category else {},
        "as_of": confirmed.isoformat() if confirmed else "",
    }  # fmt: skip


def _people(seats: list[Membership]) -> list[Item]:
    """Individuals at the table, counted by kind; a count that the public may not learn is not kept."""
    return [
        {
            "key": cell.key, "name": dict(kind.name) if kind else {}, "count": None if cell.hidden else cell.count,
            "sources": [], "as_of": "",
        }
        for kind, cell in people_at_table(seats)
    ]  # fmt: skip


def _meetings(rows: Any) -> list[Item]:
    found = rows.order_by("day", "pk").prefetch_related(*READ_TOTALS, "organisers__organisation")
    return [
        {
            "key": str(row.pk), "rows": [str(row.pk)], "kind": row.kind, "number": row.number, "name": dict(row.title),
            "as_of": row.day.isoformat(), "mode": row.mode, "state": row.state, **_totals(row),
            "present": [dict(seat.category.name) for seat in row.categories.all()],
            "conveners": [_organisation(one.organisation) for one in row.organisers.all()], "minutes": row.lasted,
        }
        for row in found
    ]  # fmt: skip


def _organisation(entry: Organisation) -> dict[str, str]:
    return {entry.language: entry.name}


def _totals(row: Meeting) -> Item:
    """The reported totals that may be told; counts of groups are left to the page of the meeting, which hides some."""
    totals, is_hidden = public_totals(row)
    counts = [[one.low, one.high, one.unit, one.moment] for one in totals]
    return {"counts": counts, **({"is_few": True} if is_hidden else {})}


def _said(region: Region) -> list[Item]:
    rows = Insight.objects.filter(over_by_now(), region=region)
    quotes = quotes_of(rows)
    agreed = {key for key, quote in quotes.items() if quote.text}
    in_order = rows.order_by("said_on", "order", "pk")
    shown = (row for row in in_order if row.kind != InsightKind.QUOTE or row.pk in agreed)
    return [
        {
            "key": str(row.pk), "kind": row.kind, "version": row.version, "as_of": row.said_on.isoformat(),
            "meeting": str(row.meeting_id or ""), "sources": [],
        }
        for row in shown
    ]  # fmt: skip


def _pilots(region: Region) -> list[Item]:
    return [
        {
            "key": row.slug, "rows": [str(row.pk)], "name": {row.title_language: row.title} if row.title else {},
            "about": dict(row.about), "lead": {row.lead.language: row.lead.name} if row.lead else {},
            "place": dict(row.place), "starts": row.starts, "ends": row.ends, "state": row.state, "url": row.url,
            "as_of": row.ends or row.starts,
        }
        for row in pilots(region=region)
    ]  # fmt: skip


def _resources(region: Region) -> list[Item]:
    """Whatever names or shows a person is kept as a key, like a quote."""
    found = []
    for row in public_resources(region=region).select_related("publisher").order_by("kind", "-dated", "slug"):
        item: Item = {
            "key": str(row.pk), "rows": [str(row.pk)], "kind": row.kind, "as_of": row.dated, "slug": row.slug,
            "publisher": {row.publisher.language: row.publisher.name} if row.publisher else {},
        }  # fmt: skip
        if row.portrays or row.kind == ResourceKind.PORTRAIT:
            item |= {"slug": "", "version": row.version}
        else:
            item["name"] = dict(row.title)
        found.append(item)
    return found


def _promises(region: Region) -> list[Item]:
    """What is still to be done of what was promised at meetings that are over, or as an answer to what was said."""
    told = Q(meeting__state=MeetingState.HELD) | Q(meeting__isnull=True, insight__isnull=False)
    rows = Commitment.objects.filter(told, region=region, state__in=STILL_OPEN).select_related("organisation")
    return [
        {
            "key": str(row.pk), "version": row.version, "due": row.due.isoformat() if row.due else "",
            "state": row.state, "sources": [], "as_of": row.created_at.date().isoformat(),
            "lead": {row.organisation.language: row.organisation.name} if row.organisation else {},
        }
        for row in rows.order_by("due", "pk")
    ]  # fmt: skip
