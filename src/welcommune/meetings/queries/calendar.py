"""A meeting as an event of a calendar (RFC 5545), in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from welcommune.core import ui
from welcommune.core.addresses import site_host, whole_address
from welcommune.core.ui import commas
from welcommune.meetings.models import Meeting, MeetingState
from welcommune.meetings.queries.lists import meeting_name

TO_COME = (MeetingState.PLANNED, MeetingState.OPEN)
STATUS = {MeetingState.POSTPONED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def calendar_of(method: str, events: Sequence[tuple[date, Event]]) -> Calendar:
    """A calendar of events with their days, and of the time zones that they need."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Welcommune//{site_host()}//{(get_language() or 'en').upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for _day, event in events:
        calendar.add_component(event)
    if events:
        # A year more on each side: which offset holds on a day is said by the change before it.
        days, year = [day for day, _event in events], timedelta(days=400)
        calendar.add_missing_timezones(first_date=min(days) - year, last_date=max(days) + year)
    return calendar


def event_zone(meeting: Meeting) -> ZoneInfo | None:
    """The zone of a meeting's clock times: its own, else its region's; ``None`` where nobody told us."""
    name = meeting.zone or (meeting.region.zone if meeting.region else "")
    return ZoneInfo(name) if name else None


def start_of(meeting: Meeting) -> datetime | None:
    """The start as a moment; ``None`` where only the day is known."""
    zone = event_zone(meeting)
    return datetime.combine(meeting.day, meeting.starts_at, zone) if meeting.starts_at and zone else None


def end_of(meeting: Meeting) -> datetime | None:
    """The end as a moment: as noted, else by the length; ``None`` where neither is known."""
    start = start_of(meeting)
    if start is None:
        return None
    if meeting.ends_at:
        return datetime.combine(meeting.day, meeting.ends_at, start.tzinfo)
    return start + timedelta(minutes=meeting.duration_minutes) if meeting.duration_minutes else None


def meeting_address(meeting: Meeting) -> str:
    """The whole address of the page of a meeting."""
    if meeting.is_numbered_roundtable and meeting.region:
        return whole_address("portal:roundtable", region=meeting.region.slug, number=meeting.number)
    return whole_address("portal:meeting", pk=meeting.pk)


def meeting_title(meeting: Meeting) -> str:
    """What the meeting is called, with its region or network."""
    place = meeting.region.name.best() if meeting.region else meeting.network.name
    return commas([meeting_name(meeting.kind, meeting.number, meeting.title), place])


def _summary(meeting: Meeting) -> str:
    title = meeting_title(meeting)
    if meeting.state == MeetingState.POSTPONED:
        return _("Postponed: %(meeting)s") % {"meeting": title}
    if meeting.state == MeetingState.CANCELLED:
        return _("Cancelled: %(meeting)s") % {"meeting": title}
    return title


def register_address(meeting: Meeting) -> str:
    """The whole address of the form for registering; empty where the meeting is not open for it, or is over."""
    opened = getattr(meeting, "registration", None)
    is_to_come = meeting.state in TO_COME and meeting.day >= timezone.localdate()
    return whole_address("meetings:register", pk=meeting.pk) if opened and opened.is_open and is_to_come else ""


def _description(meeting: Meeting, register: str) -> str:
    lines = [str(meeting.get_mode_display()).capitalize() if meeting.mode else ""]
    if meeting.starts_at and start_of(meeting) is None:
        lines.append(_("Starts at %(clock)s; nobody has told us in which time zone.") % {
            "clock": ui.time(meeting.starts_at)
        })  # fmt: skip
    if meeting.state == MeetingState.POSTPONED:
        lines.append(_("A new date is not known yet. This calendar will tell it."))
    lines.append(_("Register: %(address)s") % {"address": register} if register else "")
    return "\n".join([line for line in lines if line] + [meeting_address(meeting)])


def event_of(meeting: Meeting, register: str = "") -> Event:
    """The meeting as one event: a name that stays, counted up with each change of the record.

    ``register`` is where whoever reads it can register.
    """
    event = Event()
    event.add("uid", f"{meeting.pk}@{site_host()}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.changed_at)
    event.add("created", meeting.created_at)
    event.add("last-modified", meeting.changed_at)
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("summary", _summary(meeting))
    event.add("description", _description(meeting, register))
    event.add("url", vUri(meeting_address(meeting)))
    if meeting.place:
        event.add("location", meeting.place)
    _add_times(event, meeting)
    return event


def _add_times(event: Event, meeting: Meeting) -> None:
    start, end = start_of(meeting), end_of(meeting)
    event.add("dtstart", start or meeting.day)
    if end:
        event.add("dtend", end)
    if start is None:
        # A day that is known without its hours does not make people busy from morning to evening.
        event.add("transp", "TRANSPARENT")
