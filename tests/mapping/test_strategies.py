"""Strategies: noted, assessed by several people, shown with their spread, beside others and over time."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import OTHER, SEATS, actor, fill, region, table, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.personal import Person, holdings
from welcommune.mapping.actions import assess_strategy, record_strategy
from welcommune.mapping.instruments import instrument
from welcommune.mapping.instruments.profile import Spread, profile
from welcommune.mapping.instruments.radar import radar
from welcommune.mapping.models import Assessment, AssessmentFacts, RatingFacts, Strategy, StrategyFacts

pytestmark = pytest.mark.usefixtures("network", "scope")
DAY, MADE = date(2026, 3, 2), instrument()
FIRST, SECOND = "1. Levels of government", "2. Policies that fit together"


def strategy(at: str = SEATS, **told) -> Strategy:
    facts = {"title": "Plan of welcome", "language": "en", "level": "local", "is_assessment_public": True} | told
    return record_strategy(by=SYSTEM, id=new_id(), region=region(at), facts=StrategyFacts(**facts))


def assess(row: Strategy, day: date = DAY, by=SYSTEM, **values: int | None) -> Assessment:
    ratings = {
        code.replace("_", "-"): RatingFacts(value, "It stands there", "page 4") for code, value in values.items()
    }
    facts = AssessmentFacts(day, ratings)
    return assess_strategy(by=by, id=new_id(), strategy=row, instrument=MADE, facts=facts)


def public(row: Strategy, name: str = "public_strategy") -> str:
    return reverse(f"mapping:{name}", args=[row.region.slug, row.pk])


def points(response) -> dict[str, list[str]]:
    return {name: rest for name, *rest in table(response, "Point by point")}


def test_the_instrument_is_data_in_every_language_with_its_source_and_what_is_not_confirmed():
    texts = [one.title for one in MADE.standards] + [one.practice for one in MADE.standards]
    texts += [text for factor in MADE.factors for text in (factor.text, factor.question)]
    languages = {code for code, _name in settings.LANGUAGES}
    assert [set(text) for text in [*texts, MADE.title, MADE.source]] == [languages] * (len(texts) + 2)
    assert len(MADE.standards) == 12
    assert [one.code for one in MADE.standards if one.is_unconfirmed] == ["education"]
    assert MADE.source_url == "https://doi.org/10.1787/9789264085350-en"
    codes = [factor.code for factor in MADE.factors]
    assert len(codes) == len(set(codes))


def test_who_assesses_in_another_language_reads_all_of_it_in_that_one(cast, client_for):
    row, assessor = strategy(), client_for(cast["assessor"])
    page = assessor.get(reverse("mapping:assess", args=[row.pk]).replace("/en/", "/ar/"))
    assert 'lang="en"' not in page.content.decode().partition("<main")[2].partition("<form")[2].partition("</form")[0]
    asked = [MADE.title] + [one.title for one in MADE.standards] + [one.question for one in MADE.factors]
    assert [text for text in asked if text["ar"] not in text_of(page)] == []


def test_cannot_say_counts_for_nothing_and_the_spread_is_kept():
    several = [{"levels-roles": 4, "levels-talk": 2}, {"levels-roles": 1, "levels-talk": None}, {"levels-roles": None}]
    first, second = profile(MADE, several)[:2]
    assert first.spread == Spread(2.0, 1.0, 3.0, 2)
    assert first.factors["levels-roles"] == Spread(2.5, 1, 4, 2)
    assert second.spread is None


def test_the_drawing_goes_through_what_is_known_only():
    drawn = radar([4, 0, None, 2], "words")
    assert drawn.area == "M160.0 40.0L160.0 140.0L110.0 140.0Z"
    assert [spoke.is_known for spoke in drawn.spokes] == [True, True, False, True]


def test_an_assessor_answers_on_one_page_and_changes_the_own_answers_only(cast, client_for):
    row, assessor = strategy(), client_for(cast["assessor"])
    page = reverse("mapping:assess", args=[row.pk])
    assert fill(assessor, page).status_code == 200
    typed = {"levels-roles_value": "3", "levels-roles_evidence": "A table", "levels-roles_source": "page 4"}
    assert fill(assessor, page, **typed).status_code == 302
    own = Assessment.objects.get()
    assert [(one.item, one.value, one.evidence) for one in own.ratings.all()] == [("levels-roles", 3, "A table")]
    change = reverse("mapping:assessment_edit", args=[own.pk])
    assert fill(assessor, change, **{"levels-roles_value": "1"}).status_code == 302
    assert [one.value for one in own.ratings.all()] == [1]
    assert client_for(cast["facilitator"]).get(change).status_code == 404


def test_the_public_reads_the_middle_the_spread_and_the_evidence_and_no_name(cast, client_for):
    row = strategy()
    assess(row, by=actor(cast["assessor"]), levels_roles=4)
    assess(row, by=actor(cast["facilitator"]), levels_roles=1, coherence_sectors=None)
    answer = client_for(None).get(public(row))
    found = points(answer)
    assert found[FIRST] == ["2.5, from 1 to 4"]
    assert found[SECOND] == ["nobody could say"]
    shown = text_of(answer)
    assert "2 people assessed it." in shown
    assert shown.count("It stands there") == 3
    assert "This point of the source is not confirmed." in shown
    assert [cast[role].name for role in ("assessor", "facilitator") if cast[role].name in shown] == []
    assert answer.content.decode().count('<svg class="chart"') == 1


def test_the_log_of_the_region_tells_of_an_assessment_in_the_language_of_who_reads(cast, client_for):
    assess(strategy(), levels_roles=4)
    shown = text_of(client_for(cast["coordinator"]).get(f"/fr/desk/regions/{SEATS}/audit/"))
    assert ("évaluations" in shown, "assessments" in shown) == (True, False)


def test_an_assessment_is_public_only_when_the_region_shows_it(client_for):
    row = strategy(is_assessment_public=False)
    assess(row, levels_roles=4)
    visitor = client_for(None)
    assert points(visitor.get(public(row))) == {}
    assert "Nobody has assessed it yet." in text_of(visitor.get(public(row, "strategy_sheet")))
    hidden = strategy(is_public=False)
    assert visitor.get(public(hidden)).status_code == 404


def test_over_time_the_youngest_opinion_of_each_counts(cast, client_for):
    row, who = strategy(), actor(cast["assessor"])
    assess(row, date(2024, 5, 1), who, levels_roles=1)
    assess(row, date(2026, 5, 1), who, levels_roles=3)
    assert points(client_for(None).get(public(row)))[FIRST] == ["3", "1", "3"]


def test_regions_stand_beside_each_other(client_for):
    for at, value in ((SEATS, 4), (OTHER, 2)):
        assess(strategy(at), levels_roles=value)
    rows = table(client_for(None).get(reverse("mapping:comparison")), "Welcome and integration, locally")
    assert rows[0] == ["Levels of government", "4", "2"]
    assert rows[-1][0] == "Education This point of the source is not confirmed."


def test_the_page_for_the_town_hall_says_what_to_build_on_and_what_to_work_on(client_for):
    row = strategy(town="Génelard")
    assess(row, levels_roles=4, levels_talk=4, funding_known=1, funding_lasts=0, housing_access=2)
    shown = text_of(client_for(None).get(public(row, "strategy_sheet")))
    strong, _, weak = shown.partition("To build on")[2].partition("To work on")
    assert "Levels of government: 4" in strong
    assert "Education This point of the source is not confirmed." in shown
    assert "Money: 0.5. A table of funds with the day on which each ends." in weak
    assert "Housing:" not in strong + weak


def test_an_opinion_stays_without_a_name_when_its_account_is_erased(cast):
    row = strategy()
    assess(row, by=actor(cast["assessor"]), levels_roles=4)
    person = Person(cast["assessor"].pk, cast["assessor"].email)
    [held] = [holding for holding in holdings() if holding.room == "mapping"]
    assert [one["instrument"] for one in held.collect(person)["assessed"]] == ["local-welcome"]
    held.erase(person)
    assert [one.assessor for one in Assessment.objects.all()] == [None]


def test_a_facilitator_notes_a_strategy_with_a_date_as_far_as_known(cast, client_for):
    desk, page = client_for(cast["facilitator"]), reverse("mapping:strategy_new", args=[SEATS])
    told = {"title": "Departmental plan", "level": "regional", "issuer_name": "Département"}
    assert fill(desk, page, **told, starts="soon").status_code == 200
    assert fill(desk, page, **told, starts="2024-03").status_code == 302
    [row] = table(client_for(None).get(reverse("mapping:region_strategies", args=[SEATS])), "Strategies")
    assert row == ["Departmental plan", "Département", "regional", "since March 2024"]
