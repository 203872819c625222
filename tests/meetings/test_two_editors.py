"""Two people change one record: the second is told, sees both values, loses nothing, and can save."""

import pytest

from tests.factories import attended, fields, fill, insight, meeting, notices, region, table
from welcommune.meetings.models import AgendaPoint, Insight, Meeting

pytestmark = pytest.mark.usefixtures("scope")
TOLD = "Somebody else changed this record while you were writing. Nothing of yours is lost: compare and save."


@pytest.fixture
def first(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def second(cast, client_for):
    return client_for(cast["coordinator"])


def stored(row):
    return type(row).objects.get(pk=row.pk)


def path_of(row, page="edit/"):
    return f"/en/desk/meetings/{row.pk}/{page}"


def differences(answer):
    return table(answer, "What differs")


def test_the_second_is_told_and_sees_both_values(first, second):
    path = path_of(row := meeting(place="Cluny"))
    opened = fields(second.get(path))
    fill(first, path, place="Mâcon")
    answer = second.post(path, opened | {"place": "Tournus", "duration_minutes": "90"})
    assert answer.status_code == 200
    assert notices(answer) == [f"One answer needs a change {TOLD}"]
    assert differences(answer) == [["Duration in minutes", "nothing", "90"], ["Place", "Mâcon", "Tournus"]]
    assert (stored(row).place, stored(row).duration_minutes) == ("Mâcon", None)


def test_nothing_typed_is_lost_and_the_second_save_goes_through(first, second):
    path = path_of(row := meeting(place="Cluny"))
    opened = fields(second.get(path))
    fill(first, path, place="Mâcon")
    answer = second.post(path, opened | {"place": "Tournus", "duration_minutes": "90"})
    again = fields(answer)
    assert (again["place"], again["duration_minutes"], again["seen"]) == ("Tournus", "90", "2")
    assert second.post(path, again).status_code == 302
    assert (stored(row).place, stored(row).duration_minutes, stored(row).version) == ("Tournus", 90, 3)


def test_a_third_save_in_between_is_told_again(first, second):
    path = path_of(row := meeting(place="Cluny"))
    opened = fields(second.get(path))
    fill(first, path, place="Mâcon")
    again = fields(second.post(path, opened | {"place": "Tournus"}))
    fill(first, path, place="Chalon")
    answer = second.post(path, again)
    assert (differences(answer), stored(row).place) == ([["Place", "Chalon", "Tournus"]], "Chalon")


def test_the_same_change_by_both_needs_no_telling(first, second):
    path = path_of(row := meeting(place="Cluny"))
    opened = fields(second.get(path))
    fill(first, path, place="Mâcon")
    assert second.post(path, opened | {"place": "Mâcon"}).status_code == 302
    assert (stored(row).place, stored(row).version) == ("Mâcon", 2)


def test_an_agenda_that_somebody_else_wrote_is_not_overwritten_unseen(first, second):
    row = meeting(beside={"agenda": [AgendaPoint({"en": "welcome"})]})
    path = path_of(row)
    opened = fields(second.get(path))
    fill(first, path, agenda_en="welcome\nhousing")
    answer = second.post(path, opened | {"place": "Tournus"})
    assert differences(answer) == [["Place", "nothing", "Tournus"], ["Agenda in English", "welcome housing", "welcome"]]
    assert [str(point.title) for point in row.agenda.all()] == ["welcome", "housing"]


def test_who_convened_and_ticked_boxes_are_shown_in_words(first, second):
    path = path_of(meeting())
    opened = fields(second.get(path))
    organisation = region().memberships.select_related("organisation")[0].organisation
    fill(first, path, organisers=[str(organisation.pk)], languages=["fr", "pl"])
    answer = second.post(path, opened | {"breakouts": "on"})
    assert differences(answer) == [
        ["Languages spoken", "Français, Polski", "nothing"],
        ["Who convened it", organisation.name, "nothing"],
        ["There were breakout groups", "no", "yes"],
    ]


def test_who_came_is_not_overwritten_unseen(first, second):
    path = path_of(row := attended(meeting(), {"people": (20, 20)}), "attendance/")
    opened = fields(second.get(path))
    fill(first, path, people="23")
    answer = second.post(path, opened | {"people": "25"})
    assert notices(answer) == [f"One answer needs a change {TOLD}"]
    assert differences(answer) == [["People", "23", "25"]]
    assert fields(answer)["people"] == "25"
    assert [(count.low, count.high) for count in row.counts.all()] == [(23, 23)]
    assert second.post(path, fields(answer)).status_code == 302
    assert [(count.low, count.high) for count in row.counts.all()] == [(25, 25)]


def test_an_insight_is_told_of_in_the_language_of_its_field(first, second):
    said = insight(meeting(), texts={"en": "Buses stop at six.", "fr": "Plus de bus après six heures."})
    path = f"/en/desk/insights/{said.pk}/"
    opened = fields(second.get(path))
    fill(first, path, text_en="Buses stop at seven.")
    answer = second.post(path, opened | {"text_en": "There is no bus on Sundays."})
    mine = "There is no bus on Sundays."
    assert differences(answer) == [["In one sentence, in English", "Buses stop at seven.", mine]]
    assert fields(answer)["text_en"] == mine
    assert second.post(path, fields(answer)).status_code == 302
    assert dict(Insight.objects.get(pk=said.pk).text) == {"en": mine, "fr": "Plus de bus après six heures."}


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 30])
def test_a_version_that_is_no_version_saves_nothing(first, seen):
    path = path_of(row := meeting(place="Cluny"))
    answer = fill(first, path, place="Mâcon", seen=seen)
    assert (answer.status_code, Meeting.objects.get(pk=row.pk).place) == (200, "Cluny")
