"""What reading a table gives: its columns, its rows, and each problem with the place where the person finds it.

Everything is text. What a cell *means* (a number, a date, a SIRET) is decided by ``values``, once a person has said
which column is which.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

from welcommune.exchange.sheets.saying import Joined, Phrase
from welcommune.exchange.sheets.saying import phrase as said

__all__ = [
    "BadValue", "Column", "Grid", "Limits", "Merge", "Problem", "Row", "Rows", "Sentence", "Severity", "Sheet",
    "SheetRefused", "Target", "said",
]  # fmt: skip

Sentence = Promise | Phrase | Joined | str
Severity = Literal["error", "warning", "repaired"]
MEGABYTE = 1024 * 1024


class SheetRefused(Exception):
    """The file cannot be read as a table; ``sentence`` says what is wrong and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadValue(ValueError):
    """A text is not what its column should hold; ``sentence`` says what is wanted and what was written."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused. ``ratio`` is unpacked size to packed size."""

    bytes: int = 50 * MEGABYTE
    unpacked: int = 400 * MEGABYTE
    ratio: int = 200
    rows: int = 200_000
    columns: int = 200
    cells: int = 8_000_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, doubtful or was put right, with its row and column as the person sees them."""

    row: int | None
    column: str | None
    sentence: Sentence
    value: str
    severity: Severity


@dataclass(frozen=True)
class Column:
    """One column that is kept. ``index`` is its place in ``Row.cells``, ``letter`` its name in a spreadsheet.

    ``repeats`` says whether a value stands in it twice, as far as its first rows tell.
    """

    index: int
    header: str
    letter: str
    samples: tuple[str, ...]
    filled: int
    repeats: bool = False


@dataclass(frozen=True)
class Row:
    """One data row; ``number`` counts from 1 as a spreadsheet shows it. An empty cell is an empty text."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Rows(Iterable[Row]):
    """The data rows, read anew each time they are gone through, so that a long file is never held as rows."""

    source: Callable[[], Iterator[Row]]
    count: int

    def __iter__(self) -> Iterator[Row]:
        return self.source()

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True)
class Sheet:
    """One table of a file, ready to be mapped. ``problems`` are those of the file as a whole, ``beginning`` its first
    rows as they stand there: number and cells."""

    name: str
    sheets: tuple[str, ...]
    encoding: str
    separator: str
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: Rows
    problems: tuple[Problem, ...]
    beginning: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Target:
    """One thing that a column can be mapped to. ``synonyms`` are header words, plain or by language code.

    ``tells_apart`` is true of what is another one in each row.
    """

    key: str
    label: Promise | str
    synonyms: Mapping[str, tuple[str, ...]] | tuple[str, ...] = ()
    looks_like: Callable[[str], bool] | None = None
    required: bool = False
    tells_apart: bool = False


Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Grid:
    """A file opened, before anything is understood: raw cells row by row, as often as wanted."""

    name: str
    read: Callable[[], Iterator[list[str]]]
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    merges: tuple[Merge, ...] = ()
    left: int = 0
    problems: tuple[Problem, ...] = ()
    # Cells whose formula has no saved value: number of the row → letters of the columns.
    unsaved: Mapping[int, set[str]] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether a separator was read: only then can a cell be split in two by mistake."""
        return not self.sheets
