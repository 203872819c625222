"""French. Every kind of meeting is called by a feminine noun, so that the frames agree with all of them."""

from welcommune.meetings.prose.grammar import Hours, french_spaces
from welcommune.meetings.prose.language import CategoryPhrases, EventWords, InsightWords, Language

NUMBERS = ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
ORDINALS = (
    "première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième",
    "neuvième", "dixième",
)  # fmt: skip

CONVENED = {
    "convened.first.by": "{on_date}, {organisers} {launched} {platform:la} lors d’une première table ronde.",
    "convened.first.alone": "{platform:la} s’est réunie pour la première fois {on_date}.",
    "convened.first_of.by": "{on_date}, {organisers} {launched} {platform:la} lors de la première des "
    "{promised} tables rondes prévues.",
    "convened.first_of.alone": "{platform:la} s’est réunie {on_date} pour la première des {promised} tables "
    "rondes prévues.",
    "convened.middle.by": "{on_date}, {organisers} {gathered} de nouveau {platform:la} pour sa {ordinal} table ronde.",
    "convened.middle.alone": "{platform:la} s’est réunie {on_date} pour sa {ordinal} table ronde.",
    "convened.middle_of.by": "{on_date}, {organisers} {gathered} de nouveau {platform:la} pour la {ordinal} "
    "des {promised} tables rondes prévues.",
    "convened.middle_of.alone": "{platform:la} s’est réunie {on_date} pour la {ordinal} des {promised} "
    "tables rondes prévues.",
    "convened.last.by": "{on_date}, {organisers} {gathered} {platform:la} pour la dernière des {promised} "
    "tables rondes prévues.",
    "convened.last.alone": "{platform:la} s’est réunie {on_date} pour la dernière des {promised} tables "
    "rondes prévues.",
    "convened.plain.by": "{on_date}, {organisers} {gathered} {platform:la} pour une table ronde.",
    "convened.plain.alone": "{platform:la} s’est réunie pour une table ronde {on_date}.",
    "convened.other_nth.by": "{on_date}, {organisers} {held} la {event} {scope}.",
    "convened.other_nth.alone": "La {event} {scope} s’est tenue {on_date}.",
    "convened.other.by": "{on_date}, {organisers} {held} une {noun} {scope}.",
    "convened.other.alone": "Une {noun} {scope} s’est tenue {on_date}.",
}

