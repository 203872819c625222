"""Putting a meeting on record and changing it, at the desk."""

from datetime import date, time

import pytest
from django.utils import timezone

from tests.factories import DAY, OTHER, SEATS, actor, beside, facts, fields, fill, meeting, region, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.meetings.actions import change_meeting, record_meeting
from welcommune.meetings.models import AgendaItem, AgendaPoint, Meeting
from welcommune.network.queries import network_for
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope")
NEW = f"/en/desk/regions/{SEATS}/meetings/new/"
SKIPPED = "This clock time does not exist on that day: the clocks go forward. Choose another time."
BACKWARDS = "The meeting ends before it starts. Choose a later end."


def told(**changes):
    return {"kind": "roundtable", "number": "44", "day": "2022-06-14"} | changes


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


def recorded(number=44):
    return Meeting.objects.get(region=region(), number=number, kind="roundtable")


def test_what_is_typed_is_on_record(desk):
    names = [row.organisation.name for row in region().memberships.select_related("organisation")[:2]]
    chosen = [str(Organisation.objects.get(name=name).pk) for name in names]
    typed = told(
        starts_at="14:30", ends_at="16:30", mode="in_person", place="  Mâcon ", languages=["fr", "en"], breakouts="on",
        agenda_fr="l’accueil\nle logement", agenda_en="welcome\nhousing", organisers=chosen, duration_minutes="120",
    )  # fmt: skip
    answer = fill(desk, NEW, **typed)
    row = recorded()
    assert (answer.status_code, answer["Location"]) == (302, f"/en/desk/meetings/{row.pk}/")
    assert (row.day, row.starts_at, row.ends_at, row.zone) == (DAY, time(14, 30), time(16, 30), "Europe/Paris")
    assert (row.mode, row.place, row.duration_minutes, row.breakouts) == ("in_person", "Mâcon", 120, True)
    assert (row.languages, row.state, row.version) == (["fr", "en"], "planned", 1)
    assert [dict(point.title) for point in row.agenda.all()] == [
        {"fr": "l’accueil", "en": "welcome"}, {"fr": "le logement", "en": "housing"},
    ]  # fmt: skip
    assert sorted(one.organisation.name for one in row.organisers.all()) == sorted(names)


def test_kind_and_date_are_enough_and_the_rest_stays_unknown(desk):
    fill(desk, NEW, **told(number="", mode="", place="", languages=[]))
    row = Meeting.objects.get(region=region(), day=DAY)
    assert (row.number, row.starts_at, row.zone, row.mode, row.place, row.duration_minutes) == (
        None, None, "", "", "", None,
    )  # fmt: skip


def test_the_next_number_is_proposed(desk):
    last = max(Meeting.objects.filter(region=region(), kind="roundtable").values_list("number", flat=True))
    assert fields(desk.get(NEW))["number"] == str(last + 1)


def test_the_same_form_sent_twice_makes_one_record(desk):
    before, sent = Meeting.objects.count(), fields(desk.get(NEW)) | told()
    first, second = desk.post(NEW, sent), desk.post(NEW, sent)
    assert (first.status_code, second.status_code, first["Location"]) == (302, 302, second["Location"])
    assert Meeting.objects.count() == before + 1
    assert AuditEvent.objects.filter(object_id=recorded().pk).count() == 1


def test_the_same_identifier_twice_gives_the_record_that_is_there(cast):
    here, key, who = region(), new_id(), actor(cast["facilitator"])
    given = {"by": who, "id": key, "network": network_for(here), "region": here}
    first = record_meeting(**given, facts=facts())
    assert record_meeting(**given, facts=facts(number=45, day=date(2022, 7, 1))) == first
    assert [row.number for row in Meeting.objects.filter(pk=key)] == [44]


def test_an_identifier_of_another_region_opens_nothing(cast):
    theirs = meeting(OTHER)
    here, who = region(), actor(cast["facilitator"])
    with pytest.raises(Refused, match="Your role here"):
        record_meeting(by=who, id=theirs.pk, network=theirs.network, region=here, facts=facts())


def test_two_forms_with_the_same_number_are_told(desk):
    fill(desk, NEW, **told())
    answer = fill(desk, NEW, **told(place="Cluny"))
    assert answer.status_code == 200
    assert beside(answer) == {"number": "A meeting of this kind with this number is already on record."}
    assert fields(answer)["place"] == "Cluny"


@pytest.mark.parametrize("end", ["14:30", "13:00"])
def test_an_end_before_the_start_is_refused_beside_the_end(desk, end):
    answer = fill(desk, NEW, **told(starts_at="14:30", ends_at=end, place="Cluny"))
    assert (answer.status_code, beside(answer)) == (200, {"ends_at": BACKWARDS})
    assert (fields(answer)["ends_at"], fields(answer)["place"]) == (end, "Cluny")
    assert not Meeting.objects.filter(day=DAY, region=region()).exists()


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"duration_minutes": "0"}, {"duration_minutes": "Ensure this value is greater than or equal to 1."}),
        ({"number": "0"}, {"number": "Ensure this value is greater than or equal to 1."}),
        (
            {"starts_at": "14:00", "ends_at": "15:30", "duration_minutes": "120"},
            {"duration_minutes": "That is longer than from start to end, 90 minutes. Correct one of them."},
        ),
        ({"day": "0202-06-14"}, {"day": "Is the year right? Write one from 1950 to {last}."}),
        ({"day": "9999-12-31"}, {"day": "Is the year right? Write one from 1950 to {last}."}),
    ],
)
def test_what_no_meeting_can_have_is_refused_beside_its_field(desk, typed, sentences):
    answer, last = fill(desk, NEW, **told(**typed)), timezone.localdate().year + 10
    assert beside(answer) == {name: words.format(last=last) for name, words in sentences.items()}
    assert not Meeting.objects.filter(region=region(), number__in=(0, 44)).exists()


