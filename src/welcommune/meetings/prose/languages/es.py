"""Spanish. Every kind of meeting is called by a feminine noun, so that the frames agree with all of them."""

from welcommune.meetings.prose.grammar import Hours
from welcommune.meetings.prose.language import CategoryPhrases, EventWords, InsightWords, Language

NUMBERS = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
ORDINALS = (
    "primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena", "décima",
)  # fmt: skip

CONVENED = {
    "convened.first.by": "{on_date}, {organisers} {launched} la {platform} con una primera mesa redonda.",
    "convened.first.alone": "La {platform} se reunió por primera vez {on_date}.",
    "convened.first_of.by": "{on_date}, {organisers} {launched} la {platform} con la primera de las "
    "{promised} mesas redondas previstas.",
    "convened.first_of.alone": "La {platform} se reunió {on_date} para la primera de las {promised} mesas "
    "redondas previstas.",
    "convened.middle.by": "{on_date}, {organisers} {gathered} de nuevo a la {platform} para su {ordinal} mesa redonda.",
    "convened.middle.alone": "La {platform} se reunió {on_date} para su {ordinal} mesa redonda.",
    "convened.middle_of.by": "{on_date}, {organisers} {gathered} de nuevo a la {platform} para la {ordinal} "
    "de las {promised} mesas redondas previstas.",
    "convened.middle_of.alone": "La {platform} se reunió {on_date} para la {ordinal} de las {promised} "
    "mesas redondas previstas.",
    "convened.last.by": "{on_date}, {organisers} {gathered} a la {platform} para la última de las "
    "{promised} mesas redondas previstas.",
    "convened.last.alone": "La {platform} se reunió {on_date} para la última de las {promised} mesas "
    "redondas previstas.",
    "convened.plain.by": "{on_date}, {organisers} {gathered} a la {platform} para una mesa redonda.",
    "convened.plain.alone": "La {platform} se reunió para una mesa redonda {on_date}.",
    "convened.other_nth.by": "{on_date}, {organisers} {held} la {event} {scope}.",
    "convened.other_nth.alone": "La {event} {scope} se celebró {on_date}.",
    "convened.other.by": "{on_date}, {organisers} {held} una {noun} {scope}.",
    "convened.other.alone": "Una {noun} {scope} se celebró {on_date}.",
}

