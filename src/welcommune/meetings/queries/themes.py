"""Which themes a sentence names: by the words of the vocabulary itself, without a guess at sense."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
WORD = re.compile(r"[^\W\d_]+")
FIRST_ARABIC = "\u0600"
# A word is met again with another ending: "logement" in "logements", "mobilité" in "mobilités".
ENDING = 2
MOST = 2
ARTICLE = "ال"


def _stems(text: str) -> set[str]:
    """The words of ``text`` that mean something, without accents, Arabic article and their last letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = (word[word.find(ARTICLE) + 2 :] if ARTICLE in word[:3] else word for word in WORD.findall(plain))
    return {word[: max(_shortest(word), len(word) - ENDING)] for word in words if len(word) >= _shortest(word)}


def _shortest(word: str) -> int:
    """How short a word may be that still means something: Arabic roots have three letters."""
    return 3 if word > FIRST_ARABIC else 4


def themes_named(text: str, names: Mapping[K, Iterable[str]]) -> list[K]:
    """The themes, by their keys, whose names share most words with ``text``; at most two, none where none is named."""
    said = _stems(text)
    shared = {key: len(_met(said, _stems(" ".join(spoken)))) for key, spoken in names.items()}
    best = max(shared.values(), default=0)
    return [key for key, count in shared.items() if count == best > 0][:MOST]


def _met(said: set[str], stems: set[str]) -> set[str]:
    return {stem for stem in stems if any(word.startswith(stem) or stem.startswith(word) for word in said)}
