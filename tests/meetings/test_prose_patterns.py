"""What a record holds decides how each part is worded: at least four patterns a part, in every language."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from welcommune.meetings.prose import (
    LANGUAGES,
    CategoryFact,
    CountFact,
    InsightFact,
    NetworkFact,
    NextFact,
    RegionFact,
    ReportFacts,
    TrainingFact,
    draft_report,
)

BASE = ReportFacts(
    network=NetworkFact("N"), kind="roundtable", day=date(2021, 7, 2), region=RegionFact("R", "oR", "iR")
)
DAY = date(2021, 9, 23)
ONE = TrainingFact("T", None)
PEOPLE, ORGANISATIONS = CountFact(30, 30, "people"), CountFact(21, 21, "organisations")
AMBIGUOUS, RANGE = CountFact(23, 23, "unstated"), CountFact(9, 16, "people")
START, END = CountFact(16, 16, "people", "arrival"), CountFact(9, 9, "people", "departure")
NGOS, FEW_NGOS, MANY_NGOS = CategoryFact("ngo"), CategoryFact("ngo", "few"), CategoryFact("ngo", "many")


def said(*kinds: str) -> tuple[InsightFact, ...]:
    """One insight of each kind named, all with the same words."""
    return tuple(InsightFact(UUID(int=n), kind, "S.") for n, kind in enumerate(kinds))


def insight_records(kind: str, other: str) -> tuple[Mapping[str, object], ...]:
    """One or several insights of a kind, alone or beside another kind."""
    groups = ((kind,), (kind,) * 2, (kind,) * 4, (other, kind), (other, kind, kind))
    return tuple({"insights": said(*group)} for group in groups)


RECORDS: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "title": (
        {"number": 1},
        {"number": 4, "promised": 4},
        {"number": 3, "counts": (PEOPLE,)},
        {"counts": (PEOPLE,)},
        {"number": 3},
        {},
        {"kind": "visit"},
    ),
    "lead": (
        {"number": 2, "counts": (PEOPLE,)},
        {"counts": (PEOPLE,)},
        {"number": 2},
        {},
        {"insights": said("need", "asset")},
    ),
    "convened": (
        {"number": 1},
        {"number": 1, "promised": 4},
        {"number": 2},
        {"number": 2, "promised": 4},
        {"number": 4, "promised": 4},
        {},
        {"organisers": ("A",)},
        {"organisers": ("A", "B")},
        {"organisers": ("A", "B", "C")},
        {"organisers": ("A", "B"), "lead": "A"},
        {"kind": "training"},
        {"kind": "expert_group", "number": 2},
        {"mode": "online"},
        {"mode": "in_person", "place": "P"},
        {"mode": "hybrid"},
        {"mode": "online", "duration_minutes": 120},
        {"duration_minutes": 150},
        {"starts_at": time(14), "ends_at": time(16, 30), "zone_name": "Paris"},
        {"starts_at": time(14)},
        {"mode": "online", "starts_at": time(14)},
        {"network": NetworkFact("N", other_regions=9)},
        {"network": NetworkFact("N", until="2022")},
    ),
    "attendance": (
        {"counts": (PEOPLE, ORGANISATIONS)},
        {"counts": (PEOPLE,)},
        {"counts": (ORGANISATIONS,)},
        {"counts": (AMBIGUOUS,)},
        {"counts": (RANGE,)},
        {"counts": (START, END)},
        {"counts": (START,)},
        {"counts": (END,)},
        {"counts": (RANGE, START, END)},
        {"categories": (NGOS,)},
        {"categories": (FEW_NGOS,)},
        {"categories": (MANY_NGOS,)},
        {"categories": (CategoryFact("ngo", count=PEOPLE),)},
        {"counts": (PEOPLE,), "categories": (NGOS,)},
    ),
    "programme": (
        {"agenda": ("a", "b")},
        {"agenda": ("a", "b", "c", "d")},
        {"breakouts": True},
        {"agenda": ("a", "b"), "breakouts": True},
        {"trainings": (ONE,)},
        {"trainings": (TrainingFact("", None),)},
        {"trainings": (TrainingFact("T", 60),)},
        {"trainings": (TrainingFact("", 60),)},
        {"trainings": (TrainingFact("T", 60),), "duration_minutes": 90},
        {"trainings": (TrainingFact("", 60),), "duration_minutes": 90},
        {"trainings": (ONE, TrainingFact("", 60))},
        {"kind": "training", "trainings": (ONE,)},
    ),
    "insights_challenge": insight_records("challenge", "asset"),
    "insights_constraint": insight_records("constraint", "challenge"),
    "insights_opportunity": insight_records("opportunity", "constraint"),
    "insights_solution": insight_records("solution", "challenge"),
    "insights_good_practice": insight_records("good_practice", "solution"),
    "insights_need": insight_records("need", "good_practice"),
    "insights_asset": insight_records("asset", "need"),
    "next": (
        {"next": NextFact(roundtables_left=3)},
        {"next": NextFact(roundtables_left=1)},
        {"next": NextFact(roundtables_left=0)},
        {"next": NextFact(roundtables_left=3, last_year=2022)},
        {"next": NextFact(next_date=DAY)},
        {"next": NextFact(trainings=True)},
        {"next": NextFact(call=True)},
        {"next": NextFact(trainings=True, call=True)},
        {"region_url": "u"},
        {"region_url": "u", "region": None},
        {"region_url": "u", "region": RegionFact("R", "", "")},
    ),
}


def frame_of(facts: ReportFacts, part: str, language: str) -> str:
    """The text of a part with figures and insights masked, so that only the wording counts."""
    draft = draft_report(facts, language)
    texts = {"title": draft.title, "lead": draft.lead} | {found.key: found.text for found in draft.parts}
    return re.sub(r"( S\.)+|\d+", "#", texts[part])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", RECORDS)
def test_each_record_has_a_wording_of_its_own(part: str, language: str) -> None:
    changes = RECORDS[part]
    records = [replace(BASE, **change) for change in changes]  # type: ignore[arg-type]
    frames = {frame_of(record, part, language) for record in records}
    assert (len(frames), len(changes) >= 4) == (len(changes), True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_facts_give_the_same_text(language: str) -> None:
    assert draft_report(BASE, language) == draft_report(BASE, language)


def test_start_and_length_give_the_end() -> None:
    facts = replace(BASE, starts_at=time(23), duration_minutes=150)
    assert frame_of(facts, "convened", "en") == frame_of(replace(facts, ends_at=time(1, 30)), "convened", "en")
    assert draft_report(facts, "en") == draft_report(replace(facts, ends_at=time(1, 30)), "en")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("SHARE", "A, lead of the SHARE network,"), ("SHARE Network", "A, lead of the SHARE Network,")],
)
def test_a_network_says_what_it_is_once(name: str, expected: str) -> None:
    facts = replace(BASE, network=NetworkFact(name, boilerplate="B"), organisers=("A",), lead="A")
    assert draft_report(facts, "en").parts[0].text == (
        f"On 2 July 2021, {expected} brought the regional platform for the integration of migrants and "
        "refugees iR together for a roundtable."
    )


def test_platform_name_of_the_network_is_used() -> None:
    facts = replace(BASE, network=NetworkFact("", "alliance pour l’accueil"), region=None)
    assert draft_report(facts, "fr").parts[0].text == (
        "L’alliance pour l’accueil s’est réunie pour une table ronde le 2 juillet 2021."
    )
