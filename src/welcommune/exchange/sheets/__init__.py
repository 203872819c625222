"""Spreadsheets as people bring them: from the bytes of a file to rows of clean text, and from text to values.

No database, no clock, nothing of Django but its translations. ``read_sheet`` opens a file, ``propose`` says which of
its columns are probably what, the functions of ``values`` say what a cell means.
"""

from welcommune.exchange.sheets.matching import propose, synonyms
from welcommune.exchange.sheets.reading import read_sheet
from welcommune.exchange.sheets.records import (
    BadValue,
    Column,
    Limits,
    Problem,
    Row,
    Rows,
    Sheet,
    SheetRefused,
    Target,
)

__all__ = [
    "BadValue",
    "Column",
    "Limits",
    "Problem",
    "Row",
    "Rows",
    "Sheet",
    "SheetRefused",
    "Target",
    "propose",
    "read_sheet",
    "synonyms",
]
