"""Who came: as it was reported, units never added together, small groups of people protected."""

import pytest

from tests.factories import SEATS, actor, attended, beside, fields, fill, meeting, table, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.meetings.actions import add_count, add_participant, remove_count, remove_participant
from welcommune.meetings.models import Participant, ReportedCount
from welcommune.meetings.queries.pages import table_size, table_words

pytestmark = pytest.mark.usefixtures("scope")
KINDS = "Kinds of participants named in the record"
PUBLIC = f"/en/regions/{SEATS}/roundtables/44/"


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def counted(row, *counts):
    for count in counts:
        add_count(by=SYSTEM, meeting=row, count=ReportedCount(**{"unit": "people", "high": count["low"]} | count))
    return row


def of(code, low, **more):
    return {"category": term(code), "low": low} | more


@pytest.mark.parametrize(
    ("totals", "words", "size"),
    [
        ({"unstated": (23, 23)}, ["23 participants"], 23),
        ({"unstated": (1, 1)}, ["1 participant"], 1),
        ({"people": (30, 30), "organisations": (21, 21)}, ["30 people", "21 organisations"], 30),
        ({"people": (9, 16)}, ["9 to 16 people"], 16),
        ({"organisations": (1, 1)}, ["1 organisation"], None),
        ({"organisations": (11, 11), "unstated": (16, 16)}, ["11 organisations", "16 participants"], 16),
        ({"people": (0, 0)}, ["0 people"], 0),
        ({}, [], None),
    ],
)
def test_each_reported_number_in_words_and_the_stools_of_the_table(network, totals, words, size):
    counts = list(attended(meeting(), totals).counts.all())
    assert (table_words(counts), table_size(counts)) == (words, size)


def test_numbers_of_the_start_and_the_end_say_so(network):
    row = counted(meeting(), {"low": 16, "moment": "arrival"}, {"low": 9, "moment": "departure"})
    assert table_words(row.counts.all()) == ["16 people at the start", "9 people at the end"]


def test_people_and_organisations_are_never_added_together(visitor):
    attended(meeting(), {"people": (30, 30), "organisations": (21, 21)})
    page = text_of(visitor.get(PUBLIC))
    assert ("30 people and 21 organisations" in page, "51" in page) == (True, False)


@pytest.mark.parametrize("totals", [{"people": (23, 23)}, {}], ids=["told", "not told"])
def test_the_public_page_says_the_number_or_that_nobody_told_us(visitor, totals):
    attended(meeting(), totals)
    page = text_of(visitor.get(PUBLIC))
    assert ("23 people" in page, "Nobody has told us yet how many came." in page) == (bool(totals), not totals)


def test_a_category_may_be_there_without_a_number(visitor):
    attended(meeting(), {"people": (23, 23)}, "ngo", "employer")
    assert table(visitor.get(PUBLIC), KINDS) == [
        ["Civil society organisation", "present, number unknown"], ["Employer or chamber", "present, number unknown"],
    ]  # fmt: skip


def test_what_is_typed_is_on_record(desk):
    row = meeting()
    answer = fill(
        desk, f"/en/desk/meetings/{row.pk}/attendance/", people="9", people_to="16", organisations="11",
        degree_ngo="many", detail_ngo="dans la santé",
    )  # fmt: skip
    assert answer.status_code == 302
    assert {(count.unit, count.low, count.high) for count in row.counts.all()} == {
        ("people", 9, 16), ("organisations", 11, 11),
    }  # fmt: skip
    assert [(seat.category.code, seat.degree, dict(seat.detail)) for seat in row.categories.all()] == [
        ("ngo", "many", {"fr": "dans la santé"}),
    ]  # fmt: skip


