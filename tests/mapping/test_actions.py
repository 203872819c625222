"""Actions: through the desk into the public directory."""

import re

import pytest
from django.db.models import Count

from tests.factories import SEATS, beside, fields, fill, notices, region, term, text_of, tree
from tests.harness.html import elements
from welcommune.config.commands import DEMO_PLACES
from welcommune.config.files import bring_places
from welcommune.core.models import AuditEvent, Source
from welcommune.core.publication import publish
from welcommune.mapping.models import Action
from welcommune.network.models import Region
from welcommune.portal.actions import note_offers

pytestmark = pytest.mark.usefixtures("scope")
HOME = f"/en/desk/regions/{SEATS}/actions/"
PUBLIC = f"/en/regions/{SEATS}/actions/"
LESSONS = {"name": "Cours de français", "language": "fr", "town": "Mâcon", "state": "open", "languages": ["fr", "ar"]}


@pytest.fixture
def desk(network, cast, client_for):
    return client_for(cast["editor"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def kept(desk, **typed):
    """An action that an editor put on record."""
    before = set(Action.plain.values_list("pk", flat=True))
    answer = fill(desk, f"{HOME}new/", **(LESSONS | typed))
    assert answer.status_code == 302, (beside(answer), text_of(answer)[:300])
    return Action.plain.exclude(pk__in=before).get()


def names(visitor, query=""):
    """The names in the public directory, in its order."""
    page = tree(visitor.get(PUBLIC + query))
    heads = [head for head in elements(page, "h2") if "entry-title" in head.get("class", "")]
    return ["".join(next(iter(elements(head, "a"))).itertext()).strip() for head in heads]


def test_an_action_goes_from_the_desk_into_the_directory_and_is_found_there(desk, visitor):
    asylum = term("asylum_seeker", "situation")
    lessons = kept(desk, accepted="everybody", name="Cours <b>pour tous</b>", about_fr="<script>alert(1)</script>")
    # Ticking one says that some are accepted, whatever was left above.
    kept(
        desk,
        name="Atelier",
        town="Chalon",
        state="waiting",
        accepted="",
        situations=[str(asylum.pk)],
        languages=["ar", "prs"],
    )
    kept(desk, name="Interne", is_public=False)
    kept(desk, name="Fini", state="ended")
    assert names(visitor) == ["Atelier", "Cours <b>pour tous</b>"]
    listed = text_of(visitor.get(PUBLIC.replace("/en/", "/fr/")))
    assert ("arabe, dari" in listed, ", Personne" in listed) == (True, False)
    narrowed = {"?open=now": 1, "?place=Chalon": 1, "?language=ar": 2, f"?situation={asylum.code}": 2, "?theme=x": 0}
    assert {query: len(names(visitor, query)) for query in narrowed} == narrowed
    page = visitor.get(f"{PUBLIC}{lessons.slug}/")
    assert (page.status_code, page.content.count(b"<script>alert")) == (200, 0)
    assert "Nobody has confirmed this yet" in text_of(page)
    desk.post(f"/en/desk/actions/{lessons.pk}/confirm/")
    assert "confirmed this month" in text_of(visitor.get(f"{PUBLIC}{lessons.slug}/"))
    desk.post(f"/en/desk/actions/{lessons.pk}/end/")
    assert names(visitor) == ["Atelier"]
    verbs = AuditEvent.objects.filter(object_id=lessons.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["mapping.record_action", "mapping.confirm_action", "mapping.end_action"]


def test_the_public_learns_of_a_sensitive_place_no_more_than_the_town(desk, visitor):
    shelter = kept(desk, address="3 rue Cachée", postcode="71000", is_sensitive=True)
    page = text_of(visitor.get(f"{PUBLIC}{shelter.slug}/"))
    assert ("Mâcon" in page, "Cachée" in page, "71000" in page) == (True, False, False)


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(desk):
    action = kept(desk)
    path = f"/en/desk/actions/{action.pk}/"
    first, second = ({**fields(desk.get(path))} for _both in range(2))
    desk.post(path, first | {"schedule": "Mondays"})
    answer = desk.post(path, second | {"schedule": "Tuesdays"})
    assert "Nothing of yours is lost" in text_of(answer)
    assert fields(answer)["schedule"] == "Tuesdays"
    assert Action.plain.get(pk=action.pk).schedule == "Mondays"
    assert desk.post(path, fields(answer)).status_code == 302
    assert Action.plain.get(pk=action.pk).schedule == "Tuesdays"


def test_only_those_who_write_in_a_region_keep_its_actions(desk, cast, client_for):
    action = kept(desk)
    assert Region.objects.get(slug=SEATS) == action.region
    stranger = client_for(cast["member"])
    assert [stranger.get(path).status_code for path in (HOME, f"/en/desk/actions/{action.pk}/")] == [404, 404]
    assert notices(desk.get(HOME)) == ["Kept."]


def test_whoever_finds_nothing_can_say_so_there_and_an_unknown_town_is_told(visitor):
    words = "The list shows only what is for the whole region, comes to you, is online"
    nothing = visitor.get(f"{PUBLIC}?place=Nowhereville&theme=health")
    assert (words in text_of(nothing), "No action on record is like that." in text_of(nothing)) == (False, False)
    assert f'href="{PUBLIC}?place=&amp;theme=health' in nothing.content.decode()
    Action.plain.create(region=region(), slug="lessons", name="Lessons", language="en", is_public=True, serves="region")
    publish(SEATS)
    shown = visitor.get(f"{PUBLIC}?place=Nowhereville")
    assert "We know no town “Nowhereville”" in text_of(shown)
    assert words in text_of(shown)
    assert words not in text_of(visitor.get(PUBLIC))
    assert f'href="/en/regions/{SEATS}/gaps/nothing-found/"' in shown.content.decode()


def test_the_directory_begins_with_what_is_nearest_to_a_town_or_postcode(desk, visitor):
    bring_places(DEMO_PLACES, country="fr", source="a list", vintage="2026")
    kept(desk, name="Loin", town="Mâcon", languages=[])
    kept(desk, name="Près", town="Le Creusot", languages=[])
    kept(desk, name="Là", town="Montceau-les-Mines", languages=[])
    kept(desk, name="Partout", town="", serves="online")
    kept(desk, name="Pour d’autres", town="Montceau-les-Mines", serves="places", places="Digoin\nGueugnon")
    assert Action.plain.get(name="Loin").place.code == "71270"
    assert names(visitor, "?place=71300") == ["Là", "Près", "Loin", "Partout"]
    assert names(visitor, "?place=montceau les mines&language=ar") == ["Partout"]
    assert names(visitor, "?place=Digoin") == ["Là", "Pour d’autres", "Près", "Loin", "Partout"]
    page = visitor.get(f"{PUBLIC}?place=71300")
    assert "the nearest to Montceau-les-Mines first" in text_of(page)
    assert "Le Creusot (20 km)" in text_of(page)
    named = set(re.findall(r'class="on-flag"[^>]*>([^<]+)<', visitor.get(PUBLIC).content.decode()))
    assert named == {"Mâcon", "Le Creusot", "Montceau-les-Mines (2)"}
    assert len(page.content) < 60_000


def test_the_point_of_a_sensitive_place_is_the_middle_of_its_town(desk, visitor):
    bring_places(DEMO_PLACES, country="fr", source="a list", vintage="2026")
    shelter = kept(desk, town="Montceau-les-Mines", is_sensitive=True)
    Action.plain.filter(pk=shelter.pk).update(latitude=46.9, longitude=4.3)
    assert "km)" not in text_of(visitor.get(f"{PUBLIC}?place=71300"))


def test_the_demonstration_invents_nothing_that_does_not_say_so(network, cast, visitor):
    bring_places(DEMO_PLACES, country="fr", source="a list", vintage="2026")
    for key in ("facilitator", "stranger", "facilitator"):
        note_offers(cast[key])
    sourced = set(Source.objects.filter(object_id__in=Action.plain.values("pk")).values_list("object_id", flat=True))
    invented = {action.pk for action in Action.plain.all() if "(exemple fictif)" in action.name}
    assert set(Action.plain.values_list("pk", flat=True)) == sourced | invented
    assert sourced & invented == set()
    assert dict(Action.plain.values_list("region__slug").annotate(many=Count("pk")).order_by()) == {
        "saone-et-loire": 11, "vaucluse": 8,
    }  # fmt: skip
    assert "9 actions" in text_of(visitor.get(f"/en/regions/{SEATS}/"))
