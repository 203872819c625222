"""What a paper consists of: headings, paragraphs, points of lists, quotes and tables, each in a language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from welcommune.core.text import Said, direction
from welcommune.library.prose import bare

Kind = Literal["title", "heading", "subheading", "paragraph", "point", "quote", "soft"]


@dataclass(frozen=True)
class Block:
    """One paragraph of a kind; without a language it is in that of the paper."""

    kind: Kind
    text: str
    language: str = ""
    # The name by which other parts of the paper lead here.
    key: str = ""
    # What the text consists of, where parts of it lead somewhere or are in another language.
    runs: "tuple[Run, ...]" = ()


@dataclass(frozen=True)
class Run:
    """A part of a paragraph; ``to`` is an address, or "#" and the key of a paragraph of this paper."""

    text: str
    language: str = ""
    to: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of values under their heads; the first cell names its row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True)
class Paper:
    """A whole paper in one language."""

    title: str
    language: str
    blocks: tuple[Block | Table, ...]

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is read from right to left."""
        return direction(self.language) == "rtl"


def blocks_of(text: str) -> Iterator[Block]:
    """Light Markdown as paragraphs and points; lines that follow each other without a gap are one paragraph."""
    gathered: list[str] = []
    for line in [*text.split("\n"), ""]:
        is_point = line.startswith(("- ", "* "))
        if (is_point or not line.strip()) and gathered:
            yield Block("paragraph", bare(" ".join(gathered)))
            gathered = []
        if is_point:
            yield Block("point", bare(line[2:]).strip())
        elif line.strip():
            gathered.append(line.strip())
