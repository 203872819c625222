"""What a section of a factfile consists of, in the reader's language: tables, charts, and what people said."""

from dataclasses import dataclass
from datetime import date

from welcommune.core.text import Said

Cell = Said | str


@dataclass(frozen=True)
class Table:
    """Facts in rows; the first cell names its row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    kind = "table"


@dataclass(frozen=True)
class Bar:
    """One row of a chart: ``share`` is its length in per cent of the longest."""

    words: Cell
    count: Cell
    share: int


@dataclass(frozen=True)
class Chart:
    """Numbers as bars; each bar has its number beside it, so that nothing is told by length alone."""

    title: str
    head: tuple[str, str]
    bars: tuple[Bar, ...]

    kind = "chart"


@dataclass(frozen=True)
class Voice:
    """One thing that somebody said, as the record has it now; without a text ``note`` says why there is none."""

    label: str
    text: Said
    attribution: Said
    withdrawn_on: date | None
    note: str
    is_quote: bool


@dataclass(frozen=True)
class Voices:
    """Things that were said, of one kind."""

    title: str
    voices: tuple[Voice, ...]

    kind = "voices"


@dataclass(frozen=True)
class Words:
    """Plain sentences."""

    lines: tuple[Cell, ...]

    kind = "words"


Block = Table | Chart | Voices | Words


@dataclass(frozen=True)
class Section:
    """One section: ``notes`` say what in it is stale, undated or missing."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def chart(title: str, head: tuple[str, str], counts: list[tuple[Cell, int]]) -> Chart:
    """A chart of counts, drawn to the length of the largest."""
    longest = max((count for _words, count in counts), default=0) or 1
    return Chart(title, head, tuple(Bar(words, str(count), round(100 * count / longest)) for words, count in counts))
