"""Formulas of an xls whose value was never saved.

The container is a file system of sectors, the file in it a list of records. A formula whose value is an
empty text looks like one without a value. A program that does not work formulas out saves none of them with a value;
so cells are told of where no formula of the sheet has one.
"""

import struct
from collections.abc import Iterator
from typing import Final

from welcommune.exchange.sheets.cells import letter_of

_FREE: Final = 0xFFFFFFFA
_BOUND_SHEET, _BEGIN, _END, _FORMULA, _TEXT = 0x85, 0x809, 0x0A, 0x06, 0x207
# What may stand between a formula and its text: the formula of a range.
_OF_A_RANGE: Final = {0x4BC, 0x221, 0x236}
_NAME: Final = "Workbook".encode("utf-16-le")


def unsaved_cells(content: bytes, sheet: str) -> dict[int, set[str]]:
    """The cells of a sheet with a formula and no value: number of the row → letters of the columns."""
    try:
        stream = _workbook(content)
        formulas = list(_formulas(stream, _start_of(stream, sheet)))
    except (struct.error, IndexError, UnicodeDecodeError):
        # The library could open it, and all that is lost is a hint.
        return {}
    if any(has_value for _row, _column, has_value in formulas):
        return {}
    found: dict[int, set[str]] = {}
    for row, column, _none in formulas:
        found.setdefault(row + 1, set()).add(letter_of(column))
    return found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _workbook(content: bytes) -> bytes:
    """The one file of the container that holds the sheets."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    directory, cutoff, small_table, more, count = struct.unpack_from("<I4xIIxxxxII", content, 48)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    places = list(_numbers(content[76:512]))
    for _step in range(min(count, len(content) // size)):
        *found, more = _numbers(sector(more))
        places += found
    table = _numbers(b"".join(sector(place) for place in places if place < _FREE))

    def chain(number: int) -> bytes:
        return b"".join(map(sector, _chain(table, number)))

    entries = chain(directory)
    files = [entries[at : at + 128] for at in range(0, len(entries), 128)]
    wanted = next(entry for entry in [*files, b""] if entry.startswith(_NAME) or not entry)
    start, length = struct.unpack_from("<II", wanted, 116)
    if length >= cutoff:
        return chain(start)[:length]
    inner = chain(struct.unpack_from("<I", files[0], 116)[0])
    parts = _chain(_numbers(chain(small_table)), start)
    return b"".join(inner[part * small : (part + 1) * small] for part in parts)[:length]


def _chain(table: tuple[int, ...], number: int) -> Iterator[int]:
    """The sectors of a file, one leading to the next; a chain that bites its tail ends."""
    for _step in table:
        if number >= len(table):
            return
        yield number
        number = table[number]


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
