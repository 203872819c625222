"""Meetings as an iCalendar file (RFC 5545) in the reader's language, for calendars that subscribe to it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vUri

from welcommune.core import ui
from welcommune.core.ui import commas
from welcommune.meetings.models import Meeting, MeetingState
from welcommune.meetings.queries import meeting_name
from welcommune.network.models import Network, Region
from welcommune.portal.queries.addresses import absolute, site_host

# The record of meetings that were held stays; what was called off is told for a year, then it is of no use.
CALLED_OFF_DAYS = 365
MOST_EVENTS = 500
LOOK_AGAIN = vDuration(timedelta(hours=6))
STATUS = {MeetingState.POSTPONED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def calendar_meetings(network: Network, region: Region | None = None) -> QuerySet[Meeting]:
    """The meetings of a calendar, the youngest first: of a region, also those it takes part in."""
    shared = Meeting.regions.through.objects.filter(region=region).values("meeting")
    where = Q(region=region) | Q(pk__in=shared) if region else Q(network=network)
    long_ago = timezone.localdate() - timedelta(days=CALLED_OFF_DAYS)
    stale = Q(state__in=[MeetingState.POSTPONED, MeetingState.CANCELLED], day__lt=long_ago)
    rows = Meeting.objects.filter(where, parent__isnull=True).exclude(stale)
    return rows.select_related("region", "network").order_by("-day", "pk")


def calendar_file(network: Network, region: Region | None = None) -> bytes:
    """The file: folded lines, time zones that it needs, one event a meeting."""
    name = str(region.name.best()) if region else network.name
    title = _("Meetings: %(place)s") % {"place": name}
    calendar = Calendar()
    calendar.add("prodid", f"-//Welcommune//{site_host()}//{(get_language() or 'en').upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", LOOK_AGAIN)
    meetings = list(calendar_meetings(network, region)[:MOST_EVENTS])
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    if meetings:
        # A year more on each side: which offset holds on a day is said by the change before it.
        first, last = meetings[-1].day - timedelta(days=400), meetings[0].day + timedelta(days=400)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    content: bytes = calendar.to_ical()
    return content


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
        return absolute("roundtable", region=meeting.region.slug, number=meeting.number)
    return absolute("meeting", pk=meeting.pk)


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


def _description(meeting: Meeting) -> str:
    lines = [str(meeting.get_mode_display()).capitalize() if meeting.mode else ""]
    if meeting.starts_at and start_of(meeting) is None:
        lines.append(_("Starts at %(clock)s; nobody has told us in which time zone.") % {
            "clock": ui.time(meeting.starts_at)
        })  # fmt: skip
    if meeting.state == MeetingState.POSTPONED:
        lines.append(_("A new date is not known yet. This calendar will tell it."))
    return "\n".join([line for line in lines if line] + [meeting_address(meeting)])


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.pk}@{site_host()}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.changed_at)
    event.add("created", meeting.created_at)
    event.add("last-modified", meeting.changed_at)
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("summary", _summary(meeting))
    event.add("description", _description(meeting))
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
