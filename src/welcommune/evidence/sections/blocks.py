"""What a section of a factfile consists of, in the reader's language: tables, charts, and what people said."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import conditional_escape, format_html

from welcommune.core.text import Said
from welcommune.network.shapes import Pin

Cell = Said | str


@dataclass(frozen=True)
class Address(Said):
    """An address on the web, in no language, that can be followed where it is shown on a page."""

    def __html__(self) -> str:
        return format_html('<a href="{0}">{0}</a>', self.text) if self.is_safe else conditional_escape(self.text)

    @property
    def is_safe(self) -> bool:
        """Whether it leads to a page, and does nothing else."""
        return self.text.startswith(("https://", "http://"))


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
class Spot:
    """A town on a map: a disc for what is offered there, ``size`` its radius; a frame around it for what is missing."""

    pin: Pin
    size: float
    is_gap: bool


@dataclass(frozen=True)
class Map:
    """Towns in the outline of the territory; a table with the same numbers stands beside it."""

    title: str
    outline: str
    spots: tuple[Spot, ...]

    kind = "map"


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


@dataclass(frozen=True)
class Piece:
    """A part of a sentence; ``to`` is the key of the section that it leads to."""

    words: Cell
    to: str = ""


@dataclass(frozen=True)
class Point:
    """A few sentences about one section."""

    pieces: tuple[Piece, ...]

    @property
    def keys(self) -> list[str]:
        """The sections that it leads to."""
        return [piece.to for piece in self.pieces if piece.to]

    def __str__(self) -> str:
        return "".join(str(piece.words) for piece in self.pieces)


@dataclass(frozen=True)
class Points:
    """What matters, point by point."""

    points: tuple[Point, ...]

    kind = "points"


Block = Table | Chart | Map | Voices | Words | Points


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