def test_a_break_may_make_a_meeting_shorter_than_from_start_to_end(desk):
    fill(desk, NEW, **told(starts_at="10:00", ends_at="16:00", duration_minutes="300"))
    assert (recorded().duration_minutes, recorded().lasted) == (300, 300)


def test_start_and_end_tell_how_long_it_was(desk, client_for):
    fill(desk, NEW, **told(starts_at="14:00", ends_at="16:30"))
    row = recorded()
    assert (row.duration_minutes, row.lasted) == (None, 150)
    assert "Duration 150 min" in text_of(desk.get(f"/en/desk/meetings/{row.pk}/"))
    assert "How long 2 h 30 min" in text_of(client_for(None).get(f"/en/regions/{SEATS}/roundtables/44/"))


@pytest.mark.parametrize(("language", "said"), [("en", "(Athens time)"), ("fr", "Athènes)"), ("ar", "أثينا")])
def test_the_public_page_names_the_zone_by_its_city_in_the_language(network, client_for, language, said):
    meeting("karditsa", number=44, starts_at=time(14), zone="Europe/Athens")
    assert said in text_of(client_for(None).get(f"/{language}/regions/karditsa/roundtables/44/"))


def test_the_action_refuses_it_too(network):
    with pytest.raises(Refused) as refused:
        meeting(starts_at=time(14), ends_at=time(13))
    assert (refused.value.field, str(refused.value)) == ("ends_at", BACKWARDS)


@pytest.mark.parametrize("name", ["starts_at", "ends_at"])
def test_a_time_in_the_hour_that_is_skipped_in_spring_is_refused_beside_its_field(desk, name):
    answer = fill(desk, NEW, **told(day="2022-03-27", **{name: "02:30"}))
    assert (answer.status_code, beside(answer)) == (200, {name: SKIPPED})


@pytest.mark.parametrize(("day", "clock"), [("2022-03-27", "01:59"), ("2022-03-27", "03:00"), ("2022-10-30", "02:30")])
def test_a_time_before_or_after_it_and_one_in_the_repeated_hour_are_accepted(desk, day, clock):
    assert fill(desk, NEW, **told(day=day, starts_at=clock)).status_code == 302
    row = recorded()
    assert (row.day.isoformat(), row.starts_at.isoformat("minutes"), row.zone) == (day, clock, "Europe/Paris")


def test_the_skipped_hour_is_that_of_the_region_s_own_zone(cast, client_for):
    desk = client_for(cast["coordinator"])
    path = "/en/desk/regions/karditsa/meetings/new/"
    assert beside(fill(desk, path, **told(day="2022-03-27", starts_at="03:30"))) == {"starts_at": SKIPPED}
    assert fill(desk, path, **told(day="2022-03-27", starts_at="02:30")).status_code == 302


def test_languages_of_the_agenda_have_the_same_points(desk):
    answer = fill(desk, NEW, **told(agenda_fr="l’accueil\nle logement", agenda_en="welcome"))
    assert answer.status_code == 200
    assert (
        "The agenda has a different number of points per language. Write one point a line." in answer.content.decode()
    )


@pytest.mark.parametrize(("day", "number"), [("2022-02-30", "1"), ("", "1"), ("14 June", "1"), ("2022-06-14", "-1")])
def test_what_is_no_date_or_number_is_told_beside_its_field(desk, day, number):
    answer = fill(desk, NEW, **told(day=day, number=number))
    assert (answer.status_code, list(beside(answer))) == (200, ["number" if number == "-1" else "day"])


def test_agenda_points_keep_their_row_when_the_agenda_is_reordered(network):
    row = meeting(beside={"agenda": [AgendaPoint({"en": "welcome"}), AgendaPoint({"en": "housing"})]})
    first, second = row.agenda.values_list("pk", flat=True)
    points = [AgendaPoint({"en": "a word of welcome"}), AgendaPoint({"en": "housing"}), AgendaPoint({"en": "buses"})]
    change_meeting(by=SYSTEM, meeting=row, seen=1, facts=facts(), organisers=[], agenda=points)
    assert list(row.agenda.values_list("pk", flat=True))[:2] == [first, second]
    assert [str(point.title) for point in row.agenda.all()] == ["a word of welcome", "housing", "buses"]
    change_meeting(by=SYSTEM, meeting=row, seen=2, facts=facts(), organisers=[], agenda=points[:1])
    assert list(AgendaItem.objects.filter(meeting=row).values_list("pk", flat=True)) == [first]


@pytest.mark.parametrize(
    ("role", "status"),
    [("coordinator", 302), ("stranger", 404), ("editor", 404), ("member", 404), ("assessor", 404), ("auditor", 404)],
)
def test_who_may_put_a_meeting_on_record(cast, client_for, role, status):
    answer = client_for(cast[role]).post(NEW, told(id=str(new_id())))
    assert answer.status_code == status
    assert Meeting.objects.filter(region=region(), day=DAY).exists() is (status == 302)
