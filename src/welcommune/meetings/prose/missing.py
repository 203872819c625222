"""What an editor should add to the record, because the report stays silent about it."""

from welcommune.meetings.prose.attendance import count_of, known_categories
from welcommune.meetings.prose.facts import Missing, NextFact, ReportFacts
from welcommune.meetings.prose.language import Language
from welcommune.meetings.prose.topics import INSIGHT_KINDS, insight_kinds

# Gaps whose number says how many records to look at.
NUMBERED = frozenset({"categories_unknown", "insights_untranslated"})


def missing(facts: ReportFacts, words: Language) -> tuple[Missing, ...]:
    """The gaps in the order of the article; ``number`` is zero where there is nothing to count."""
    gaps = {**_meeting_gaps(facts), **_people_gaps(facts, words), **_story_gaps(facts), **_frame_gaps(facts)}
    return tuple(Missing(code, int(gap) if code in NUMBERED else 0) for code, gap in gaps.items() if gap)


def _meeting_gaps(facts: ReportFacts) -> dict[str, bool | int]:
    timed = facts.duration_minutes or (facts.starts_at and facts.ends_at)
    return {
        "organisers": not facts.organisers,
        "duration": not timed,
        "mode": not facts.mode,
        "place": facts.mode in {"in_person", "hybrid"} and not facts.place,
    }


def _people_gaps(facts: ReportFacts, words: Language) -> dict[str, bool | int]:
    counted = any(count.high for count in facts.counts)
    has_unit = any(count_of(facts, unit) for unit in ("people", "organisations"))
    known = known_categories(facts, words)
    return {
        "attendance": not counted,
        "unit_unstated": counted and not has_unit and any(count.unit == "unstated" for count in facts.counts),
        "categories": not facts.categories,
        "categories_unknown": len(facts.categories) - len(known),
    }


def _story_gaps(facts: ReportFacts) -> dict[str, bool | int]:
    wordless = [found for found in facts.insights if found.kind in INSIGHT_KINDS and not found.text.strip()]
    return {
        "agenda": not any(item.strip() for item in facts.agenda),
        "insights": not insight_kinds(facts) and not wordless,
        "insights_untranslated": len(wordless),
        "quote": facts.quote is None,
        "next": facts.next == NextFact(last_year=facts.next.last_year),
    }


def _frame_gaps(facts: ReportFacts) -> dict[str, bool | int]:
    region = facts.region
    return {
        "boilerplate": not facts.network.boilerplate,
        "funding": not facts.network.funding,
        "region_forms": region is not None and not (region.of and region.in_),
    }
