"""Texts: short ones in several languages, and what a typed line may contain."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_lazy as _

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "prs", "ur", "he", "ckb"})
# Overrides and isolates turn the reading order of what follows: a name could show as another one.
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SPACES = re.compile(r"[ \t\u00a0]+")
# Names of languages in themselves: content languages do not depend on those of the interface.
LANGUAGE_NAMES = {
    "en": "English", "fr": "Français", "es": "Español", "pl": "Polski", "el": "Ελληνικά",
    "ar": "العربية", "uk": "Українська", "fa": "فارسی",
}  # fmt: skip
# What there is to read may be in many more: those of people who come, and of neighbours.
READ_LANGUAGES = LANGUAGE_NAMES | {
    "am": "አማርኛ", "bn": "বাংলা", "ckb": "کوردیی ناوەندی", "de": "Deutsch", "ff": "Fulfulde", "it": "Italiano",
    "ka": "ქართული", "kmr": "Kurmancî", "ln": "Lingála", "prs": "دری", "ps": "پښتو", "pt": "Português",
    "ro": "Română", "ru": "Русский", "so": "Soomaali", "sq": "Shqip", "sw": "Kiswahili", "ta": "தமிழ்",
    "ti": "ትግርኛ", "tr": "Türkçe", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
# Under which code the tables of names have them.
OTHER_CODES = {"prs": "fa_AF"}


def country_name(code: str) -> str:
    """A country in the reader's language."""
    return str(_reader().territories.get(code.upper(), code))


def language_word(code: str) -> str:
    """A language in the reader's language, as it stands within a sentence; its own name where that is not known."""
    known = _reader().languages
    return str(known.get(code) or known.get(OTHER_CODES.get(code, ""), READ_LANGUAGES.get(code, code)))


def _reader() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")


def direction(language: str) -> str:
    """The reading direction of a language: ``ltr`` or ``rtl``."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Said:
    """A text and the language that it is in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class Translated(dict[str, str]):
    """Language code → text. Empty languages are not kept."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        super().__init__({language: text for language, text in (texts or {}).items() if text})

    def best(self, language: str | None = None) -> Said:
        """The text in ``language`` (default: the active one), else English, else any; with its language."""
        wanted = language or get_language() or "en"
        for code in (wanted, "en", *sorted(self)):
            if code in self:
                return Said(self[code], code)
        return Said("", wanted)

    def retold(self, typed: Mapping[str, str]) -> "Translated":
        """The same with what was typed: languages that were not asked for stay, an empty text takes its own out."""
        return Translated({**self, **typed})

    def in_(self, language: str) -> str:
        """The text in exactly this language, or an empty string."""
        return self.get(language, "")

    def __str__(self) -> str:
        return self.best().text


if TYPE_CHECKING:
    _JSONField = models.JSONField[Any, Any]
else:
    _JSONField = models.JSONField


class TranslatedAttribute(DeferredAttribute):
    """Whatever mapping is put on the model becomes ``Translated`` at once, not only after the next read."""

    def __set__(self, instance: models.Model, value: Mapping[str, str] | None) -> None:
        instance.__dict__[self.field.attname] = Translated(value)


class TranslatedField(_JSONField):
    """A short text in any number of languages, stored as one JSON object."""

    descriptor_class = TranslatedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated:
        return Translated(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Translated:
        return Translated(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(dict(Translated(value)))


def _unwanted(text: str, keep: str) -> bool:
    # Most texts hold nothing but letters and plain spaces, which is seen at one look.
    return not text.isprintable() and any(
        character in DIRECTION_OVERRIDES or (unicodedata.category(character) == "Cc" and character not in keep)
        for character in text
    )


UNWANTED = gettext_lazy("This text holds invisible control characters. Type it again, or paste it as plain text.")


def clean_line(text: str) -> str:
    """One line, composed (NFC), single spaces; raises ``ValidationError`` for invisible controls."""
    if _unwanted(text, keep="\t"):
        raise ValidationError(UNWANTED)
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def clean_text(text: str) -> str:
    """Several lines, composed (NFC), line ends unified; raises for invisible controls."""
    if _unwanted(text, keep="\t\n\r"):
        raise ValidationError(UNWANTED)
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def no_controls(text: str) -> None:
    """Validator for model fields: the same rule, for text that comes by other ways than forms."""
    clean_text(text)


TOO_LONG = _("Use at most %(limit_value)d characters; you wrote %(show_value)d.")
