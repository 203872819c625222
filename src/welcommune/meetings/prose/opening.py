"""The opening of a report: title, lead, and who convened which meeting, when and how."""

from welcommune.meetings.prose.attendance import headcount
from welcommune.meetings.prose.facts import ReportFacts
from welcommune.meetings.prose.grammar import capital, plural
from welcommune.meetings.prose.language import Language, end_of
from welcommune.meetings.prose.places import in_region, network_name, platform, scope
from welcommune.meetings.prose.topics import insight_kinds


def series(facts: ReportFacts) -> str:
    """Where a meeting stands among the roundtables of its platform, as the key of a frame.

    "first", "middle" and "last" are roundtables, with "_of" where the length of the series is known; "plain"
    has no number. Meetings of other kinds are "other" or "other_nth".
    """
    if facts.kind != "roundtable":
        return "other_nth" if facts.number else "other"
    if not facts.number:
        return "plain"
    if facts.number == facts.promised and facts.number > 1:
        return "last"
    known = "_of" if facts.promised and facts.number < facts.promised else ""
    return ("first" if facts.number == 1 else "middle") + known


def title(facts: ReportFacts, words: Language) -> str:
    """The title: the launch or the end of a series, else how many came, else which meeting it was."""
    event = words.event(facts.kind, facts.number)
    count = headcount(facts, words, at_least=2)
    place = facts.region.name if facts.region else facts.network.name
    text = words.say(
        f"title.{_title_key(facts, bool(count))}",
        count=count,
        on_date=words.on_date(facts.day),
        date=words.written(facts.day),
        promised=words.promised(facts.promised or 0),
        **event,
    )
    return words.say("title", place=place, title=text) if place else capital(text)


def _title_key(facts: ReportFacts, counted: bool) -> str:
    position = series(facts).removesuffix("_of")
    if position in {"first", "last"}:
        return position
    return ("count" if counted else "plain") + ("_nth" if facts.number else "")


def lead(facts: ReportFacts, words: Language) -> str:
    """The first lines: which meeting, how many, when; and what the discussion was about."""
    count = headcount(facts, words)
    key = ("count" if count else "plain") + ("_nth" if facts.number else "")
    sentences = [
        words.sentence(
            f"lead.{key}",
            count=count,
            on_date=words.on_date(facts.day),
            where=in_region(facts.region, words) or scope(facts, words),
            **words.event(facts.kind, facts.number),
        )
    ]
    kinds = insight_kinds(facts)
    if len(kinds) > 1:
        topics = words.several(words.insights[kind].plural for kind in kinds)
        sentences.append(words.sentence("lead.topics", topics=topics))
    return " ".join(sentences)


def convened(facts: ReportFacts, words: Language) -> str:
    """Who convened, which meeting in the series, when, how long, online or where."""
    by = "by" if facts.organisers else "alone"
    opening = words.sentence(
        f"convened.{series(facts)}.{by}",
        on_date=words.on_date(facts.day),
        organisers=organisers(facts, words),
        platform=platform(facts, words),
        promised=words.promised(facts.promised or 0),
        ordinal=words.ordinal(facts.number or 0),
        scope=scope(facts, words),
        **words.event(facts.kind, facts.number),
        **_verbs(facts, words),
    )
    first = " ".join(filter(None, (opening, _setting(facts, words))))
    return "\n\n".join(filter(None, (first, _network(facts, words))))


def organisers(facts: ReportFacts, words: Language) -> str:
    """The organisers as a list, the one that leads the network last so that its apposition is clear."""
    if not facts.organisers:
        return ""
    names = [name for name in facts.organisers if name != facts.lead]
    if facts.lead in facts.organisers:
        # Where the meeting is the network's, its name follows anyway.
        key = "lead" if facts.network.name and facts.region else "lead.unnamed"
        names.append(words.say(key, name=facts.lead, network=network_name(facts.network, words)))
    return words.chain(names)


def _verbs(facts: ReportFacts, words: Language) -> dict[str, str]:
    return {name: plural(words.locale, len(facts.organisers), forms) for name, forms in words.verbs.items()}


def _setting(facts: ReportFacts, words: Language) -> str:
    where, (when, slots) = _where(facts, words), _when(facts, words)
    key = "_".join(filter(None, ("where" if where else "", when)))
    if not key:
        return ""
    return words.sentence(f"setting.{key}", where=where, **slots, **words.event(facts.kind, facts.number))


def _where(facts: ReportFacts, words: Language) -> str:
    if not facts.mode:
        return ""
    at = "_at" if facts.place and facts.mode != "online" else ""
    return words.say(f"mode.{facts.mode}{at}", place=facts.place)


def _when(facts: ReportFacts, words: Language) -> tuple[str, dict[str, str]]:
    """The key of what is known about the time, and its slots. Start and length together give the end."""
    minutes = facts.duration_minutes
    if facts.starts_at is None:
        return ("duration", {"duration": words.hours.say(minutes)}) if minutes else ("", {})
    slots = {"start": words.clock(facts.starts_at), "zone": words.zone(facts.zone_name)}
    stop = facts.ends_at or (end_of(facts.day, facts.starts_at, minutes) if minutes else None)
    return ("times", {**slots, "stop": words.clock(stop)}) if stop else ("start", slots)


def _network(facts: ReportFacts, words: Language) -> str:
    """The network that the platform belongs to, unless its own boilerplate says it already."""
    network = facts.network
    if network.boilerplate or not network.name or facts.region is None:
        return ""
    name = network_name(network, words)
    others = network.other_regions
    alone = words.sentence("network.only", network=name)
    reach = words.amount("network_regions", others, network=name) if others else alone
    until = words.sentence("network.until", until=network.until) if network.until else ""
    return " ".join(filter(None, (reach, until)))
