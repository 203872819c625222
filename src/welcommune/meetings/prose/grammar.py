"""Grammar that sentence frames share: plurals, words that change before a vowel, dates, durations, spacing.

A frame is a ``str.format`` text. Besides the usual format specs, a slot may name a small word that must fit
the value: ``{zone:de}`` gives "de Paris" and "d’Athènes".
"""

import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

# CLDR plural category → form. "other" must be there and serves for every category that is not.
Forms = Mapping[str, str]

NARROW = "\u202f"
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
VOWEL = re.compile(r"[aeiouàâéèêëîïôöûùœæ]", re.IGNORECASE)
SPANISH_I = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)
# "ocho" (8, 80, 800) and "once" (11) start with the sound o as well.
SPANISH_O = re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE)

# Digits by their sound: "δωδέκατη" (12), "δέκατη" (10, 13 to 19).
GREEK_WITHOUT_N = re.compile(r"(?!μπ|ντ|γκ)[βγδζθλμνρσφχ]|1[02-9](?!\d)", re.IGNORECASE)


def _elided(full: str, short: str) -> Callable[[str], str]:
    """French: the short form stands before a vowel, the full one elsewhere."""
    return lambda word: f"{short}’{word}" if VOWEL.match(word) else f"{full} {word}"


def _greek_stin(word: str) -> str:
    """Greek: "at the", feminine; its ν stands before a vowel and before κ, π, τ, ξ, ψ and their like only."""
    return f"στη {word}" if GREEK_WITHOUT_N.match(word) else f"στην {word}"


def _english_article(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"


def _english_ordinal(number: str) -> str:
    ends = {"1": "st", "2": "nd", "3": "rd"}
    return number + ("th" if number[-2:-1] == "1" else ends.get(number[-1:], "th"))


# Small words by the name that frames give them.
SMALL_WORDS: Mapping[str, Callable[[str], str]] = {
    "de": _elided("de", "d"),
    "la": _elided("la", "l"),
    "y": lambda word: f"e {word}" if SPANISH_I.match(word) else f"y {word}",
    "o": lambda word: f"u {word}" if SPANISH_O.match(word) else f"o {word}",
    # Arabic "and" is written together with its word, but not with a word in another script.
    "wa": lambda word: f"و\u00a0{word}" if LATIN.match(word) else f"و{word}",
    "a": _english_article,
    "stin": _greek_stin,
    "th": _english_ordinal,
}


class _Slots(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        small_word = SMALL_WORDS.get(format_spec)
        return small_word(str(value)) if small_word else format(value, format_spec)


_SLOTS = _Slots()


def fill(frame: str, **slots: object) -> str:
    """The frame with its slots filled. Raises ``KeyError`` for a slot without a value."""
    return tidy(_SLOTS.vformat(frame, (), slots))


def tidy(text: str) -> str:
    """The text without the traces of empty slots: double spaces, space before a stop, two stops in a row."""
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r" (?=[.,،](?:\s|$))", "", text)
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text).strip()


def capital(text: str) -> str:
    """The text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """A sentence that ends with a mark; the Greek one for a question is a semicolon."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "؟", ";", "…", "»", "”")) else f"{text}."


def plural(locale: str, number: int, forms: Forms) -> str:
    """The form that the language uses for this number of things."""
    return forms.get(Locale.parse(locale).plural_form(number), forms["other"])


def digits(locale: str, number: int) -> str:
    """A number in figures, grouped as the language groups them."""
    return format_decimal(number, locale=locale)


def word_for(locale: str, number: int, words: Sequence[str]) -> str:
    """A number in words as far as the words go (they start at one), in figures beyond."""
    return words[number - 1] if 1 <= number <= len(words) else digits(locale, number)


def long_date(locale: str, day: date, pattern: str, first: str) -> str:
    """A date in words by a CLDR format or pattern; ``first`` is how the first of a month is written."""
    text = format_date(day, format=pattern, locale=locale)
    return re.sub(r"\b1 ", f"{first} ", text, count=1) if day.day == 1 else text


def city(locale: str, zone: str) -> str:
    """The city of an IANA time zone in the language; any other text comes back as it is."""
    if "/" not in zone:
        return zone
    known = Locale.parse(locale).time_zones.get(zone, {})
    return str(known.get("city") or zone.rsplit("/", 1)[-1].replace("_", " "))


def french_spaces(text: str) -> str:
    """French typography: narrow no-break space before ; : ? ! and inside « »."""
    return re.sub(r"(?<=«) | (?=[;:?!»])", NARROW, text)


def same_spaces(text: str) -> str:
    """For languages whose spacing needs nothing special."""
    return text


@dataclass(frozen=True, slots=True)
class Hours:
    """How a language says a length of time.

    ``words`` count hours from one; ``halves`` says n hours and a half (0: half an hour); ``mixed`` joins
    the rest, from ``{hours}`` and ``{minutes}`` in words or ``{h}`` and ``{m}`` in figures.
    """

    locale: str
    words: Sequence[str]
    hour: Forms
    minute: Forms
    halves: Mapping[int, str]
    mixed: str

    def say(self, minutes: int) -> str:
        """A length in minutes, in words."""
        h, m = divmod(minutes, 60)
        if m == 30 and h in self.halves:
            return self.halves[h]
        hours = fill(plural(self.locale, h, self.hour), n=word_for(self.locale, h, self.words))
        rest = fill(plural(self.locale, m, self.minute), n=m)
        if h and m:
            return fill(self.mixed, hours=hours, minutes=rest, h=h, m=m)
        return hours if h else rest
