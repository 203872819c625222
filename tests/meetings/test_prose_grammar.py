"""Plurals, ordinals, durations, dates and small words, language by language."""

from datetime import date, time

import pytest

from welcommune.meetings.prose import LANGUAGES, CountFact, Unit
from welcommune.meetings.prose.grammar import capital, closed, fill, french_spaces, tidy
from welcommune.meetings.prose.languages.en import CATEGORY_PHRASES as ENGLISH_CATEGORIES

NUMBERS = (1, 2, 5, 12, 21, 22, 101)
PLURALS: dict[tuple[str, Unit], str] = {
    ("en", "people"): "person people people people people people people",
    ("en", "organisations"): "organisation" + " organisations" * 6,
    ("en", "unstated"): "stakeholder" + " stakeholders" * 6,
    ("fr", "people"): "personne" + " personnes" * 6,
    ("fr", "organisations"): "organisation" + " organisations" * 6,
    ("fr", "unstated"): "acteur" + " acteurs" * 6,
    ("es", "people"): "persona" + " personas" * 6,
    ("es", "organisations"): "organización" + " organizaciones" * 6,
    ("es", "unstated"): "actor" + " actores" * 6,
    ("pl", "people"): "osobę osoby osób osób osób osoby osób",
    ("pl", "organisations"): ("organizację organizacje organizacji organizacji organizacji organizacje organizacji"),
    ("pl", "unstated"): "uczestnika" + " uczestników" * 6,
    ("el", "people"): "άτομο" + " άτομα" * 6,
    ("el", "organisations"): "φορέα" + " φορείς" * 6,
    ("el", "unstated"): "συμμετέχοντα" + " συμμετέχοντες" * 6,
}
# A number from three to ten has its noun in the plural, from eleven on in the singular, in two cases.
ARABIC_NUMBERS = (1, 2, 3, 10, 11, 21, 99, 100, 101, 103)
ARABIC_PLURALS: dict[Unit, str] = {
    "people": "شخصًا واحدًا|شخصين|3 أشخاص|10 أشخاص|11 شخصًا|21 شخصًا|99 شخصًا|100 شخص|101 شخص|103 أشخاص",
    "organisations": "منظمة واحدة|منظمتين|3 منظمات|10 منظمات|11 منظمة|21 منظمة|99 منظمة|100 منظمة|101 منظمة|103 منظمات",
    "unstated": "مشاركًا واحدًا|مشاركين اثنين|3 مشاركين|10 مشاركين|11 مشاركًا|21 مشاركًا|99 مشاركًا|"
    "100 مشارك|101 مشارك|103 مشاركين",
}
LEFT = {
    "en": (
        "One more roundtable is planned.",
        "Two more roundtables are planned.",
        "12 more roundtables are planned.",
    ),
    "fr": (
        "Une autre table ronde est prévue.",
        "Deux autres tables rondes sont prévues.",
        "12 autres tables rondes sont prévues.",
    ),
    "es": (
        "Está prevista otra mesa redonda.",
        "Están previstas otras dos mesas redondas.",
        "Están previstas otras 12 mesas redondas.",
    ),
    "pl": (
        "Zaplanowano jeszcze jedno spotkanie okrągłego stołu.",
        "Zaplanowano jeszcze dwa spotkania okrągłego stołu.",
        "Zaplanowano jeszcze 12 spotkań okrągłego stołu.",
    ),
    "el": (
        "Προγραμματίζεται ακόμη μία στρογγυλή τράπεζα.",
        "Προγραμματίζονται ακόμη δύο στρογγυλές τράπεζες.",
        "Προγραμματίζονται ακόμη 12 στρογγυλές τράπεζες.",
    ),
    "ar": (
        "من المقرر تنظيم مائدة مستديرة أخرى.",
        "من المقرر تنظيم مائدتين مستديرتين أخريين.",
        "من المقرر تنظيم 12 مائدة مستديرة أخرى.",
    ),
}
MINUTES = (30, 45, 60, 61, 90, 120, 150, 162, 300, 330, 690)
DURATIONS = {
    "en": "half an hour|45 minutes|one hour|one hour and 1 minute|an hour and a half|two hours|"
    "two and a half hours|two hours and 42 minutes|five hours|five and a half hours|11 hours and 30 minutes",
    "fr": "une demi-heure|45 minutes|une heure|1 h 01|1 h 30|deux heures|2 h 30|2 h 42|cinq heures|5 h 30|11 h 30",
    "es": "media hora|45 minutos|una hora|una hora y 1 minuto|una hora y media|dos horas|dos horas y media|"
    "dos horas y 42 minutos|cinco horas|cinco horas y media|11 horas y 30 minutos",
    "pl": "pół godziny|45 minut|jedną godzinę|jedną godzinę i 1 minutę|półtorej godziny|dwie godziny|"
    "dwie i pół godziny|dwie godziny i 42 minuty|pięć godzin|pięć i pół godziny|11 godzin i 30 minut",
    "el": "μισή ώρα|45 λεπτά|μία ώρα|μία ώρα και 1 λεπτό|μιάμιση ώρα|δύο ώρες|δυόμισι ώρες|"
    "δύο ώρες και 42 λεπτά|πέντε ώρες|πεντέμισι ώρες|11 ώρες και 30 λεπτά",
    "ar": "نصف ساعة|45 دقيقة|ساعة واحدة|ساعة واحدة ودقيقة واحدة|ساعة ونصف الساعة|ساعتين|ساعتين ونصف الساعة|"
    "ساعتين و42 دقيقة|خمس ساعات|خمس ساعات ونصف الساعة|11 ساعة و30 دقيقة",
}


