"""Meetings of the network, regions that take part, and trainings inside a meeting."""

import pytest

from tests.factories import OTHER, SEATS, fields, fill, meeting, region
from welcommune.core.tenancy import only_regions
from welcommune.meetings.models import Meeting

pytestmark = pytest.mark.usefixtures("scope", "cast")
NEW = "/en/desk/meetings/new/"


@pytest.fixture
def coordinator(cast, client_for):
    return client_for(cast["coordinator"])


def conference(client, **changes):
    """Send the form of a conference of the network."""
    typed = {"kind": "conference", "number": "", "day": "2022-11-23", "mode": "in_person", "place": "Brussels"}
    return fill(client, NEW, **(typed | changes))


def recorded() -> Meeting:
    return Meeting.objects.get(kind="conference", day="2022-11-23")


def test_the_coordinator_records_a_meeting_of_the_network(coordinator, client):
    taking_part = [str(region(slug).pk) for slug in (SEATS, OTHER)]
    assert conference(coordinator, title_en="All regions in one room", regions=taking_part).status_code == 302
    found = recorded()
    assert found.region is None
    assert {place.slug for place in found.regions.all()} == {SEATS, OTHER}
    page = client.get(f"/en/meetings/{found.pk}/")
    assert page.status_code == 200
    assert b"All regions in one room" in page.content
    assert b"Brussels" in page.content


def test_a_facilitator_records_none(cast, client_for):
    assert client_for(cast["facilitator"]).get(NEW).status_code == 404


def test_it_is_seen_in_the_scope_of_the_regions_that_take_part(coordinator):
    conference(coordinator, regions=[str(region(OTHER).pk)])
    with only_regions(frozenset([region(OTHER).pk]), "a test"):
        assert Meeting.objects.filter(pk=recorded().pk).exists()


def test_the_region_that_keeps_the_record_always_takes_part(cast, client_for):
    held = meeting()
    desk = client_for(cast["facilitator"])
    address = f"/en/desk/meetings/{held.pk}/edit/"
    fill(desk, address, regions=[str(region(OTHER).pk)])
    assert {place.slug for place in held.regions.all()} == {SEATS, OTHER}


def test_a_training_inside_a_meeting(cast, client_for, client):
    held = meeting(duration_minutes=300)
    desk = client_for(cast["facilitator"])
    address = f"/en/desk/meetings/{held.pk}/children/new/"
    typed = {"kind": "training", "duration_minutes": "240", "title_en": "Writing individual programmes"}
    sent = fields(desk.get(address)) | typed
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 302
    child = Meeting.objects.get(parent=held)
    assert (child.kind, child.duration_minutes, child.state, child.region) == ("training", 240, "held", region())
    page = client.get(f"/en/regions/{SEATS}/roundtables/{held.number}/")
    assert b"Writing individual programmes" in page.content


def test_a_numbered_roundtable_has_one_address(client):
    held = meeting()
    answer = client.get(f"/en/meetings/{held.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/en/regions/{SEATS}/roundtables/{held.number}/")
