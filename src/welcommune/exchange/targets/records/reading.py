"""What the cells of a row mean: each field by its parser, words of choices by what is known or was told once."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from welcommune.core.text import clean_line
from welcommune.exchange.sheets import BadValue, values
from welcommune.exchange.sheets.cells import plain
from welcommune.exchange.sheets.records import Sentence, said
from welcommune.exchange.sheets.saying import Joined
from welcommune.exchange.targets.base import Checked, Trouble, Values
from welcommune.network.models import Term

Parser = Callable[[str], Any]
# Looks at the whole row: what is missing, what does not go together.
RowCheck = Callable[[Values], Iterable[Trouble]]
NEAREST = 3
UNKNOWN_WORD = _("Nobody knows the word “%(word)s” here. Say once for all rows what it stands for.")
NEAREST_ONES = _("Nearest: %(names)s.")
# Shorter words end in an s of their own.
LONG_ENOUGH = 4


class UnknownWord(BadValue):
    """A word that is in no list of choices."""


class Words:
    """The words of one choice, in all languages of the site and in the everyday words of lists, each to its code."""

    def __init__(
        self, names: Mapping[str, Iterable[str]], others: Mapping[str, Iterable[str]], shown: Mapping[str, Any]
    ):
        self.codes: dict[str, str] = {}
        self.shown = shown
        for source in (names, others):
            for code, words in source.items():
                for word in (code, *words):
                    self.codes.setdefault(plain(word), code)

    def offered(self) -> list[tuple[str, str]]:
        """What a word can stand for: code and name."""
        return [(code, str(name)) for code, name in self.shown.items()]

    def code_of(self, text: str) -> str:
        """The code of a word; empty where nobody knows it."""
        # data·inclusion writes "category--need", and either of the two may be known.
        parts = [plain(part) for part in text.split("--")[::-1]] if "--" in text else []
        word = plain(text)
        return next((self.codes[known] for known in (word, _singular(word), *parts) if known in self.codes), "")

    def find(self, text: str) -> str:
        """The code of a word; ``UnknownWord`` with the nearest ones where nobody knows it."""
        if code := self.code_of(text):
            return code
        word = plain(text)
        near = get_close_matches(word, self.codes, NEAREST, 0.6)
        names = [Joined("quoted", [self.shown[code]]) for code in dict.fromkeys(self.codes[one] for one in near)]
        unknown = said(UNKNOWN_WORD, word=text)
        nearest = [said(NEAREST_ONES, names=Joined("listed", names))] if names else []
        raise UnknownWord(Joined("spaced", [unknown, *nearest]))


def _singular(word: str) -> str:
    """The word without the sign of several, as French, English and Spanish lists have it: "mairies"."""
    return " ".join(part[:-1] if len(part) > LONG_ENOUGH and part[-1] in "sx" else part for part in word.split())


def _sentence_of(error: ValidationError) -> Sentence:
    """What a check of the site says, in words that wait for their reader."""
    return Joined("spaced", [said(one.message, **(one.params or {})) for one in error.error_list])


def term_words(
    vocabulary: str, others: Mapping[str, Iterable[str]] | None = None, more: Mapping[str, Any] | None = None
) -> Words:
    """The words of a vocabulary: names in all languages, those of data·inclusion, and everyday words where known.

    ``more`` names what can be meant besides its terms.
    """
    terms = list(Term.objects.filter(vocabulary=vocabulary).order_by("order", "code"))
    names = {term.code: (*term.name.values(), *term.crosswalk.get("data_inclusion", ())) for term in terms}
    shown = {**(more or {}), **{term.code: term.name for term in terms}}
    return Words(names, {code: words for code, words in (others or {}).items() if code in shown}, shown)


def choice_words(choices: Iterable[tuple[str, Any]], others: Mapping[str, Iterable[str]]) -> Words:
    """The words of a fixed choice: its code, its label in the reader's language, and everyday words."""
    shown = dict(choices)
    return Words({code: (str(label),) for code, label in shown.items()}, others, shown)


def line(most: int) -> Parser:
    """A parser of one line of at most so many letters."""
    return lambda text: clean_line(values.parse_text(text.replace("\n", " "), most=most))


def day(text: str) -> str:
    """A day, as it is kept with a row."""
    return values.parse_date(text).isoformat()


class RecordReader:
    """Reads rows: ``listed`` names the choices that hold several words in a cell."""

    def __init__(
        self, told: Mapping[tuple[str, str], str], parsers: Mapping[str, Parser], known: Mapping[str, Words],
        several: frozenset[str], check: RowCheck = lambda _found: (),
    ) -> None:  # fmt: skip
        self.told, self.parsers, self.known, self.several, self.check = told, parsers, known, several, check
        # Cells of choices say the same in many rows: each text is read once.
        self.met: dict[tuple[str, str], tuple[Any, list[Trouble]]] = {}

    def read(self, cells: Mapping[str, str]) -> Checked:
        """See ``Reader``."""
        found: Values = {}
        troubles: list[Trouble] = []
        for key, text in cells.items():
            if not text.strip():
                continue
            value, wrong = self._met(key, text) if key in self.known else self._single(key, text)
            troubles += wrong
            if not wrong and value not in ("", None, []):
                found[key] = value
        if not cells.get("name", "").strip():
            troubles.append(Trouble("name", "", _("The name is missing. Write it, or leave this row out.")))
        return Checked(found, (*troubles, *self.check(found)))

    def _met(self, key: str, text: str) -> tuple[Any, list[Trouble]]:
        if (key, text) not in self.met:
            self.met[key, text] = (self._listed if key in self.several else self._single)(key, text)
        return self.met[key, text]

    def _single(self, key: str, text: str) -> tuple[Any, list[Trouble]]:
        try:
            return self.value(key, text), []
        except BadValue as bad:
            return None, [Trouble(key, text, bad.sentence, is_unknown_word=isinstance(bad, UnknownWord))]
        except ValidationError as bad:
            return None, [Trouble(key, text, _sentence_of(bad))]

    def _listed(self, key: str, text: str) -> tuple[list[str], list[Trouble]]:
        """Each word of a cell by itself: what one stands for is told for that one."""
        codes: list[str] = []
        wrong: list[Trouble] = []
        for part in self.parts(key, text):
            try:
                codes.append(self.choice(key, part))
            except UnknownWord as bad:
                wrong.append(Trouble(key, part, bad.sentence, is_unknown_word=True))
        return [code for code in dict.fromkeys(codes) if code], wrong

    def parts(self, key: str, text: str) -> Iterable[str]:
        """The words of a cell that holds several."""
        return values.split_list(text)

    def value(self, key: str, text: str) -> Any:
        """What a cell means that holds one thing."""
        return self.choice(key, text) if key in self.known else self.parsers[key](text)

    def choice(self, key: str, text: str) -> str:
        """The code of a word: what was said of it once, else what is known."""
        word = plain(text)
        return self.told[key, word] if (key, word) in self.told else self.known[key].find(text)
