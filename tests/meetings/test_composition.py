"""The composition of a table: seats, who came, who stayed away, who is missing, whom to invite; and the ties."""

import pytest
from django.utils.timezone import localdate

from tests.factories import actor, fields, region, text_of
from welcommune.core.ids import new_id
from welcommune.core.ui import date as date_in_words
from welcommune.meetings.actions import add_participant
from welcommune.meetings.models import CategoryPresent, Meeting, Participant
from welcommune.meetings.queries import Composition, composition, whom_to_invite
from welcommune.network.models import Term
from welcommune.network.queries import network_for
from welcommune.portal.queries import table_page
from welcommune.portal.queries.ties import ties_of
from welcommune.stakeholders.models import Contact, Membership, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "scope")]
PAGE = "/en/desk/regions/saone-et-loire/table/"


def kind(code: str) -> Term:
    return Term.objects.get(vocabulary="category", code=code)


def seat(name: str, code: str, **fields: object) -> Organisation:
    """An organisation with a seat at the table of Saône-et-Loire."""
    made = known(name, code)
    Membership.objects.create(region=region(), organisation=made, **fields)
    return made


def known(name: str, code: str) -> Organisation:
    """An organisation in the region's register."""
    return Organisation.objects.create(
        slug=f"o-{new_id()}", name=name, language="fr", category=kind(code), steward=region()
    )


def held(number: int, *came: Organisation) -> Meeting:
    """A roundtable of 2022 at which these organisations were, one person each."""
    made = Meeting.objects.create(
        network=network_for(region()), region=region(), kind="roundtable", number=number, state="held",
        day=f"2022-0{number}-10",
    )  # fmt: skip
    for organisation in came:
        Participant.objects.create(meeting=made, organisation=organisation)
    return made


def table() -> Composition:
    return composition(region(), network_for(region()))


def row(code: str):
    return next(found for found in table().kinds if found.category.code == code)


def standing(organisation: Organisation) -> str:
    return next(member.standing for member in table().members if member.organisation == organisation)


def test_seats_of_organisations_and_of_people_are_counted_apart():
    before = row("newcomer")
    seat("Collectif", "newcomer")
    person = Contact.objects.create(region=region(), name="Une voisine", source="table", purpose="table")
    Membership.objects.create(region=region(), contact=person, category=kind("newcomer"))
    after = row("newcomer")
    assert (after.organisations - before.organisations, after.people - before.people) == (1, 1)


def test_a_meeting_that_names_nobody_says_nothing_about_who_was_missing():
    held(5)
    assert [cell.state for cell in row("employer").cells][-1] == "unknown"
    held(6, seat("Atelier", "employer"))
    assert [cell.state for cell in row("employer").cells][-2:] == ["unknown", "there"]
    assert row("bank").cells[-1].state == "none"


def test_a_kind_may_have_come_without_a_number():
    meeting = held(5, seat("Atelier", "employer"))
    CategoryPresent.objects.create(meeting=meeting, category=kind("bank"))
    cell = row("bank").cells[-1]
    assert (cell.state, cell.organisations, cell.people) == ("there", None, None)
    assert not row("bank").is_missing


def test_organisations_and_people_of_one_meeting_stand_beside_each_other():
    first, second = seat("Atelier", "employer"), seat("Scierie", "employer")
    meeting = held(5, first, second)
    Participant.objects.create(meeting=meeting, organisation=first, people=3)
    cell = row("employer").cells[-1]
    assert (cell.organisations, cell.people) == (2, 5)


def test_who_never_came_and_who_has_lapsed():
    faithful, lapsed, never = (seat(name, "employer") for name in ("Fidèle", "Parti", "Absent"))
    held(4, faithful, lapsed)
    held(5, faithful)
    held(6, faithful)
    assert [standing(one) for one in (faithful, lapsed, never)] == ["came", "lapsed", "never"]
    assert (row("employer").lapsed, row("employer").never) == (1, 1)


def test_without_any_record_of_who_came_nobody_is_said_to_have_stayed_away():
    Participant.objects.filter(meeting__region=region()).delete()
    assert standing(seat("Absent", "employer")) == "unknown"
    assert row("employer").never == 0


def test_a_missing_kind_is_compared_with_regions_of_the_same_class_and_the_network():
    found = row("bank")
    assert found.is_missing
    assert (found.network.at, found.same_class.at) == (1, 1)  # Karditsa's bank; rural like Saône-et-Loire.
    assert found.network.of > found.same_class.of > 1


