"""Arabic. A verb stands before its subject, and so agrees with it in gender alone: ``{ending}`` is the "ت" of
the feminine, جمعت المائدة, جمع المؤتمر. Names of organisations stay as they are behind "بدعوة من".

What is counted changes with its number: مائدة مستديرة واحدة, مائدتين مستديرتين, ثلاث موائد مستديرة (3 to 10, plural
in the genitive), 11 مائدة مستديرة (11 to 99, singular in the accusative), 100 مائدة مستديرة. Counts stand as
objects of verbs, in the accusative. The dual says its number by itself.
"""

from collections.abc import Mapping

from welcommune.meetings.prose.facts import Unit
from welcommune.meetings.prose.grammar import Forms, Hours
from welcommune.meetings.prose.language import CategoryPhrases, EventWords, InsightWords, Language

# For feminine nouns: tables, regions, hours, courses. Their numbers from three to ten look masculine.
NUMBERS = ("واحدة", "اثنتين", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
ORDINALS = (
    "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة",
)  # fmt: skip
ORDINALS_MASCULINE = (
    "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر",
)  # fmt: skip

SERIES = {
    "convened.first": "اجتمعت {platform} للمرة الأولى {on_date} حول مائدة مستديرة.",
    "convened.first_of": "اجتمعت {platform} للمرة الأولى {on_date}، في بداية سلسلة من {promised}.",
    "convened.middle": "اجتمعت {platform} من جديد {on_date} في مائدتها المستديرة {ordinal}.",
    "convened.middle_of": "اجتمعت {platform} من جديد {on_date} في المائدة المستديرة {ordinal} من سلسلة تضم {promised}.",
    "convened.last": "اجتمعت {platform} {on_date} في ختام سلسلة من {promised}.",
    "convened.plain": "اجتمعت {platform} {on_date} حول مائدة مستديرة.",
    "convened.other_nth": "نُظّم{ending} {event} {scope} {on_date}.",
    "convened.other": "نُظّم{ending} {noun} {scope} {on_date}.",
}
CONVENED = {f"{key}.alone": frame for key, frame in SERIES.items()}
CONVENED |= {f"{key}.by": f"بدعوة من {{organisers}}، {frame}" for key, frame in SERIES.items()}

FRAMES = CONVENED | {
    "platform": "المنصة الإقليمية لإدماج المهاجرين واللاجئين",
    "network": "شبكة {name}",
    "network.word": "شبكة",
    "of_network": "ل{network}",
    "region": "المنطقة: {name}",
    "list": "{head} {last:wa}",
    "list.next": "{head} {last:wa}",
    "list.long": "{head}، {last:wa}",
    "list.long_next": "{head}، {last:wa}",
    "comma": "، ",
    "and": " و",
    "ordinal": "رقم {n}",
    "date": "{date}",
    "on_date": "في {date}",
    "on_date.first": "في {date}",
    "clock": "{hour:02}:{minute:02}",
    "clock.hour": "{hour:02}:{minute:02}",
    "zone": "(بتوقيت {zone})",
    "quoted": "«{title}»",
    "range": "ما بين {low} و{high} {noun}",
    "range.next": "{low} أو {high} {noun}",
    "range.up_to": "ما لا يزيد على {high} {noun}",
    "before_list": "{opening}:",
    "title": "{place}: {title}",
    "title.first": "المنصة الإقليمية تجتمع للمرة الأولى",
    "title.last": "ختام سلسلة من {promised}",
    "title.count_nth": "{event} بحضور {count}",
    "title.count": "{noun} بحضور {count}",
    "title.plain_nth": "{event}، {date}",
    "title.plain": "{noun}، {date}",
    "lead": "{name} (الجهة القائدة ل{network})",
    "lead.unnamed": "{name} (الجهة القائدة للشبكة)",
    "lead.count_nth": "جمع{ending} {event} {where} {count} {on_date}.",
    "lead.count": "جمع{ending} {noun} {where} {count} {on_date}.",
    "lead.plain_nth": "نُظّم{ending} {event} {where} {on_date}.",
    "lead.plain": "نُظّم{ending} {noun} {where} {on_date}.",
    "lead.topics": "وتناول النقاش {topics}.",
    "mode.online": "عبر الإنترنت",
    "mode.in_person": "حضوريًا",
    "mode.in_person_at": "حضوريًا ({place})",
    "mode.hybrid": "حضوريًا وعبر الإنترنت",
    "mode.hybrid_at": "حضوريًا ({place}) وعبر الإنترنت",
    "setting.where": "نُظّم{ending} {short} {where}.",
    "setting.where_times": "نُظّم{ending} {short} {where}، من الساعة {start} إلى الساعة {stop} {zone}.",
    "setting.where_start": "نُظّم{ending} {short} {where} وبدأ{ending} الساعة {start} {zone}.",
    "setting.where_duration": "نُظّم{ending} {short} {where} واستمر{ending} {duration}.",
    "setting.times": "استمر{ending} {short} من الساعة {start} إلى الساعة {stop} {zone}.",
    "setting.start": "بدأ{ending} {short} الساعة {start} {zone}.",
    "setting.duration": "استمر{ending} {short} {duration}.",
    "network.only": "المنصة جزء من {network}.",
    "network.until": "يستمر العمل حتى {until}.",
    "attendance.count": "ضمّ{ending} {short} {count}.",
    "attendance.moments": "ضمّ{ending} {short} في البداية {arrival}، وفي الختام {departure}.",
    "attendance.moments_too": "وضمّ{ending} في البداية {arrival}، وفي الختام {departure}.",
    "attendance.arrival": "ضمّ{ending} {short} في البداية {arrival}.",
    "attendance.departure": "ضمّ{ending} {short} في الختام {departure}.",
    "attendance.also": "وكان بين الحضور {categories}.",
    "attendance.only": "شارك في {short} {categories}.",
    "programme.agenda": "على جدول الأعمال: {agenda}.",
    "programme.agenda_list": "شمل جدول الأعمال عدة نقاط",
    "programme.breakouts": "وجرى جزء من النقاش في مجموعات صغيرة.",
    "programme.breakouts_only": "جرى النقاش في مجموعات صغيرة.",
    "programme.training": "تضمّن{ending} {short} دورة تدريبية.",
    "programme.training_timed": "تضمّن{ending} {short} دورة تدريبية استمرت {duration}.",
    "programme.training_titled": "تضمّن{ending} {short} دورة تدريبية بعنوان {title}.",
    "programme.training_titled_timed": "تضمّن{ending} {short} دورة تدريبية بعنوان {title} استمرت {duration}.",
    "programme.mostly_timed": "شغلت معظم الوقت دورة تدريبية استمرت {duration}.",
    "programme.mostly_titled_timed": "شغلت معظم الوقت دورة تدريبية بعنوان {title} استمرت {duration}.",
    "programme.trainings": "تضمّن{ending} {short} عدة دورات تدريبية",
    "programme.item_timed": "{item} (لمدة {duration})",
    "programme.subject": "موضوع الدورة: {title}.",
    "next.none_left": "بهذا اللقاء تكتمل سلسلة الموائد المستديرة المقررة.",
    "next.date": "ينعقد اللقاء القادم يوم {date}.",
    "next.trainings": "تشمل الخطوات التالية دورات تدريبية.",
    "next.call": "تشمل الخطوات التالية دعوة لتقديم مشاريع تجريبية.",
    "next.trainings_call": "تشمل الخطوات التالية دورات تدريبية ودعوة لتقديم مشاريع تجريبية.",
    "next.page": "يمكنكم متابعة العمل على [صفحة {region}]({url}).",
    "next.page_bare": "يمكنكم متابعة العمل على [صفحة المنطقة]({url}) {region}.",
    "next.page_network": "يمكنكم متابعة العمل على [صفحة الشبكة]({url}).",
}

# Accusative, as the object of a verb.
COUNTED = {
    "people": {"one": "شخصًا واحدًا", "two": "شخصين", "few": "{n} أشخاص", "many": "{n} شخصًا", "other": "{n} شخص"},
    "organisations": {"one": "منظمة واحدة", "two": "منظمتين", "few": "{n} منظمات", "other": "{n} منظمة"},
    # The dual of مشارك is written like its plural.
    "unstated": {
        "one": "مشاركًا واحدًا",
        "two": "مشاركين اثنين",
        "few": "{n} مشاركين",
        "many": "{n} مشاركًا",
        "other": "{n} مشارك",
    },
    "from_organisations": {
        "one": "من منظمة واحدة",
        "two": "من منظمتين",
        "few": "من {n} منظمات",
        "other": "من {n} منظمة",
    },
    "promised": {
        "one": "مائدة مستديرة واحدة",
        "two": "مائدتين مستديرتين",
        "few": "{word} موائد مستديرة",
        "other": "{n} مائدة مستديرة",
    },
    "network_regions": {
        "one": "المنصة جزء من {network} التي تعمل أيضًا في منطقة أخرى.",
        "two": "المنصة جزء من {network} التي تعمل أيضًا في منطقتين أخريين.",
        "few": "المنصة جزء من {network} التي تعمل أيضًا في {word} مناطق أخرى.",
        "other": "المنصة جزء من {network} التي تعمل أيضًا في {n} منطقة أخرى.",
    },
    "left": {
        "one": "من المقرر تنظيم مائدة مستديرة أخرى.",
        "two": "من المقرر تنظيم مائدتين مستديرتين أخريين.",
        "few": "من المقرر تنظيم {word} موائد مستديرة أخرى.",
        "other": "من المقرر تنظيم {n} مائدة مستديرة أخرى.",
    },
    "left_until": {
        "one": "من المقرر تنظيم مائدة مستديرة أخرى قبل نهاية عام {year}.",
        "two": "من المقرر تنظيم مائدتين مستديرتين أخريين قبل نهاية عام {year}.",
        "few": "من المقرر تنظيم {word} موائد مستديرة أخرى قبل نهاية عام {year}.",
        "other": "من المقرر تنظيم {n} مائدة مستديرة أخرى قبل نهاية عام {year}.",
    },
}
# Nominative, standing alone.
LABELS = {
    "people": COUNTED["people"] | {"one": "شخص واحد", "two": "شخصان"},
    "organisations": COUNTED["organisations"] | {"two": "منظمتان"},
    "unstated": {"other": "{n}"},
}
# Behind the figures of a range, which the dual would say twice.
RANGE_NOUNS: Mapping[Unit, Forms] = {
    "people": {"one": "من الأشخاص", "two": "من الأشخاص", "few": "أشخاص", "many": "شخصًا", "other": "شخص"},
    "organisations": {"one": "من المنظمات", "two": "من المنظمات", "few": "منظمات", "other": "منظمة"},
    "unstated": {"one": "من المشاركين", "two": "من المشاركين", "few": "مشاركين", "many": "مشاركًا", "other": "مشارك"},
}

EVENTS = {
    "roundtable": EventWords("مائدة مستديرة", "الجلسة", nth="المائدة المستديرة {ordinal}", ending="ت"),
    "training": EventWords("دورة تدريبية", "الدورة", nth="الدورة التدريبية {ordinal}", ending="ت"),
    "visit": EventWords("زيارة دراسية", "الزيارة", nth="الزيارة الدراسية {ordinal}", ending="ت"),
    "national_meeting": EventWords("لقاء وطني", "اللقاء", nth="اللقاء الوطني {ordinal}", ordinals=ORDINALS_MASCULINE),
    "conference": EventWords("مؤتمر", "المؤتمر", nth="المؤتمر {ordinal}", ordinals=ORDINALS_MASCULINE),
    "expert_group": EventWords(
        "اجتماع لفريق الخبراء", "الاجتماع", nth="الاجتماع {ordinal} لفريق الخبراء", ordinals=ORDINALS_MASCULINE
    ),
    "meeting": EventWords("اجتماع", "الاجتماع", nth="الاجتماع {ordinal}", ordinals=ORDINALS_MASCULINE),
}


def _phrases(nominative: str, definite: str) -> CategoryPhrases:
    """Indefinite in the nominative; definite in the genitive, after "some of" and "a great number of"."""
    return CategoryPhrases(nominative, f"بعض {definite}", f"عدد كبير من {definite}")


CATEGORY_PHRASES = {
    "local_authority": _phrases("سلطات محلية", "السلطات المحلية"),
    "regional_authority": _phrases("سلطات ووكالات إقليمية", "السلطات والوكالات الإقليمية"),
    "national_authority": _phrases("أجهزة حكومية", "الأجهزة الحكومية"),
    "employment_service": _phrases("أجهزة عمومية للتوظيف", "الأجهزة العمومية للتوظيف"),
    "mainstream_service": _phrases("خدمات عامة", "الخدمات العامة"),
    "ngo": _phrases("جمعيات من المجتمع المدني", "جمعيات المجتمع المدني"),
    "foundation": _phrases("مؤسسات خيرية", "المؤسسات الخيرية"),
    "migrant_led": _phrases("منظمات يقودها مهاجرون أو لاجئون", "المنظمات التي يقودها مهاجرون أو لاجئون"),
    "newcomer": _phrases("مهاجرون ولاجئون", "المهاجرين واللاجئين"),
    "volunteer_group": _phrases("مجموعات متطوعين", "مجموعات المتطوعين"),
    "employer": _phrases("أصحاب عمل", "أصحاب العمل"),
    "trade_union": _phrases("نقابات", "النقابات"),
    "cooperative": _phrases("تعاونيات ومؤسسات اجتماعية", "التعاونيات والمؤسسات الاجتماعية"),
    "faith_based": _phrases("منظمات دينية", "المنظمات الدينية"),
    "academia": _phrases("جامعات ومراكز بحث", "الجامعات ومراكز البحث"),
    "international_organisation": _phrases("منظمات دولية", "المنظمات الدولية"),
    "development_agency": _phrases("وكالات تنمية محلية", "وكالات التنمية المحلية"),
    "bank": _phrases("مصارف", "المصارف"),
    "media": _phrases("وسائل إعلام محلية", "وسائل الإعلام المحلية"),
    "sports_culture": _phrases("أندية رياضية وثقافية", "الأندية الرياضية والثقافية"),
}

INSIGHTS = {
    "challenge": InsightWords(
        plural="التحديات",
        one="أبرز النقاش تحديًا واحدًا",
        several="أبرز النقاش عدة تحديات",
        one_after="من جهة الصعوبات، أبرز النقاش تحديًا واحدًا",
        several_after="من جهة الصعوبات، أبرز النقاش عدة تحديات",
    ),
    "constraint": InsightWords(
        plural="القيود",
        one="كشف النقاش عن قيد واحد",
        several="كشف النقاش عن عدة قيود",
        one_after="كشف النقاش أيضًا عن قيد واحد",
        several_after="كشف النقاش أيضًا عن عدة قيود",
    ),
    "opportunity": InsightWords(
        plural="الفرص",
        one="أظهر النقاش فرصة واحدة",
        several="أظهر النقاش عدة فرص",
        one_after="في المقابل، أظهر النقاش أيضًا فرصة واحدة",
        several_after="في المقابل، أظهر النقاش أيضًا عدة فرص",
    ),
    "solution": InsightWords(
        plural="الحلول",
        one="اقتُرح في اللقاء حل واحد",
        several="اقتُرحت في اللقاء عدة حلول",
        one_after="استجابة لذلك، اقتُرح حل واحد",
        several_after="استجابة لذلك، اقتُرحت عدة حلول",
    ),
    "good_practice": InsightWords(
        plural="الممارسات الجيدة",
        one="عُرضت ممارسة جيدة واحدة",
        several="عُرضت عدة ممارسات جيدة",
        one_after="تناول النقاش أيضًا ممارسة جيدة واحدة",
        several_after="تناول النقاش أيضًا عدة ممارسات جيدة",
    ),
    "need": InsightWords(
        plural="الاحتياجات",
        one="عبّر الحضور عن حاجة واحدة",
        several="عبّر الحضور عن عدة احتياجات",
        one_after="أظهر النقاش أيضًا حاجة واحدة",
        several_after="أظهر النقاش أيضًا عدة احتياجات",
    ),
    "asset": InsightWords(
        plural="نقاط القوة",
        one="ذُكرت نقطة قوة واحدة في المنطقة",
        several="ذُكرت عدة نقاط قوة في المنطقة",
        one_after="للمضي في العمل، يمكن الاعتماد على نقطة قوة واحدة في المنطقة",
        several_after="للمضي في العمل، يمكن الاعتماد على عدة نقاط قوة في المنطقة",
    ),
}

ARABIC = Language(
    locale="ar",
    frames=FRAMES,
    verbs={},
    counted=COUNTED,
    labels=LABELS,
    range_nouns=RANGE_NOUNS,
    events=EVENTS,
    categories=CATEGORY_PHRASES,
    insights=INSIGHTS,
    ordinals=ORDINALS,
    numbers=NUMBERS,
    numbers_of=NUMBERS,
    date_with_weekday="EEEE d MMMM y",
    hours=Hours(
        locale="ar",
        words=NUMBERS,
        hour={"one": "ساعة واحدة", "two": "ساعتين", "few": "{n} ساعات", "other": "{n} ساعة"},
        minute={"one": "دقيقة واحدة", "two": "دقيقتين", "few": "{n} دقائق", "other": "{n} دقيقة"},
        halves={0: "نصف ساعة", 1: "ساعة ونصف الساعة", 2: "ساعتين ونصف الساعة"}
        | {n: f"{NUMBERS[n - 1]} ساعات ونصف الساعة" for n in range(3, 11)},
        mixed="{hours} و{minutes}",
    ),
)
