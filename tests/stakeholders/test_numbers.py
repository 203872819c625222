"""Numbers in registers: stored without spaces, refused with what is wrong, known to one organisation only."""

import pytest

from welcommune.core.errors import Refused
from welcommune.core.saving import insert
from welcommune.stakeholders.models import Identifier, Organisation

pytestmark = pytest.mark.usefixtures("scope")

GOOD = [
    ("siret", "404 833 048 00022", "40483304800022"),
    ("siren", "404.833.048", "404833048"),
    ("rna", "w751234567", "W751234567"),
    ("rna", "W9R4001234", "W9R4001234"),
    ("vat", "FR 83 404 833 048", "FR83404833048"),
    ("nif", "G-28651529", "G28651529"),
    ("nip", "856-734-62-15", "8567346215"),
    ("regon", "192598184", "192598184"),
    ("krs", "0000127736", "0000127736"),
    ("afm", "094259216", "094259216"),
    ("pic", "999 913 591", "999913591"),
]
BAD = [
    ("siret", "4048330480002", "A SIRET has 14 digits; you wrote 13."),
    (
        "siret",
        "40483304800023",
        "This SIRET has a mistake in it: its check digit does not fit. Compare it with the paper.",
    ),
    ("siret", "4048330480002O", "A SIRET is written in digits only, 14 of them. Take out “O”."),
    ("siret", "４０４８３３０４８０００２２", "A SIRET is written in digits only, 14 of them. Take out “４”."),
    ("regon", "1234", "A REGON has 9 or 14 digits; you wrote 4."),
    ("rna", "751234567", "A RNA looks like W751234567. You wrote “751234567”."),
    ("vat", "404833048", "A VAT number looks like FR83404833048. You wrote “404833048”."),
    (
        "vat",
        "FR84404833048",
        "This VAT number has a mistake in it: its check digit does not fit. Compare it with the paper.",
    ),
    ("nif", "G28651520", "This NIF has a mistake in it: its check digit does not fit. Compare it with the paper."),
    ("krs", "127736", "A KRS has 10 digits; you wrote 6."),
    ("moon", "1", "Value 'moon' is not a valid choice."),
]


@pytest.fixture
def club(db):
    return insert(Organisation(slug="club", name="Club", language="fr"))


@pytest.mark.parametrize(("scheme", "written", "stored"), GOOD)
def test_a_number_is_stored_as_its_register_writes_it(club, scheme, written, stored):
    insert(Identifier(organisation=club, scheme=scheme, value=written))
    assert Identifier.objects.get().value == stored


@pytest.mark.parametrize(("scheme", "written", "sentence"), BAD)
def test_what_cannot_be_a_number_is_refused_in_words(club, scheme, written, sentence):
    with pytest.raises(Refused) as refused:
        insert(Identifier(organisation=club, scheme=scheme, value=written))
    assert str(refused.value.sentence) == sentence
    assert not Identifier.objects.exists()


def test_two_organisations_cannot_have_one_number(club):
    other = insert(Organisation(slug="other", name="Other", language="fr"))
    insert(Identifier(organisation=club, scheme="siren", value="404833048"))
    with pytest.raises(Refused, match="Another organisation already has this number"):
        insert(Identifier(organisation=other, scheme="siren", value="404 833 048"))
