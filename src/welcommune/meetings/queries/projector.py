"""What the screen in the room shows of a meeting: no name of a person, and nothing that only the desk may know."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core.qr import qr_square
from welcommune.core.text import Said
from welcommune.meetings.models import AgendaItem, Insight, InsightKind, Meeting
from welcommune.meetings.queries.calendar import end_of, meeting_title, start_of
from welcommune.meetings.queries.door import door_address
from welcommune.meetings.queries.feedback import ScreenCode, feedback_code
from welcommune.meetings.queries.links import is_door_open, zone_of
from welcommune.meetings.queries.quick import latest_result

MOST_A_THEME, MOST_THEMES = 4, 6


@dataclass(frozen=True, slots=True)
class ScreenPoint:
    """One point of the agenda: when it begins, where that is known, and whether it is the one that runs."""

    title: Said
    begins_at: time | None
    state: str


@dataclass(frozen=True, slots=True)
class ScreenNote:
    """One thing that was said, with its kind; never who said it."""

    kind: str
    text: Said


def _lengths(meeting: Meeting, points: list[AgendaItem]) -> list[timedelta] | None:
    """How long each point takes; points without a length share what is left. ``None`` where that is not known."""
    start, end = start_of(meeting), end_of(meeting)
    unknown = sum(point.minutes is None for point in points)
    told = sum(point.minutes or 0 for point in points)
    if start is None or (unknown and end is None):
        return None
    left = max((end - start) - timedelta(minutes=told), timedelta()) if end and unknown else timedelta()
    share = left / unknown if unknown else timedelta()
    return [share if point.minutes is None else timedelta(minutes=point.minutes) for point in points]


def screen_points(meeting: Meeting, now: datetime) -> list[ScreenPoint]:
    """The agenda with the point that runs at this moment; one query."""
    points = list(meeting.agenda.all())
    lengths, start = _lengths(meeting, points), start_of(meeting)
    if lengths is None or start is None:
        return [ScreenPoint(point.title.best(), None, "unknown") for point in points]
    shown, begins = [], start
    for point, length in zip(points, lengths, strict=True):
        ends = begins + length
        state = "past" if ends <= now else "now" if begins <= now else "next"
        shown.append(ScreenPoint(point.title.best(), begins.astimezone(zone_of(meeting)).time(), state))
        begins = ends
    return shown


def screen_notes(meeting: Meeting) -> list[tuple[str, int, list[ScreenNote]]]:
    """What was said, by theme: its name, how many, the latest of them. Quotes wait for consent, and stay away."""
    rows = Insight.objects.filter(meeting=meeting).exclude(kind=InsightKind.QUOTE)
    found: dict[str, list[ScreenNote]] = defaultdict(list)
    for row in rows.prefetch_related("themes").order_by("-created_at", "-pk"):
        note = ScreenNote(str(row.get_kind_display()), row.text.best())
        themes = sorted(row.themes.all(), key=lambda theme: theme.order)
        found[capfirst(str(themes[0])) if themes else ""].append(note)
    most = sorted(found.items(), key=lambda item: (not item[0], -len(item[1])))
    return [(theme, len(notes), notes[:MOST_A_THEME]) for theme, notes in most[:MOST_THEMES]]


def screen_codes(meeting: Meeting) -> list[ScreenCode]:
    """Pages for telephones, besides the poll: checking in while the door is open, and the three questions."""
    address = door_address(meeting)
    door = [ScreenCode(_("Checking in oneself"), address, qr_square(address))] if is_door_open(meeting) else []
    return door + feedback_code(meeting)


def projector_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/projector.html``."""
    now = timezone.now().astimezone(zone_of(meeting))
    return {
        "meeting": meeting, "title": meeting_title(meeting), "now": now, "points": screen_points(meeting, now),
        "notes": screen_notes(meeting), "result": latest_result(meeting), "codes": screen_codes(meeting),
    }  # fmt: skip
