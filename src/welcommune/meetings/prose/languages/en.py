"""English."""

from welcommune.meetings.prose.grammar import Hours
from welcommune.meetings.prose.language import CategoryPhrases, EventWords, InsightWords, Language

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

CONVENED = {
    "convened.first.by": "{on_date}, {organisers} launched the {platform} with a first roundtable.",
    "convened.first.alone": "The {platform} met for the first time {on_date}.",
    "convened.first_of.by": "{on_date}, {organisers} launched the {platform} with the first of {promised} "
    "planned roundtables.",
    "convened.first_of.alone": "The {platform} met {on_date} for the first of {promised} planned roundtables.",
    "convened.middle.by": "{on_date}, {organisers} brought the {platform} back together for its {ordinal} roundtable.",
    "convened.middle.alone": "The {platform} met {on_date} for its {ordinal} roundtable.",
    "convened.middle_of.by": "{on_date}, {organisers} brought the {platform} back together for the "
    "{ordinal} of {promised} planned roundtables.",
    "convened.middle_of.alone": "The {platform} met {on_date} for the {ordinal} of {promised} planned roundtables.",
    "convened.last.by": "{on_date}, {organisers} brought the {platform} together for the last of {promised} "
    "planned roundtables.",
    "convened.last.alone": "The {platform} met {on_date} for the last of {promised} planned roundtables.",
    "convened.plain.by": "{on_date}, {organisers} brought the {platform} together for a roundtable.",
    "convened.plain.alone": "The {platform} met for a roundtable {on_date}.",
    "convened.other_nth.by": "{on_date}, {organisers} held the {event} {scope}.",
    "convened.other_nth.alone": "The {event} {scope} took place {on_date}.",
    "convened.other.by": "{on_date}, {organisers} held {noun:a} {scope}.",
    "convened.other.alone": "{noun:a} {scope} took place {on_date}.",
}

