"""Drafts from many combinations of facts: no holes, no traces of the engine, every sentence ends."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, time
from itertools import cycle, product
from uuid import UUID

import pytest

from welcommune.meetings.prose import (
    LANGUAGES,
    CategoryFact,
    CountFact,
    Draft,
    InsightFact,
    NetworkFact,
    NextFact,
    QuoteFact,
    RegionFact,
    ReportFacts,
    TrainingFact,
    draft_report,
)
from welcommune.meetings.prose.topics import INSIGHT_KINDS

FULL = RegionFact("Region", "of Region", "in Region", "department", "of the", "Parent", "of Parent", "Country")
KINDS = ("roundtable", "training", "conference", "expert_group", "assembly")
SERIES = ((None, None), (1, 4), (3, 4), (4, 4), (12, None))
REGIONS = (FULL, RegionFact("Region", "of Region", "in Region"), RegionFact("Region", "", ""), None)
ORGANISERS = ((), ("S.A.",), ("Anna", "Irene"), ("Anna", "Irene", "Otto"))
NETWORKS = (NetworkFact(""), NetworkFact("Net"), NetworkFact("Net", "platform", 1, until="2022"))
SETTINGS = (
    ("", "", None, None, None),
    ("online", "ignored", time(14), time(16, 30), 150),
    ("in_person", "Town hall", time(9), None, None),
    ("in_person", "", None, time(12), 45),
    ("hybrid", "Town hall", time(23), None, 90),
)
CROWDS: tuple[tuple[CountFact, ...], ...] = (
    (),
    (CountFact(1, 1, "people"), CountFact(1, 1, "organisations")),
    (CountFact(9, 16, "people"), CountFact(3, 4, "organisations")),
    (CountFact(0, 12, "unstated"), CountFact(1200, 1200, "people", "arrival")),
    (CountFact(22, 22, "people", "arrival"), CountFact(2, 3, "people", "departure")),
)
CATEGORIES = (
    (),
    (CategoryFact("ngo", "many"),),
    (CategoryFact("bank", "few", CountFact(1, 1, "organisations")), CategoryFact("newcomer", detail="here")),
    tuple(CategoryFact(code, "few") for code in LANGUAGES["en"].categories),
)
AGENDAS = ((), ("one point",), ("first, second", "third."), ("a", "b", "c", "d"))
TRAININGS = ((), (TrainingFact("", 60),), (TrainingFact("Title", 100), TrainingFact("", None)))
PLANS = (
    NextFact(0, 2022, True, False, date(2022, 1, 1)),
    NextFact(1, None, False, True),
    NextFact(5, 2023, True, True, date(2022, 3, 21)),
)
TRACES = re.compile(r"None|[{}]|  |\(\s*\)|\(\s|\s\)| [.,،]|(?<!\.)\.\.(?!\.)|[,،]\.|:\.|\.:|[,،]{2}")
BROKEN_ARABIC = re.compile(r"(?<!\d),|[;?\"]|\bو (?!\u00a0)")
BROKEN_FRENCH = re.compile(r" [;:?!»]|« ")


def openings() -> Iterator[ReportFacts]:
    """Every kind, place in the series, region and organisers, with the other facts in turn."""
    turn = zip(cycle(SETTINGS), cycle(NETWORKS), cycle(CROWDS))
    for kind, (number, promised), region, organisers in product(KINDS, SERIES, REGIONS, ORGANISERS):
        (mode, place, starts_at, ends_at, minutes), network, counts = next(turn)
        yield ReportFacts(
            region=region,
            network=network,
            kind=kind,
            number=number,
            promised=promised,
            day=date(2021, 7, 1 + len(organisers)),
            starts_at=starts_at,
            ends_at=ends_at,
            zone_name="Europe/Athens",
            duration_minutes=minutes,
            mode=mode,
            place=place,
            organisers=organisers,
            lead=organisers[0] if organisers else "",
            counts=counts,
        )


def bodies() -> Iterator[ReportFacts]:
    """Every crowd with categories, agenda, trainings and plan, and insights of more and more kinds."""
    sets = cycle(range(len(INSIGHT_KINDS) + 1))
    rooms = product(CROWDS, CATEGORIES, AGENDAS)
    for (crowd, categories, agenda), (trainings, plan) in product(rooms, zip(TRAININGS, PLANS, strict=True)):
        many = next(sets)
        kinds = [kind for kind in INSIGHT_KINDS for _ in range(many)][: many * many]
        yield ReportFacts(
            region=REGIONS[many % len(REGIONS)],
            network=NETWORKS[many % len(NETWORKS)],
            kind=KINDS[many % len(KINDS)],
            day=date(2021, 7, 1),
            duration_minutes=120,
            counts=crowd,
            categories=categories,
            agenda=agenda,
            breakouts=bool(many % 2),
            insights=tuple(InsightFact(UUID(int=n), kind, "They said so") for n, kind in enumerate(kinds)),
            quote=QuoteFact(UUID(int=99)) if many else None,
            trainings=trainings,
            next=plan,
            region_url="https://example.org/" if many else "",
        )


def ours(text: str) -> str:
    """The text without what the record brought: agenda items hold commas of their own."""
    return text.replace("First, second", "")


def faults(draft: Draft, language: str) -> list[str]:
    """What no reader should see: traces of the engine, open ends, parts without text or told twice."""
    texts = [part.text for part in draft.parts if part.insight is None]
    found = [text for text in (draft.title, draft.lead, *texts) if TRACES.search(text)]
    for text in (draft.lead, *texts):
        lines = [line for line in text.split("\n") if line and not line.startswith("- ")]
        found += [line for line in lines if not line.endswith((".", ":")) or not line[0].isalnum()]
    found += [key for key, times in Counter(part.key for part in draft.parts).items() if times > 1]
    found += [part.key for part in draft.parts if not part.text and part.insight is None]
    if language == "fr":
        found += [text for text in (draft.title, draft.lead, *texts) if BROKEN_FRENCH.search(text)]
    if language == "ar":
        found += [text for text in (draft.title, draft.lead, *texts) if BROKEN_ARABIC.search(ours(text))]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_openings_have_no_faults(language: str) -> None:
    drafts = [draft_report(facts, language) for facts in openings()]
    assert [fault for draft in drafts for fault in faults(draft, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_bodies_have_no_faults(language: str) -> None:
    drafts = [draft_report(facts, language) for facts in bodies()]
    assert [fault for draft in drafts for fault in faults(draft, language)] == []