@pytest.mark.parametrize(("language", "unit"), PLURALS)
def test_plurals_of_counts(language: str, unit: Unit) -> None:
    counted = [LANGUAGES[language].headcount(CountFact(n, n, unit)) for n in NUMBERS]
    assert counted == [f"{n} {word}" for n, word in zip(NUMBERS, PLURALS[language, unit].split(), strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_of_roundtables_to_come(language: str) -> None:
    assert tuple(LANGUAGES[language].amount("left", n) for n in (1, 2, 12)) == LEFT[language]


@pytest.mark.parametrize("unit", ARABIC_PLURALS)
def test_arabic_plurals_of_counts(unit: Unit) -> None:
    counted = [LANGUAGES["ar"].headcount(CountFact(n, n, unit)) for n in ARABIC_NUMBERS]
    assert counted == ARABIC_PLURALS[unit].split("|")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "مائدة مستديرة واحدة"),
        (2, "مائدتين مستديرتين"),
        (4, "أربع موائد مستديرة"),
        (8, "ثماني موائد مستديرة"),
        (12, "12 مائدة مستديرة"),
    ],
)
def test_the_length_of_an_arabic_series(number: int, expected: str) -> None:
    assert LANGUAGES["ar"].promised(number) == expected


def test_an_arabic_dual_holds_no_range() -> None:
    words = LANGUAGES["ar"]
    pairs = (CountFact(2, 2, "organisations"), CountFact(1, 2, "organisations"), CountFact(18, 21, "organisations"))
    forms = words.counted["from_organisations"]
    assert [words.tally(count, forms) for count in pairs] == ["من منظمتين", "من 1–2 منظمات", "من 18–21 منظمة"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("roundtable", "جمعت المائدة المستديرة الثالثة / الجلسة"),
        ("visit", "جمعت الزيارة الدراسية الثالثة / الزيارة"),
        ("conference", "جمع المؤتمر الثالث / المؤتمر"),
        ("expert_group", "جمع الاجتماع الثالث لفريق الخبراء / الاجتماع"),
        ("assembly", "جمع الاجتماع الثالث / الاجتماع"),
    ],
)
def test_arabic_verbs_and_ordinals_agree_with_the_kind_of_meeting(kind: str, expected: str) -> None:
    assert fill("جمع{ending} {event} / {short}", **LANGUAGES["ar"].event(kind, 3)) == expected


