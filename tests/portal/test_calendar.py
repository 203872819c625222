"""The calendar as programs read it: zones, days without hours, what keeps its name when it changes."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from icalendar import Calendar

from tests.factories import OTHER, SEATS, actor, meeting, region, tree
from tests.harness.html import elements
from welcommune.core.access import SYSTEM
from welcommune.meetings.actions import change_meeting, move_meeting
from welcommune.meetings.models import Meeting, MeetingFacts

pytestmark = pytest.mark.usefixtures("scope")
PARIS = {"starts_at": time(9, 30), "ends_at": time(12), "zone": "Europe/Paris"}
SUMMER, WINTER = date(2027, 7, 6), date(2027, 1, 12)


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def calendar(visitor, path="/en/calendar.ics"):
    answer = visitor.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content.decode())


def event(visitor, row, path="/en/calendar.ics"):
    found = [event for event in calendar(visitor, path).walk("VEVENT") if event["UID"].startswith(str(row.pk))]
    return found[0] if found else None


def planned(day=SUMMER, at=SEATS, **told):
    return meeting(at=at, state="planned", day=day, **told)


def fresh(row):
    return Meeting.objects.get(pk=row.pk)


@pytest.mark.parametrize(("day", "hour", "zone"), [(SUMMER, 7, "CEST"), (WINTER, 8, "CET")])
def test_clock_times_are_those_of_the_place_in_summer_and_winter(visitor, day, hour, zone):
    row = planned(day, **PARIS)
    start = event(visitor, row)["DTSTART"]
    assert start.params["TZID"] == "Europe/Paris"
    assert start.dt.replace(tzinfo=None) == datetime.combine(day, time(9, 30))
    assert start.dt.astimezone(ZoneInfo("UTC")).time() == time(hour, 30)
    # The file says so itself, for programs that know no zones.
    [told] = calendar(visitor).walk("VTIMEZONE")
    own = told.to_tz(lookup_tzid=False)
    moment = datetime.combine(day, time(9, 30), own)
    assert (moment.utcoffset(), moment.tzname()) == (timedelta(hours=9 - hour), zone)


def test_each_zone_stands_in_the_file_once(visitor):
    planned(SUMMER, **PARIS)
    planned(WINTER, number=45, **PARIS)
    planned(SUMMER, number=46, **PARIS | {"zone": "Europe/Athens"})
    zones = [zone["TZID"] for zone in calendar(visitor).walk("VTIMEZONE")]
    assert sorted(zones) == ["Europe/Athens", "Europe/Paris"]


def test_a_day_without_hours_is_a_whole_day(visitor):
    found = event(visitor, planned())
    assert found["DTSTART"].dt == SUMMER
    assert not isinstance(found["DTSTART"].dt, datetime)
    assert (found["DTSTART"].params["VALUE"], found["TRANSP"]) == ("DATE", "TRANSPARENT")
    assert "DTEND" not in found


def test_the_end_is_noted_or_follows_from_the_length(visitor):
    noted = planned(**PARIS)
    counted = planned(number=45, starts_at=time(9, 30), zone="Europe/Paris", duration_minutes=90)
    assert event(visitor, noted)["DTEND"].dt.time() == time(12)
    assert event(visitor, counted)["DTEND"].dt.time() == time(11)


def test_what_an_event_says(visitor):
    row = planned(place="Digoin", mode="in_person", **PARIS)
    found = event(visitor, row, "/fr/calendar.ics")
    page = f"{settings.SITE_URL}/fr/regions/{SEATS}/roundtables/44/"
    assert found["UID"] == f"{row.pk}@127.0.0.1"
    assert (found["SUMMARY"], found["LOCATION"]) == ("Table ronde 44, Saône-et-Loire", "Digoin")
    assert (found["URL"], found["STATUS"]) == (page, "CONFIRMED")
    assert page in found["DESCRIPTION"]
    assert event(visitor, row, "/ar/calendar.ics")["SUMMARY"] != found["SUMMARY"]


def test_a_change_keeps_the_name_and_counts_up(visitor):
    row = planned()
    before = event(visitor, row)
    facts = MeetingFacts(kind="roundtable", day=WINTER, number=44)
    change_meeting(by=SYSTEM, meeting=row, seen=row.version, facts=facts, organisers=[], agenda=[])
    after = event(visitor, row)
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], WINTER)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["DTSTAMP"].dt.utcoffset() == timedelta(0)


@pytest.mark.parametrize(("state", "status", "words"), [
    ("postponed", "TENTATIVE", "Postponed: "), ("cancelled", "CANCELLED", "Cancelled: "), ("held", "CONFIRMED", ""),
])  # fmt: skip
def test_what_was_called_off_stays_and_says_so(visitor, state, status, words):
    row = planned()
    move_meeting(by=SYSTEM, meeting=row, state=state)
    found = event(visitor, row)
    assert (found["STATUS"], found["SUMMARY"]) == (status, f"{words}Roundtable 44, Saône-et-Loire")
    assert found["SEQUENCE"] == 2


def test_what_was_called_off_goes_after_a_year_and_what_was_held_stays(visitor):
    off, held = planned(), planned(number=45)
    move_meeting(by=SYSTEM, meeting=off, state="cancelled")
    move_meeting(by=SYSTEM, meeting=held, state="held")
    seen = []
    for days in (365, 366):
        with time_machine.travel(datetime.combine(SUMMER + timedelta(days=days), time(12), ZoneInfo("Europe/Paris"))):
            seen.append([event(visitor, row) is not None for row in (off, held)])
    assert seen == [[True, True], [False, True]]


def test_the_calendar_of_a_region_has_its_meetings_and_those_it_takes_part_in(visitor):
    own, foreign, shared = planned(), planned(at=OTHER), planned(at=OTHER, number=45)
    shared.regions.add(region(SEATS))
    path = f"/en/regions/{SEATS}/calendar.ics"
    assert [event(visitor, row, path) is not None for row in (own, foreign, shared)] == [True, False, True]


def test_lines_are_folded_and_end_as_the_format_asks(visitor):
    planned(place="ألف باء جيم دال " * 10, **PARIS)
    content = visitor.get("/ar/calendar.ics").content
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert Calendar.from_ical(content.decode()).to_ical() == content


def test_what_moves_shows_at_once(visitor, cast):
    row = planned()
    assert event(visitor, row)["STATUS"] == "CONFIRMED"
    move_meeting(by=actor(cast["facilitator"]), meeting=fresh(row), state="cancelled")
    assert event(visitor, row)["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("page", ["", f"regions/{SEATS}/"])
def test_pages_offer_the_calendar(visitor, page):
    found = {link.get("href") for link in elements(tree(visitor.get(f"/fr/{page}")), "a")}
    assert f"/fr/{page}calendar.ics" in found


def test_a_network_without_meetings_has_a_calendar(visitor):
    Meeting.objects.all().delete()
    assert calendar(visitor).walk("VEVENT") == []
