"""What the library does not tell of an ods: merged cells, and formulas whose value was never saved."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from welcommune.exchange.sheets.cells import letter_of
from welcommune.exchange.sheets.records import Merge

# A sheet whose last rows are one formula, a million times repeated, has as many cells as it has rows with something in.
Extent = tuple[int, int]
_SPANNED: Final = re.compile(rb"number-(?:rows|columns)-spanned=[\"'](?!1[\"'])")
_TABLE: Final = re.compile(rb"<table:table [^>]*?table:name=(?:\"([^\"]*)\"|'([^']*)')[^>]*>")
_TAG: Final = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_FORMULA: Final = re.compile(rb"table:formula\s*=")
_VALUE: Final = re.compile(rb"office:value-type\s*=")
_ATTRIBUTE: Final = {
    name: re.compile(rb"(?:table:)?" + name.encode() + rb"\s*=\s*[\"']([^\"']*)")
    for name in ("number-rows-repeated", "number-columns-repeated", "number-rows-spanned", "number-columns-spanned")
}


class _Cell(NamedTuple):
    """A cell, or as many equal ones as are written as one."""

    row: int
    column: int
    rows: int
    columns: int
    attributes: bytes


def merges_in(content: bytes, name: str) -> tuple[Merge, ...]:
    """The merged cells of a sheet. Only read where there are any."""
    xml = _content(content)
    return tuple(_spans(_sheet(xml, name))) if _SPANNED.search(xml) else ()


def unsaved_in(content: bytes, name: str, extent: Extent) -> dict[int, set[str]]:
    """The cells of a sheet with a formula and no value: number of the row → letters of the columns."""
    xml = _content(content)
    found: dict[int, set[str]] = {}
    for cell in _cells(_sheet(xml, name)) if _FORMULA.search(xml) else ():
        if _FORMULA.search(cell.attributes) and not _VALUE.search(cell.attributes):
            letters = {letter_of(at) for at in range(cell.column, min(cell.column + cell.columns, extent[1]))}
            for row in range(cell.row, min(cell.row + cell.rows, extent[0])):
                found.setdefault(row + 1, set()).update(letters)
    return found


def _content(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("content.xml")


def _sheet(xml: bytes, name: str) -> bytes:
    """What stands in the table of that name."""
    at = next((tag for tag in _TABLE.finditer(xml) if html.unescape((tag[1] or tag[2] or b"").decode()) == name), None)
    return xml[at.end() : xml.find(b"</table:table>", at.end())] if at else b""


def _number(attributes: bytes, name: str) -> int:
    found = _ATTRIBUTE[name].search(attributes)
    return int(found[1]) if found else 1


def _cells(xml: bytes) -> Iterator[_Cell]:
    row, rows, column = 0, 0, 0
    for found in _TAG.finditer(xml):
        if found[1] == b"table-row":
            row, rows, column = row + rows, _number(found[2], "number-rows-repeated"), 0
            continue
        columns = _number(found[2], "number-columns-repeated")
        yield _Cell(row, column, rows, columns, found[2])
        column += columns


def _spans(xml: bytes) -> Iterator[Merge]:
    for cell in _cells(xml):
        down, right = (_number(cell.attributes, f"number-{what}-spanned") for what in ("rows", "columns"))
        if down > 1 or right > 1:
            yield (cell.row, cell.column), (cell.row + down - 1, cell.column + right - 1)
