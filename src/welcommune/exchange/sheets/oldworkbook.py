"""Formulas of an xls whose value was never saved.

A workbook is a list of records. A formula whose value is an empty text looks there like one without a value. A program
that does not work formulas out saves none of them with a value; so cells are told of where no formula of the sheet has
one.
"""

import struct
from collections.abc import Iterator
from typing import Final

import olefile

from welcommune.exchange.sheets.cells import letter_of

_BOUND_SHEET, _END, _FORMULA, _TEXT = 0x85, 0x0A, 0x06, 0x207
# What may stand between a formula and its text: the formula of a range.
_OF_A_RANGE: Final = {0x4BC, 0x221, 0x236}


def unsaved_cells(content: bytes, sheet: str) -> dict[int, set[str]]:
    """The cells of a sheet with a formula and no value: number of the row → letters of the columns."""
    try:
        stream = _workbook(content)
        formulas = list(_formulas(stream, _start_of(stream, sheet)))
    except (struct.error, OSError, IndexError, UnicodeDecodeError):
        # The library could open it, and all that is lost is a hint.
        return {}
    if any(has_value for _row, _column, has_value in formulas):
        return {}
    found: dict[int, set[str]] = {}
    for row, column, _none in formulas:
        found.setdefault(row + 1, set()).add(letter_of(column))
    return found


def _workbook(content: bytes) -> bytes:
    """The one file of the container that holds the sheets."""
    with olefile.OleFileIO(content) as container:
        return bytes(container.openstream("Workbook").read())


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _start_of(stream: bytes, sheet: str) -> int:
    """Where the records of a sheet begin; behind the end where there is no such sheet."""
    for kind, record in _records(stream, 0):
        if kind == _END:
            break
        if kind == _BOUND_SHEET:
            (length, wide), name = record[6:8], record[8:]
            told = name[: length * 2].decode("utf-16-le") if wide & 1 else name[:length].decode("latin-1")
            if told == sheet:
                return int(struct.unpack_from("<I", record)[0])
    return len(stream)


def _formulas(stream: bytes, at: int) -> Iterator[tuple[int, int, bool]]:
    """Row, column, and whether there is a value, of each formula of a sheet."""
    waiting: tuple[int, int] | None = None
    for kind, record in _records(stream, at):
        if waiting and kind not in _OF_A_RANGE:
            yield *waiting, kind == _TEXT
            waiting = None
        if kind == _END:
            return
        if kind == _FORMULA:
            row, column, _form, what, _value, is_text = struct.unpack_from("<HHHB5sH", record)
            if is_text == 0xFFFF and what == 0:
                waiting = row, column
            else:
                yield row, column, not (is_text == 0xFFFF and what == 3)
