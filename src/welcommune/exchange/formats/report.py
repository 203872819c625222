"""What became of a file that was brought in, whatever its format."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

# Called now and then with how many rows have gone by.
Tell = Callable[[int], None]


class UnreadableFile(Exception):
    """Nothing can be made of the file as a whole; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Refusal:
    """A row that was not brought in: its name or number in the file, and why."""

    row: str
    sentence: str


@dataclass
class Report:
    """How many records a file made or changed, what was refused, and what of it has no place here."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Refusal] = field(default_factory=list)
    # What a row lost that was brought in all the same.
    left_out: list[Refusal] = field(default_factory=list)
    # The mapping report: a field, or "field: word", that has no equivalent here; how many rows have it.
    unmapped: Counter[str] = field(default_factory=Counter)
    # Sentences about the file as a whole.
    notes: list[str] = field(default_factory=list)

    def refuse(self, row: object, sentence: object) -> None:
        """Note a row that is not brought in."""
        self.refused.append(Refusal(str(row), str(sentence)))

    def leave_out(self, row: object, sentence: object) -> None:
        """Note a value that cannot be right, of a row that is brought in without it."""
        self.left_out.append(Refusal(str(row), str(sentence)))
