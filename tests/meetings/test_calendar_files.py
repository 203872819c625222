"""Calendar files as three programs read them, each with the zone and without asking where it lies."""

from datetime import UTC, date, datetime

import ics
import pytest
import vobject
from django.test import Client
from icalendar import Calendar

from tests.meetings.guests import coming, sent

BEGINS, ENDS = datetime(2026, 5, 20, 12, tzinfo=UTC), datetime(2026, 5, 20, 14, tzinfo=UTC)
ADDRESS = "/fr/regions/saone-et-loire/calendar.ics"


def by_icalendar(content):
    calendar = Calendar.from_ical(content)
    assert calendar.get_missing_tzids() == set()
    return [(str(it["UID"]), it.decoded("DTSTART"), it.decoded("DTEND", None)) for it in calendar.walk("VEVENT")]


def by_vobject(content):
    found = vobject.readOne(content)
    return [(it.uid.value, it.dtstart.value, it.contents["dtend"][0].value if "dtend" in it.contents else None)
            for it in found.vevent_list]  # fmt: skip


def by_ics(content):
    return [(it.uid, it.begin.datetime, it.end.datetime) for it in ics.Calendar(content).events]


def moment(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ics])
def test_the_file_of_an_invitation(read, clock):
    _guests, [message] = sent(coming())
    [(_name, content, _kind)] = message.attachments
    [(uid, begins, ends)] = read(content)
    assert (uid.count("@"), moment(begins), moment(ends)) == (1, BEGINS, ENDS)


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ics])
def test_the_calendar_of_a_region(read, clock):
    coming()
    content = Client().get(ADDRESS).content.decode()
    found = {moment(begins) for _uid, begins, _ends in read(content)}
    assert BEGINS in found
    # Meetings whose hour nobody knows are whole days.
    assert all(isinstance(begins, date) for begins in found)
