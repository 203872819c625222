"""What an examination finds: how it stands with one thing, in a sentence, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


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


def good(about: str, sentence: str) -> Finding:
    """Nothing is to be done."""
    return Finding(Level.GOOD, about, sentence)


def warning(about: str, sentence: str, remedy: str) -> Finding:
    """The service works; somebody should look soon."""
    return Finding(Level.WARNING, about, sentence, remedy)


def bad(about: str, sentence: str, remedy: str) -> Finding:
    """The service does not do its work, or is not safe."""
    return Finding(Level.BAD, about, sentence, remedy)
