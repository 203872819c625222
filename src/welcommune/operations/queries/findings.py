"""What an examination finds: how it stands with one thing, in a sentence, and what to do about it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from markupsafe import Markup, escape


class Level(StrEnum):
    """How a thing stands. Only what is bad keeps the service from its work."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """How it stands with one thing; ``remedy`` says what to do, and is empty where nothing is to be done."""

    level: Level
    about: str
    sentence: str
    remedy: str = ""

    def plain(self) -> "Finding":
        """The same as a terminal shows it."""
        return replace(self, sentence=_plain(self.sentence), remedy=_plain(self.remedy))


def said(words: str, **typed: object) -> Markup:
    """Words with what is typed or read by machines in them: set apart, and read from the left in every language."""
    shown = {name: Markup('<bdi dir="ltr"><code>{}</code></bdi>').format(part) for name, part in typed.items()}
    return escape(words) % shown


def _plain(text: str) -> str:
    return text.striptags() if isinstance(text, Markup) else text


def good(about: str, sentence: str) -> Finding:
    """Nothing is to be done."""
    return Finding(Level.GOOD, about, sentence)


def warning(about: str, sentence: str, remedy: str) -> Finding:
    """The service works; somebody should look soon."""
    return Finding(Level.WARNING, about, sentence, remedy)


def bad(about: str, sentence: str, remedy: str) -> Finding:
    """The service does not do its work, or is not safe."""
    return Finding(Level.BAD, about, sentence, remedy)
