"""Which entries may be one organisation: names in five languages and three scripts, numbers, acronyms, slips."""

import pytest

from welcommune.core.saving import insert
from welcommune.search.actions import rebuild, reindex
from welcommune.search.queries import all_entries
from welcommune.stakeholders.models import Identifier, Organisation
from welcommune.stakeholders.queries import Lookalikes, alike, name_key

pytestmark = pytest.mark.usefixtures("scope")


def known(slug: str, name: str, language: str = "fr", **more: object) -> Organisation:
    row = insert(Organisation(slug=slug, name=name, language=language, **more))
    reindex(row)
    return row


def found(**asked: object) -> list[tuple[str, str]]:
    """What the whole register answers; whoever is typing is told the same."""
    answer = Lookalikes(wider=True).find(**asked)
    assert alike(**asked) == answer
    return [(likely.slug, likely.reason) for likely in answer if likely.slug in OURS]


OURS = {"pont", "caisse", "ukraina", "anka", "generic", "red-cross", "amina", "genelard"}


@pytest.fixture
def register(db):
    known("pont", "Association Le Pont", town="Mâcon", names={"en": "The Bridge"})
    known("caisse", "Centre communal d’action sociale", town="Mâcon")
    known("ukraina", "Fundacja Ukraina", "pl", town="Wrocław")
    known("anka", "Αναπτυξιακή Καρδίτσας Α.Ε.", "el", acronym="ΑΝ.ΚΑ.", town="Καρδίτσα")
    known("genelard", "Mairie de Génelard", town="Génelard")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Association Le Pont", "LE PONT (asso)"),
        ("Association Le Pont", "Le  Pont, association loi 1901"),
        ("L’Étoile de Mâcon ASBL", "l'etoile de macon"),
        ("Fundacja Ukraina", "ukraina"),
        ("Stowarzyszenie Żółw", "ZOLW"),
        ("Stowarzyszenie Łąka", "laka"),
        ("Kalejdoskop sp. z o.o.", "Kalejdoskop Sp. z o. o."),
        ("Celtiberia Digital, S.L.", "Celtiberia Digital"),
        ("Asociación de Vecinos", "Asociacion Vecinos"),
        ("Αναπτυξιακή Καρδίτσας Α.Ε.", "ΑΝΑΠΤΥΞΙΑΚΗ ΚΑΡΔΙΤΣΑΣ"),
        ("Γέφυρα ΑΜΚΕ", "Gefyra"),
        ("ΑΝ.ΚΑ.", "AN.KA."),
        ("جمعية الأمل", "جمعيه الامل"),
        ("Mairie de Génelard", "Commune de Genelard"),
        ("Ville de Génelard", "Municipality of Génelard"),
        ("Gmina Piaseczno", "Piaseczno commune"),
        ("Ayuntamiento de Teruel", "Teruel City Council"),
        ("Straße e.V.", "strasse"),
    ],
)
def test_writings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mairie de Mâcon", "Mâcon"),
        ("Communauté de communes du Clunisois", "Commune du Clunisois"),
        ("City Mission", "Mairie de Mission"),
        ("Croix-Rouge française", "Croix-Rouge"),
    ],
)
def test_names_of_two_things_have_two_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["Association", "La", "L'", "Ε.Ε.", "Asso. S.A."])
def test_a_name_of_nothing_but_forms_keeps_a_key(name):
    assert name_key(name)


def test_the_same_name_with_or_without_accents_and_form(register):
    assert found(name="le pont") == [("pont", "the same name")]
    assert found(name="Bridge", town="Lyon") == [("pont", "the same name")]
    assert found(name="Commune de Genelard") == [("genelard", "the same name")]


def test_acronyms_are_met_both_ways_and_in_either_script(register):
    reason = "one is the acronym of the other"
    assert found(name="CCAS") == [("caisse", reason)]
    assert found(name="Service social", acronym="C.C.A.S.") == [("caisse", reason)]
    assert found(name="AN.KA.") == [("anka", reason)]
    known("red-cross", "CRF", town="Mâcon")
    assert found(name="Croix-Rouge") == []
    assert found(name="Croix-Rouge française") == [("red-cross", reason)]
    assert found(name="Croix rouge de France") == [("red-cross", reason)]


def test_one_slip_counts_in_the_same_town_or_where_one_town_is_unknown(register):
    assert found(name="Fundacja Ukrana", town="Wroclaw") == [("ukraina", "nearly the same name, and the same town")]
    assert found(name="Fundacja Ukriana", town="Wroclaw") == [("ukraina", "nearly the same name, and the same town")]
    assert found(name="Ukrainna") == [("ukraina", "nearly the same name")]
    assert found(name="Ukrainna", town="Kraków") == []
    assert found(name="Ukrainnna", town="Wrocław") == []


