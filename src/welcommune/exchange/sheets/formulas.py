"""Formulas of an xlsx whose value was never saved: to a reader their cells look empty, and the person must know."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

MEGABYTE: Final = 1024 * 1024
_ATTRIBUTE: Final = re.compile(rb"([\w:]+)\s*=\s*\"([^\"]*)\"")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_UNSAVED: Final = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]+)(\d+)\"[^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# What was saved is a text, and empty: the formula says so.
_EMPTY_TEXT: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt=\"str\"[^>]*>.*<(?:\w+:)?v\b", re.DOTALL)
_END: Final = b"c>"


def unsaved_formulas(content: bytes, sheet: str) -> dict[int, set[str]]:
    """The cells of a sheet with a formula and no value: number of the row → letters of the columns."""
    found: dict[int, set[str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _part_of(archive, sheet)
        for piece in _pieces(archive, part) if part in archive.namelist() else ():
            if b"<f" in piece or b":f" in piece:
                for cell in _UNSAVED.finditer(piece):
                    if not _EMPTY_TEXT.match(cell[0]):
                        found.setdefault(int(cell[2]), set()).add(cell[1].decode())
    return found


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The cells of a sheet, a megabyte at a time: no piece ends within a cell."""
    rest = b""
    with archive.open(part) as file:
        while more := file.read(MEGABYTE):
            whole = rest + more
            end = whole.rfind(_END) + len(_END)
            yield whole[:end]
            rest = whole[end:]


def _attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag; ``r:id`` is called ``id`` here, whatever its prefix."""
    pairs = _ATTRIBUTE.findall(tag)
    return {name.decode().rpartition(":")[2].lower(): html.unescape(value.decode()) for name, value in pairs}


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file within the workbook that holds a sheet; empty where the workbook does not tell."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    sheets = map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml")))
    key = next((one.get("id", "") for one in sheets if one.get("name") == sheet), "")
    relations = map(_attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
    target = next((one.get("target", "") for one in relations if one.get("id") == key), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