# Slots: title.* {count} {event} {noun} {date} {on_date} {promised}; setting.* {short} {where} {start} {stop}
# {zone} {duration}; programme.* {short} {title} {duration}; next.page* {url} {region}.
FRAMES = CONVENED | {
    "platform": "regional platform for the integration of migrants and refugees",
    "network": "{name} network",
    "network.word": "network",
    "of_network": "of the {network}",
    "region": "region: {name}",
    "list": "{head} and {last}",
    "list.next": "{head}, {last}",
    "list.long": "{head}, as well as {last}",
    "list.long_next": "{head}, {last}",
    "comma": ", ",
    "and": " and ",
    "ordinal": "{n:th}",
    "date": "{date}",
    "on_date": "on {date}",
    "on_date.first": "on {date}",
    "clock": "{hour:02}:{minute:02}",
    "clock.hour": "{hour:02}:{minute:02}",
    "zone": "({zone} time)",
    "quoted": "“{title}”",
    "range": "between {low} and {high} {noun}",
    "range.next": "{low} or {high} {noun}",
    "range.up_to": "up to {high} {noun}",
    "before_list": "{opening}:",
    "title": "{place}: {title}",
    "title.first": "the regional platform meets for the first time",
    "title.last": "the last of {promised} roundtables",
    "title.count_nth": "{count} at the {event}",
    "title.count": "{noun} with {count}",
    "title.plain_nth": "{event}, {date}",
    "title.plain": "{noun}, {date}",
    "lead": "{name}, lead of the {network},",
    "lead.unnamed": "{name}, lead of the network,",
    "lead.count_nth": "The {event} {where} brought together {count} {on_date}.",
    "lead.count": "{noun:a} {where} brought together {count} {on_date}.",
    "lead.plain_nth": "The {event} {where} took place {on_date}.",
    "lead.plain": "{noun:a} {where} took place {on_date}.",
    "lead.topics": "The discussion covered {topics}.",
    "mode.online": "online",
    "mode.in_person": "in person",
    "mode.in_person_at": "in person ({place})",
    "mode.hybrid": "online and in person",
    "mode.hybrid_at": "online and in person ({place})",
    "setting.where": "The {short} took place {where}.",
    "setting.where_times": "The {short} took place {where}, from {start} to {stop} {zone}.",
    "setting.where_start": "The {short} took place {where} and began at {start} {zone}.",
    "setting.where_duration": "The {short} took place {where} and lasted {duration}.",
    "setting.times": "The {short} ran from {start} to {stop} {zone}.",
    "setting.start": "The {short} began at {start} {zone}.",
    "setting.duration": "The {short} lasted {duration}.",
    "network.only": "The platform is part of the {network}.",
    "network.until": "The work runs until {until}.",
    "attendance.count": "The {short} gathered {count}.",
    "attendance.moments": "The {short} began with {arrival} and ended with {departure}.",
    "attendance.moments_too": "It began with {arrival} and ended with {departure}.",
    "attendance.arrival": "The {short} began with {arrival}.",
    "attendance.departure": "The {short} ended with {departure}.",
    "attendance.also": "Those taking part included {categories}.",
    "attendance.only": "The {short} brought together {categories}.",
    "programme.agenda": "The programme covered {agenda}.",
    "programme.agenda_list": "The programme had several points",
    "programme.breakouts": "Part of the discussion took place in small groups.",
    "programme.breakouts_only": "Participants worked in small groups.",
    "programme.training": "The {short} included a training.",
    "programme.training_timed": "The {short} included a training of {duration}.",
    "programme.training_titled": "The {short} included a training, {title}.",
    "programme.training_titled_timed": "The {short} included a training of {duration}, {title}.",
    "programme.mostly_timed": "Most of the {short} was a training of {duration}.",
    "programme.mostly_titled_timed": "Most of the {short} was a training of {duration}, {title}.",
    "programme.trainings": "The {short} included several trainings",
    "programme.item_timed": "{item} ({duration})",
    "programme.subject": "Subject of the training: {title}.",
    "next.none_left": "With this meeting, the planned series of roundtables is complete.",
    "next.date": "The next meeting is {on_date}.",
    "next.trainings": "The next steps include trainings.",
    "next.call": "The next steps include a call for pilot actions.",
    "next.trainings_call": "The next steps include trainings and a call for pilot actions.",
    "next.page": "You can follow the work on [the page {region}]({url}).",
    "next.page_bare": "You can follow the work on [the page of the region]({url}) {region}.",
    "next.page_network": "You can follow the work on [the page of the network]({url}).",
}

COUNTED = {
    "people": {"one": "{n} person", "other": "{n} people"},
    "organisations": {"one": "{n} organisation", "other": "{n} organisations"},
    "unstated": {"one": "{n} stakeholder", "other": "{n} stakeholders"},
    "from_organisations": {"one": "from {n} organisation", "other": "from {n} organisations"},
    "promised": {"other": "{of}"},
    "network_regions": {
        "one": "The platform is part of the {network}, which is also at work in one other region.",
        "other": "The platform is part of the {network}, which is also at work in {word} other regions.",
    },
    "left": {"one": "One more roundtable is planned.", "other": "{word} more roundtables are planned."},
    "left_until": {
        "one": "One more roundtable will follow by the end of {year}.",
        "other": "{word} more roundtables will follow by the end of {year}.",
    },
}
LABELS = {unit: COUNTED[unit] for unit in ("people", "organisations")} | {"unstated": {"other": "{n}"}}

EVENTS = {
    "roundtable": EventWords("roundtable", "meeting"),
    "training": EventWords("training", "training"),
    "visit": EventWords("study visit", "visit"),
    "national_meeting": EventWords("national meeting", "meeting"),
    "conference": EventWords("conference", "conference"),
    "expert_group": EventWords("expert group meeting", "meeting"),
    "meeting": EventWords("meeting", "meeting"),
}


