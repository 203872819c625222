"""A text file: which encoding, which separator, and its rows.

An encoding cannot be read from a file, only judged by what it makes of it: of those that people in Europe and around
the Mediterranean save tables in, the one is taken that turns most bytes beyond ASCII into letters of its languages.
General detectors take French for Polish (``é`` is one byte in both), so they are asked only where none of these fits.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice, pairwise
from typing import Final

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.container import NOT_A_TABLE
from welcommune.exchange.sheets.records import Grid, Problem, SheetRefused, said

_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىءآأإئؤةپچگ،؛؟"
_WESTERN = "éèêëàâäçîïôöùûüÿœæñáíóúãõßåøÉÈÊÀÂÇÎÔÙÛŒÄÖÜÑÁÍÓÚ"
_POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
# By encoding the letters that its languages write; the first of equals wins.
_LETTERS: Final = {
    "cp1252": _WESTERN, "iso8859_15": _WESTERN, "cp1250": _POLISH, "iso8859_2": _POLISH, "cp1253": _GREEK,
    "iso8859_7": _GREEK, "cp1256": _ARABIC + "éèêàçôû", "mac_roman": _WESTERN, "cp850": _WESTERN,
}  # fmt: skip
# Signs that stand in all texts and in all these encodings, and tell nothing of the language.
_SIGNS = "€’‘“”«»–—…°·\u00a0"
_SAMPLE, _DOUBTFUL = 200_000, 0.6
SEPARATORS: Final = (",", ";", "\t", "|")
# Spreadsheets may write ``sep=;`` as the first line, and mean the separator.
TOLD: Final = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)

ODD_LETTERS = _(
    "Some letters of this file may be wrong. Check names with accents; if they are wrong, save the file as UTF-8."
)
OPEN_QUOTE = _(
    "A quotation mark is opened in row %(row)d or before and never closed. Close or remove it and choose the file "
    "again."
)


def open_text(content: bytes, name: str) -> Grid:
    """The grid of a text file."""
    text, encoding, sure = decode(content)
    if text.count("\0") > len(text) // 100 or sum(text.count(chr(code)) for code in range(1, 9)) > len(text) // 100:
        raise SheetRefused(NOT_A_TABLE)
    told = TOLD.match(text)
    separator = told[1] if told else find_separator(text)
    problems = () if sure else (Problem(None, None, ODD_LETTERS, "", "warning"),)
    return Grid(name, partial(_rows, text, separator), (), encoding, separator, problems=problems)


def decode(content: bytes) -> tuple[str, str, bool]:
    """The text, the encoding, and whether there is little doubt about it."""
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding.removesuffix("-sig"), True
    if content[1:200:2].count(0) > 50 or (len(content) < 200 and content[1::2].count(0) > len(content) // 3):
        return content.decode("utf-16-le", "replace"), "utf-16", True
    try:
        return content.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        return _decode_mixed(content) or _decode_old(content)


def _decode_mixed(content: bytes) -> tuple[str, str, bool] | None:
    """UTF-8 into which lines of another encoding were pasted: the stray bytes are read as cp1252."""
    sample = b"".join(line for line in content.splitlines() if not line.isascii())[:_SAMPLE]
    letters = sample.decode("utf-8", "surrogateescape")
    if len(re.findall("[^\x00-\x7f\udc80-\udcff]", letters)) < 3 * len(re.findall("[\udc80-\udcff]", letters)):
        return None
    text = content.decode("utf-8", "surrogateescape")
    stray = Counter(re.findall("[\udc80-\udcff]", text))
    table = {ord(byte): bytes([ord(byte) - 0xDC00]).decode("cp1252", "replace") for byte in stray}
    return text.translate(table), "utf-8", True


def _decode_old(content: bytes) -> tuple[str, str, bool]:
    """One byte a letter: the encoding whose languages the letters fit."""
    sample = b"\n".join(line for line in content.split(b"\n") if not line.isascii())[:_SAMPLE]
    marks = {encoding: _fitness(sample, encoding) for encoding in _LETTERS}
    best = max(marks, key=lambda encoding: marks[encoding])
    if marks[best] < _DOUBTFUL and (guess := from_bytes(sample).best()):
        best = guess.encoding
    return content.decode(best, "replace"), best, marks.get(best, 0) >= _DOUBTFUL


def _fitness(sample: bytes, encoding: str) -> float:
    """Which share of the letters beyond ASCII the languages of an encoding have. No capital follows a small letter."""
    text, known = sample.decode(encoding, "replace"), _LETTERS[encoding]
    fit = beyond = 0
    for before, letter in pairwise(" " + text):
        if letter > "\x7f" and letter not in _SIGNS:
            beyond += 1
            fit += letter in known and not (letter.isupper() and before.islower())
    return fit / beyond if beyond else 1.0


def find_separator(text: str) -> str:
    """The one that parts the first lines most evenly into most cells; none for a single column."""
    marks = {separator: _evenness(text, separator) for separator in SEPARATORS}
    best = max(marks, key=lambda separator: marks[separator])
    return best if marks[best] > 0 else ""


def _evenness(text: str, separator: str) -> float:
    """Share of rows with the usual number of cells, a little more for many cells; 0 where nothing is parted."""
    widths: Counter[int] = Counter()
    try:
        # The last row of a piece of text may be cut.
        for row in islice(_rows(text[:100_000], separator), 200):
            if any(cell.strip() for cell in row):
                widths[len(row)] += 1
    except SheetRefused:
        return 0.0
    parted = {width: times for width, times in widths.items() if width > 1}
    if not parted:
        return 0.0
    usual = max(parted, key=lambda width: (parted[width], width))
    near = sum(times for width, times in parted.items() if abs(width - usual) <= 1)
    share = (parted[usual] + near) / 2 / sum(widths.values())
    return share * (1 + min(usual, 30) / 30) if share > 0.3 or len(parted) > 1 else share / 10


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """The rows; a blank line is a row without cells, so that rows can be counted as a person counts them."""
    if not separator:
        yield from ([line.rstrip("\r\n")] for line in io.StringIO(text))
        return
    reader, number = csv.reader(io.StringIO(text, newline=""), delimiter=separator), 0
    try:
        for row in reader:
            number += 1
            yield row
    except csv.Error as error:
        raise SheetRefused(said(OPEN_QUOTE, row=number + 1)) from error
