"""How far the cells of a workbook reach, told from its XML before a reader that keeps the full rectangle sees it.

A file of a few hundred bytes may claim a cell in row one million and column XFD, or one cell repeated a million times:
the rectangle between would fill the memory of the machine. Empty cells that are only coloured reach nowhere.
"""

import re
from typing import Final, Protocol

from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.records import Limits, SheetRefused, said

TOO_MANY_ROWS = _("This table has more than %(most)d rows. Split it into several files.")
TOO_MANY_COLUMNS = _("This table has more than %(most)d columns. Remove those that you do not need.")
TOO_SPREAD = _(
    "A cell of this sheet stands so far below or beside the others that the sheet cannot be read. Delete what stands "
    "there, or save the sheet as .csv."
)
# Room for titles and headings above the rows that count.
ABOVE: Final = 100
_LONGEST_TAG = 8 * 1024


class Extent(Protocol):
    """Takes the XML of a sheet piece by piece and refuses it as soon as it reaches too far."""

    def feed(self, piece: bytes) -> None: ...


def refuse_extent(rows: int, columns: int, limits: Limits) -> None:
    """Too many rows, too many columns, or too large a rectangle."""
    if rows > limits.rows + ABOVE:
        raise SheetRefused(said(TOO_MANY_ROWS, most=limits.rows))
    if columns > limits.columns:
        raise SheetRefused(said(TOO_MANY_COLUMNS, most=limits.columns))
    if rows * columns > limits.cells:
        raise SheetRefused(TOO_SPREAD)


class _Pieces:
    """Pieces of XML cut again at the beginning of a tag."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.rest = limits, b""
        self.rows, self.columns = 0, 0

    def feed(self, piece: bytes) -> None:
        text = self.rest + piece
        cut = text.rfind(b"<")
        # Text between tags may be long; a tag is not.
        cut = cut if cut > 0 and len(text) - cut < _LONGEST_TAG else len(text)
        self.rest = text[cut:]
        self.look(text[:cut])
        refuse_extent(self.rows, self.columns, self.limits)

    def look(self, text: bytes) -> None:
        raise NotImplementedError


class PlacedCells(_Pieces):
    """A worksheet of an xlsx: each cell says where it is, ``r="AB12"``; one that does not follows the one before."""

    # What programs write is looked for by its first letters, which is ten times faster than all that XML allows.
    untidy = re.compile(rb"""<c(?! r="|[a-z])|:c[\s/>]""")
    tidy_row = re.compile(rb"""<c r="[A-Za-z]+(\d+)"[^<>/]*>""")
    tidy_column = re.compile(rb"""<c r="([A-Za-z]{2,})\d+"[^<>/]*>""")
    any_row = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]+(\d+)["'][^<>/]*>""")
    any_column = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{2,})\d+["'][^<>/]*>""")
    unplaced = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^<>]*\sr\s*=)")
    new_row = re.compile(rb"<(?:\w+:)?row\b")

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.begun, self.following = 0, 0

    def look(self, text: bytes) -> None:
        untidy = self.untidy.search(text)
        row, column = (self.any_row, self.any_column) if untidy else (self.tidy_row, self.tidy_column)
        self.rows = max(self.rows, 0, *map(int, set(row.findall(text))))
        self.columns = max(self.columns, 26, *map(number_of, set(column.findall(text))))
        if untidy:
            self.follow(text)

    def follow(self, text: bytes) -> None:
        """Count rows and cells that say no place."""
        first, *others = self.new_row.split(text)
        self.begun += len(others)
        self.following += len(self.unplaced.findall(first))
        for row in [first, *others][1:]:
            self.columns = max(self.columns, self.following)
            self.following = len(self.unplaced.findall(row))
        self.rows, self.columns = max(self.rows, self.begun), max(self.columns, self.following)


def number_of(letters: bytes) -> int:
    """A is 1, AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class RepeatedCells(_Pieces):
    """The content of an ods, where one row or cell can stand for thousands. It may, where nothing filled follows."""

    many = re.compile(rb"""-repeated\s*=\s*["']\d{2,}""")
    times = re.compile(rb"""-repeated\s*=\s*["'](\d+)""")
    tag = re.compile(rb"<table:(?:covered-)?(table|table-row|table-cell)(?=[\s/>])([^>]*)>")

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.row, self.column, self.height = 0, 0, 1

    def look(self, text: bytes) -> None:
        if self.many.search(text):
            for found in self.tag.finditer(text):
                self.take(found[1], found[2])
            return
        parts = text.split(b"<table:table-row")
        self.row += len(parts) - 1
        self.rows = max(self.rows, self.row)
        self.columns = max(self.columns, *(part.count(b"table-cell ") for part in parts))

    def take(self, kind: bytes, attributes: bytes) -> None:
        """One tag of a piece with repeats."""
        found = self.times.search(attributes)
        times = int(found[1]) if found else 1
        if kind == b"table":
            self.row = 0
        elif kind == b"table-row":
            self.row, self.column, self.height = self.row + times, 0, times
        else:
            self.column += times
            if b"value-type" in attributes:
                self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
                refuse_extent(self.rows, self.columns, self.limits)
