"""Which themes a sentence names: by words of the vocabulary and of everyday speech, without a guess at sense."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import TypeVar

K = TypeVar("K")
WORD = re.compile(r"[^\W\d_]+")
FIRST_ARABIC = "\u0600"
MOST = 2
ARTICLE = "ال"
# Words of names that mean nothing by themselves are shorter than this: "et", "and", "de".
SHORTEST = 4
# A word is met again with another ending: so many letters in common at least, so many after them at most.
ENDINGS = ((4, 1), (5, 3))
ARABIC_ENDINGS = ((3, 2),)
START = 3


def _words(text: str) -> list[str]:
    """The words of ``text`` without accents and without the Arabic article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word[word.find(ARTICLE) + 2 :] if ARTICLE in word[:3] else word for word in WORD.findall(plain)]


def _is_same(word: str, other: str) -> bool:
    """Whether two words differ by their ending only: "logement" and "logements", not "part" and "participation"."""
    pairs = zip(word, other, strict=False)
    shared = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    rest = max(len(word), len(other)) - shared
    endings = ARABIC_ENDINGS if word > FIRST_ARABIC else ENDINGS
    return word == other or any(shared >= least and rest <= most for least, most in endings)


class _Said:
    """The words of a sentence, found again by how they start."""

    def __init__(self, text: str) -> None:
        self.by_start: dict[str, list[str]] = defaultdict(list)
        for word in _words(text):
            self.by_start[word[:START]].append(word)

    def met(self, word: str) -> set[str]:
        """The words said that are ``word``, perhaps with another ending."""
        return {said for said in self.by_start.get(word[:START], ()) if _is_same(said, word)}

    def met_together(self, phrase: str) -> set[str]:
        """The words said that are those of ``phrase``; none where one of them was not said."""
        words = _words(phrase)
        # "permis de conduire": the small words between are not asked for.
        heavy = [word for word in words if _is_heavy(word)] or words
        found = [self.met(word) for word in heavy]
        return set().union(*found) if all(found) else set()


def _is_heavy(word: str) -> bool:
    """Whether a word may mean something by itself: Arabic roots have three letters."""
    return len(word) >= (START if word > FIRST_ARABIC else SHORTEST)


def themes_named(
    text: str, names: Mapping[K, Iterable[str]], speech: Mapping[K, Iterable[str]] | None = None
) -> list[K]:
    """The themes, by their keys, of which ``text`` says most words; at most two, none where none is named.

    Each word of ``names`` counts, and each word or group of words of ``speech`` as a whole.
    """
    said = _Said(text)
    shared: dict[K, int] = {}
    for key, spoken in names.items():
        words = [word for word in _words(" ".join(spoken)) if _is_heavy(word)]
        found = [said.met(word) for word in words]
        found += [said.met_together(phrase) for phrase in (speech or {}).get(key, ())]
        shared[key] = len(set().union(*found))
    best = max(shared.values(), default=0)
    return [key for key, count in shared.items() if count == best > 0][:MOST]
