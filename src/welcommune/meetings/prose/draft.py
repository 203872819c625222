"""The engine: which parts a report has, and in which order.

A part that the record says nothing about does not exist: there are no empty phrases. The same facts always
give the same text.
"""

from collections.abc import Iterator

from welcommune.meetings.prose.attendance import attendance
from welcommune.meetings.prose.facts import Draft, NextFact, Part, ReportFacts
from welcommune.meetings.prose.language import Language
from welcommune.meetings.prose.languages import LANGUAGES
from welcommune.meetings.prose.missing import missing
from welcommune.meetings.prose.opening import convened, lead, title
from welcommune.meetings.prose.places import of_region
from welcommune.meetings.prose.topics import INSIGHT_KINDS, insights, programme


def draft_report(facts: ReportFacts, language: str) -> Draft:
    """The draft of a public report in one of ``LANGUAGES``. Raises ``ValueError`` for any other language."""
    if language not in LANGUAGES:
        raise ValueError(f"Reports are written in {', '.join(LANGUAGES)}, not in {language!r}.")
    words = LANGUAGES[language]
    return Draft(
        title=words.spaces(title(facts, words)),
        lead=words.spaces(lead(facts, words)),
        parts=tuple(_parts(facts, words)),
        missing=missing(facts, words),
    )


def _parts(facts: ReportFacts, words: Language) -> Iterator[Part]:
    texts = {"convened": convened(facts, words), "attendance": attendance(facts, words)}
    texts["programme"] = programme(facts, words)
    for kind in INSIGHT_KINDS:
        texts[f"insights_{kind}"] = insights(facts, kind, words)
    yield from (Part(key, words.spaces(text)) for key, text in texts.items() if text)
    if facts.quote:
        yield Part("quote", insight=facts.quote.id)
    closing = {"next": words.spaces(what_follows(facts, words))}
    closing |= {"boilerplate": facts.network.boilerplate, "funding": facts.network.funding}
    yield from (Part(key, text) for key, text in closing.items() if text)


def what_follows(facts: ReportFacts, words: Language) -> str:
    """Roundtables to come, the next date, what else is planned, and where to follow the work."""
    sentences = (
        _left(facts.next, words),
        _next_meeting(facts.next, words),
        _next_steps(facts.next, words),
        _page(facts, words),
    )
    return " ".join(filter(None, sentences))


def _left(plan: NextFact, words: Language) -> str:
    if plan.roundtables_left is None:
        return ""
    if plan.roundtables_left == 0:
        return words.sentence("next.none_left")
    if plan.last_year:
        return words.amount("left_until", plan.roundtables_left, year=plan.last_year)
    return words.amount("left", plan.roundtables_left)


def _next_meeting(plan: NextFact, words: Language) -> str:
    if plan.next_date is None:
        return ""
    date = words.written(plan.next_date, weekday=True)
    return words.sentence("next.date", date=date, on_date=words.on_date(plan.next_date, weekday=True))


def _next_steps(plan: NextFact, words: Language) -> str:
    key = "_".join(name for name, there in (("trainings", plan.trainings), ("call", plan.call)) if there)
    return words.sentence(f"next.{key}") if key else ""


def _page(facts: ReportFacts, words: Language) -> str:
    if not facts.region_url:
        return ""
    # A bracket or a space would end the link too early.
    url = facts.region_url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    if facts.region is None:
        return words.sentence("next.page_network", url=url)
    key = "next.page" if facts.region.of else "next.page_bare"
    return words.sentence(key, url=url, region=of_region(facts.region, words))
