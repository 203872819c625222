"""What a cell means, for each way that people write it; and what is refused instead of guessed."""

import pickle
import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from welcommune.exchange.sheets import Column, Target, propose, synonyms
from welcommune.exchange.sheets import values as v
from welcommune.exchange.sheets.matching import LOOKS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3 000", "3000"), ("3\u00a0000", "3000"), ("24\u202f975,00", "24975.00"), ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"), ("0.125", "0.125"), ("1.234.567", "1234567"), ("-5", "-5"), ("12,5 €", "12.5"),
        ("1'234", "1234"), ("1.2340", "1.2340"),
    ],
)  # fmt: skip
def test_numbers(text, number):
    assert v.parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.234", "1,234", "1,5E+05", "12.3.4", "1 23", "abc", "", "12 %"])
def test_no_numbers(text):
    with pytest.raises(v.BadValue, match=re.escape(f"“{text}”")):
        v.parse_number(text)


def test_a_column_tells_its_decimal_mark():
    assert v.decimal_mark(["1,5", "1.234", "3"]) == ","
    assert v.decimal_mark(["1,5", "1.5"]) == ""
    assert (v.parse_number("1.234", mark=","), v.parse_number("1.234", mark=".")) == (Decimal(1234), Decimal("1.234"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2020", date(2020, 12, 31)), ("2020-02-03T10:00:00Z", date(2020, 2, 3)), ("44000", date(2020, 6, 18)),
        ("01-févr-2020", date(2020, 2, 1)), ("1er mars 2020", date(2020, 3, 1)), ("March 1, 2020", date(2020, 3, 1)),
        ("5 stycznia 2021", date(2021, 1, 5)), ("15 Μαρτίου 2020", date(2020, 3, 15)), ("3 août 21", date(2021, 8, 3)),
        ("1 de mayo de 2020", date(2020, 5, 1)), ("03/04/2020", date(2020, 4, 3)),
    ],
)  # fmt: skip
def test_dates(text, day):
    assert v.parse_date(text) == day


@pytest.mark.parametrize("text", ["31/02/2020", "2020", "soon", ""])
def test_no_dates(text):
    with pytest.raises(v.BadValue):
        v.parse_date(text)


def test_a_column_tells_whether_the_day_is_first():
    assert v.day_first(["03/04/2020", "31/01/2020"]) is True
    assert v.day_first(["03/04/2020", "01/31/2020"]) is False
    assert v.day_first(["31/01/2020", "01/31/2020"]) is None
    assert v.parse_date("03/04/2020", day_first=False) == date(2020, 3, 4)
    with pytest.raises(v.BadValue, match="2020-04-03 or 2020-03-04"):
        v.parse_date("03/04/2020", day_first=None)


@pytest.mark.parametrize(
    "text", ["21860194600013", "'218 601 946 00013", "21860194600013.0", "218\u00a0601\u00a0946\u00a000013"]
)
def test_siret(text):
    assert v.parse_siret(text) == "21860194600013"


@pytest.mark.parametrize(
    ("text", "words"), [("7.77E+13", "shortened"), ("32402138500000.0", "last digit"), ("123", "14 digits")]
)
def test_no_siret(text, words):
    with pytest.raises(v.BadValue, match=words):
        v.parse_siret(text)


def test_siren_and_vat():
    assert (v.parse_siren("732 829 320"), v.parse_vat("FR 40 303 265 045")) == ("732829320", "FR40303265045")
    for parse, text in ((v.parse_siren, "732829321"), (v.parse_vat, "FR41303265045")):
        with pytest.raises(v.BadValue):
            parse(text)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (v.parse_email, "A <a.b@Ex.org>", "a.b@ex.org"), (v.parse_email, "mailto:x@y.fr", "x@y.fr"),
        (v.parse_url, "www.ex.org/A?b", "https://www.ex.org/A?b"), (v.parse_url, "HTTP://X.fr", "http://x.fr"),
        (v.parse_phone, "+33 (0)4 99 28 11 81", "+33 4 99 28 11 81"), (v.parse_phone, "311452459.0", "311452459"),
        (v.parse_boolean, "Oui", True), (v.parse_boolean, "Nie", False), (v.parse_boolean, "نعم", True),
        (v.parse_languages, "arabe / français", ("ar", "fr")), (v.parse_languages, "Arabic, pl", ("ar", "pl")),
        (v.split_list, "a; b / c", ("a", "b", "c")), (v.split_list, "http://a/b", ("http://a/b",)),
        (v.parse_text, " a\u00a0b\u200b ", "a b"),
    ],
)  # fmt: skip
def test_other_values(parse, text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (v.parse_email, "a@b.fr; c@d.fr"), (v.parse_email, "a b@c.de"), (v.parse_url, "foo"), (v.parse_url, "ftp://x.org"),
        (v.parse_url, "javascript:alert(1)"), (v.parse_phone, "12"), (v.parse_boolean, "maybe"),
        (v.parse_languages, "klingonais"),
    ],
)  # fmt: skip
def test_refused_values_are_shown(parse, text):
    with pytest.raises(v.BadValue) as refused:
        parse(text)
    assert text in str(refused.value.sentence)


def test_a_sentence_can_be_kept_for_later():
    with pytest.raises(v.BadValue) as refused:
        v.parse_boolean("maybe")
    with override("en"):
        assert str(pickle.loads(pickle.dumps(refused.value.sentence))) == "Write yes or no. You wrote “maybe”."


def columns(*described):
    return [Column(index, header, "A", samples, len(samples)) for index, (header, samples) in enumerate(described)]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Dénomination", "name"), ("CODE_POSTAL", "postcode"), ("Código postal", "postcode"), ("Miejscowość", "city"),
        ("ΤΗΛΕΦΩΝΟ", "phone"), ("البريد الإلكتروني", "email"), ("idBeneficiaire", "siret"), ("Montant (€)", "amount"),
        ("Adresse e-mail", "email"), ("Coordonnées / Téléphone", "phone"), ("Telphone", "phone"),
    ],
)  # fmt: skip
def test_headings_in_the_languages_of_the_site(header, key):
    targets = [
        Target(key, key, synonyms(key)) for key in ("name", "postcode", "city", "phone", "email", "siret", "amount")
    ]
    assert propose(columns((header, ())), targets) == {key: 0}


def test_cells_decide_between_equal_headings_and_nothing_is_taken_twice():
    targets = [Target(key, key, synonyms(key), LOOKS.get(key)) for key in ("email", "phone", "name")]
    found = propose(
        columns(("Contact", ("a@b.fr", "c@d.fr")), ("Tel", ("x", "y")), ("Tél.", ("03 85 00 00 00",))), targets
    )
    assert found == {"email": 0, "phone": 2}
