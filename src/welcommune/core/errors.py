"""What an action says when it will not do what was asked."""

from typing import Any

from django.utils.functional import Promise


class Refused(Exception):
    """An action declines; ``sentence`` tells the person why and what to do, in their language.

    ``field`` names the form field that it stands beside; empty for the whole form.
    """

    def __init__(self, sentence: str | Promise, *, field: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field


class Enough(Refused):
    """No answer is wrong: too much came today, from here or about the same thing."""


class Overtaken(Refused):
    """Somebody else saved the same record first.

    ``theirs`` maps field names to the values now stored, ``version`` is the version to confirm
    when the person decides to save over them.
    """

    def __init__(self, sentence: str | Promise, *, theirs: dict[str, Any], version: int) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.version = version