FRAMES = CONVENED | {
    "platform": "plataforma regional para la integración de personas migrantes y refugiadas",
    "network": "red {name}",
    "network.word": "red",
    "of_network": "de la {network}",
    "region": "región: {name}",
    "list": "{head} {last:y}",
    "list.next": "{head}, {last}",
    "list.long": "{head}, así como {last}",
    "list.long_next": "{head}, {last}",
    "comma": ", ",
    "and": " y ",
    "ordinal": "{n}.ª",
    "date": "{date}",
    "on_date": "el {date}",
    "on_date.first": "el {date}",
    "clock": "{hour:02}:{minute:02}",
    "clock.hour": "{hour:02}:{minute:02}",
    "zone": "(hora de {zone})",
    "quoted": "«{title}»",
    "range": "entre {low} y {high} {noun}",
    "range.next": "{low} {high:o} {noun}",
    "range.up_to": "hasta {high} {noun}",
    "before_list": "{opening}:",
    "title": "{place}: {title}",
    "title.first": "la plataforma regional se reúne por primera vez",
    "title.last": "la última de las {promised} mesas redondas",
    "title.count_nth": "{count} en la {event}",
    "title.count": "{noun} con {count}",
    "title.plain_nth": "{event}, {date}",
    "title.plain": "{noun}, {date}",
    "lead": "{name}, entidad líder de la {network},",
    "lead.unnamed": "{name}, entidad líder de la red,",
    "lead.count_nth": "La {event} {where} reunió a {count} {on_date}.",
    "lead.count": "Una {noun} {where} reunió a {count} {on_date}.",
    "lead.plain_nth": "La {event} {where} se celebró {on_date}.",
    "lead.plain": "Una {noun} {where} se celebró {on_date}.",
    "lead.topics": "Temas de la conversación: {topics}.",
    "mode.online": "en línea",
    "mode.in_person": "de forma presencial",
    "mode.in_person_at": "de forma presencial ({place})",
    "mode.hybrid": "en línea y de forma presencial",
    "mode.hybrid_at": "en línea y de forma presencial ({place})",
    "setting.where": "La {short} se celebró {where}.",
    "setting.where_times": "La {short} se celebró {where}, de {start} a {stop} {zone}.",
    "setting.where_start": "La {short} se celebró {where} y empezó a las {start} {zone}.",
    "setting.where_duration": "La {short} se celebró {where} y duró {duration}.",
    "setting.times": "La {short} se celebró de {start} a {stop} {zone}.",
    "setting.start": "La {short} empezó a las {start} {zone}.",
    "setting.duration": "La {short} duró {duration}.",
    "network.only": "La plataforma forma parte de la {network}.",
    "network.until": "El trabajo continúa hasta {until}.",
    "attendance.count": "La {short} contó con {count}.",
    "attendance.moments": "La {short} empezó con {arrival} y terminó con {departure}.",
    "attendance.moments_too": "Empezó con {arrival} y terminó con {departure}.",
    "attendance.arrival": "La {short} empezó con {arrival}.",
    "attendance.departure": "La {short} terminó con {departure}.",
    "attendance.also": "Participaron {categories}.",
    "attendance.only": "En la {short} participaron {categories}.",
    "programme.agenda": "En el programa: {agenda}.",
    "programme.agenda_list": "El programa tenía varios puntos",
    "programme.breakouts": "Una parte de la conversación tuvo lugar en grupos pequeños.",
    "programme.breakouts_only": "La conversación tuvo lugar en grupos pequeños.",
    "programme.training": "La {short} incluyó una formación.",
    "programme.training_timed": "La {short} incluyó una formación de {duration}.",
    "programme.training_titled": "La {short} incluyó una formación: {title}.",
    "programme.training_titled_timed": "La {short} incluyó una formación de {duration}: {title}.",
    "programme.mostly_timed": "La mayor parte del tiempo se dedicó a una formación de {duration}.",
    "programme.mostly_titled_timed": "La mayor parte del tiempo se dedicó a una formación de {duration}: {title}.",
    "programme.trainings": "La {short} incluyó varias formaciones",
    "programme.item_timed": "{item} ({duration})",
    "programme.subject": "Tema de la formación: {title}.",
    "next.none_left": "Con esta reunión se completa la serie de mesas redondas prevista.",
    "next.date": "La próxima reunión será {on_date}.",
    "next.trainings": "Los próximos pasos incluyen formaciones.",
    "next.call": "Los próximos pasos incluyen una convocatoria de acciones piloto.",
    "next.trainings_call": "Los próximos pasos incluyen formaciones y una convocatoria de acciones piloto.",
    "next.page": "Puede seguir el trabajo en [la página {region}]({url}).",
    "next.page_bare": "Puede seguir el trabajo en [la página de la región]({url}) {region}.",
    "next.page_network": "Puede seguir el trabajo en [la página de la red]({url}).",
}

COUNTED = {
    "people": {"one": "{n} persona", "other": "{n} personas"},
    "organisations": {"one": "{n} organización", "other": "{n} organizaciones"},
    "unstated": {"one": "{n} actor", "other": "{n} actores"},
    "from_organisations": {"one": "de {n} organización", "other": "de {n} organizaciones"},
    "promised": {"other": "{of}"},
    "network_regions": {
        "one": "La plataforma forma parte de la {network}, presente también en otra región.",
        "other": "La plataforma forma parte de la {network}, presente también en otras {word} regiones.",
    },
    "left": {
        "one": "Está prevista otra mesa redonda.",
        "other": "Están previstas otras {word} mesas redondas.",
    },
    "left_until": {
        "one": "Está prevista otra mesa redonda antes de que termine {year}.",
        "other": "Están previstas otras {word} mesas redondas antes de que termine {year}.",
    },
}
LABELS = {unit: COUNTED[unit] for unit in ("people", "organisations")} | {"unstated": {"other": "{n}"}}

EVENTS = {
    "roundtable": EventWords("mesa redonda", "reunión"),
    "training": EventWords("formación", "formación"),
    "visit": EventWords("visita de estudio", "visita"),
    "national_meeting": EventWords("reunión nacional", "reunión"),
    "conference": EventWords("conferencia", "conferencia"),
    "expert_group": EventWords("reunión del grupo de especialistas", "reunión"),
    "meeting": EventWords("reunión", "reunión"),
}


def _feminine(noun: str) -> CategoryPhrases:
    return CategoryPhrases(noun, f"algunas {noun}", f"numerosas {noun}")


def _masculine(noun: str) -> CategoryPhrases:
    return CategoryPhrases(noun, f"algunos {noun}", f"numerosos {noun}")


