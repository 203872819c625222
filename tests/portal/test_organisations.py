"""The public register: who is in it, how it is searched, what a sensitive place shows, and old addresses."""

import pytest

from tests.factories import OTHER, SEATS, actor, meeting, region, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.publication import publish
from welcommune.core.saving import insert
from welcommune.meetings.actions import move_meeting
from welcommune.meetings.models import Participant
from welcommune.meetings.queries import record_page, report_facts
from welcommune.pilots.models import PilotAction
from welcommune.stakeholders.actions import merge_organisations
from welcommune.stakeholders.models import Membership, NetworkPartner, Organisation

pytestmark = pytest.mark.usefixtures("scope")


def known(slug: str, name: str, at: str = SEATS, state: str = "active", **more) -> Organisation:
    row = insert(Organisation(slug=slug, name=name, language="fr", steward=region(), **more))
    if at:
        insert(Membership(region=region(at), organisation=row, state=state))
    publish()
    return row


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def listed(client, query: str = "") -> str:
    return text_of(client.get(f"/en/organisations/{query}"))


def test_only_organisations_with_a_reason_are_public(visitor):
    known("seated", "Seated One")
    known("unseated", "Unseated One", at="")
    known("past", "Past One", state="past")
    known("invited", "Invited One", state="invited")
    page = listed(visitor)
    assert [name in page for name in ("Seated One", "Unseated One", "Past One", "Invited One")] == [True] + [False] * 3
    codes = [
        visitor.get(f"/en/organisations/{slug}/").status_code for slug in ("seated", "unseated", "past", "invited")
    ]
    assert codes == [200, 404, 404, 404]
    sitemap = visitor.get("/sitemap.xml").content.decode()
    assert ("/organisations/seated/" in sitemap, "/organisations/unseated/" in sitemap) == (True, False)


def test_words_filters_and_order(visitor):
    known("eclat", "Association Éclat")
    known("zebre", "Zèbre", at=OTHER)
    known("lodz", "Łódź razem")
    assert "Éclat" in listed(visitor, "?q=eclat")
    assert "Łódź" in listed(visitor, "?q=LODZ")
    assert "Zèbre" not in listed(visitor, f"?region={SEATS}")
    assert "No organisation fits" in listed(visitor, "?q=nothing-like-it")
    assert "No organisation fits" in listed(visitor, "?category=moon")
    page = listed(visitor)
    assert page.index("Association Éclat") < page.index("Łódź") < page.index("Zèbre")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_of_a_sensitive_place_the_public_learns_the_town_only(visitor, language):
    secret = {"address": "12 rue Cachée", "postcode": "71999", "town": "Le Creusot", "places": ["Hameau Caché"]}
    known("shelter", "Foyer", is_sensitive=True, **secret)
    paths = ("organisations/shelter/", "organisations/", "organisations/?q=foyer", f"regions/{SEATS}/")
    pages = [visitor.get(f"/{language}/{path}").content.decode() for path in paths]
    assert "Le Creusot" in pages[0]
    assert [found for page in pages for found in ("rue Cachée", "71999", "Hameau") if found in page] == []


def test_other_places_show_their_address(visitor):
    known("open", "Ouvert", address="1 rue Claire", postcode="71200", town="Le Creusot")
    assert "1 rue Claire, 71200 Le Creusot" in text_of(visitor.get("/en/organisations/open/"))


def test_old_addresses_lead_on_also_through_chains(visitor, cast):
    by = actor(cast["facilitator"])
    rows = [known(slug, slug.title()) for slug in ("first", "second", "third")]
    for absorbed, kept in ((0, 1), (1, 2)):
        one, two = (Organisation.objects.get(pk=rows[place].pk) for place in (kept, absorbed))
        merge_organisations(by=by, kept=one, absorbed=two, seen=(one.version, two.version))
    for slug in ("first", "second"):
        response = visitor.get(f"/ar/organisations/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/ar/organisations/third/")
        # A merge can be undone, so no browser keeps the way for ever.
        assert response["Cache-Control"] == "no-cache"
    assert "Second" not in listed(visitor)


def test_a_region_links_its_members_to_their_page(visitor):
    known("linked", "Linked")
    publish(SEATS)
    assert 'href="/en/organisations/linked/"' in visitor.get(f"/en/regions/{SEATS}/").content.decode()


def test_wherever_the_public_reads_of_an_organisation_its_name_leads_to_its_page(visitor, network):
    row = known("linked", "Linked")
    link = 'href="/en/organisations/linked/"'
    planned = meeting(state="planned", beside={"organisers": [row]})
    NetworkPartner.objects.create(network=network, organisation=row, part="partner", order=99)
    PilotAction.plain.filter(region=region()).update(lead=row)
    pages = {path: visitor.get(f"/en/{path}").content.decode().count(link) for path in ("", f"regions/{SEATS}/")}
    assert pages == {"": 1, f"regions/{SEATS}/": 2}
    path = f"/en/regions/{SEATS}/roundtables/{planned.number}/"
    assert visitor.get(path).content.decode().count(link) == 1
    Membership.objects.filter(organisation=row).delete()
    PilotAction.plain.filter(region=region()).update(lead=None)
    NetworkPartner.objects.filter(organisation=row).delete()
    move_meeting(by=SYSTEM, meeting=planned, state="cancelled")
    page = visitor.get(path)
    assert ("Linked" in text_of(page), link in page.content.decode()) == (True, False)


def test_after_a_merge_meetings_name_the_entry_that_stays(visitor, cast):
    by = actor(cast["facilitator"])
    kept, absorbed = known("kept", "Kept"), known("absorbed", "Absorbed")
    held = meeting(beside={"organisers": [kept, absorbed]})
    Participant.objects.bulk_create(Participant(meeting=held, organisation=row) for row in (kept, absorbed))
    merge_organisations(by=by, kept=kept, absorbed=absorbed, seen=(kept.version, absorbed.version))
    assert report_facts(held, "en", "").organisers == ("Kept",)
    beside = record_page(held, by)
    named = {name: [row.organisation.name for row in beside[name]] for name in ("organisers", "participants")}
    # Each line of who came may tell other people: both stay, for a person to compare.
    assert named == {"organisers": ["Kept"], "participants": ["Kept", "Kept"]}
