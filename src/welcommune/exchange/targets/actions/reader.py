"""What the cells of a list of actions mean: levels and costs as people write them, legal situations, days."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from welcommune.core.text import clean_text
from welcommune.exchange.formats.whom import EVERYBODY
from welcommune.exchange.sheets import BadValue, values
from welcommune.exchange.sheets.cells import plain
from welcommune.exchange.sheets.records import said
from welcommune.exchange.targets.actions.words import (
    ALL_LEVELS,
    AND,
    BETWEEN,
    COSTS,
    FROM,
    KINDS,
    LEVELS,
    ONWARDS,
    PROTECTED,
    PROTECTED_WORDS,
    REACHES,
    REFERRALS,
    SITUATIONS,
    STATES,
)
from welcommune.exchange.targets.base import Checked, Trouble, Values
from welcommune.exchange.targets.organisations.fields import PARSERS as OF_ORGANISATIONS
from welcommune.exchange.targets.records.reading import (
    UNKNOWN_WORD,
    RecordReader,
    UnknownWord,
    Words,
    choice_words,
    day,
    line,
    term_words,
)
from welcommune.mapping.models import (
    LEVELS_FALL,
    MOST_PLACES,
    ActionKind,
    ActionState,
    Cost,
    LanguageLevel,
    Referral,
    Serves,
    levels_rise,
)
from welcommune.network.models import NAME

EVERY_SITUATION: Final = gettext_lazy("every legal situation is accepted")
PAID_WITH_NOTE: Final = gettext_lazy("Taken as “to be paid”; the words of the cell are kept beside it.")
STILL_TO_COME: Final = gettext_lazy("This day is still to come. Write the day on which it was last confirmed.")
ORDER: Final = LanguageLevel.values
_JOINED: Final = re.compile(rf"\s+(?:{'|'.join(AND)})\s+|\s*[&+]\s*")
_AMOUNT: Final = re.compile(r"\d+(?:[.,]\d+)?")


def capacity(text: str) -> int:
    """A number of places."""
    number = values.parse_number(text)
    if number != int(number) or not 0 <= number <= MOST_PLACES:
        raise BadValue(_("Write a whole number of places."))
    return int(number)


def past_day(text: str) -> str:
    """A day that is not still to come."""
    found = values.parse_date(text)
    if found > timezone.localdate():
        raise BadValue(STILL_TO_COME)
    return found.isoformat()


def _organisations(text: str) -> list[str]:
    return [line(NAME)(part) for part in values.split_list(text)]


PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    "name": line(NAME), "lead": line(NAME), "partners": _organisations, "key": line(180), "address": line(200),
    "postcode": line(12), "town": line(120), "schedule": line(300), "capacity": capacity, "starts_on": day,
    "ends_on": day, "dated": past_day, "cost_note": line(200), "is_public": values.parse_boolean,
    "served": lambda text: [line(120)(part) for part in values.split_list(text)],
    "about": lambda text: clean_text(values.parse_text(text, most=4000)),
    "joining": lambda text: clean_text(values.parse_text(text, most=1000)),
} | {name: OF_ORGANISATIONS[name] for name in ("languages", "website", "email", "phone")}  # fmt: skip


def _levels() -> Words:
    return choice_words(LanguageLevel.choices, LEVELS)


# The words of each choice, as they are known.
CHOICES: Final[dict[str, Callable[[], Words]]] = {
    "kind": lambda: choice_words(ActionKind.choices, KINDS),
    "themes": lambda: term_words("theme"),
    "groups": lambda: term_words("group"),
    "situations": lambda: term_words("situation", SITUATIONS, {EVERYBODY: EVERY_SITUATION}),
    "level": _levels, "level_from": _levels, "level_to": _levels,
    "serves": lambda: choice_words(Serves.choices, REACHES),
    "state": lambda: choice_words(ActionState.choices, STATES),
    "cost": lambda: choice_words(Cost.choices, COSTS),
    "referral": lambda: choice_words(Referral.choices, REFERRALS),
}  # fmt: skip


def levels_clash(told: Mapping[str, Any]) -> Trouble | None:
    """Levels that go downwards."""
    first, last = told.get("level_from") or "", told.get("level_to") or ""
    return None if levels_rise(first, last) else Trouble("level_to", last, LEVELS_FALL)


def _phrases(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain, words))


class ActionReader(RecordReader):
    """Reads rows of actions."""

    ALL, BETWEEN, AND, FROM, ONWARDS, PROTECTED, FREE = (
        _phrases(words) for words in (ALL_LEVELS, BETWEEN, AND, FROM, ONWARDS, PROTECTED_WORDS, COSTS["free"])
    )

    def __init__(self, told: Mapping[tuple[str, str], str]) -> None:
        known = {field: words() for field, words in CHOICES.items()}
        super().__init__(told, PARSERS, known, frozenset({"themes", "groups", "situations", "referral"}))

    def read(self, cells: Mapping[str, str]) -> Checked:
        """See ``Reader``: a level in one cell gives both ends, a price gives what it says and its words."""
        checked = super().read(cells)
        found = checked.values
        if ends := found.pop("level", None):
            found.setdefault("level_from", ends[0])
            found.setdefault("level_to", ends[1])
        # Whoever takes all who come takes those who are sent, too.
        if referral := found.get("referral"):
            found["referral"] = "anyone" if "anyone" in referral else referral[0]
        if EVERYBODY in found.get("situations", ()):
            found["situations"] = [EVERYBODY]
        clash = levels_clash(found)
        wrong = (*self._about_cost(cells.get("cost", ""), found), *([clash] if clash else []))
        return Checked(found, (*checked.troubles, *wrong))

    def _about_cost(self, text: str, found: Values) -> Iterable[Trouble]:
        """What a cell about the cost says besides that something is free or paid is kept beside it."""
        if not found.get("cost") or plain(text) in self.known["cost"].codes or found.get("cost_note"):
            return
        try:
            found["cost_note"] = self.parsers["cost_note"](text)
        except BadValue as bad:
            yield Trouble("cost", text, bad.sentence)
        else:
            if ("cost", plain(text)) not in self.told and found["cost"] == Cost.PAID:
                yield Trouble("cost", text, PAID_WITH_NOTE, "repaired")

    def parts(self, key: str, text: str) -> Iterable[str]:
        """See ``RecordReader``; "international protection" are two situations, and some are joined by a word."""
        for part in super().parts(key, text):
            joined = _JOINED.split(part) if key == "situations" and not self._knows(key, part) else [part]
            for one in joined if all(self._knows(key, one) for one in joined) else [part]:
                is_both = key == "situations" and plain(one) in self.PROTECTED
                yield from PROTECTED if is_both else (one,)

    def _knows(self, key: str, part: str) -> bool:
        word = plain(part)
        return (key, word) in self.told or word in self.PROTECTED or bool(self.known[key].code_of(part))

    def value(self, key: str, text: str) -> Any:
        """See ``RecordReader``."""
        if key == "level":
            return self._level(text)
        return self._cost(text) if key == "cost" else super().value(key, text)

    def _cost(self, text: str) -> str:
        """A price is "to be paid", nothing but noughts is free; where "free" stands beside a price, a person says."""
        amounts = _AMOUNT.findall(text)
        word = f" {plain(text)} "
        if not amounts or self._knows("cost", text) or any(f" {free} " in word for free in self.FREE):
            return self.choice("cost", text)
        return Cost.PAID if any(amount.strip("0.,") for amount in amounts) else Cost.FREE

    def _level(self, text: str) -> list[str]:
        """The lowest and the highest level of a cell; an end that stays open is empty."""
        words = plain(text)
        if ("level", words) not in self.told and words in self.ALL:
            return [LanguageLevel.A1, LanguageLevel.C2]
        if self._knows("level", text):
            code = self.choice("level", text)
            return [code, code] if code else []
        codes, others = self._levels(text, words.split())
        lowest, highest = codes[0], codes[-1]
        if len(codes) == 1 and (
            others & self.ONWARDS or text.rstrip().endswith("+") or words.startswith(_starts(FROM))
        ):
            return [lowest, ""]
        return ["", highest] if len(codes) == 1 and words.startswith(_starts(BETWEEN)) else [lowest, highest]

    def _levels(self, text: str, words: list[str]) -> tuple[list[str], set[str]]:
        """The levels that words name, upwards, and what stands between them; any other word is unknown."""
        known = self.known["level"].codes
        small = self.BETWEEN | self.AND | self.FROM | self.ONWARDS
        codes, others = set(), set()
        while words:
            longest = (" ".join(words[:many]) for many in range(len(words), 0, -1))
            phrase = next((one for one in longest if one in known or one in small), "")
            if not phrase:
                break
            codes |= {known[phrase]} if phrase in known else set()
            others |= {phrase} - known.keys()
            words = words[len(phrase.split()) :]
        if words or not codes:
            raise UnknownWord(said(UNKNOWN_WORD, word=text))
        return sorted(codes, key=ORDER.index), others


def _starts(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{plain(word)} " for word in words)
