"""What a column of a list of organisations can be, and what its cells mean."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.text import clean_line, clean_text
from welcommune.core.ui import listed
from welcommune.exchange.sheets import BadValue, values
from welcommune.exchange.sheets.cells import plain
from welcommune.exchange.sheets.matching import LOOKS
from welcommune.exchange.targets.base import Checked, Field, Trouble, Values
from welcommune.exchange.targets.organisations.words import HEADERS, KINDS, LEVELS
from welcommune.network.models import NAME, Term
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
LONGEST_TEXT = 4000
NEAREST = 3


class UnknownWord(BadValue):
    """A word that is in no list of choices."""


def fields() -> list[Field]:
    """All that a column can be, in the order in which it is offered."""
    groups = ((ORGANISATION, LABELS), (NUMBERS, _schemes()), (CONTACT, PERSON), (SEAT, TABLE))
    return [
        Field(
            key, label, HEADERS.get(key, ()), LOOKS.get(LOOKS_LIKE.get(key, "")), key == "name", key == "key",
            group=group, example=EXAMPLES.get(key, ""), is_personal=key in PERSON,
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
    validate_email(found)
    return _line(found, 254)


def _website(text: str) -> str:
    found = values.parse_url(text)
    URLValidator(schemes=["http", "https"])(found)
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


class Reader:
    """Reads rows; knows the words of the vocabularies in all their languages."""

    def __init__(self, words: Mapping[tuple[str, str], str]) -> None:
        self.told = words
        terms = list(Term.objects.order_by("vocabulary", "order"))
        self.known = {
            "category": _words({t.code: t for t in terms if t.vocabulary == "category"}, KINDS),
            "themes": _words({t.code: t for t in terms if t.vocabulary == "theme"}, {}),
            "level": _words(dict.fromkeys(Level.values), LEVELS),
        }
        self.names = {term.code: str(term) for term in terms} | {level.value: str(level.label) for level in Level}

    def read(self, cells: Mapping[str, str]) -> Checked:
        """The values of a row, and what is wrong with them."""
        found: Values = {}
        troubles: list[Trouble] = []
        for key, text in cells.items():
            if not text.strip():
                continue
            try:
                value = self._value(key, text)
            except BadValue as bad:
                troubles.append(Trouble(key, text, bad.sentence, is_unknown_word=isinstance(bad, UnknownWord)))
            except ValidationError as bad:
                troubles.append(Trouble(key, text, " ".join(bad.messages)))
            else:
                if value not in ("", None, []):
                    found[key] = value
        return Checked(found, (*troubles, *_missing(cells, found)))

    def _value(self, key: str, text: str) -> Any:
        if key == "themes":
            codes = [self._choice(key, part) for part in values.split_list(text)]
            return [code for code in dict.fromkeys(codes) if code]
        return self._choice(key, text) if key in self.known else PARSERS[key](text)

    def _choice(self, key: str, text: str) -> str:
        word = plain(text)
        if (key, word) in self.told:
            return self.told[key, word]
        if word in self.known[key]:
            return self.known[key][word]
        near = get_close_matches(word, self.known[key], NEAREST, 0.6)
        names = list(dict.fromkeys(f"“{self.names[self.known[key][one]]}”" for one in near))
        unknown = _("Nobody knows the word “%(word)s” here. Say once for all rows what it stands for.")
        sentence = unknown % {"word": text}
        if names:
            sentence += " " + _("Nearest: %(names)s.") % {"names": listed(names)}
        raise UnknownWord(sentence)


def _words(terms: Mapping[str, Term | None], others: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every plain word by which a choice is known, to its code; the shipped names win."""
    found: dict[str, str] = {}
    for code, term in terms.items():
        for word in (code, *(term.name.values() if term else ())):
            found.setdefault(plain(word), code)
    for code, words in others.items():
        for word in words if code in terms else ():
            found.setdefault(plain(word), code)
    return found


def _missing(cells: Mapping[str, str], found: Values) -> list[Trouble]:
    """What a row cannot do without."""
    troubles = []
    if not cells.get("name", "").strip():
        troubles.append(Trouble("name", "", _("The name is missing. Write it, or leave this row out.")))
    nameless = [key for key in PERSON if found.get(key)]
    if nameless and not found.get("contact_name"):
        sentence = _(
            "This belongs to a contact whose name is not told. Write the name of the contact, or empty this cell."
        )
        troubles.append(Trouble(nameless[0], str(found[nameless[0]]), sentence))
    return troubles
