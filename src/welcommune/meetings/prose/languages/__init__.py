"""The languages that reports are written in, by code."""

from collections.abc import Mapping

from welcommune.meetings.prose.language import Language
from welcommune.meetings.prose.languages import ar, el, en, es, fr, pl

LANGUAGES: Mapping[str, Language] = {
    "en": en.ENGLISH,
    "fr": fr.FRENCH,
    "es": es.SPANISH,
    "pl": pl.POLISH,
    "el": el.GREEK,
    "ar": ar.ARABIC,
}