def test_the_form_shows_what_is_on_record_and_an_emptied_number_is_gone(desk):
    row = attended(meeting(), {"people": (9, 16), "organisations": (11, 11)}, "ngo")
    path = f"/en/desk/meetings/{row.pk}/attendance/"
    shown = fields(desk.get(path))
    assert (shown["people"], shown["people_to"], shown["organisations"], shown["organisations_to"]) == (
        "9", "16", "11", "",
    )  # fmt: skip
    fill(desk, path, people="", people_to="")
    assert [(count.unit, count.low) for count in row.counts.all()] == [("organisations", 11)]


def test_counts_of_another_kind_stay_when_the_totals_are_rewritten(desk):
    row = counted(attended(meeting(), {"people": (20, 20)}), {"low": 16, "moment": "arrival"}, of("ngo", 7))
    fill(desk, f"/en/desk/meetings/{row.pk}/attendance/", people="23")
    assert sorted((count.low, count.moment, count.category_id is None) for count in row.counts.all()) == [
        (7, "whole", False), (16, "arrival", True), (23, "whole", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"people": "16", "people_to": "9"}, {"people_to": "The second number is smaller than the first."}),
        ({"people": "", "people_to": "9"}, {"people": "Write the first number too."}),
    ],
)
def test_a_range_in_the_wrong_order_is_refused_beside_its_field(desk, typed, sentences):
    row = meeting()
    answer = fill(desk, f"/en/desk/meetings/{row.pk}/attendance/", **typed)
    assert (answer.status_code, beside(answer), row.counts.count()) == (200, sentences, 0)


@pytest.mark.parametrize("number", ["-3", "many", "100001", "2.5", "9" * 40])
def test_what_is_no_number_is_refused_beside_its_field(desk, number):
    row = meeting()
    answer = fill(desk, f"/en/desk/meetings/{row.pk}/attendance/", people=number)
    assert (answer.status_code, list(beside(answer)), row.counts.count()) == (200, ["people"], 0)
    assert fields(answer)["people"] == number


# Small numbers of newcomers.


@pytest.mark.parametrize(
    ("came", "shown"),
    [(1, "fewer than 5"), (4, "fewer than 5"), (5, "5 people"), (12, "12 people")],
)
def test_fewer_than_five_newcomers_are_not_counted_in_public(visitor, came, shown):
    counted(attended(meeting(), {}, "newcomer", "ngo"), of("newcomer", came), of("ngo", 9))
    assert table(visitor.get(PUBLIC), KINDS) == [
        ["Newcomer with lived experience", shown], ["Civil society organisation", "9 people"],
    ]  # fmt: skip


def test_where_subtraction_would_tell_a_second_number_is_hidden(visitor):
    row = attended(meeting(), {"people": (20, 20)}, "newcomer", "ngo", "employer")
    counted(row, of("newcomer", 3), of("ngo", 9), of("employer", 8))
    assert table(visitor.get(PUBLIC), KINDS) == [
        ["Newcomer with lived experience", "fewer than 5"],
        ["Civil society organisation", "9 people"],
        ["Employer or chamber", "not shown, to protect others"],
    ]


@pytest.mark.parametrize(
    ("total", "others"),
    [
        # A total of "participants" is as good for subtraction as one of people.
        ({"low": 23, "unit": "unstated"}, {"unit": "people"}),
        ({"low": 23}, {"unit": "unstated"}),
    ],
)
def test_participants_of_whom_nobody_said_what_they_are_give_no_small_number_away(visitor, total, others):
    counted(attended(meeting(), {}, "newcomer", "ngo"), total, of("newcomer", 3, **others), of("ngo", 20, **others))
    assert table(visitor.get(PUBLIC), KINDS) == [
        ["Newcomer with lived experience", "fewer than 5"],
        ["Civil society organisation", "not shown, to protect others"],
    ]