def _phrases(noun: str) -> CategoryPhrases:
    return CategoryPhrases(noun, f"a few {noun}", f"many {noun}")


CATEGORY_PHRASES = {
    "local_authority": _phrases("local authorities"),
    "regional_authority": _phrases("regional authorities and agencies"),
    "national_authority": _phrases("state services"),
    "employment_service": _phrases("public employment services"),
    "mainstream_service": _phrases("mainstream services"),
    "ngo": _phrases("civil society organisations"),
    "foundation": _phrases("foundations"),
    "migrant_led": _phrases("migrant-led and refugee-led organisations"),
    "newcomer": _phrases("migrants and refugees"),
    "volunteer_group": _phrases("volunteer groups"),
    "employer": _phrases("employers"),
    "trade_union": _phrases("trade unions"),
    "cooperative": _phrases("cooperatives and social enterprises"),
    "faith_based": _phrases("faith-based organisations"),
    "academia": _phrases("universities and research centres"),
    "international_organisation": _phrases("international organisations"),
    "development_agency": _phrases("local development agencies"),
    "bank": _phrases("banks"),
    "media": _phrases("local media"),
    "sports_culture": _phrases("sports and culture clubs"),
}

INSIGHTS = {
    "challenge": InsightWords(
        plural="challenges",
        one="Participants pointed to one challenge",
        several="Participants pointed to several challenges",
        one_after="As for difficulties, participants pointed to one challenge",
        several_after="As for difficulties, participants pointed to several challenges",
    ),
    "constraint": InsightWords(
        plural="constraints",
        one="Participants described one constraint on their work",
        several="Participants described several constraints on their work",
        one_after="They also described one constraint on their work",
        several_after="They also described several constraints on their work",
    ),
    "opportunity": InsightWords(
        plural="opportunities",
        one="Participants saw one opportunity",
        several="Participants saw several opportunities",
        one_after="On the other side, participants also saw one opportunity",
        several_after="On the other side, participants also saw several opportunities",
    ),
    "solution": InsightWords(
        plural="solutions",
        one="Participants proposed one solution",
        several="Participants proposed several solutions",
        one_after="In response, participants proposed one solution",
        several_after="In response, participants proposed several solutions",
    ),
    "good_practice": InsightWords(
        plural="good practices",
        one="One good practice was presented",
        several="Several good practices were presented",
        one_after="Participants also shared one good practice",
        several_after="Participants also shared several good practices",
    ),
    "need": InsightWords(
        plural="needs",
        one="Participants stated one need",
        several="Participants stated several needs",
        one_after="Participants also stated one need",
        several_after="Participants also stated several needs",
    ),
    "asset": InsightWords(
        plural="assets",
        one="Participants named one asset of the region",
        several="Participants named several assets of the region",
        one_after="To move forward, they can build on one asset of the region",
        several_after="To move forward, they can build on several assets of the region",
    ),
}

ENGLISH = Language(
    locale="en_GB",
    frames=FRAMES,
    verbs={},
    counted=COUNTED,
    labels=LABELS,
    range_nouns={
        "people": {"other": "people"},
        "organisations": {"other": "organisations"},
        "unstated": {"other": "stakeholders"},
    },
    events=EVENTS,
    categories=CATEGORY_PHRASES,
    insights=INSIGHTS,
    ordinals=ORDINALS,
    numbers=NUMBERS,
    numbers_of=NUMBERS,
    date_with_weekday="EEEE d MMMM y",
    hours=Hours(
        locale="en_GB",
        words=NUMBERS,
        hour={"one": "{n} hour", "other": "{n} hours"},
        minute={"one": "{n} minute", "other": "{n} minutes"},
        halves={0: "half an hour", 1: "an hour and a half"}
        | {n: f"{NUMBERS[n - 1]} and a half hours" for n in range(2, 11)},
        mixed="{hours} and {minutes}",
    ),
)
