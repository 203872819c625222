"""Words as the search compares them: without accents, case and the spellings that people mix up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

LONGEST_WORD = 40
# Marks stand for accents, Greek tonos, Arabic vowels. What no decomposition knows is written out here.
_MARKS = {code: None for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) == "Mn"}
_SAME = str.maketrans(
    "łøđðıґٱةىیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "loddiгاهيي" + "ك" + "01234567890123456789",
    "ـ\u200c\u200d\u200e\u200f\u00ad",
) | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}  # fmt: skip
# How other scripts are written in the address of a page: Greek, Cyrillic and Arabic letters, after ``plain``.
_LATIN = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo", strict=True))
    | dict(zip("абвгдезиійклмнопрстуфыэ", "abvhdezyiiklmnoprstufye", strict=True))
    | dict(zip("ابتجحدرزسصضطظعفقكلمنهويپگ", "abtjhdrzssdtzafqklmnhwypg", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps", "є": "ie", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh"}
    | {"щ": "shch", "ь": "", "ъ": "", "ю": "iu", "я": "ia", "ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh"}
    | {"غ": "gh", "ء": "", "چ": "ch", "ژ": "zh"}
)
_WORD = re.compile(r"[^\W_]+")
# Letters and signs of which each can be read without its neighbours: no loose accents, nothing that joins or vanishes,
# no sign that spells a word.
_SIMPLE = re.compile(r"[\n\r\t -~\u00a0«»À-ÖØ-öø-ſΆΈ-ΡΣ-ώЀ-҂Ҋ-ӿ‐-”…\u202f€]*")
# Whatever is joined across signs below has one of these in it.
_ACROSS = re.compile(r"[.…][^\W\d_][.…]|\d[ .\u00a0\u202f]\d")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# A telephone or register number written in groups is one word.
_GROUPED = re.compile(r"\b\d{2,}(?:[ .\u00a0\u202f]\d{2,}){2,}\b")
# The Arabic article, also behind "and", "so", "with", "like" and "to".
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
# A word in a text as it was typed, its marks included.
TYPED = re.compile(r"(?:[^\W_][\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d]*)+")


def plain(text: str) -> str:
    """``text`` without marks and case: "Łódź" and "lodz" are the same."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).translate(_MARKS).casefold().translate(_SAME)


def words(text: str) -> list[str]:
    """The words of ``text`` in their order, numbers included; single letters are none."""
    if _SIMPLE.fullmatch(text) and not _ACROSS.search(text):
        return [word for typed in _WORD.findall(text) for word in _simple(typed)]
    return _words(text)


@lru_cache(maxsize=16_384)
def _simple(typed: str) -> tuple[str, ...]:
    """What becomes of one typed word; texts repeat their words, so that most are known."""
    return tuple(_words(typed))


def _words(text: str) -> list[str]:
    joined = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), _DOTTED.sub(_undotted, plain(text)))
    return [word[:LONGEST_WORD] for word in _WORD.findall(joined) if len(word) > 1 or word.isdigit()]


def _undotted(found: re.Match[str]) -> str:
    return found[0].replace(".", "") + " "


def forms(word: str) -> tuple[str, ...]:
    """The forms under which a word is found: itself, and in Arabic also without the article."""
    bare = word if word.isascii() else _ARTICLE.sub("", word)
    return (word, bare) if bare != word else (word,)


def all_forms(found: Iterable[str]) -> set[str]:
    """The forms of many words."""
    known = set(found)
    if "".join(known).isascii():
        return known
    return known.union(*(forms(word) for word in known if not word.isascii()))


@lru_cache(maxsize=4096)
def forms_of(typed: str) -> frozenset[str]:
    """All forms of one typed word."""
    return frozenset(all_forms(words(typed)))


def one_error_apart(one: str, other: str) -> bool:
    """Whether just one letter was left out, added, replaced, or swapped with its neighbour."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    rest, other_rest = short[same:], long[same:]
    if len(short) < len(long):
        return rest == other_rest[1:]
    return bool(rest) and (rest[1:] == other_rest[1:] or rest[1::-1] + rest[2:] == other_rest)


def halves(word: str) -> tuple[str, str]:
    """Start and end of a word: with one error in it, one of the two is right."""
    cut = (len(word) - 1) // 2
    return word[:cut], word[cut + 1 :]


def latin(text: str) -> str:
    """``text`` in small Latin letters, as far as its script is known: "Λάρισα" becomes "larisa"."""
    return plain(text).replace("ου", "ou").translate(_LATIN)


def free_slug(wanted: str, rows: QuerySet[Any], otherwise: str) -> str:
    """``wanted`` as an address among ``rows``, with a number behind it if it is taken."""
    longest = rows.model._meta.get_field("slug").max_length
    base = slugify(latin(wanted))[: longest - 5].strip("-") or otherwise
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
