"""Sentences that wait for their reader: kept as a message and its values, put into words in the language of the day.

A list is checked once and read by several people, each in a language of their own. What was found is therefore
kept as ``kept`` gives it (plain JSON), and ``told`` says it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, cast

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext

from welcommune.core.text import Translated
from welcommune.core.ui import commas, listed, quoted
from welcommune.core.ui import date as day_in_words

How = Literal["spaced", "listed", "commas", "quoted"]
_JOIN: Final[dict[str, Callable[[list[str]], str]]] = {
    "spaced": " ".join,
    "listed": listed,
    "commas": commas,
    "quoted": lambda parts: quoted("".join(parts)),
}


@dataclass(frozen=True)
class Phrase:
    """A translated sentence with its values, put together only when it is read, in the reader's language."""

    text: Promise | str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return told(kept(self))


@dataclass(frozen=True)
class Joined:
    """Several words, or one in quotation marks, as the reader's language writes them."""

    how: How
    parts: Sequence[object]

    def __str__(self) -> str:
        return told(kept(self))


def phrase(text: Promise | str, /, **values: object) -> Phrase:
    """A sentence with its values."""
    return Phrase(text, values)


def _message(text: Promise) -> dict[str, Any]:
    """The message behind a lazy translation, by the protocol in which it would be pickled."""
    _rebuild, rest = cast("Any", text).__reduce__()
    if isinstance(rest[-1], dict) and "singular" in rest[-1]:
        return {"say": [rest[-1]["singular"], rest[-1]["plural"]], "by": rest[2]}
    function, words = rest[:2]
    return {"of" if function is pgettext else "say": list(words)}


def kept(said: object) -> Any:
    """What is said, for the database: a text as it is, anything that depends on the reader's language as an object."""
    if isinstance(said, Phrase):
        if not isinstance(said.text, Promise):
            return said.text % {name: str(value) for name, value in said.values.items()} if said.values else said.text
        values = {name: value if isinstance(value, int) else kept(value) for name, value in said.values.items()}
        return _message(said.text) | ({"with": values} if values else {})
    if isinstance(said, Joined):
        return {said.how: [kept(part) for part in said.parts]}
    if isinstance(said, Translated):
        return {"in": dict(said)}
    if isinstance(said, Promise):
        return _message(said)
    return {"day": said.isoformat()} if isinstance(said, date) else str(said)


def told(kept_: Any) -> str:
    """What was kept, in the language of whoever reads it now."""
    if not isinstance(kept_, dict):
        return str(kept_)
    if "day" in kept_:
        return day_in_words(date.fromisoformat(kept_["day"]))
    if "in" in kept_:
        return str(Translated(kept_["in"]))
    for how, join in _JOIN.items():
        if how in kept_:
            return join([told(part) for part in kept_[how]])
    values = {name: told(value) if isinstance(value, dict) else value for name, value in kept_.get("with", {}).items()}
    text = _translated(kept_, values)
    return text % values if values else text


def _translated(message: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    if "by" in message:
        singular, plural = message["say"]
        return ngettext(singular, plural, values[message["by"]])
    # By other names, or the collector of messages takes the keys for texts.
    plainly, of = gettext, pgettext
    return of(*message["of"]) if "of" in message else plainly(*message["say"])