FRAMES = CONVENED | {
    "platform": "plateforme régionale pour l’intégration des personnes migrantes et réfugiées",
    "network": "réseau {name}",
    "network.word": "réseau",
    "of_network": "du {network}",
    "region": "région : {name}",
    "list": "{head} et {last}",
    "list.next": "{head}, {last}",
    "list.long": "{head}, ainsi que {last}",
    "list.long_next": "{head}, {last}",
    "comma": ", ",
    "and": " et ",
    "ordinal": "{n}e",
    "date": "{date}",
    "on_date": "le {date}",
    "on_date.first": "le {date}",
    "clock": "{hour}\u00a0h\u00a0{minute:02}",
    "clock.hour": "{hour}\u00a0h",
    "zone": "(heure {zone:de})",
    "quoted": "« {title} »",
    "range": "entre {low} et {high} {noun}",
    "range.next": "{low} ou {high} {noun}",
    "range.up_to": "jusqu’à {high} {noun}",
    "before_list": "{opening} :",
    "title": "{place} : {title}",
    "title.first": "la plateforme régionale se réunit pour la première fois",
    "title.last": "la dernière des {promised} tables rondes",
    "title.count_nth": "{count} à la {event}",
    "title.count": "{noun} avec {count}",
    "title.plain_nth": "{event}, {date}",
    "title.plain": "{noun}, {date}",
    "lead": "{name}, chef de file du {network},",
    "lead.unnamed": "{name}, chef de file du réseau,",
    "lead.count_nth": "La {event} {where} a réuni {count} {on_date}.",
    "lead.count": "Une {noun} {where} a réuni {count} {on_date}.",
    "lead.plain_nth": "La {event} {where} s’est tenue {on_date}.",
    "lead.plain": "Une {noun} {where} s’est tenue {on_date}.",
    "lead.topics": "Au cœur des échanges : {topics}.",
    "mode.online": "en ligne",
    "mode.in_person": "en présentiel",
    "mode.in_person_at": "en présentiel ({place})",
    "mode.hybrid": "à la fois en ligne et en présentiel",
    "mode.hybrid_at": "à la fois en ligne et en présentiel ({place})",
    "setting.where": "La {short} s’est tenue {where}.",
    "setting.where_times": "La {short} s’est tenue {where}, de {start} à {stop} {zone}.",
    "setting.where_start": "La {short} s’est tenue {where} et a commencé à {start} {zone}.",
    "setting.where_duration": "La {short} s’est tenue {where} et a duré {duration}.",
    "setting.times": "La {short} s’est tenue de {start} à {stop} {zone}.",
    "setting.start": "La {short} a commencé à {start} {zone}.",
    "setting.duration": "La {short} a duré {duration}.",
    "network.only": "La plateforme fait partie du {network}.",
    "network.until": "Le travail se poursuit jusqu’en {until}.",
    "attendance.count": "La {short} a rassemblé {count}.",
    "attendance.moments": "La {short} a commencé avec {arrival} et s’est terminée avec {departure}.",
    "attendance.moments_too": "Elle a commencé avec {arrival} et s’est terminée avec {departure}.",
    "attendance.arrival": "La {short} a commencé avec {arrival}.",
    "attendance.departure": "La {short} s’est terminée avec {departure}.",
    "attendance.also": "Y ont pris part {categories}.",
    "attendance.only": "La {short} a rassemblé {categories}.",
    "programme.agenda": "Au programme : {agenda}.",
    "programme.agenda_list": "Plusieurs points étaient au programme",
    "programme.breakouts": "Une partie des échanges a eu lieu en petits groupes.",
    "programme.breakouts_only": "Les échanges ont eu lieu en petits groupes.",
    "programme.training": "La {short} comprenait une formation.",
    "programme.training_timed": "La {short} comprenait une formation de {duration}.",
    "programme.training_titled": "La {short} comprenait une formation : {title}.",
    "programme.training_titled_timed": "La {short} comprenait une formation de {duration} : {title}.",
    "programme.mostly_timed": "L’essentiel du temps a été consacré à une formation de {duration}.",
    "programme.mostly_titled_timed": "L’essentiel du temps a été consacré à une formation de {duration} : {title}.",
    "programme.trainings": "La {short} comprenait plusieurs formations",
    "programme.item_timed": "{item} ({duration})",
    "programme.subject": "Thème de la formation : {title}.",
    "next.none_left": "Avec cette réunion, la série de tables rondes prévue est complète.",
    "next.date": "La prochaine réunion aura lieu {on_date}.",
    "next.trainings": "Les prochaines étapes comprennent des formations.",
    "next.call": "Les prochaines étapes comprennent un appel à actions pilotes.",
    "next.trainings_call": "Les prochaines étapes comprennent des formations et un appel à actions pilotes.",
    "next.page": "Pour suivre les activités, consultez [la page {region}]({url}).",
    "next.page_bare": "Pour suivre les activités, consultez [la page de la région]({url}) {region}.",
    "next.page_network": "Pour suivre les activités, consultez [la page du réseau]({url}).",
}

COUNTED = {
    "people": {"one": "{n} personne", "other": "{n} personnes"},
    "organisations": {"one": "{n} organisation", "other": "{n} organisations"},
    "unstated": {"one": "{n} acteur", "other": "{n} acteurs"},
    "from_organisations": {"one": "venant d’une seule organisation", "other": "venant de {n} organisations"},
    "promised": {"other": "{of}"},
    "network_regions": {
        "one": "La plateforme fait partie du {network}, présent aussi dans une autre région.",
        "other": "La plateforme fait partie du {network}, présent aussi dans {word} autres régions.",
    },
    "left": {
        "one": "Une autre table ronde est prévue.",
        "other": "{word} autres tables rondes sont prévues.",
    },
    "left_until": {
        "one": "Une autre table ronde est prévue d’ici fin {year}.",
        "other": "{word} autres tables rondes sont prévues d’ici fin {year}.",
    },
}
LABELS = {unit: COUNTED[unit] for unit in ("people", "organisations")} | {"unstated": {"other": "{n}"}}

EVENTS = {
    "roundtable": EventWords("table ronde", "rencontre"),
    "training": EventWords("formation", "formation"),
    "visit": EventWords("visite d’étude", "visite"),
    "national_meeting": EventWords("rencontre nationale", "rencontre"),
    "conference": EventWords("conférence", "conférence"),
    "expert_group": EventWords("réunion du groupe d’experts", "réunion"),
    "meeting": EventWords("réunion", "réunion"),
}


def _feminine(noun: str) -> CategoryPhrases:
    return CategoryPhrases(f"des {noun}", f"quelques {noun}", f"de nombreuses {noun}")


def _masculine(noun: str) -> CategoryPhrases:
    return CategoryPhrases(f"des {noun}", f"quelques {noun}", f"de nombreux {noun}")