def test_polish_roundtables_to_come() -> None:
    words = {n: LANGUAGES["pl"].amount("left", n).split()[2:4] for n in (5, 21, 22, 101)}
    assert words == {
        5: ["pięć", "spotkań"],
        21: ["21", "spotkań"],
        22: ["22", "spotkania"],
        101: ["101", "spotkań"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_durations(language: str) -> None:
    said = [LANGUAGES[language].hours.say(minutes).replace("\u00a0", " ") for minutes in MINUTES]
    assert said == DURATIONS[language].split("|")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["first", "third", "tenth", "11th", "12th", "21st", "22nd", "23rd", "111th"]),
        ("fr", ["première", "troisième", "dixième", "11e", "12e", "21e", "22e", "23e", "111e"]),
        ("es", ["primera", "tercera", "décima", "11.ª", "12.ª", "21.ª", "22.ª", "23.ª", "111.ª"]),
        ("pl", ["pierwsze", "trzecie", "dziesiąte", "11.", "12.", "21.", "22.", "23.", "111."]),
        ("el", ["πρώτη", "τρίτη", "δέκατη", "11η", "12η", "21η", "22η", "23η", "111η"]),
        ("ar", ["الأولى", "الثالثة", "العاشرة", *(f"رقم {n}" for n in (11, 12, 21, 22, 23, 111))]),
    ],
)
def test_ordinals(language: str, expected: list[str]) -> None:
    assert [LANGUAGES[language].ordinal(n) for n in (1, 3, 10, 11, 12, 21, 22, 23, 111)] == expected


@pytest.mark.parametrize(
    ("language", "first", "other", "weekday"),
    [
        ("en", "on 1 July 2021", "on 12 April 2021", "Thursday 1 July 2021"),
        ("fr", "le 1er juillet 2021", "le 12 avril 2021", "jeudi 1er juillet 2021"),
        ("es", "el 1 de julio de 2021", "el 12 de abril de 2021", "jueves 1 de julio de 2021"),
        ("pl", "1 lipca 2021 r.", "12 kwietnia 2021 r.", "czwartek, 1 lipca 2021 r."),
        ("el", "την 1η Ιουλίου 2021", "στις 12 Απριλίου 2021", "Πέμπτη 1η Ιουλίου 2021"),
        ("ar", "في 1 يوليو 2021", "في 12 أبريل 2021", "الخميس 1 يوليو 2021"),
    ],
)
def test_dates(language: str, first: str, other: str, weekday: str) -> None:
    words = LANGUAGES[language]
    assert [words.on_date(date(2021, 7, 1)), words.on_date(date(2021, 4, 12))] == [first, other]
    assert words.written(date(2021, 7, 1), weekday=True) == weekday


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["09:05", "14:00", "(Athens time)", "(Paris time)", ""]),
        ("fr", ["9\u00a0h\u00a005", "14\u00a0h", "(heure d’Athènes)", "(heure de Paris)", ""]),
        ("es", ["09:05", "14:00", "(hora de Atenas)", "(hora de Paris)", ""]),
        ("pl", ["09:05", "14:00", "(strefa czasowa: Ateny)", "(strefa czasowa: Paris)", ""]),
        ("el", ["09:05", "14:00", "(ζώνη ώρας: Αθήνα)", "(ζώνη ώρας: Paris)", ""]),
        ("ar", ["09:05", "14:00", "(بتوقيت أثينا)", "(بتوقيت Paris)", ""]),
    ],
)
def test_times_and_zones(language: str, expected: list[str]) -> None:
    words = LANGUAGES[language]
    zones = [words.zone(name) for name in ("Europe/Athens", "Paris", "")]
    assert [words.clock(time(9, 5)), words.clock(time(14)), *zones] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["between 9 and 16 people", "7 or 8 people", "up to 5 people"]),
        ("fr", ["entre 9 et 16 personnes", "7 ou 8 personnes", "jusqu’à 5 personnes"]),
        ("es", ["entre 9 y 16 personas", "7 u 8 personas", "hasta 5 personas"]),
        ("pl", ["od 9 do 16 osób", "od 7 do 8 osób", "do 5 osób"]),
        ("el", ["από 9 έως 16 άτομα", "7 ή 8 άτομα", "έως 5 άτομα"]),
        ("ar", ["ما بين 9 و16 شخصًا", "7 أو 8 أشخاص", "ما لا يزيد على 5 أشخاص"]),
    ],
)
def test_ranges(language: str, expected: list[str]) -> None:
    ends = ((9, 16), (7, 8), (0, 5))
    assert [LANGUAGES[language].headcount(CountFact(low, high, "people")) for low, high in ends] == expected


