"""Meetings as an iCalendar file (RFC 5545) in the reader's language, for calendars that subscribe to it."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import vDuration

from welcommune.meetings.models import Meeting, MeetingKind, MeetingState
from welcommune.meetings.queries import calendar_of, event_of, register_address
from welcommune.network.models import Network, Region

# The record of meetings that were held stays; what was called off is told for a year, then it is of no use.
CALLED_OFF_DAYS = 365
MOST_EVENTS = 500
LOOK_AGAIN = vDuration(timedelta(hours=6))


def calendar_meetings(network: Network, region: Region | None = None) -> QuerySet[Meeting]:
    """The meetings of a calendar, the youngest first: of a region, also those it takes part in."""
    shared = Meeting.regions.through.objects.filter(region=region).values("meeting")
    where = Q(region=region) | Q(pk__in=shared) if region else Q(network=network)
    long_ago = timezone.localdate() - timedelta(days=CALLED_OFF_DAYS)
    stale = Q(state__in=[MeetingState.POSTPONED, MeetingState.CANCELLED], day__lt=long_ago)
    rows = Meeting.objects.filter(where, parent__isnull=True).exclude(stale)
    return rows.select_related("region", "network", "registration").order_by("-day", "pk")


def calendar_file(network: Network, region: Region | None = None) -> bytes:
    """The file: folded lines, time zones that it needs, one event a meeting."""
    name = str(region.name.best()) if region else network.name
    return _file(_("Meetings: %(place)s") % {"place": name}, calendar_meetings(network, region))


def training_calendar_file(network: Network) -> bytes:
    """The same of trainings only."""
    trainings = calendar_meetings(network).filter(kind=MeetingKind.TRAINING)
    return _file(_("Trainings: %(place)s") % {"place": network.name}, trainings)


def _file(title: str, found: QuerySet[Meeting]) -> bytes:
    meetings = list(found[:MOST_EVENTS])
    events = [(meeting.day, event_of(meeting, register_address(meeting))) for meeting in meetings]
    calendar = calendar_of("PUBLISH", events)
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", LOOK_AGAIN)
    content: bytes = calendar.to_ical()
    return content
