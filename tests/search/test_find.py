"""One set of entries in five languages and three scripts: the first results are the same on both databases."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from welcommune.search.actions import rebuild
from welcommune.search.bits import bits_of, changed, is_empty, members, pack, pack_numbers, unpack
from welcommune.search.models import Entry, Word
from welcommune.search.queries import find
from welcommune.search.words import forms, one_error_apart, words

PUBLIC, DESK = "for:public", "for:desk"
EVERYBODY = {PUBLIC: None}
KINDS = ("organisation", "insight")
# Name, language, text, audience, region.
SHARED = [
    ("Mission locale de Mâcon", "fr", "Accueil des jeunes de 16 à 25 ans.", PUBLIC, "71"),
    ("Mission locale", "fr", "La tête de réseau.", PUBLIC, "84"),
    ("Viltaïs", "fr", "Hébergement et cours de français, à Moulins et à Mâcon.", PUBLIC, "71"),
    ("C.A.D.A. de Digoin", "fr", "Centre d’accueil pour demandeurs d’asile.", PUBLIC, "71"),
    ("Œuvre de secours", "fr", "L’insertion par l’emploi.", PUBLIC, "84"),
    ("Saône-et-Loire", "fr", "Un département rural.", PUBLIC, "71"),
    ("Ajuntament de Logroño", "es", "Vivienda y acogida en la ciudad.", PUBLIC, "es"),
    ("Cáritas Española", "es", "Acompañamiento en Soria.", PUBLIC, "es"),
    ("Fundacja Ocalenie", "pl", "Pomoc dla cudzoziemców w Łodzi.", PUBLIC, "pl"),
    ("Urząd Miasta Łódź", "pl", "Mieszkania i praca.", PUBLIC, "pl"),
    ("Żółw i Gęś", "pl", "Żłobek.", PUBLIC, "pl"),
    ("Δήμος Λάρισας", "el", "Στέγαση και εργασία για τους πρόσφυγες.", PUBLIC, "el"),
    ("Κέντρο Κοινότητας", "el", "Στη Λάρισα, κοντά στον σταθμό.", PUBLIC, "el"),
    ("جمعية الاندماج", "ar", "دروس اللغة والسكن في المَدينة.", PUBLIC, "71"),
    ("مركز أحمد", "ar", "مدينة صغيرة.", PUBLIC, "84"),
    ("Straßenhilfe Ærø", "de", "Tel. 03 85 12 34 56", PUBLIC, "de"),
    ("Brouillon secret", "fr", "Un projet confidentiel à Mâcon.", DESK, "71"),
]


def entry(number: int, told: tuple[str, str, str, str, str]) -> Entry:
    name, language, text, audience, region = told
    return Entry(
        object_id=UUID(int=number), model="", kind=KINDS[number % 2], titles={language: name}, texts={language: text},
        marks=[f"kind:{KINDS[number % 2]}", audience, f"region:{region}"], dated=date(2022, 1, 1) + timedelta(number),
    )  # fmt: skip


@pytest.fixture
def shared(db) -> None:
    rebuild(entry(number, told) for number, told in enumerate(SHARED))


def found(query: str, readers=None, **where) -> list[str]:
    """The names of the first ten."""
    answer = find(query, readers or EVERYBODY, kinds=KINDS, **where)
    return [next(iter(each.titles.values())) for each in answer.entries("", 0, 10)]


FIRST = {
    # Accents, case and spellings.
    "macon": ["Mission locale de Mâcon", "Viltaïs"],
    "MÂCON": ["Mission locale de Mâcon", "Viltaïs"],
    "viltais": ["Viltaïs"],
    "oeuvre": ["Œuvre de secours"],
    "strassenhilfe aero": ["Straßenhilfe Ærø"],
    "lodz": ["Urząd Miasta Łódź", "Fundacja Ocalenie"],
    "zolw ges": ["Żółw i Gęś"],
    "logrono": ["Ajuntament de Logroño"],
    "λαρισα": ["Δήμος Λάρισας", "Κέντρο Κοινότητας"],
    "ΔΗΜΟΣ ΛΑΡΙΣΑΣ": ["Δήμος Λάρισας"],
    # Arabic with and without the article, vowels and hamza.
    "اندماج": ["جمعية الاندماج"],
    "والمدينه": ["مركز أحمد", "جمعية الاندماج"],
    "احمد": ["مركز أحمد"],
    # Beginnings, elisions, dotted acronyms, numbers in groups.
    "héb": ["Viltaïs"],
    "mission lo": ["Mission locale", "Mission locale de Mâcon"],
    "l'insertion": ["Œuvre de secours"],
    "cada": ["C.A.D.A. de Digoin"],
    "0385123456": ["Straßenhilfe Ærø"],
    "saone et loire": ["Saône-et-Loire"],
    # A title that is the query comes before one that holds it.
    "mission locale": ["Mission locale", "Mission locale de Mâcon"],
    # One letter left out, added, replaced, swapped.
    "viltas": ["Viltaïs"],
    "villtais": ["Viltaïs"],
    "biltais": ["Viltaïs"],
    "vitlais": ["Viltaïs"],
    "missoin macon": ["Mission locale de Mâcon"],
    "ocalemie": ["Fundacja Ocalenie"],
    "δημοσ λαρισσασ": ["Δήμος Λάρισας"],
    "الاندمج": ["جمعية الاندماج"],
    # All words; where nothing has them all, the most of them.
    "accueil macon": ["Mission locale de Mâcon"],
    "caritas macon": ["Cáritas Española", "Mission locale de Mâcon", "Viltaïs"],
    "xyzxyz": [],
    "": [],
    "?!": [],
}  # fmt: skip


@pytest.mark.parametrize("query", FIRST)
def test_the_first_results(query, shared):
    assert found(query) == FIRST[query]


def test_a_place_narrows(shared):
    assert found("accueil", place="region:71") == ["C.A.D.A. de Digoin", "Mission locale de Mâcon"]
    assert found("accueil", place="region:84") == []


def test_kinds_are_counted(shared):
    answer = find("macon", EVERYBODY, kinds=KINDS)
    assert (answer.count(), answer.count("organisation"), answer.count("insight")) == (2, 2, 0)


def test_only_readers_find_what_is_theirs(shared):
    assert found("confidentiel") == []
    assert found("confidentiel", {**EVERYBODY, DESK: ["region:84"]}) == []
    assert found("confidentiel", {**EVERYBODY, DESK: ["region:71"]}) == ["Brouillon secret"]


def test_what_one_may_not_read_is_not_even_suggested(shared):
    assert find("confidentiell", EVERYBODY, kinds=KINDS).instead == {}
    readers = {**EVERYBODY, DESK: ["region:71"]}
    assert find("confidentiell", readers, kinds=KINDS).instead["confidentiell"][0] == "confidentiel"


def test_a_word_that_nobody_wrote_leads_to_the_nearest(shared):
    assert find("hébergeur", EVERYBODY, kinds=KINDS).instead["hebergeur"][0] == "hebergement"
    assert find("missoin", EVERYBODY, kinds=KINDS).instead["missoin"][0] == "mission"
    assert find("mission", EVERYBODY, kinds=KINDS).instead == {}
    assert find("missapplication", EVERYBODY, kinds=KINDS).instead == {}


def test_the_index_made_anew_forgets_the_old_one(shared):
    rebuild([])
    assert (Entry.objects.count(), Word.objects.count()) == (0, 0)


@pytest.mark.parametrize("numbers", [[], [1], [1, 5, 70_000], list(range(1, 2000)), list(range(3, 90_000, 7))])
def test_sets_are_packed_without_loss(numbers):
    assert list(members(unpack(pack(bits_of(numbers))))) == numbers[::-1]
    assert unpack(pack(bits_of(numbers)), pack(bits_of([2]))) == bits_of({*numbers, 2})


@pytest.mark.parametrize("before", [[], [1, 5, 70_000], list(range(3, 90_000, 7)), [3, 10]])
@pytest.mark.parametrize("more", [[], [17, 90_000], list(range(1, 2000))])
@pytest.mark.parametrize("less", [[], [3, 5, 10], list(range(3, 90_000, 7))])
def test_a_packed_set_is_changed_as_the_bits_would_be(before, more, less):
    wanted = {*before, *more} - set(less)
    after = changed(pack_numbers(before), more, less)
    assert (after, is_empty(after)) == (pack(bits_of(wanted)), not wanted)


def test_words_of_a_text():
    assert words("L’été à Saône-et-Loire : 12 personnes, C.A.D.A.") == [
        "ete", "saone", "et", "loire", "12", "personnes", "cada",
    ]  # fmt: skip
    assert words("SIRET 123 456 789 00012") == ["siret", "12345678900012"]
    assert forms("والمدينه") == ("والمدينه", "مدينه")
    assert forms("مدينه") == ("مدينه",)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("macon", "maconn", True), ("macon", "mcon", True), ("macon", "nacon", True), ("macon", "macno", True),
        ("macon", "amcon", True), ("macon", "macon", False), ("macon", "noca", False), ("abc", "cba", False),
        ("macon", "mcano", False),
    ],
)  # fmt: skip
def test_one_error(one, other, is_near):
    assert one_error_apart(one, other) is is_near
    assert one_error_apart(other, one) is is_near
