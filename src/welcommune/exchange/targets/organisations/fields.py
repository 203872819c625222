"""What a column of a list of organisations can be, and what its cells mean."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from welcommune.core.text import clean_line, clean_text
from welcommune.exchange.sheets import BadValue, values
from welcommune.exchange.sheets.matching import LOOKS
from welcommune.exchange.sheets.records import said
from welcommune.exchange.targets.base import Field, Trouble, Values
from welcommune.exchange.targets.organisations.words import HEADERS, KINDS, LEVELS
from welcommune.exchange.targets.records.reading import RecordReader, choice_words, term_words
from welcommune.network.models import NAME
from welcommune.stakeholders.models import IdentifierScheme, Level
from welcommune.stakeholders.models.numbers import compact_number

ORGANISATION, NUMBERS = gettext_lazy("Organisation"), gettext_lazy("Numbers in registers")
CONTACT, SEAT = gettext_lazy("Contact"), gettext_lazy("Seat at the table")
LABELS = {
    "name": gettext_lazy("Name"), "acronym": gettext_lazy("Acronym"), "category": gettext_lazy("Kind"),
    "level": gettext_lazy("Level"), "address": gettext_lazy("Street and number"), "postcode": gettext_lazy("Postcode"),
    "town": gettext_lazy("Town"), "website": gettext_lazy("Website"), "email": gettext_lazy("E-mail for everybody"),
    "phone": gettext_lazy("Telephone for everybody"), "languages": gettext_lazy("Languages spoken"),
    "places": gettext_lazy("Places it works in"), "themes": gettext_lazy("Themes"),
    "about": gettext_lazy("What it does"), "key": gettext_lazy("Its number or code in this list"),
}  # fmt: skip
PERSON = {
    "contact_name": gettext_lazy("Contact: name"), "contact_function": gettext_lazy("Contact: function"),
    "contact_email": gettext_lazy("Contact: e-mail"), "contact_phone": gettext_lazy("Contact: telephone"),
    "contact_language": gettext_lazy("Contact: language to write in"),
}  # fmt: skip
TABLE = {"seat": gettext_lazy("Has a seat at the table (yes or no)"), "since": gettext_lazy("Has its seat since")}
LOOKS_LIKE = {
    "website": "website",
    "siret": "siret",
    "siren": "siren",
    "email": "email",
    "phone": "phone",
    "postcode": "postcode",
}
EXAMPLES = {
    "name": "Association Le Pont", "category": "association", "address": "2 rue de la Gare", "postcode": "71000",
    "town": "Mâcon", "website": "https://lepont.example.org", "email": "contact@lepont.example.org",
    "phone": "03 85 00 00 00", "siret": "40483304800022", "languages": "français; العربية", "seat": "oui",
    "contact_name": "Camille Exemple", "contact_function": "directrice", "since": "2021-07-01",
}  # fmt: skip
MOST = {
    "name": NAME, "acronym": 40, "town": 120, "postcode": 12, "address": 200, "contact_name": 120,
    "contact_function": 120, "key": 180, "phone": 30, "contact_phone": 30, "email": 254, "contact_email": 254,
    "website": 500,
}  # fmt: skip
FOR_ALL = {"category", "town"}
LONGEST_TEXT = 4000


def fields() -> list[Field]:
    """All that a column can be, in the order in which it is offered."""
    groups = ((ORGANISATION, LABELS), (NUMBERS, _schemes()), (CONTACT, PERSON), (SEAT, TABLE))
    return [
        Field(
            key, label, HEADERS.get(key, ()), LOOKS.get(LOOKS_LIKE.get(key, "")), key == "name", key == "key",
            group=group, example=EXAMPLES.get(key, ""), is_personal=key in PERSON,
            for_all=key in FOR_ALL,
        )
        for group, labels in groups
        for key, label in labels.items()
    ]  # fmt: skip


def _schemes() -> dict[str, Any]:
    return {scheme.value: scheme.label for scheme in IdentifierScheme}


def _line(text: str, most: int) -> str:
    return clean_line(values.parse_text(text.replace("\n", " "), most=most))


def _number(scheme: str, text: str) -> str:
    """What a spreadsheet did to the number is taken back first."""
    repair: dict[str, Callable[[str], str]] = {"siret": values.parse_siret, "siren": values.parse_siren}
    bare = text.removesuffix(".0").replace("'", "").replace("’", "")
    return compact_number(scheme, repair[scheme](text) if scheme in repair else bare)


def _email(text: str) -> str:
    found = values.parse_email(text)
    try:
        validate_email(found)
    except ValidationError as error:
        raise BadValue(said(values.NO_EMAIL, value=text)) from error
    return _line(found, 254)


def _website(text: str) -> str:
    found = values.parse_url(text)
    try:
        URLValidator(schemes=["http", "https"])(found)
    except ValidationError as error:
        raise BadValue(said(values.NO_URL, value=text)) from error
    return _line(found, MOST["website"])


def _phone(text: str) -> str:
    return _line(values.parse_phone(text), MOST["phone"])


def _one_language(text: str) -> str:
    return values.parse_languages(text)[0]


PARSERS: dict[str, Callable[[str], Any]] = {
    **{key: partial(_line, most=most) for key, most in MOST.items()},
    **{scheme: partial(_number, scheme) for scheme in IdentifierScheme.values},
    "email": _email, "contact_email": _email, "website": _website, "phone": _phone, "contact_phone": _phone,
    "languages": lambda text: list(values.parse_languages(text)), "contact_language": _one_language,
    "places": lambda text: [_line(part, 120) for part in values.split_list(text)],
    "about": lambda text: clean_text(values.parse_text(text, most=LONGEST_TEXT)),
    "seat": values.parse_boolean, "since": lambda text: values.parse_date(text).isoformat(),
}  # fmt: skip


def reader(told: Mapping[tuple[str, str], str]) -> RecordReader:
    """Reads rows; knows the words of the vocabularies in all their languages, and those in ``told``."""
    known = {
        "category": term_words("category", KINDS),
        "themes": term_words("theme"),
        "level": choice_words(Level.choices, LEVELS),
    }
    return RecordReader(told, PARSERS, known, frozenset({"themes"}), _contact_is_named)


def _contact_is_named(found: Values) -> list[Trouble]:
    """What is told of a contact needs the contact's name."""
    nameless = [key for key in PERSON if found.get(key)]
    if not nameless or found.get("contact_name"):
        return []
    sentence = _("This belongs to a contact whose name is not told. Write the name of the contact, or empty this cell.")
    return [Trouble(nameless[0], str(found[nameless[0]]), sentence)]
