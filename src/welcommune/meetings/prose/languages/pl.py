"""Polish. Names never need declining here: they stand in lists after a colon, or in the nominative.

The platform is the subject of its sentence, and categories are kept in the accusative, as the object of
verbs such as "zgromadziło". ``{ending}`` makes a past tense agree with the kind of meeting: spotkanie
zgromadziło, konferencja zgromadziła.
"""

from welcommune.meetings.prose.grammar import Hours
from welcommune.meetings.prose.language import CategoryPhrases, EventWords, InsightWords, Language

# Neuter, for "spotkanie"; hours are feminine.
NUMBERS = ("jedno", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć")
HOURS = ("jedną", "dwie", *NUMBERS[2:])
# Genitive and locative are the same from two on.
NUMBERS_OF = (
    "jednego", "dwóch", "trzech", "czterech", "pięciu", "sześciu", "siedmiu", "ośmiu", "dziewięciu",
    "dziesięciu",
)  # fmt: skip
ORDINALS = (
    "pierwsze", "drugie", "trzecie", "czwarte", "piąte", "szóste", "siódme", "ósme", "dziewiąte", "dziesiąte",
)  # fmt: skip

SERIES = {
    "convened.first": "{on_date} po raz pierwszy spotkała się {platform}.",
    "convened.first_of": "{on_date} po raz pierwszy spotkała się {platform}. To początek serii {promised} "
    "zaplanowanych spotkań okrągłego stołu.",
    "convened.middle": "{on_date} ponownie spotkała się {platform}. Było to {ordinal} spotkanie okrągłego stołu.",
    "convened.middle_of": "{on_date} ponownie spotkała się {platform}. Było to {ordinal} z {promised} "
    "zaplanowanych spotkań okrągłego stołu.",
    "convened.last": "{on_date} ponownie spotkała się {platform}. Było to ostatnie z {promised} "
    "zaplanowanych spotkań okrągłego stołu.",
    "convened.plain": "{on_date} przy okrągłym stole spotkała się {platform}.",
    "convened.other_nth": "{on_date} odbył{ending} się {event} {scope}.",
    "convened.other": "{on_date} odbył{ending} się {noun} {scope}.",
}
CONVENED = {f"{key}.alone": frame for key, frame in SERIES.items()}
CONVENED |= {f"{key}.by": f"{frame} {{organised}}: {{organisers}}." for key, frame in SERIES.items()}

FRAMES = CONVENED | {
    "platform": "regionalna platforma na rzecz integracji migrantów i uchodźców",
    "network": "sieci {name}",
    "network.word": "sieci",
    "of_network": "{network}",
    "region": "region: {name}",
    "list": "{head} i {last}",
    "list.next": "{head}, {last}",
    "list.long": "{head} oraz {last}",
    "list.long_next": "{head}, {last}",
    "comma": ", ",
    "and": " i ",
    "ordinal": "{n}.",
    "date": "{date} r.",
    "on_date": "{date}",
    "on_date.first": "{date}",
    "clock": "{hour:02}:{minute:02}",
    "clock.hour": "{hour:02}:{minute:02}",
    "zone": "(strefa czasowa: {zone})",
    "quoted": "„{title}”",
    "range": "od {low} do {high} {noun}",
    "range.next": "od {low} do {high} {noun}",
    "range.up_to": "do {high} {noun}",
    "before_list": "{opening}:",
    "title": "{place}: {title}",
    "title.first": "regionalna platforma spotyka się po raz pierwszy",
    "title.last": "ostatnie z {promised} spotkań okrągłego stołu",
    "title.count_nth": "{event}, {count}",
    "title.count": "{noun}, {count}",
    "title.plain_nth": "{event}, {date}",
    "title.plain": "{noun}, {date}",
    "lead": "{name} (lider {network})",
    "lead.unnamed": "{name} (lider sieci)",
    "lead.count_nth": "{on_date} {event} {where} zgromadził{ending} {count}.",
    "lead.count": "{on_date} {noun} {where} zgromadził{ending} {count}.",
    "lead.plain_nth": "{on_date} odbył{ending} się {event} {where}.",
    "lead.plain": "{on_date} odbył{ending} się {noun} {where}.",
    "lead.topics": "Tematy rozmowy: {topics}.",
    "mode.online": "online",
    "mode.in_person": "stacjonarnie",
    "mode.in_person_at": "stacjonarnie ({place})",
    "mode.hybrid": "w formie hybrydowej",
    "mode.hybrid_at": "w formie hybrydowej ({place} i online)",
    "setting.where": "{short} odbył{ending} się {where}.",
    "setting.where_times": "{short} odbył{ending} się {where}, od {start} do {stop} {zone}.",
    "setting.where_start": "{short} odbył{ending} się {where}, początek o {start} {zone}.",
    "setting.where_duration": "{short} odbył{ending} się {where} i trwał{ending} {duration}.",
    "setting.times": "{short} trwał{ending} od {start} do {stop} {zone}.",
    "setting.start": "{short} rozpoczęł{ending} się o {start} {zone}.",
    "setting.duration": "{short} trwał{ending} {duration}.",
    "network.only": "Platforma należy do {network}.",
    "network.until": "Prace trwają do {until}.",
    "attendance.count": "{short} zgromadził{ending} {count}.",
    "attendance.moments": "{short} zgromadził{ending} na początku {arrival}, a pod koniec {departure}.",
    "attendance.moments_too": "Na początku zgromadził{ending} {arrival}, a pod koniec {departure}.",
    "attendance.arrival": "Na początku {short} zgromadził{ending} {arrival}.",
    "attendance.departure": "Pod koniec {short} zgromadził{ending} {departure}.",
    "attendance.also": "Zaangażował{ending} on{ending} {categories}.",
    "attendance.only": "{short} zgromadził{ending} {categories}.",
    "programme.agenda": "W programie: {agenda}.",
    "programme.agenda_list": "Program miał kilka punktów",
    "programme.breakouts": "Część rozmów odbyła się w małych grupach.",
    "programme.breakouts_only": "Rozmowy odbyły się w małych grupach.",
    "programme.training": "{short} obejmował{ending} szkolenie.",
    "programme.training_timed": "{short} obejmował{ending} szkolenie, które trwało {duration}.",
    "programme.training_titled": "{short} obejmował{ending} szkolenie {title}.",
    "programme.training_titled_timed": "{short} obejmował{ending} szkolenie {title}, które trwało {duration}.",
    "programme.mostly_timed": "Większość czasu zajęło szkolenie, które trwało {duration}.",
    "programme.mostly_titled_timed": "Większość czasu zajęło szkolenie {title}, które trwało {duration}.",
    "programme.trainings": "{short} obejmował{ending} kilka szkoleń",
    "programme.item_timed": "{item} (przez {duration})",
    "programme.subject": "Temat szkolenia: {title}.",
    "next.none_left": "Na tym kończy się zaplanowana seria spotkań okrągłego stołu.",
    "next.date": "Następne spotkanie: {date}.",
    "next.trainings": "Kolejne kroki to szkolenia.",
    "next.call": "Kolejny krok to nabór na działania pilotażowe.",
    "next.trainings_call": "Kolejne kroki to szkolenia i nabór na działania pilotażowe.",
    "next.page": "Dalszy ciąg prac można śledzić na [stronie {region}]({url}).",
    "next.page_bare": "Dalszy ciąg prac można śledzić na [stronie regionu]({url}) {region}.",
    "next.page_network": "Dalszy ciąg prac można śledzić na [stronie sieci]({url}).",
}

# Accusative, as the object of a verb.
COUNTED = {
    "people": {"one": "{n} osobę", "few": "{n} osoby", "other": "{n} osób"},
    "organisations": {"one": "{n} organizację", "few": "{n} organizacje", "other": "{n} organizacji"},
    "unstated": {"one": "{n} uczestnika", "other": "{n} uczestników"},
    "from_organisations": {"other": "z {n} organizacji"},
    "promised": {"other": "{of}"},
    "network_regions": {
        "one": "Platforma należy do {network}, która działa także w jednym innym regionie.",
        "other": "Platforma należy do {network}, która działa także w {of} innych regionach.",
    },
    "left": {
        "one": "Zaplanowano jeszcze jedno spotkanie okrągłego stołu.",
        "few": "Zaplanowano jeszcze {word} spotkania okrągłego stołu.",
        "other": "Zaplanowano jeszcze {word} spotkań okrągłego stołu.",
    },
    "left_until": {
        "one": "Do końca {year} r. zaplanowano jeszcze jedno spotkanie okrągłego stołu.",
        "few": "Do końca {year} r. zaplanowano jeszcze {word} spotkania okrągłego stołu.",
        "other": "Do końca {year} r. zaplanowano jeszcze {word} spotkań okrągłego stołu.",
    },
}
# Nominative, standing alone.
LABELS = {
    "people": COUNTED["people"] | {"one": "{n} osoba"},
    "organisations": COUNTED["organisations"] | {"one": "{n} organizacja"},
    "unstated": {"other": "{n}"},
}

EVENTS = {
    "roundtable": EventWords("spotkanie okrągłego stołu", "spotkanie", ending="o"),
    "training": EventWords("szkolenie", "szkolenie", ending="o"),
    "visit": EventWords("wizyta studyjna", "wizyta", nth="{n}. wizyta studyjna", ending="a"),
    "national_meeting": EventWords("spotkanie krajowe", "spotkanie", ending="o"),
    "conference": EventWords("konferencja", "konferencja", nth="{n}. konferencja", ending="a"),
    "expert_group": EventWords("spotkanie grupy ekspertów", "spotkanie", ending="o"),
    "meeting": EventWords("spotkanie", "spotkanie", ending="o"),
}


def _things(accusative: str, genitive: str) -> CategoryPhrases:
    return CategoryPhrases(accusative, f"kilka {genitive}", f"liczne {accusative}")


def _persons(genitive: str) -> CategoryPhrases:
    """Men, or men and women: their accusative is their genitive."""
    return CategoryPhrases(genitive, f"kilku {genitive}", f"licznych {genitive}")


CATEGORY_PHRASES = {
    "local_authority": _things("samorządy lokalne", "samorządów lokalnych"),
    "regional_authority": _things("instytucje regionalne", "instytucji regionalnych"),
    "national_authority": _things("urzędy administracji rządowej", "urzędów administracji rządowej"),
    "employment_service": _things("urzędy pracy", "urzędów pracy"),
    "mainstream_service": _things("instytucje usług publicznych", "instytucji usług publicznych"),
    "ngo": _things("organizacje pozarządowe", "organizacji pozarządowych"),
    "foundation": _things("fundacje", "fundacji"),
    "migrant_led": _things("organizacje migrantów i uchodźców", "organizacji migrantów i uchodźców"),
    "newcomer": _persons("migrantów i uchodźców"),
    "volunteer_group": _things("grupy wolontariuszy", "grup wolontariuszy"),
    "employer": _persons("pracodawców"),
    "trade_union": _things("związki zawodowe", "związków zawodowych"),
    "cooperative": _things("spółdzielnie i przedsiębiorstwa społeczne", "spółdzielni i przedsiębiorstw społecznych"),
    "faith_based": _things("organizacje wyznaniowe", "organizacji wyznaniowych"),
    "academia": _things("uczelnie i ośrodki badawcze", "uczelni i ośrodków badawczych"),
    "international_organisation": _things("organizacje międzynarodowe", "organizacji międzynarodowych"),
    "development_agency": _things("agencje rozwoju lokalnego", "agencji rozwoju lokalnego"),
    "bank": _things("banki", "banków"),
    "media": _things("lokalne media", "lokalnych mediów"),
    "sports_culture": _things("kluby sportowe i ośrodki kultury", "klubów sportowych i ośrodków kultury"),
}

INSIGHTS = {
    "challenge": InsightWords(
        plural="wyzwania",
        one="Rozmowa wskazała jedno wyzwanie",
        several="Rozmowa wskazała kilka wyzwań",
        one_after="Po stronie trudności rozmowa wskazała jedno wyzwanie",
        several_after="Po stronie trudności rozmowa wskazała kilka wyzwań",
    ),
    "constraint": InsightWords(
        plural="ograniczenia",
        one="Rozmowa ujawniła jedno ograniczenie",
        several="Rozmowa ujawniła kilka ograniczeń",
        one_after="Rozmowa ujawniła też jedno ograniczenie",
        several_after="Rozmowa ujawniła też kilka ograniczeń",
    ),
    "opportunity": InsightWords(
        plural="możliwości",
        one="Rozmowa pokazała jedną możliwość",
        several="Rozmowa pokazała kilka możliwości",
        one_after="Z drugiej strony rozmowa pokazała też jedną możliwość",
        several_after="Z drugiej strony rozmowa pokazała też kilka możliwości",
    ),
    "solution": InsightWords(
        plural="rozwiązania",
        one="Podczas spotkania zaproponowano jedno rozwiązanie",
        several="Podczas spotkania zaproponowano kilka rozwiązań",
        one_after="W odpowiedzi zaproponowano jedno rozwiązanie",
        several_after="W odpowiedzi zaproponowano kilka rozwiązań",
    ),
    "good_practice": InsightWords(
        plural="dobre praktyki",
        one="Przedstawiono jedną dobrą praktykę",
        several="Przedstawiono kilka dobrych praktyk",
        one_after="Rozmawiano też o jednej dobrej praktyce",
        several_after="Rozmawiano też o kilku dobrych praktykach",
    ),
    "need": InsightWords(
        plural="potrzeby",
        one="Zgłoszono jedną potrzebę",
        several="Zgłoszono kilka potrzeb",
        one_after="Rozmowa pokazała też jedną potrzebę",
        several_after="Rozmowa pokazała też kilka potrzeb",
    ),
    "asset": InsightWords(
        plural="mocne strony",
        one="Wskazano jedną mocną stronę regionu",
        several="Wskazano kilka mocnych stron regionu",
        one_after="W dalszej pracy można oprzeć się na jednej mocnej stronie regionu",
        several_after="W dalszej pracy można oprzeć się na kilku mocnych stronach regionu",
    ),
}

POLISH = Language(
    locale="pl",
    frames=FRAMES,
    verbs={"organised": {"one": "Organizator", "other": "Organizatorzy"}},
    counted=COUNTED,
    labels=LABELS,
    range_nouns={
        "people": {"other": "osób"},
        "organisations": {"other": "organizacji"},
        "unstated": {"other": "uczestników"},
    },
    events=EVENTS,
    categories=CATEGORY_PHRASES,
    insights=INSIGHTS,
    ordinals=ORDINALS,
    numbers=NUMBERS,
    numbers_of=NUMBERS_OF,
    hours=Hours(
        locale="pl",
        words=HOURS,
        hour={"one": "{n} godzinę", "few": "{n} godziny", "other": "{n} godzin"},
        minute={"one": "{n} minutę", "few": "{n} minuty", "other": "{n} minut"},
        halves={0: "pół godziny", 1: "półtorej godziny"} | {n: f"{HOURS[n - 1]} i pół godziny" for n in range(2, 11)},
        mixed="{hours} i {minutes}",
    ),
)
