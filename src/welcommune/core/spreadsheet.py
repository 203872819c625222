"""Tables as files that a spreadsheet program opens: no cell is ever run as a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

from babel.numbers import get_decimal_symbol
from django.utils.translation import get_language

# What spreadsheet programs take for the start of a formula (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """The value as text; an apostrophe before what would be run as a formula. Plain numbers stay numbers."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdecimal()


def csv_file(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as a CSV file for programs in the reader's language: where the comma marks decimals, ";" parts the cells."""
    separator = ";" if get_decimal_symbol((get_language() or "en").replace("-", "_")) == "," else ","
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows([safe_cell(cell) for cell in row] for row in rows)
    # The mark at the start tells spreadsheet programs that the text is UTF-8.
    return out.getvalue().encode("utf-8-sig")