def test_words_in_another_order_or_one_word_more(register):
    same_town = "nearly the same name, and the same town"
    assert found(name="Action sociale, centre communal", town="Mâcon") == [("caisse", same_town)]
    assert found(name="Centre communal d’action sociale mâconnais", town="Mâcon") == [("caisse", same_town)]


def test_while_typing_a_name_within_a_longer_one_is_met_as_long_as_they_are_few(register):
    known("pole", "Pôle Emploi Digoin", town="Digoin")
    met = [("pole", "nearly the same name")]
    assert [(one.slug, one.reason) for one in alike(name="pole emploi")] == met
    assert [one.slug for one in alike(name="pole emploi", town="Digoin")] == ["pole"]
    assert alike(name="pole emploi", town="Mâcon") == [] and alike(name="emploi") == []
    assert Lookalikes().find(name="pole emploi") == []
    for number, town in enumerate(("Cluny", "Paray", "Mâcon")):
        known(f"pole-{number}", f"Pôle Emploi {town}", town=town)
    assert alike(name="pole emploi") == []
    assert [one.slug for one in alike(name="pole emploi", town="Digoin")] == ["pole"]


def test_names_that_differ_by_a_number_are_two(register):
    known("generic", "Foyer 123456", town="Mâcon")
    assert found(name="Foyer 123457", town="Mâcon") == []


def test_the_same_number_comes_first_however_it_is_written(register):
    pont, anka = (Organisation.objects.get(slug=slug) for slug in ("pont", "anka"))
    insert(Identifier(organisation=anka, scheme="siret", value="40483304800022"))
    reindex(anka)
    assert found(name="Le Pont", identifiers=[("siret", "404 833 048 00022")]) == [
        ("anka", "the same number"),
        ("pont", "the same name"),
    ]
    assert found(name="Zzz", identifiers=[("siren", "404833048")]) == [("anka", "the same number")]
    assert found(name="Zzz", identifiers=[("vat", "FR83 404833048")]) == [("anka", "the same number")]
    assert found(name="Zzz", identifiers=[("siret", "40483304800030")]) == []
    assert found(name="Zzz", identifiers=[("siret", "40483304800022")]) == [("anka", "the same number")]
    assert found(name="Le Pont", but=[pont.pk]) == []


def test_a_merged_entry_is_met_no_more(register):
    kept = known("amina", "Amina")
    Organisation.objects.filter(slug="pont").update(merged_into=kept)
    assert found(name="le pont") == []


def test_nothing_typed_is_like_nothing(register):
    assert found(name="") == []
    assert found(name="!") == []


def ten_thousand() -> list[str]:
    """Bring ten thousand organisations into the register; returns their names."""
    names = [f"Association {a} {b} du {c}" for a in WORDS for b in WORDS for c in WORDS][:10_000]
    Organisation.objects.bulk_create(
        Organisation(slug=f"many-{n}", name=name, language="fr", town="Mâcon") for n, name in enumerate(names)
    )
    return names


@pytest.mark.once
def test_ten_thousand_are_checked_against_ten_thousand(db, django_assert_num_queries):
    names = ten_thousand()
    with django_assert_num_queries(2):
        lookalikes = Lookalikes()
        answers = [lookalikes.find(name=name.replace("Association", "asso"), town="Mâcon") for name in names]
    assert all(answer and answer[0].reason == "the same name" for answer in answers)


TYPED = ("Asso Grenier Habitat du Villag", "Associatoin Carrefour Espoir du Jardin", "Jardin du Kiosque Union", "Zzz")


@pytest.mark.once
def test_while_typing_few_of_ten_thousand_are_read(db, django_assert_max_num_queries):
    ten_thousand()
    rebuild(all_entries())
    whole = Lookalikes(wider=True)
    for name in TYPED:
        with django_assert_max_num_queries(6):
            answer = alike(name=name, town="Mâcon")
        assert answer == whole.find(name=name, town="Mâcon")


WORDS = [
    "Amitié", "Bienvenue", "Carrefour", "Dialogue", "Espoir", "Famille", "Grenier", "Habitat", "Initiative", "Jardin",
    "Kiosque", "Lanterne", "Maison", "Nouveau", "Olivier", "Passerelle", "Quartier", "Rencontre", "Solidaire",
    "Tremplin", "Union", "Village",
]  # fmt: skip
