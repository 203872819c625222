"""The matrix tells apart what is there, what is there but not quite, what is stated as nothing, and no data."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import SEATS, region, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.mapping.actions import gap as actions
from welcommune.mapping.models import Action, CellFacts, Gap, Place
from welcommune.mapping.queries.coverage import Coverage
from welcommune.mapping.queries.provision import Standing
from welcommune.mapping.reach.travel import CAR, WITHOUT_CAR

pytestmark = pytest.mark.usefixtures("scope", "network")
MATRIX = f"/en/desk/regions/{SEATS}/coverage/"
TODAY = timezone.localdate()


def town(name, latitude, longitude, **told):
    code = f"test-{name}"
    return Place.objects.create(
        system="lau", code=code, country=region().country, name=name, plain=name.lower(), region=region(),
        latitude=latitude, longitude=longitude, **told,
    )  # fmt: skip


def offer(name, *themes, groups=(), situations=(), places=(), **told):
    row = Action.plain.create(
        slug=name.lower().replace(" ", "-"), region=region(), name=name, language="fr",
        **({"confirmed_on": TODAY, "serves": "region"} | told),
    )  # fmt: skip
    row.themes.set([term(code, "theme") for code in themes])
    row.groups.set([term(code, "group") for code in groups])
    row.situations.set([term(code, "situation") for code in situations])
    row.places.set(places)
    return row


def standing(theme="language", **narrowed):
    return Coverage(region()).know(CellFacts(term(theme, "theme"), **narrowed)).standing


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, Standing.PROVIDED),
        ({"state": "waiting"}, Standing.FULL),
        ({"ends_on": TODAY + timedelta(days=30)}, Standing.ENDING),
        ({"ends_on": TODAY - timedelta(days=1)}, Standing.NO_DATA),
        ({"starts_on": TODAY + timedelta(days=1)}, Standing.NO_DATA),
        ({"confirmed_on": TODAY - timedelta(days=366)}, Standing.STALE),
        ({"confirmed_on": None}, Standing.STALE),
    ],
)
def test_an_action_counts_as_it_stands_today(told, wanted):
    Action.plain.all().delete()
    offer("Cours du soir", "language", **told)
    assert standing() == wanted
    assert standing("housing") == Standing.NO_DATA


def test_who_it_is_for_is_yes_no_or_not_said():
    Action.plain.all().delete()
    offer("Cours", "language", groups=["women"], situations=["refugee"], languages=["fr"])
    found = {
        "her": standing(group=term("women", "group")),
        "young": standing(group=term("young_people", "group")),
        "refugee": standing(situation=term("refugee", "situation")),
        "asylum": standing(situation=term("asylum_seeker", "situation")),
        "in French": standing(spoken="fr"),
        "in Arabic": standing(spoken="ar"),
    }
    there, others = Standing.PROVIDED, Standing.OTHERS
    assert found == {
        "her": there, "young": others, "refugee": there, "asylum": others, "in French": there, "in Arabic": others,
    }  # fmt: skip
    offer("Permanence", "rights")
    # What does not say for whom it is tells nothing about a group.
    assert standing("rights", group=term("women", "group")) == Standing.NO_DATA
    assert standing("rights") == Standing.PROVIDED


def test_only_a_dated_statement_makes_no_data_nothing_and_it_holds_for_what_is_narrower():
    Action.plain.all().delete()
    digoin = town("Digoin", 46.48, 3.98)
    housing = term("housing", "theme")
    women = CellFacts(housing, group=term("women", "group"))
    row = actions.state_nothing(by=SYSTEM, id=new_id(), region=region(), cell=women, source="Roundtable")
    assert (standing("housing"), standing("housing", group=women.group)) == (Standing.NO_DATA, Standing.NOTHING)
    assert standing("housing", place=digoin, group=women.group) == Standing.NOTHING
    offer("Maison", "housing", groups=["women"])
    assert standing("housing", group=women.group) == Standing.PROVIDED
    actions.take_statement_back(by=SYSTEM, statement=row)
    Action.plain.all().delete()
    assert standing("housing", group=women.group) == Standing.NO_DATA


def test_half_an_hour_by_car_is_near_and_without_a_car_it_is_not():
    Action.plain.all().delete()
    here, near, far = town("Mâcon", 46.306, 4.83), town("Cluny", 46.43, 4.665), town("Autun", 46.951, 4.299)
    offer("Cours", "language", serves="", place=here)
    cell = CellFacts(term("language", "theme"))
    by_car, on_foot = Coverage(region(), CAR), Coverage(region(), WITHOUT_CAR)

    def stands(coverage):
        known = [coverage.know(CellFacts(cell.theme, each)).standing for each in (here, near, far)]
        return [standing == Standing.PROVIDED for standing in known]

    assert (stands(by_car), stands(on_foot)) == ([True, True, False], [True, False, False])
    way = by_car.distances(cell)
    # 18.7 km as the crow flies, 1.3 times as far on the way.
    assert (way[here.pk].nearest_km, round(way[near.pk].nearest_km)) == (0, 24)
    assert [(way[each.pk].near, way[each.pk].far) for each in (here, near, far)] == [(1, 1), (1, 1), (0, 0)]


def test_a_town_that_became_part_of_another_counts_there():
    Action.plain.all().delete()
    new = town("Bâgé-Dommartin", 46.3, 4.95)
    old = town("Dommartin", 46.33, 5.0, merged_into=new)
    offer("Cours", "language", serves="places", places=[old])
    gone = CellFacts(term("health", "theme"), old)
    actions.state_nothing(by=SYSTEM, id=new_id(), region=region(), cell=gone, source="Mairie")
    assert [standing(theme, place=new) for theme in ("language", "health")] == [Standing.PROVIDED, Standing.NOTHING]
    assert old not in Coverage(region()).places


def test_a_cell_says_by_which_rule_people_of_the_town_are_reached_and_lists_gaps_that_may_be_theirs(cast, client_for):
    Action.plain.all().delete()
    here, far = town("Mâcon", 46.306, 4.83), town("Autun", 46.951, 4.299)
    course = offer("Cours", "language", serves="", place=here)
    offer("Conseil", "language", serves="region")
    offer("Jeux", "digital", serves="", place=here)
    for title, place in (("Rien le soir à Autun", far), ("Rien le soir", None)):
        about = {"theme": term("language", "theme"), "place": place, "origin": "reported", "noted_on": TODAY}
        Gap.plain.create(region=region(), title=title, language="fr", **about)
    desk = client_for(cast["facilitator"])

    def told(place, theme="language"):
        return text_of(desk.get(f"{MATRIX}cell/?theme={theme}&place={place.pk}"))

    assert "It is in this town." in told(here)
    assert "It is for the whole region." in told(here)
    assert ["Rien le soir à Autun" in told(place) for place in (here, far)] == [False, True]
    assert "Rien le soir" in told(here)
    # Something is on record, though not for this town.
    assert "No action on record about this reaches people of this town." in told(far, "digital")
    assert "km to the nearest" in told(far, "digital")
    assert f"/en/desk/actions/{course.pk}/" in desk.get(f"{MATRIX}cell/?theme=language").content.decode()


def test_the_matrix_leads_to_the_reasons_and_to_a_statement(cast, client_for):
    Action.plain.all().delete()
    town("Digoin", 46.48, 3.98, population=8000)
    offer("Cours du soir", "language", confirmed_on=TODAY)
    desk = client_for(cast["facilitator"])
    page = text_of(desk.get(f"{MATRIX}?across=group&theme=language"))
    assert "young people" in page
    cell = f"{MATRIX}cell/?theme=language"
    assert "Cours du soir" in text_of(desk.get(cell))
    sent = {"id": str(new_id()), "theme": "housing", "place": "Digoin", "source": "Roundtable of May", "spoken": ""}
    answer = desk.post(f"{MATRIX}nothing/", sent)
    assert answer.status_code == 302, text_of(answer)
    assert "“Nothing here”: Roundtable of May" in text_of(desk.get(answer.url))
    drawn = text_of(desk.get(f"{MATRIX}map/?theme=housing"))
    assert "Digoin" in drawn
    # A mark that stands for several things is explained once.
    assert "ends soon to be confirmed full for others only" in drawn
