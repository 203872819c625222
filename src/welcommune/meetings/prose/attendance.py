"""Who came: how many, and of which categories. Numbers of different units are never added together."""

from collections.abc import Sequence

from welcommune.meetings.prose.facts import CategoryFact, CountFact, Moment, ReportFacts, Unit
from welcommune.meetings.prose.language import Language

UNITS: Sequence[Unit] = ("people", "organisations", "unstated")
# People whose small numbers could tell who they are; such a number is never printed.
PROTECTED = frozenset({"newcomer"})
SMALL = 5
FIGURES = {"other": "{n}"}


def count_of(facts: ReportFacts, unit: Unit, moment: Moment = "whole") -> CountFact | None:
    """The first count of this unit at this moment; nobody at all counts as not told."""
    found = (count for count in facts.counts if (count.unit, count.moment) == (unit, moment) and count.high)
    return next(found, None)


def headcount(facts: ReportFacts, words: Language, at_least: int = 1) -> str:
    """How many came in all: people and their organisations, else either, else a number without unit.

    Empty where no count of the whole meeting reaches ``at_least``.
    """
    people, organisations = count_of(facts, "people"), count_of(facts, "organisations")
    count = people or organisations or count_of(facts, "unstated")
    if count is None or count.high < at_least:
        return ""
    if people and organisations:
        return f"{words.headcount(people)} {words.tally(organisations, words.counted['from_organisations'])}"
    return words.headcount(count)


def attendance(facts: ReportFacts, words: Language) -> str:
    """The paragraph on who came; empty where the record has neither numbers nor categories."""
    numbers = _numbers(facts, words)
    categories = known_categories(facts, words)
    if categories:
        listed = words.several(_category(category, words, facts) for category in categories)
        key = "attendance.also" if numbers else "attendance.only"
        numbers.append(words.sentence(key, categories=listed, **words.event(facts.kind, facts.number)))
    return " ".join(numbers)


def known_categories(facts: ReportFacts, words: Language) -> list[CategoryFact]:
    """The categories that the language has words for."""
    return [category for category in facts.categories if category.code in words.categories]


def _numbers(facts: ReportFacts, words: Language) -> list[str]:
    event = words.event(facts.kind, facts.number)
    whole = headcount(facts, words)
    sentences = [words.sentence("attendance.count", count=whole, **event)] if whole else []
    arrival, departure = _moments(facts)
    # The unit is said once: "16 people at the start, 9 at the end".
    slots = {"arrival": words.headcount(arrival)} if arrival else {}
    if departure:
        slots["departure"] = words.tally(departure, FIGURES) if arrival else words.headcount(departure)
    if slots:
        key = next(iter(slots)) if len(slots) == 1 else "moments_too" if whole else "moments"
        sentences.append(words.sentence(f"attendance.{key}", **slots, **event))
    return sentences


def _moments(facts: ReportFacts) -> tuple[CountFact | None, CountFact | None]:
    """Counts at arrival and departure in one unit, preferably one that has both."""
    pairs = [(count_of(facts, unit, "arrival"), count_of(facts, unit, "departure")) for unit in UNITS]
    return max(pairs, key=lambda pair: sum(count is not None for count in pair))


def _category(category: CategoryFact, words: Language, facts: ReportFacts) -> str:
    """A category with its number in brackets, else with "a few" or "many".

    A small number of people at risk hides every number of people, because subtraction would reveal it.
    """
    phrases, count = words.categories[category.code], category.count
    hidden = any(_at_risk(other) for other in facts.categories)
    if count and count.high and not (hidden and count.unit != "organisations"):
        number = f"({words.tally(count, words.labels[count.unit])})"
        return " ".join(filter(None, (phrases.unstated, category.detail, number)))
    few = category.degree == "few" or (category.degree == "unstated" and _at_risk(category))
    phrase = phrases.few if few else phrases.many if category.degree == "many" else phrases.unstated
    return " ".join(filter(None, (phrase, category.detail)))


def _at_risk(category: CategoryFact) -> bool:
    count = category.count
    if category.code not in PROTECTED or count is None or count.unit == "organisations":
        return False
    return count.high > 0 and count.low < SMALL