@pytest.mark.parametrize(
    ("language", "plain", "inner"),
    [
        ("en", "a, b and c", "a and b, as well as c"),
        ("fr", "a, b et c", "a et b, ainsi que c"),
        ("es", "a, b y c", "a y b, así como c"),
        ("pl", "a, b i c", "a i b oraz c"),
        ("el", "a, b και c", "a και b, καθώς και c"),
        ("ar", "a و\u00a0b و\u00a0c", "a و\u00a0b، و\u00a0c"),
    ],
)
def test_lists(language: str, plain: str, inner: str) -> None:
    words = LANGUAGES[language]
    pair = words.say("list", head="a", last="b")
    assert [words.several("abc"), words.several([pair, "c"]), words.several("a")] == [plain, inner, "a"]


@pytest.mark.parametrize(
    ("frame", "value", "expected"),
    [
        ("{x:de}", "Paris", "de Paris"),
        ("{x:de}", "Évreux", "d’Évreux"),
        ("{x:la}", "plateforme", "la plateforme"),
        ("{x:la}", "alliance", "l’alliance"),
        ("{x:y}", "Irene", "e Irene"),
        ("{x:y}", "hijas", "e hijas"),
        ("{x:y}", "hielo", "y hielo"),
        ("{x:o}", 8, "u 8"),
        ("{x:o}", 11, "u 11"),
        ("{x:o}", 110, "o 110"),
        ("{x:o}", "otra", "u otra"),
        ("{x:stin}", "δεύτερη", "στη δεύτερη"),
        ("{x:stin}", "τρίτη", "στην τρίτη"),
        ("{x:stin}", "όγδοη", "στην όγδοη"),
        ("{x:stin}", "11η", "στην 11η"),
        ("{x:stin}", "12η", "στη 12η"),
        ("{x:stin}", "112η", "στην 112η"),
        ("{x:wa}", "منظمة", "ومنظمة"),
        ("{x:wa}", "ICMC", "و\u00a0ICMC"),
        ("{x:wa}", 16, "و16"),
        ("{x:a}", "expert", "an expert"),
        ("{x:a}", "visit", "a visit"),
        ("{x:02}", 5, "05"),
    ],
)
def test_small_words(frame: str, value: object, expected: str) -> None:
    assert fill(frame, x=value) == expected


def test_traces_of_empty_slots_go() -> None:
    assert tidy("Held  in , on 1 July 2021 r.. Then … and... ") == "Held in, on 1 July 2021 r. Then … and..."


def test_french_spaces_are_narrow_and_do_not_break() -> None:
    assert french_spaces("« Oui » : non ; et https://example.org ?") == (
        "«\u202fOui\u202f»\u202f: non\u202f; et https://example.org\u202f?"
    )


def test_ends_and_starts_of_sentences() -> None:
    assert [closed(" Yes "), closed("Yes?"), closed("« Oui »")] == ["Yes.", "Yes?", "« Oui »"]
    assert [closed("كيف؟"), closed("نعم"), closed("Πώς;")] == ["كيف؟", "نعم.", "Πώς;"]
    assert [capital("élan vital"), capital("")] == ["Élan vital", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    words, english = LANGUAGES[language], LANGUAGES["en"]
    for table in ("frames", "counted", "labels", "events", "categories", "insights", "range_nouns"):
        assert getattr(words, table).keys() == getattr(english, table).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_has_three_phrases_of_its_own(language: str) -> None:
    phrases = [(p.unstated, p.few, p.many) for p in LANGUAGES[language].categories.values()]
    assert len({phrase for row in phrases for phrase in row}) == 3 * len(ENGLISH_CATEGORIES) == 60


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("employers", "a few employers", "many employers")),
        ("fr", ("des associations", "quelques associations", "de nombreuses associations")),
        ("es", ("sindicatos", "algunos sindicatos", "numerosos sindicatos")),
        ("pl", ("pracodawców", "kilku pracodawców", "licznych pracodawców")),
        ("el", ("ιδρύματα", "μερικά ιδρύματα", "πολλά ιδρύματα")),
        ("ar", ("مهاجرون ولاجئون", "بعض المهاجرين واللاجئين", "عدد كبير من المهاجرين واللاجئين")),
    ],
)
def test_degrees_agree_with_their_noun(language: str, expected: tuple[str, ...]) -> None:
    codes = {"en": "employer", "fr": "ngo", "es": "trade_union", "pl": "employer", "el": "foundation", "ar": "newcomer"}
    phrases = LANGUAGES[language].categories[codes[language]]
    assert (phrases.unstated, phrases.few, phrases.many) == expected
