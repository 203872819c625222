"""What was presented and discussed: the programme with its trainings, and the insights by kind."""

from collections.abc import Iterable, Mapping, Sequence

from welcommune.meetings.prose.facts import ReportFacts, TrainingFact
from welcommune.meetings.prose.grammar import capital, closed
from welcommune.meetings.prose.language import Language

# Kinds of insight in the order of the article → the earlier kinds that each one answers or joins.
INSIGHT_KINDS: Mapping[str, frozenset[str]] = {
    "challenge": frozenset(),
    "constraint": frozenset({"challenge"}),
    "opportunity": frozenset({"challenge", "constraint"}),
    "solution": frozenset({"challenge", "constraint"}),
    "good_practice": frozenset({"challenge", "constraint", "opportunity", "solution"}),
    "need": frozenset({"challenge", "constraint", "opportunity", "solution", "good_practice"}),
    "asset": frozenset({"challenge", "constraint", "need"}),
}
# More than this is easier to read as a list.
IN_A_SENTENCE = 3


def programme(facts: ReportFacts, words: Language) -> str:
    """What was presented and discussed, how, and the trainings inside the meeting with their length."""
    agenda = _agenda(facts.agenda, words)
    only = "" if agenda else "_only"
    breakouts = words.sentence(f"programme.breakouts{only}") if facts.breakouts else ""
    return "\n\n".join(filter(None, (agenda, breakouts, _trainings(facts, words))))


def insight_kinds(facts: ReportFacts) -> list[str]:
    """The kinds of insight that have at least one wording, in the order of the article."""
    return [kind for kind in INSIGHT_KINDS if insight_texts(facts, kind)]


def insight_texts(facts: ReportFacts, kind: str) -> list[str]:
    """The sentences of one kind."""
    return [closed(found.text) for found in facts.insights if found.kind == kind and found.text.strip()]


def insights(facts: ReportFacts, kind: str, words: Language) -> str:
    """One kind of insight: words that lead in, then the sentences as they were approved."""
    texts = insight_texts(facts, kind)
    if not texts:
        return ""
    leads = words.insights[kind]
    if _joins(kind, insight_kinds(facts)):
        opening = leads.one_after if len(texts) == 1 else leads.several_after
    else:
        opening = leads.one if len(texts) == 1 else leads.several
    if len(texts) <= IN_A_SENTENCE:
        return " ".join((f"{opening}.", *texts))
    return _listed(opening, texts, words)


def _joins(kind: str, present: Sequence[str]) -> bool:
    """Whether a kind stands beside others in the article. Challenges come first, so they look ahead."""
    return len(present) > 1 if kind == "challenge" else not INSIGHT_KINDS[kind].isdisjoint(present)


def _agenda(agenda: Sequence[str], words: Language) -> str:
    """The agenda as a sentence, or as a list where it is long or where items hold commas."""
    items = [item.strip().rstrip(".;") for item in agenda if item.strip()]
    if not items:
        return ""
    if len(items) <= IN_A_SENTENCE and not any("," in item for item in items):
        return words.sentence("programme.agenda", agenda=words.several(items))
    return _listed(words.say("programme.agenda_list"), map(capital, items), words)


def _trainings(facts: ReportFacts, words: Language) -> str:
    trainings = facts.trainings
    if not trainings:
        return ""
    event = words.event(facts.kind, facts.number)
    if facts.kind == "training":
        titles = [words.say("quoted", title=training.title) for training in trainings if training.title]
        return words.sentence("programme.subject", title=words.several(titles)) if titles else ""
    if len(trainings) > 1:
        items = [_training_item(training, words) for training in trainings]
        return _listed(words.sentence("programme.trainings", **event), items, words)
    training = trainings[0]
    minutes = training.duration_minutes or 0
    return words.sentence(
        f"programme.{_training_key(training, facts.duration_minutes)}",
        title=words.say("quoted", title=training.title),
        duration=words.hours.say(minutes),
        **event,
    )


def _training_key(training: TrainingFact, whole: int | None) -> str:
    """ "training" or, where it took more than half of the meeting, "mostly"; "_titled", "_timed" as known."""
    minutes = training.duration_minutes
    kind = "mostly" if minutes and whole and whole / 2 < minutes <= whole else "training"
    titled = "_titled" if training.title else ""
    return kind + titled + ("_timed" if minutes else "")


def _training_item(training: TrainingFact, words: Language) -> str:
    noun = capital(words.events["training"].noun)
    item = words.say("quoted", title=training.title) if training.title else noun
    if not training.duration_minutes:
        return item
    return words.say("programme.item_timed", item=item, duration=words.hours.say(training.duration_minutes))


def _listed(opening: str, items: Iterable[str], words: Language) -> str:
    return "\n\n".join((words.say("before_list", opening=opening), "\n".join(f"- {item}" for item in items)))
