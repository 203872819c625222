"""One cell: its text made clean, and the kind of thing it looks like."""

import re
import unicodedata
from typing import Final

SPACES: Final = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"), " "
)
# Joiners stay (Persian, Hindi need them); marks without width that nobody typed on purpose go.
_DROPPED = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0xAD, *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_TABLE = {**SPACES, **_DROPPED}

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[ ,.']\d{3})+|\d+)(?:[.,]\d+)?(?: ?(?:€|£|\$|%|EUR|zł))?", re.IGNORECASE)
_DECIMAL = re.compile(r"[-+]?\d[\d ]*[.,]\d{1,2}(?: ?(?:€|£|\$|%|EUR|zł))?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ][\d:.]+Z?)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def clean_cell(text: str) -> str:
    """Composed letters, plain spaces, one kind of line end, nothing invisible, nothing around it."""
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def clean_row(cells: list[str]) -> list[str]:
    """Every cell clean; most rows are plain and need no more than a look."""
    joined = "".join(cells)
    if joined.isprintable() and (joined.isascii() or unicodedata.is_normalized("NFC", joined)):
        return [cell.strip() for cell in cells]
    return [clean_cell(cell) for cell in cells]


def shape_of(text: str) -> str:
    """What a cell looks like, coarsely: enough to tell whether it stands in the column of its neighbours."""
    bare = text.translate(SPACES).strip()
    if not bare:
        return "empty"
    if text[0].isspace():
        return "spaced"
    for shape, pattern in (("date", _DATE), ("email", _EMAIL), ("url", _URL), ("decimal", _DECIMAL)):
        if pattern.fullmatch(bare):
            return shape
    return _number_or_words(bare)


def _number_or_words(bare: str) -> str:
    if not _NUMBER.fullmatch(bare):
        return "words" if any(letter.isalpha() for letter in bare) else "signs"
    digits = sum(letter.isdigit() for letter in bare)
    if digits >= 8 and bare.isdigit():
        return "identifier"
    return "zeros" if len(bare) > 1 and bare[0] == "0" and bare.isdigit() else "number"


def is_value(text: str) -> bool:
    """Whether a cell can only be data, never a heading. Years and dates stand over columns too."""
    bare = text.translate(SPACES).strip()
    return not _YEAR.fullmatch(bare) and shape_of(bare) in {"number", "decimal", "identifier", "zeros", "email", "url"}


def is_number(text: str) -> bool:
    """Whether a cell holds a number or an amount, however it is written."""
    return shape_of(text.strip()) in {"number", "decimal", "zeros", "identifier"}


def plain(text: str) -> str:
    """For comparing words: no accents, no capitals, no signs, single spaces. ``idBeneficiaire`` is two words."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", parted) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold()).replace("ς", "σ").split())


def letter_of(index: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 27 is AB."""
    name = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        name, index = chr(65 + rest) + name, index - 1
    return name
