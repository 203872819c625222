"""People whom a region may write to: kept with source, purpose and consent, and deleted for good."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from tests.factories import OTHER, SEATS, actor, beside, fields, fill, meeting, notices, region, table, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.core.personal import Person, collect, erase
from welcommune.core.publication import SITE, read_stamps, region_key
from welcommune.meetings.actions import add_participant, erase_contact
from welcommune.meetings.models import Participant
from welcommune.stakeholders.actions import (
    add_affiliation,
    change_contact,
    end_affiliation,
    give_listing_consent,
    record_contact,
    seat_person,
    withdraw_listing_consent,
)
from welcommune.stakeholders.models import Affiliation, Contact, ContactFacts, ListingConsent, Membership, Organisation
from welcommune.stakeholders.queries import ListedContact, listed_contacts

pytestmark = pytest.mark.usefixtures("network", "scope")
NAME, EMAIL = "Samira Belkacem", "samira@example.org"
TODAY = timezone.localdate
KEEPERS, OTHERS = ("facilitator", "coordinator"), ("editor", "member", "assessor", "auditor", "stranger")


def contact(at: str = SEATS, name: str = NAME, **told: str) -> Contact:
    facts = {"source": "card at the roundtable", "purpose": "invitations", "email": EMAIL} | told
    return record_contact(by=SYSTEM, id=new_id(), region=region(at), facts=ContactFacts(name=name, **facts))


def organisation(at: str = SEATS, number: int = 0) -> Organisation:
    return Organisation.objects.filter(memberships__region__slug=at).distinct().order_by("slug")[number]


def works(person: Contact, where: Organisation, **told: object) -> Affiliation:
    job = Affiliation(id=new_id(), organisation=where, **told)
    return add_affiliation(by=SYSTEM, contact=person, affiliation=job)


def agrees(person: Contact, day: date = date(2022, 3, 3)) -> ListingConsent:
    return give_listing_consent(by=SYSTEM, id=new_id(), contact=person, given_on=day, given_how="by e-mail")


def page(name: str, person: Contact, **more: object) -> str:
    return reverse(f"stakeholders:{name}", kwargs={"pk": person.pk, **more})


def list_address(at: str = SEATS) -> str:
    return reverse("stakeholders:contacts", kwargs={"region": at})


# At the desk.


def test_a_person_is_put_on_record_with_the_work_they_do(cast, client_for):
    client, where = client_for(cast["facilitator"]), organisation()
    answer = fill(
        client, f"{list_address()}new/", name=NAME, organisation=str(where.pk), function="coordinator",
        source="card at the roundtable", purpose="invitations", email=EMAIL, phone="+33 3 85 00 00 00", language="fr",
    )  # fmt: skip
    assert answer.status_code == 302
    [row] = table(client.get(list_address()), "Contacts of the region")
    assert row[0] == NAME
    assert where.name in row[1]
    assert row[1].endswith("coordinator")
    assert row[2].endswith("+33 3 85 00 00 00")
    assert row[3] == "card at the roundtable"
    assert f'href="mailto:{EMAIL}"' in client.get(list_address()).content.decode()
    assert row[4].startswith("less than a year ago")


def test_how_we_know_a_person_and_what_for_are_compulsory(cast, client_for):
    client = client_for(cast["facilitator"])
    answer = fill(client, f"{list_address()}new/", name=NAME, email=EMAIL)
    assert answer.status_code == 200
    assert set(beside(answer)) == {"source", "purpose"}
    assert "The law on data protection gives everybody the right" in text_of(answer)
    assert fields(answer)["email"] == EMAIL
    with pytest.raises(Refused):
        contact(source="")


def test_the_same_form_sent_twice_makes_one_person(cast, client_for):
    client, path = client_for(cast["facilitator"]), f"{list_address()}new/"
    sent = fields(client.get(path)) | {"name": NAME, "source": "card", "purpose": "invitations"}
    assert [client.post(path, sent).status_code for _time in range(2)] == [302, 302]
    assert Contact.objects.filter(name=NAME).count() == 1


def test_a_telephone_number_has_digits(cast, client_for):
    path = f"{list_address()}new/"
    answer = fill(client_for(cast["facilitator"]), path, name=NAME, source="x", purpose="x", phone="ask Paul")
    assert beside(answer)["phone"].startswith("Write the number in digits")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=belk", [NAME]),
        ("q=ZOE zoe@", ["Zoé Émilie Martin"]),
        ("q=EMILIE", ["Zoé Émilie Martin"]),
        ("q=nobody", []),
        ("", [NAME, "Zoé Émilie Martin"]),
    ],
)
def test_the_list_is_filtered_by_words(cast, client_for, asked, found):
    contact()
    contact(name="Zoé Émilie Martin", email="zoe@example.org")
    answer = client_for(cast["facilitator"]).get(f"{list_address()}?{asked}")
    assert [row[0] for row in table(answer, "Contacts of the region")] == found
    assert found or "Nobody like this is on record" in text_of(answer)


def test_the_list_is_filtered_by_organisation(cast, client_for):
    where = organisation()
    works(contact(), where)
    contact(name="Zoe Martin", email="zoe@example.org")
    client = client_for(cast["facilitator"])
    answer = client.get(f"{list_address()}?organisation={where.pk}")
    assert [row[0] for row in table(answer, "Contacts of the region")] == [NAME]
    assert client.get(f"{list_address()}?organisation=nonsense&q=%00").status_code == 200


def test_a_long_list_has_pages_that_keep_the_filter(cast, client_for):
    for number in range(51):
        contact(name=f"Person {number:02}", email=f"p{number}@example.org")
    client = client_for(cast["facilitator"])
    first = client.get(f"{list_address()}?q=person")
    assert len(table(first, "Contacts of the region")) == 50
    assert "?q=person&amp;page=2" in first.content.decode()
    assert [row[0] for row in table(client.get(f"{list_address()}?q=person&page=2"), "Contacts of the region")] == [
        "Person 50"
    ]
    assert client.get(f"{list_address()}?page=3").status_code == 404


def test_an_old_record_says_so_until_somebody_confirms_it(cast, client_for):
    client, person = client_for(cast["facilitator"]), contact()
    Contact.objects.filter(pk=person.pk).update(confirmed_on=TODAY() - timedelta(days=800))
    assert "over two years ago" in text_of(client.get(page("contact", person)))
    client.post(page("contact_confirm", person))
    assert "less than a year ago" in text_of(client.get(page("contact", person)))


def test_the_second_of_two_editors_is_told_and_loses_nothing(cast, client_for):
    client, person = client_for(cast["facilitator"]), contact()
    sent = fields(client.get(page("contact_edit", person))) | {"phone": "0385111111"}
    told = {"source": "card at the roundtable", "purpose": "invitations", "email": EMAIL}
    change_contact(by=SYSTEM, contact=person, seen=1, facts=ContactFacts(NAME, phone="0385222222", **told))
    answer = client.post(page("contact_edit", person), sent)
    assert answer.status_code == 200
    assert "0385222222" in text_of(answer)
    assert fields(answer)["phone"] == "0385111111"


def test_work_that_ended_leaves_the_list_and_stays_on_the_page(cast, client_for):
    client, person, where = client_for(cast["facilitator"]), contact(), organisation()
    job = works(person, where, function="coordinator", starts_on=date(2021, 1, 1))
    client.post(page("affiliation_end", person, affiliation=job.pk))
    [row] = table(client.get(list_address()), "Contacts of the region")
    assert row[1] == "for themselves"
    assert "until" in table(client.get(page("contact", person)), "Organisations of this person")[0][2]
    fill(client, page("affiliation_new", person), organisation=str(where.pk), function="director")
    [row] = table(client.get(list_address()), "Contacts of the region")
    assert row[1].endswith("director")


def test_one_job_at_a_time_in_one_organisation(cast, client_for):
    client, person, where = client_for(cast["facilitator"]), contact(), organisation()
    works(person, where)
    answer = fill(client, page("affiliation_new", person), organisation=str(where.pk))
    assert answer.status_code == 200
    assert "This person already works there." in text_of(answer)


def test_what_belongs_to_another_person_is_not_found(cast, client_for):
    client, person, other = client_for(cast["facilitator"]), contact(), contact(name="Zoe Martin")
    job = works(other, organisation())
    seat = seat_person(by=SYSTEM, id=new_id(), contact=other, category=term("newcomer"))
    assert client.post(page("affiliation_end", person, affiliation=job.pk)).status_code == 404
    assert client.post(page("person_seat_end", person, seat=seat.pk)).status_code == 404
    with pytest.raises(Refused):
        end_affiliation(by=SYSTEM, contact=person, affiliation=job)


# Who may.


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_contacts(cast, client_for, role):
    person, client = contact(), client_for(cast[role])
    addresses = [list_address(), f"{list_address()}new/", page("contact", person), page("contact_edit", person)]
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert client.post(reverse("meetings:contact_delete", args=[person.pk])).status_code == 404
    assert NAME not in client.get(reverse("portal:desk_region", args=[SEATS])).content.decode()


@pytest.mark.parametrize("role", KEEPERS)
def test_keepers_see_contacts_of_their_regions_only(cast, client_for, role):
    here, there, client = contact(), contact(OTHER, "Zoe Martin"), client_for(cast[role])
    assert client.get(page("contact", here)).status_code == 200
    assert client.get(page("contact", there)).status_code == (404 if role == "facilitator" else 200)
    assert "Zoe Martin" not in text_of(client.get(list_address()))


def test_an_action_asks_for_the_right_too(cast):
    person, editor = contact(), actor(cast["editor"])
    with pytest.raises(Refused):
        give_listing_consent(by=editor, id=new_id(), contact=person, given_on=TODAY(), given_how="x")
    with pytest.raises(Refused):
        erase_contact(by=editor, contact=person)
    with pytest.raises(Refused):
        record_contact(by=editor, id=new_id(), region=region(), facts=ContactFacts("A", "b", "c"))


# Listed in public.


def test_the_public_may_know_a_person_while_consent_holds():
    person, where = contact(phone="0385111111"), organisation()
    works(person, where, function="coordinator")
    assert listed_contacts([where], TODAY()) == {}
    agrees(person)
    assert listed_contacts([where], TODAY()) == {where.pk: [ListedContact(NAME, "coordinator", EMAIL, "0385111111")]}
    assert listed_contacts([where], date(2022, 3, 2)) == {}
    withdraw_listing_consent(by=SYSTEM, contact=person)
    assert listed_contacts([where], TODAY()) == {}


def test_the_page_of_an_organisation_names_a_person_from_consent_to_withdrawal(client_for):
    person, where = contact(), organisation()
    works(person, where, function="coordinator")
    visitor, path = client_for(None), reverse("portal:organisation", args=[where.slug])

    def is_named() -> bool:
        return NAME in visitor.get(path).content.decode()

    before = is_named()
    agrees(person)
    between = is_named()
    withdraw_listing_consent(by=SYSTEM, contact=person)
    assert (before, between, is_named()) == (False, True, False)


def test_who_works_there_no_more_is_listed_there_no_more():
    person, here, there = contact(), organisation(), organisation(number=1)
    agrees(person)
    works(person, there, starts_on=TODAY() + timedelta(days=9))
    end_affiliation(by=SYSTEM, contact=person, affiliation=works(person, here))
    assert listed_contacts([here, there], TODAY()) == {}


def test_listed_people_of_many_organisations_cost_one_query():
    first, second = organisation(), organisation(number=1)
    for name, where in (("B", first), ("A", first), ("C", second)):
        person = contact(name=name)
        works(person, where)
        agrees(person)
    with CaptureQueriesContext(connection) as captured:
        found = listed_contacts([first, second], TODAY())
    assert len(captured) == 1
    assert {key: [who.name for who in people] for key, people in found.items()} == {
        first.pk: ["A", "B"], second.pk: ["C"],
    }  # fmt: skip


def test_consent_and_its_withdrawal_move_the_stamps_of_every_table_that_knows_the_organisation():
    person, keys = contact(), (SITE, region_key(SEATS), region_key(OTHER))
    works(person, organisation(OTHER))
    before = read_stamps(keys)
    agrees(person)
    between = read_stamps(keys)
    withdraw_listing_consent(by=SYSTEM, contact=person)
    after = read_stamps(keys)
    assert [len(set(three)) for three in zip(before, between, after, strict=True)] == [3, 3, 3]


def test_consent_is_given_withdrawn_and_given_again_at_the_desk(cast, client_for):
    client, person = client_for(cast["facilitator"]), contact()
    give = page("listing_give", person)
    later = fill(client, give, given_on=(TODAY() + timedelta(days=1)).isoformat(), given_how="by e-mail")
    assert beside(later)["given_on"].startswith("Consent cannot be given in the future")
    assert fill(client, give, given_how="by e-mail").status_code == 302
    assert "already agreed" in text_of(fill(client, give, given_how="again"))
    answer = client.post(page("listing_withdraw", person), follow=True)
    assert notices(answer)[0] == "The consent is withdrawn: no public page names this person."
    assert "Not listed" in text_of(answer)
    assert notices(client.post(page("listing_withdraw", person), follow=True))[0].startswith("No consent is on record")
    assert fill(client, give, given_how="by telephone").status_code == 302
    assert ListingConsent.objects.filter(contact=person).count() == 2


# Deleted.


def came(person: str = "", **told: object) -> Participant:
    row = meeting() if "at" not in told else told.pop("at")
    return add_participant(by=SYSTEM, meeting=row, participant=Participant(id=new_id(), person=person, **told))


def test_a_deleted_person_is_gone_from_the_record(cast, client_for):
    client, person = client_for(cast["facilitator"]), contact()
    works(person, organisation())
    agrees(person)
    seat_person(by=SYSTEM, id=new_id(), contact=person, category=term("newcomer"))
    path = reverse("meetings:contact_delete", args=[person.pk])
    assert "cannot be brought back" in text_of(client.get(path))
    assert Contact.objects.filter(pk=person.pk).exists()
    assert client.post(path).headers["Location"] == list_address()
    rows = [model.objects.filter(contact=person.pk) for model in (Affiliation, ListingConsent, Membership)]
    assert [found.count() for found in (Contact.objects.filter(pk=person.pk), *rows)] == [0, 0, 0, 0]
    assert client.get(page("contact", person)).status_code == 404


def test_a_deleted_person_is_gone_from_attendance_and_still_counts():
    person, where = contact(), organisation()
    row = meeting()
    linked = came("Samira B.", at=row, contact=person, people=2)
    with_organisation = came(NAME.lower(), at=row, organisation=where)
    other = came("Zoe Martin", at=row)
    elsewhere = came(NAME, at=meeting(OTHER))
    erase_contact(by=SYSTEM, contact=person)
    with override(region().languages[0]):
        neutral = gettext("a person")
    left = {p.pk: (p.person, p.contact_id, p.people) for p in Participant.objects.filter(meeting__number=44)}
    assert left == {
        linked.pk: (neutral, None, 2),
        with_organisation.pk: ("", None, 1),
        other.pk: ("Zoe Martin", None, 1),
        elsewhere.pk: (NAME, None, 1),
    }


def test_the_log_keeps_that_it_was_done_and_no_name(cast):
    by = actor(cast["facilitator"])
    person = contact()
    key = person.pk
    erase_contact(by=by, contact=person)
    line = AuditEvent.objects.filter(object_id=key, verb="stakeholders.erase_contact").get()
    assert (line.actor_id, line.region_id) == (by.id, region().pk)
    kept = [str(values) for values in AuditEvent.objects.values()]
    assert [row for row in kept if NAME in row or EMAIL in row] == []


def test_who_has_the_own_account_erased_is_no_contact_any_more(cast):
    member = cast["member"]
    person = contact(email=member.email.upper())
    works(person, organisation(), function="coordinator")
    noted = came(NAME)
    who = Person(member.pk, member.email)
    [told] = collect(who)["meetings"]["contact_of"]
    assert (told["name"], told["source"], told["work"][0]["function"]) == (
        NAME,
        "card at the roundtable",
        "coordinator",
    )
    erase(who)
    noted.refresh_from_db()
    assert noted.person != NAME
    assert not Contact.objects.filter(pk=person.pk).exists()
