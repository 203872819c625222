"""The interface's catalogues: complete, with the same placeholders as the source, right plurals, compiled."""

import gettext
import re
from functools import cache
from pathlib import Path

import django
import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

from tests.harness.source import PACKAGE, ROOT, refuse

SOURCE = "en"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != SOURCE]
DJANGO = Path(django.__file__).parent / "conf" / "locale"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
# Templates always apply "%", and code often does: beside these, a percent sign is an error.
ALLOWED_PERCENT = re.compile(r"%%|%\(\w+\)[sd]")
# A form that stands for exactly one number may say it in a word: "one region".
COUNTS = {"num", "n", "count"}
COUNTED = range(201)

Key = tuple[str | None, str]
Entry = tuple[Key, Message]


@cache
def used() -> dict[Key, tuple[str, ...]]:
    """What the code and the templates say: (context, text) → the text, and its plural where it has one."""
    script = (ROOT / "scripts" / "messages.sh").read_text(encoding="utf-8")
    keywords = parse_keywords(["_", "gettext", "ngettext:1,2", *re.findall(r"-k (\S+)", script)])
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found: dict[Key, tuple[str, ...]] = {}
    extracted = extract_from_dir(PACKAGE, methods, options, keywords)
    for _file, _line, message, _comments, context in extracted:
        forms = (message,) if isinstance(message, str) else tuple(message)
        key = (context, forms[0])
        found[key] = max(found.get(key, ()), forms, key=len)
    assert len(found) > 300, "the extraction finds too little: look at babel.cfg"
    return found


def folder(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES"


@cache
def catalogue(language: str) -> Catalog:
    path = folder(language) / "django.po"
    assert path.exists(), f"no catalogue for {language}: docs/translations.md says how to add one"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """The translated messages that the site uses."""
    found = []
    for (context, text), _forms in sorted(used().items(), key=str):
        message = catalogue(language).get(text, context)
        if message is not None:
            found.append(((context, text), message))
    return tuple(found)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def named(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def lone_percent(text: str) -> bool:
    """Whether ``%`` stands for itself or for a nameless value."""
    return "%" in ALLOWED_PERCENT.sub("", text)


def compiled(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def numbers_by_form(language: str) -> dict[int, list[int]]:
    plural = compiled(folder(language) / "django.mo").plural
    found: dict[int, list[int]] = {}
    for number in COUNTED:
        found.setdefault(plural(number), []).append(number)
    return found


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return str(request.param)


def test_every_language_of_the_interface_has_a_catalogue_and_no_other_has():
    assert sorted(path.name for path in (PACKAGE / "locale").iterdir()) == sorted(LANGUAGES)


def test_every_message_is_translated(language):
    found = []
    for (context, text), forms in used().items():
        message = catalogue(language).get(text, context)
        if message is None or len(sources(message)) < len(forms):
            found.append(f"{language}: not collected (make messages): {text!r}")
        elif message.fuzzy:
            found.append(f"{language}: marked as doubtful: {text!r}")
        elif not all(string.strip() for string in strings(message)):
            found.append(f"{language}: not translated: {text!r}")
    refuse(found)


def test_no_message_is_left_that_nobody_uses(language):
    kept = [message for message in catalogue(language) if message.id]
    unused = [message for message in kept if (message.context, sources(message)[0]) not in used()]
    refuse(f"{language}: nobody uses (make messages): {message.id!r}" for message in unused)


def test_plurals_have_all_their_forms(language):
    wanted = catalogue(language).num_plurals
    found = []
    for (_context, text), message in entries(language):
        if message.pluralizable and len(strings(message)) != wanted:
            found.append(f"{language}: {len(strings(message))} forms instead of {wanted}: {text!r}")
    refuse(found)


def test_placeholders_are_those_of_the_source(language):
    numbers = numbers_by_form(language)
    found = []
    for (_context, text), message in entries(language):
        one, many = named(sources(message)[0]), named(sources(message)[-1])
        for form, string in enumerate(strings(message)):
            stands_for = numbers.get(form, []) if message.pluralizable else []
            allowed = [many, one] if 1 in stands_for else [many]
            if len(stands_for) == 1:
                allowed.append(many - COUNTS)
            if named(string) not in allowed:
                found.append(f"{language}: other placeholders: {text!r}: {string!r}")
    refuse(found)


def test_no_lone_percent_sign(language):
    said = [text for _key, message in entries(language) for text in (*sources(message), *strings(message))]
    refuse(f"{language}: write %% for a percent sign: {text!r}" for text in said if lone_percent(text))


def test_a_lone_percent_sign_is_found():
    assert lone_percent("100% sure") and lone_percent("%s of them") and lone_percent("%(num) of them")
    assert not lone_percent("%(num)s of %(all)d, 5 %%")


def test_numbers_go_to_the_same_plural_forms_as_in_djangos_catalogue(language):
    """Each message may come from either catalogue; translators know one order of the forms."""
    ours = compiled(folder(language) / "django.mo").plural
    theirs = compiled(DJANGO / language / "LC_MESSAGES" / "django.mo").plural
    assert [ours(number) for number in COUNTED] == [theirs(number) for number in COUNTED]


def test_the_compiled_catalogue_is_that_of_the_text(language, tmp_path):
    fresh = tmp_path / "django.mo"
    with fresh.open("wb") as file:
        write_mo(file, catalogue(language))

    def told(path: Path) -> dict[object, str]:
        kept = compiled(path)._catalog
        return {key: string for key, string in kept.items() if key}

    assert told(folder(language) / "django.mo") == told(fresh), "run: make messages"


# What a typewriter has instead of the signs of the language.
WRONG_SIGNS = {
    "fr": (r"'", r"\"", r"[^\u202f\u00a0\d][;:?!»](?=\s|$)", r"«[^\u202f]"),
    # A question and an exclamation open with their sign as well; quotation marks are « » in Spanish and Greek.
    "es": (r"^[^¿]*\?", r"^[^¡]*!", r"\"", r"“", r"«\s|\s»(?!\s)", r"'"),
    "pl": (r"\"", r"“", r"[«»]", r"„[^”]*$", r"'", r"\s[;:?!]"),
    # Its question mark is the semicolon; its semicolon is the raised point.
    "el": (r"\?", r"\"", r"[“”]", r"\s[;·]", r"'", r";(?= [α-ωά-ώ])"),
    "ar": (r"(?<![\w%]),|,(?!\w)", r"(?<!&\w\w);", r"\?", r"\""),
}


WRONGLY_WRITTEN = [
    ("es", "Cerrar sesión?"), ("es", 'La "mesa"'), ("pl", "“stół”"), ("pl", "„stół"), ("el", "Αποσύνδεση?"),
    ("el", "Το “τραπέζι”"), ("el", "Κείμενο; το βλέπετε"), ("ar", "حضور, غياب"), ("fr", "Qui ?"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), WRONGLY_WRITTEN)
def test_signs_of_another_language_are_found(language, text):
    assert re.search("|".join(WRONG_SIGNS[language]), text)


def test_every_language_has_its_rules_for_signs():
    assert sorted(WRONG_SIGNS) == sorted(LANGUAGES)


def test_signs_are_those_of_the_language(language):
    wrong = re.compile("|".join(WRONG_SIGNS[language]))
    said = [string for _key, message in entries(language) for string in strings(message)]
    refuse(f"{language}: {match[0]!r} in {text!r}" for text in said if (match := wrong.search(text)))
