"""What stands on a table besides the seats of organisations: people of their own, charter, groups, offers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import OTHER, SEATS, beside, fields, fill, region, table, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Overtaken, Refused
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.stakeholders.actions import (
    change_group,
    end_seat,
    record_contact,
    record_group,
    record_offer,
    seat_person,
    sign_charter,
    withdraw_offer,
    write_charter,
)
from welcommune.stakeholders.models import (
    Charter,
    ContactFacts,
    GroupFacts,
    HelpOffer,
    Membership,
    OfferFacts,
    Organisation,
    WorkingGroup,
)

pytestmark = pytest.mark.usefixtures("network", "scope")
TODAY = timezone.localdate
KEEPERS, OTHERS = ("facilitator", "coordinator"), ("editor", "member", "assessor", "auditor", "stranger")


def desk(name: str, at: str = SEATS) -> str:
    return reverse(f"stakeholders:{name}", kwargs={"region": at})


def public(client_for, at: str = SEATS) -> str:
    return text_of(client_for(None).get(reverse("portal:region", args=[at])))


def member(at: str = SEATS, number: int = 0) -> Organisation:
    return Organisation.objects.filter(memberships__region__slug=at).distinct().order_by("slug")[number]


def seat(name: str, kind: str = "newcomer") -> Membership:
    facts = ContactFacts(name, source="came to the roundtable", purpose="invitations")
    person = record_contact(by=SYSTEM, id=new_id(), region=region(), facts=facts)
    return seat_person(by=SYSTEM, id=new_id(), contact=person, category=term(kind))


# People with a seat of their own.


def test_people_are_counted_by_kind_and_never_named(client_for):
    for number in range(6):
        seat(f"Volunteer Person{number}", "volunteer_group")
    seat("Newcomer Person")
    shown = public(client_for)
    assert "Volunteers or citizens’ group: 6 people" in shown
    assert "Newcomer with lived experience: fewer than 5" in shown
    assert "Person0" not in shown
    assert "Newcomer Person" not in shown


def test_five_newcomers_are_a_number(client_for):
    for number in range(5):
        seat(f"Person{number}")
    assert "Newcomer with lived experience: 5 people" in public(client_for)


def test_a_seat_that_ended_is_not_counted_and_can_be_taken_again(cast, client_for):
    place = seat("Paul")
    end_seat(by=SYSTEM, seat=place)
    assert "People with a seat of their own" not in public(client_for)
    again = seat_person(by=SYSTEM, id=new_id(), contact=place.contact, category=term("volunteer_group"))
    assert again.pk == place.pk
    assert "Volunteers or citizens’ group: 1 person" in public(client_for)
    with pytest.raises(Refused):
        seat_person(by=SYSTEM, id=new_id(), contact=place.contact, category=term("newcomer"))


def test_a_person_gets_a_seat_and_loses_it_at_the_desk(cast, client_for):
    client, place = client_for(cast["facilitator"]), seat("Paul")
    where = {"pk": place.contact_id}
    client.post(reverse("stakeholders:person_seat_end", kwargs={**where, "seat": place.pk}))
    kind = str(term("volunteer_group").pk)
    answer = fill(client, reverse("stakeholders:person_seat_new", kwargs=where), category=kind)
    assert answer.status_code == 302
    assert "volunteers or citizens’ group" in text_of(client.get(answer.headers["Location"]))


# The charter.


def charter(at: str = SEATS, seen: int = 0, **texts: str) -> Charter:
    words = Translated(texts or {"fr": "Nous décidons **ensemble**."})
    return write_charter(by=SYSTEM, region=region(at), seen=seen, text=words, adopted_on=date(2022, 3, 3))


def charter_page(client_for, language: str = "fr", at: str = SEATS):
    return client_for(None).get(f"/{language}/regions/{at}/charter/")


def test_a_region_without_a_charter_has_no_page_and_no_link(client_for):
    assert charter_page(client_for).status_code == 404
    assert "/charter/" not in client_for(None).get(f"/en/regions/{SEATS}/").content.decode()


def test_the_charter_is_written_at_the_desk_and_read_by_everybody_at_once(cast, client_for):
    client = client_for(cast["facilitator"])
    public(client_for)
    assert (
        fill(client, desk("charter"), text_fr="Nous décidons **ensemble**.", adopted_on="2022-03-03").status_code == 302
    )
    assert "The charter of the table" in public(client_for)
    answer = charter_page(client_for)
    assert "<strong>ensemble</strong>" in answer.content.decode()
    assert "3 mars 2022" in text_of(answer)
    assert "/charter/</loc>" in client_for(None).get("/sitemap.xml").content.decode()


def test_a_charter_holds_no_markup_of_its_own(client_for):
    charter(fr="<script>x</script>\n\n# Titre")
    assert "<script>x" not in charter_page(client_for).content.decode()


def test_a_language_without_a_text_says_so_and_leads_to_the_others(client_for):
    charter(fr="Ensemble.", uk="Разом.")
    answer = charter_page(client_for, "ar").content.decode()
    assert 'class="prose" lang="fr" dir="ltr"' in answer
    assert 'href="?text=uk"' in answer
    chosen = client_for(None).get(f"/ar/regions/{SEATS}/charter/?text=uk")
    assert "Разом." in text_of(chosen)
    assert 'class="prose" lang="uk" dir="ltr"' in chosen.content.decode()
    assert "?text=" not in charter_page(client_for, "fr").content.decode()


def test_a_charter_has_words_and_a_day_that_has_come(cast, client_for):
    client = client_for(cast["facilitator"])
    assert "text_fr" in beside(fill(client, desk("charter"), adopted_on="2022-03-03"))
    tomorrow = (TODAY() + timedelta(days=1)).isoformat()
    answer = fill(client, desk("charter"), text_fr="Ensemble.", adopted_on=tomorrow)
    assert beside(answer)["adopted_on"].startswith("This day has not come yet")


def test_two_who_write_the_first_charter_do_not_overwrite_each_other():
    charter()
    with pytest.raises(Refused):
        charter(seen=0, fr="Autrement.")
    charter(seen=1, fr="Autrement.")
    with pytest.raises(Overtaken):
        charter(seen=1, fr="Encore autrement.")


def test_members_sign_on_a_day_and_the_public_learns_how_many(cast, client_for):
    client = client_for(cast["facilitator"])
    charter()
    assert fill(client, desk("signature"), organisation=str(member().pk), day="2022-03-03").status_code == 302
    assert "signed on 3 March 2022" in text_of(client.get(desk("charter")))
    assert "signed by 1 member" in public(client_for)
    assert "1 member" in text_of(charter_page(client_for, "en"))
    assert member().name not in text_of(charter_page(client_for, "en"))
    assert fill(client, desk("signature"), organisation=str(member().pk), day="").status_code == 302
    assert "no signature on record" in text_of(charter_page(client_for, "en"))


def test_an_organisation_with_two_seats_signs_once(client_for):
    charter()
    Membership.objects.create(region=region(), organisation=member(), role="expert")
    sign_charter(by=SYSTEM, region=region(), organisation=member(), day=date(2022, 3, 3))
    assert "signed by 1 member" in public(client_for)


def test_only_members_sign_and_only_a_charter_that_is_there():
    with pytest.raises(Refused, match="Write the charter first"):
        sign_charter(by=SYSTEM, region=region(), organisation=member(), day=TODAY())
    charter()
    stranger = Organisation.objects.create(slug="stranger", name="Stranger", language="en")
    with pytest.raises(Refused, match="no seat"):
        sign_charter(by=SYSTEM, region=region(), organisation=stranger, day=TODAY())
    with pytest.raises(Refused, match="not come yet"):
        sign_charter(by=SYSTEM, region=region(), organisation=member(), day=TODAY() + timedelta(days=1))


# Working groups.


def group(name: str = "Housing", **told: object) -> WorkingGroup:
    facts = GroupFacts(Translated({"en": name}), Translated({"en": "Roofs"}), **{"members": [member()]} | told)
    return record_group(by=SYSTEM, id=new_id(), region=region(), facts=facts)


def test_a_group_is_made_at_the_desk_and_shown_in_public_with_its_members(cast, client_for):
    client, theme = client_for(cast["facilitator"]), term("housing", "theme")
    told = {"name_en": "Housing", "about_en": "Roofs", "themes": [str(theme.pk)]}
    answer = fill(client, desk("group_new"), members=[str(member().pk), str(member(number=1).pk)], **told)
    assert answer.status_code == 302
    [row] = table(client.get(desk("groups")), "Working groups")
    assert row[:2] == ["Housing", "housing"]
    shown = public(client_for).partition("Working groups")[2]
    assert [name for name in (member().name, member(number=1).name) if name not in shown] == []
    assert shown.startswith(" Housing")


def test_a_group_at_rest_or_without_members_is_not_shown(client_for):
    group("Resting", is_active=False)
    group("Empty", members=[])
    assert "Working groups" not in public(client_for)


def test_a_member_whose_seat_ended_leaves_the_group_in_public(client_for):
    group(members=[member(), member(number=1)])
    Membership.objects.filter(region=region(), organisation=member()).update(state="past")
    shown = public(client_for).partition("Working groups")[2].partition("What the table sets out")[0]
    assert member(number=1).name in shown
    assert member().name not in shown


def test_a_group_is_changed_without_losing_what_is_in_other_languages(cast, client_for):
    row = group()
    WorkingGroup.objects.filter(pk=row.pk).update(name={"en": "Housing", "uk": "Житло"})
    client = client_for(cast["facilitator"])
    path = reverse("stakeholders:group_edit", args=[row.pk])
    assert fill(client, path, name_en="Roofs for all", members=[str(member(number=1).pk)]).status_code == 302
    row.refresh_from_db()
    assert row.name == {"en": "Roofs for all", "uk": "Житло"}
    assert [seat.organisation for seat in row.memberships.all()] == [member(number=1)]


def test_only_members_of_the_table_sit_in_a_group():
    stranger = Organisation.objects.create(slug="stranger", name="Stranger", language="en")
    with pytest.raises(Refused, match="no seat"):
        group(members=[stranger])
    row = group()
    with pytest.raises(Overtaken):
        change_group(by=SYSTEM, group=row, seen=9, facts=GroupFacts(Translated({"en": "Other"})))


# Offers.


def offer(text: str = "Two cars on Tuesdays", **told: object) -> HelpOffer:
    facts = {"organisation": member(), "kind": "transport", "text": Translated({"en": text})} | told
    return record_offer(by=SYSTEM, id=new_id(), region=region(), facts=OfferFacts(**facts))


def test_an_offer_is_made_at_the_desk_and_shown_in_public_at_once(cast, client_for):
    client = client_for(cast["facilitator"])
    assert "What members offer" not in public(client_for)
    answer = fill(
        client, desk("offer_new"), organisation=str(member().pk), kind="interpreting", text_en="Arabic at town hall",
        place="Le Creusot", spoken=["ar"], valid_until=(TODAY() + timedelta(days=9)).isoformat(),
    )  # fmt: skip
    assert answer.status_code == 302
    shown = public(client_for).partition("What members offer")[2]
    for words in ("interpreting", "Arabic at town hall", member().name, "Le Creusot", "العربية", "until"):
        assert words in shown


def test_an_offer_leaves_by_itself_when_it_is_over(cast, client_for):
    offer("Open today", valid_until=TODAY())
    offer("Over since yesterday", valid_until=TODAY() - timedelta(days=1))
    shown = public(client_for)
    assert "Open today" in shown
    assert "Over since yesterday" not in shown
    rows = table(client_for(cast["facilitator"]).get(desk("offers")), "What members offer")
    assert [row[3].split()[0] for row in rows] == ["over", "open"]


def test_an_offer_is_withdrawn_and_put_back(cast, client_for):
    client, row = client_for(cast["facilitator"]), offer()
    client.post(reverse("stakeholders:offer_withdraw", args=[row.pk]))
    assert "Two cars" not in public(client_for)
    client.post(reverse("stakeholders:offer_put_back", args=[row.pk]))
    assert "Two cars" in public(client_for)


def test_who_left_the_table_offers_nothing_more(cast, client_for):
    offer()
    Membership.objects.filter(region=region(), organisation=member()).update(state="past")
    [row] = table(client_for(cast["facilitator"]).get(desk("offers")), "What members offer")
    assert row[3] == "not shown: the member has no seat any more"
    assert "Two cars" not in public(client_for)
    with pytest.raises(Refused, match="no seat"):
        offer("Another")


def test_the_second_of_two_editors_of_an_offer_loses_nothing(cast, client_for):
    client, row = client_for(cast["facilitator"]), offer()
    path = reverse("stakeholders:offer_edit", args=[row.pk])
    sent = fields(client.get(path)) | {"place": "Digoin"}
    withdraw_offer(by=SYSTEM, offer=row)
    answer = client.post(path, sent)
    assert answer.status_code == 200
    assert fields(answer)["place"] == "Digoin"
    assert client.post(path, fields(answer)).status_code == 302


# Who may.


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_keeps_what_stands_on_the_table(cast, client_for, role):
    client = client_for(cast[role])
    edit = [
        reverse("stakeholders:group_edit", args=[group().pk]),
        reverse("stakeholders:offer_edit", args=[offer().pk]),
    ]
    pages = [desk(name) for name in ("charter", "signature", "groups", "group_new", "offers", "offer_new")]
    assert {client.get(address).status_code for address in (*pages, *edit)} == {404}


def test_a_facilitator_keeps_the_own_table_only(cast, client_for):
    client = client_for(cast["facilitator"])
    assert {client.get(desk(name, OTHER)).status_code for name in ("charter", "groups", "offers")} == {404}
    assert {client_for(cast["coordinator"]).get(desk(name, OTHER)).status_code for name in ("charter", "groups")} == {
        200
    }


def test_the_page_of_a_member_names_its_groups_and_what_it_offers(client_for):
    one, other = member(), member(number=1)
    group = GroupFacts(Translated({"en": "Housing circle"}), members=[one])
    record_group(by=SYSTEM, id=new_id(), region=region(), facts=group)
    offer = OfferFacts(organisation=one, kind="room", text=Translated({"en": "A room on Tuesdays"}))
    made = record_offer(by=SYSTEM, id=new_id(), region=region(), facts=offer)

    def page(shown: Organisation) -> str:
        return text_of(client_for(None).get(reverse("portal:organisation", args=[shown.slug])))

    assert "Housing circle" in page(one) and "A room on Tuesdays" in page(one)
    assert "Housing circle" not in page(other) and "A room on Tuesdays" not in page(other)
    withdraw_offer(by=SYSTEM, offer=made)
    assert "A room on Tuesdays" not in page(one)


def test_each_member_without_a_signature_leads_to_the_form_with_its_name(cast, client_for):
    text = Translated({"fr": "Nous accueillons."})
    write_charter(by=SYSTEM, region=region(), seen=0, adopted_on=TODAY(), text=text)
    client, one = client_for(cast["facilitator"]), member()
    address = f"{desk('signature')}?member={one.pk}"
    assert address in client.get(desk("charter")).content.decode()
    assert fields(client.get(address))["organisation"] == str(one.pk)
    client.post(desk("signature"), {"organisation": one.pk, "day": TODAY().isoformat()})
    assert address not in client.get(desk("charter")).content.decode()