CATEGORY_PHRASES = {
    "local_authority": _feminine("collectivités locales"),
    "regional_authority": _feminine("autorités et agences régionales"),
    "national_authority": _masculine("services de l’État"),
    "employment_service": _masculine("services publics de l’emploi"),
    "mainstream_service": _masculine("services de droit commun"),
    "ngo": _feminine("associations"),
    "foundation": _feminine("fondations"),
    "migrant_led": _feminine("associations de personnes migrantes ou réfugiées"),
    "newcomer": _feminine("personnes migrantes et réfugiées"),
    "volunteer_group": _masculine("groupes de bénévoles"),
    "employer": _masculine("employeurs"),
    "trade_union": _masculine("syndicats"),
    "cooperative": _feminine("coopératives et entreprises sociales"),
    "faith_based": _feminine("organisations confessionnelles"),
    "academia": _masculine("établissements d’enseignement supérieur et de recherche"),
    "international_organisation": _feminine("organisations internationales"),
    "development_agency": _feminine("agences de développement local"),
    "bank": _feminine("banques"),
    "media": _masculine("médias"),
    "sports_culture": _masculine("clubs sportifs et culturels"),
}

INSIGHTS = {
    "challenge": InsightWords(
        plural="défis",
        one="La discussion a fait ressortir un défi",
        several="La discussion a fait ressortir plusieurs défis",
        one_after="Du côté des difficultés, la discussion a fait ressortir un défi",
        several_after="Du côté des difficultés, la discussion a fait ressortir plusieurs défis",
    ),
    "constraint": InsightWords(
        plural="contraintes",
        one="Les échanges ont mis au jour une contrainte",
        several="Les échanges ont mis au jour plusieurs contraintes",
        one_after="Les échanges ont aussi mis au jour une contrainte",
        several_after="Les échanges ont aussi mis au jour plusieurs contraintes",
    ),
    "opportunity": InsightWords(
        plural="opportunités",
        one="Les échanges ont montré une opportunité",
        several="Les échanges ont montré plusieurs opportunités",
        one_after="En regard, les échanges ont aussi montré une opportunité",
        several_after="En regard, les échanges ont aussi montré plusieurs opportunités",
    ),
    "solution": InsightWords(
        plural="solutions",
        one="La rencontre a permis de proposer une solution",
        several="La rencontre a permis de proposer plusieurs solutions",
        one_after="En réponse, une solution a été proposée",
        several_after="En réponse, plusieurs solutions ont été proposées",
    ),
    "good_practice": InsightWords(
        plural="bonnes pratiques",
        one="Une bonne pratique a été présentée",
        several="Plusieurs bonnes pratiques ont été présentées",
        one_after="Les échanges ont aussi porté sur une bonne pratique",
        several_after="Les échanges ont aussi porté sur plusieurs bonnes pratiques",
    ),
    "need": InsightWords(
        plural="besoins",
        one="Un besoin a été exprimé",
        several="Plusieurs besoins ont été exprimés",
        one_after="La discussion a aussi fait apparaître un besoin",
        several_after="La discussion a aussi fait apparaître plusieurs besoins",
    ),
    "asset": InsightWords(
        plural="atouts",
        one="Un atout du territoire a été cité",
        several="Plusieurs atouts du territoire ont été cités",
        one_after="Pour avancer, le territoire peut s’appuyer sur un atout",
        several_after="Pour avancer, le territoire peut s’appuyer sur plusieurs atouts",
    ),
}

FRENCH = Language(
    locale="fr",
    frames=FRAMES,
    verbs={
        "launched": {"one": "a lancé", "other": "ont lancé"},
        "gathered": {"one": "a réuni", "other": "ont réuni"},
        "held": {"one": "a organisé", "other": "ont organisé"},
    },
    counted=COUNTED,
    labels=LABELS,
    range_nouns={
        "people": {"other": "personnes"},
        "organisations": {"other": "organisations"},
        "unstated": {"other": "acteurs"},
    },
    events=EVENTS,
    categories=CATEGORY_PHRASES,
    insights=INSIGHTS,
    ordinals=ORDINALS,
    numbers=NUMBERS,
    numbers_of=NUMBERS,
    first_of_month="1er",
    spaces=french_spaces,
    hours=Hours(
        locale="fr",
        words=NUMBERS,
        hour={"one": "{n} heure", "other": "{n} heures"},
        minute={"one": "{n} minute", "other": "{n} minutes"},
        halves={0: "une demi-heure"},
        mixed="{h}\u00a0h\u00a0{m:02}",
    ),
)
