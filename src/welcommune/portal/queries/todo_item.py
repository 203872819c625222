"""A thing that waits at the desk, wherever it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits: mark, word, what, the act and where."""

    state: str
    word: str
    text: str
    act: str
    href: str