CATEGORY_PHRASES = {
    "local_authority": _feminine("administraciones locales"),
    "regional_authority": _feminine("administraciones y agencias regionales"),
    "national_authority": _masculine("servicios del Estado"),
    "employment_service": _masculine("servicios públicos de empleo"),
    "mainstream_service": _masculine("servicios generales"),
    "ngo": _feminine("organizaciones de la sociedad civil"),
    "foundation": _feminine("fundaciones"),
    "migrant_led": _feminine("asociaciones de personas migrantes o refugiadas"),
    "newcomer": _feminine("personas migrantes y refugiadas"),
    "volunteer_group": _masculine("grupos de voluntariado"),
    "employer": _feminine("empresas"),
    "trade_union": _masculine("sindicatos"),
    "cooperative": _feminine("cooperativas y empresas sociales"),
    "faith_based": _feminine("entidades religiosas"),
    "academia": _masculine("centros universitarios y de investigación"),
    "international_organisation": _feminine("organizaciones internacionales"),
    "development_agency": _feminine("agencias de desarrollo local"),
    "bank": _feminine("entidades bancarias"),
    "media": _masculine("medios de comunicación"),
    "sports_culture": _masculine("clubes deportivos y culturales"),
}

INSIGHTS = {
    "challenge": InsightWords(
        plural="retos",
        one="La conversación mostró un reto",
        several="La conversación mostró varios retos",
        one_after="Por el lado de las dificultades, la conversación mostró un reto",
        several_after="Por el lado de las dificultades, la conversación mostró varios retos",
    ),
    "constraint": InsightWords(
        plural="limitaciones",
        one="La conversación puso de relieve una limitación",
        several="La conversación puso de relieve varias limitaciones",
        one_after="La conversación puso también de relieve una limitación",
        several_after="La conversación puso también de relieve varias limitaciones",
    ),
    "opportunity": InsightWords(
        plural="oportunidades",
        one="En la reunión se vio una oportunidad",
        several="En la reunión se vieron varias oportunidades",
        one_after="Por otro lado, también se vio una oportunidad",
        several_after="Por otro lado, también se vieron varias oportunidades",
    ),
    "solution": InsightWords(
        plural="soluciones",
        one="En la reunión se propuso una solución",
        several="En la reunión se propusieron varias soluciones",
        one_after="Como respuesta, se propuso una solución",
        several_after="Como respuesta, se propusieron varias soluciones",
    ),
    "good_practice": InsightWords(
        plural="buenas prácticas",
        one="Se presentó una buena práctica",
        several="Se presentaron varias buenas prácticas",
        one_after="También se compartió una buena práctica",
        several_after="También se compartieron varias buenas prácticas",
    ),
    "need": InsightWords(
        plural="necesidades",
        one="Se expresó una necesidad",
        several="Se expresaron varias necesidades",
        one_after="La conversación mostró también una necesidad",
        several_after="La conversación mostró también varias necesidades",
    ),
    "asset": InsightWords(
        plural="fortalezas",
        one="Se citó una fortaleza del territorio",
        several="Se citaron varias fortalezas del territorio",
        one_after="Para avanzar, el territorio puede apoyarse en una fortaleza",
        several_after="Para avanzar, el territorio puede apoyarse en varias fortalezas",
    ),
}

SPANISH = Language(
    locale="es",
    frames=FRAMES,
    verbs={
        "launched": {"one": "puso en marcha", "other": "pusieron en marcha"},
        "gathered": {"one": "convocó", "other": "convocaron"},
        "held": {"one": "organizó", "other": "organizaron"},
    },
    counted=COUNTED,
    labels=LABELS,
    range_nouns={
        "people": {"other": "personas"},
        "organisations": {"other": "organizaciones"},
        "unstated": {"other": "actores"},
    },
    events=EVENTS,
    categories=CATEGORY_PHRASES,
    insights=INSIGHTS,
    ordinals=ORDINALS,
    numbers=NUMBERS,
    numbers_of=NUMBERS,
    date_with_weekday="EEEE d 'de' MMMM 'de' y",
    hours=Hours(
        locale="es",
        words=NUMBERS,
        hour={"one": "{n} hora", "other": "{n} horas"},
        minute={"one": "{n} minuto", "other": "{n} minutos"},
        halves={0: "media hora", 1: "una hora y media"} | {n: f"{NUMBERS[n - 1]} horas y media" for n in range(2, 11)},
        mixed="{hours} y {minutes}",
    ),
)