def test_a_number_of_organisations_does_not_stand_in_for_one_of_people(visitor):
    row = attended(meeting(), {"people": (23, 23)}, "newcomer", "ngo", "local_authority")
    counted(row, of("newcomer", 3), of("ngo", 20), of("local_authority", 2, unit="organisations"))
    assert dict(table(visitor.get(PUBLIC), KINDS)) == {
        "Newcomer with lived experience": "fewer than 5",
        "Civil society organisation": "not shown, to protect others",
        "Local authority": "2 organisations",
    }


def test_the_hidden_number_is_nowhere_on_the_page(visitor):
    row = attended(meeting(), {"people": (20, 20)}, "newcomer", "ngo")
    counted(row, of("newcomer", 3), of("ngo", 17))
    page = text_of(visitor.get(PUBLIC))
    assert [words in page for words in ("3 people", "17 people", "fewer than 5")] == [False, False, True]


def test_the_count_of_women_among_few_newcomers_is_not_public(visitor):
    row = attended(meeting(), {"people": (20, 20)}, "newcomer")
    counted(row, of("newcomer", 4), of("newcomer", 3, gender="women"), {"low": 2, "age_band": "under_18"})
    page = text_of(visitor.get(PUBLIC))
    assert [words in page for words in ("4 people", "3 people", "2 people")] == [False] * 3


def test_the_desk_shows_the_number_to_those_who_keep_the_record(desk):
    row = counted(attended(meeting(), {}, "newcomer"), of("newcomer", 3))
    assert "3 people over the whole meeting, newcomer with lived experience" in text_of(
        desk.get(f"/en/desk/meetings/{row.pk}/")
    )


# Single counts and participants.


def test_the_same_kind_of_count_twice_is_refused(desk):
    row = counted(meeting(), {"low": 16, "moment": "arrival"})
    sent = {"low": "17", "unit": "people", "moment": "arrival"}
    answer = desk.post(f"/en/desk/meetings/{row.pk}/counts/new/", sent)
    assert "There is already a count of this kind. Change that one." in text_of(answer)
    assert desk.post(f"/en/desk/meetings/{row.pk}/counts/new/", sent | {"moment": "departure"}).status_code == 302
    assert sorted(row.counts.values_list("low", flat=True)) == [16, 17]


def test_a_count_of_another_meeting_is_not_removed(network):
    row, other = counted(meeting(), {"low": 16}), meeting(number=45)
    with pytest.raises(Refused, match="belongs to another meeting"):
        remove_count(by=SYSTEM, meeting=other, count=row.counts.get())
    remove_count(by=SYSTEM, meeting=row, count=row.counts.get())
    assert row.counts.count() == 0


def test_a_participant_sent_twice_is_noted_once(desk):
    row = meeting()
    path = f"/en/desk/meetings/{row.pk}/participants/new/"
    sent = fields(desk.get(path)) | {"person": "Amal Exemple", "people": "2"}
    assert [desk.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert [(came.person, came.people) for came in row.participants.all()] == [("Amal Exemple", 2)]


def test_a_participant_is_somebody(desk):
    row = meeting()
    answer = fill(desk, f"/en/desk/meetings/{row.pk}/participants/new/")
    assert beside(answer) == {"organisation": "Name an organisation or a person."}


def test_nobody_leaves_before_arriving(desk):
    path = f"/en/desk/meetings/{meeting().pk}/participants/new/"
    answer = fill(desk, path, person="Amal", arrived_at="15:00", left_at="14:00")
    assert "The participant left before arriving." in text_of(answer)


def test_the_names_of_participants_are_not_public(cast, visitor):
    row = meeting()
    came = Participant(pk=new_id(), person="Amal Exemple")
    add_participant(by=actor(cast["facilitator"]), meeting=row, participant=came)
    assert "Amal" not in visitor.get(PUBLIC).content.decode()
    with pytest.raises(Refused, match="belongs to another meeting"):
        remove_participant(by=SYSTEM, meeting=meeting(number=45), participant=came)
    remove_participant(by=SYSTEM, meeting=row, participant=came)
    assert row.participants.count() == 0