def test_of_a_missing_kind_organisations_of_the_register_come_first_with_the_reason():
    bank = known("Banque du val", "bank")
    found = whom_to_invite(table())
    suggestion = next(one for one in found if one.organisation == bank)
    assert suggestion.reason.startswith("It is in your register and has no seat. It sits at 1 of ")
    assert any(one.organisation is None for one in found)


def test_lapsed_members_are_asked_again_with_what_they_came_to():
    faithful, lapsed = seat("Fidèle", "employer"), seat("Parti", "employer")
    held(4, faithful, lapsed)
    held(5, faithful)
    held(6, faithful)
    suggestion = next(one for one in whom_to_invite(table()) if one.organisation == lapsed)
    assert suggestion.reason == "Came to Roundtable 4, and to none of the last two."


def test_past_members_and_merged_entries_are_not_at_the_table():
    seat("Ancien", "bank", state="past")
    assert row("bank").is_missing


def test_two_organisations_at_the_same_meetings_have_a_tie():
    first, second = seat("Atelier", "employer"), seat("Scierie", "employer")
    held(5, first, second)
    held(6, first, second)
    node = next(node for node in ties_of(region()).nodes if node.name.text == "Atelier")
    assert node.ties == ["Scierie: 2 meetings attended"]


def test_a_part_and_its_whole_have_a_tie():
    whole = seat("Fédération", "employer")
    part = seat("Section", "employer")
    Organisation.objects.filter(pk=part.pk).update(parent=whole)
    node = next(node for node in ties_of(region()).nodes if node.name.text == "Section")
    assert node.ties == ["Fédération: one is part of the other"]


def test_the_page_says_what_the_record_says(cast, client_for):
    seat("Absent & fils", "employer")
    held(5, seat("Atelier", "ngo"))
    text = client_for(cast["facilitator"]).get(PAGE).content.decode()
    assert "Absent &amp; fils" in text
    assert "never came" in text
    assert table_page(region(), can_record=True).verdict in text


def test_one_who_never_came_is_told_of_in_the_singular(cast, client_for):
    seat("Seul", "employer")
    held(5, seat("Atelier", "ngo"))
    text = client_for(cast["facilitator"]).get(PAGE.replace("/en/", "/fr/")).content.decode()
    assert "1 jamais venu<" in text


def test_the_file_runs_no_formula_and_has_a_row_for_each_kind(cast, client_for):
    Term.objects.filter(vocabulary="category", code="bank").update(name={"en": "=1+1"})
    answer = client_for(cast["facilitator"]).get("/en/desk/regions/saone-et-loire/table.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + Term.objects.filter(vocabulary="category").count()
    assert any(line.startswith("'=1+1,") for line in lines)
    french = client_for(cast["facilitator"]).get("/fr/desk/regions/saone-et-loire/table.csv")
    assert ";" in french.content.decode("utf-8-sig").splitlines()[0]


def test_attendance_noted_at_the_desk_fills_the_table(cast):
    meeting, employer = held(5), seat("Atelier", "employer")
    came = Participant(id=new_id(), meeting=meeting, organisation=employer, people=2)
    add_participant(by=actor(cast["facilitator"]), meeting=meeting, participant=came)
    assert row("employer").cells[-1].people == 2


def test_an_organisation_with_two_seats_is_one_member():
    before = row("employer").organisations
    twice = seat("Atelier", "employer")
    Membership.objects.create(region=region(), organisation=twice, role="facilitator")
    assert row("employer").organisations == before + 1
    assert [member.organisation for member in table().members].count(twice) == 1


def test_beside_a_missing_kind_stand_the_ways_to_one_and_the_page_says_whose_and_of_when(cast, client_for):
    missing = table().missing[0].category
    desk = client_for(cast["facilitator"])
    answer = desk.get(PAGE)
    page = answer.content.decode()
    add = f"/en/desk/regions/saone-et-loire/organisations/new/?category={missing.code}"
    assert f'href="{add}"' in page and f'href="/en/organisations/?category={missing.code}"' in page
    assert fields(desk.get(add))["category"] == str(missing.pk)
    assert f"As of {date_in_words(localdate())}" in text_of(answer)
    # Whoever may not record here is not led to a closed door.
    assert add not in client_for(cast["auditor"]).get(PAGE).content.decode()
