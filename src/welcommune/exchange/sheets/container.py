"""Before anything is unpacked: what kind of file this is, and whether it is safe to open.

A workbook is a zip. Its directory says how large everything will be, and may lie: so each part is inflated once here,
piece by piece, and stopped at what the directory said. On the way ``extent`` looks at the places of the cells.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.extent import Extent, PlacedCells, RepeatedCells
from welcommune.exchange.sheets.records import MEGABYTE, Limits, SheetRefused, said

OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_SMALL, _PIECE = 20 * MEGABYTE, 256 * 1024
_OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<table|<\?xml)", re.IGNORECASE)

NOT_A_TABLE = _("This is not a table. Choose a file that ends in .xlsx, .ods, .xls or .csv.")
DAMAGED = _(
    "This file is damaged and cannot be opened. Open it in a spreadsheet program, save it anew and choose it again."
)
PASSWORD = _("This file is protected with a password. Open it, remove the password, save it and choose it again.")
BOMB = _("This file would become far too large when it is unpacked. Save only the sheet that you need, as .csv.")
TOO_LARGE = _("This file is larger than %(most)d MB. Split it, or save only the sheet that you need, as .csv.")
EMPTY = _("This file holds no rows. Check that the right sheet was saved.")
WEB_PAGE = _("This is a web page with the name of a table. Open it in a spreadsheet program and save it as .xlsx.")
JSON = _("This is JSON, and not a table.")


def kind_of(content: bytes, limits: Limits) -> str:
    """``xlsx``, ``ods``, ``xls`` or ``text``, judged by what the file holds and never by its name."""
    if not content.strip():
        raise SheetRefused(EMPTY)
    if len(content) > limits.bytes:
        raise SheetRefused(said(TOO_LARGE, most=limits.bytes // MEGABYTE))
    if content.startswith(OLE):
        return _kind_of_ole(content)
    if content.startswith(ZIP):
        return _kind_of_zip(content, limits)
    if content.startswith(_OTHER_FILES):
        raise SheetRefused(NOT_A_TABLE)
    if _WEB_PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise SheetRefused(WEB_PAGE)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[{")):
        raise SheetRefused(JSON)
    return "text"


def _kind_of_ole(content: bytes) -> str:
    """The container of old Office files; a modern workbook lies in it when it is encrypted."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetRefused(PASSWORD)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise SheetRefused(NOT_A_TABLE)


def _kind_of_zip(content: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SheetRefused(DAMAGED) from error
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries) or "encrypted-package" in names:
        raise SheetRefused(PASSWORD)
    _refuse_bomb(entries, limits)
    kind = "xlsx" if "[Content_Types].xml" in names else "ods"
    if (kind == "ods" and "content.xml" not in names) or (
        kind == "xlsx" and not any("workbook" in name for name in names)
    ):
        raise SheetRefused(NOT_A_TABLE)
    for entry in entries:
        _look_into(content, entry, kind, limits)
    return kind


def _refuse_bomb(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """By the directory alone, which is read without unpacking."""
    packed, unpacked = sum(entry.compress_size for entry in entries), sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked or (unpacked > _SMALL and unpacked > limits.ratio * packed):
        raise SheetRefused(BOMB)


def _inflate(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The parts of one entry, never more than the directory promised."""
    head = content[entry.header_offset : entry.header_offset + 30]
    start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise SheetRefused(DAMAGED)
    inflater, left = zlib.decompressobj(-zlib.MAX_WBITS), entry.file_size
    while piece := inflater.decompress(packed, _PIECE):
        left -= len(piece)
        if left < 0:
            raise SheetRefused(BOMB)
        packed = inflater.unconsumed_tail
        yield piece


def _look_into(content: bytes, entry: zipfile.ZipInfo, kind: str, limits: Limits) -> None:
    """Inflate one entry once and look at what it claims."""
    extent: Extent | None = None
    if kind == "xlsx" and "worksheets/" in entry.filename:
        extent = PlacedCells(limits)
    elif kind == "ods" and entry.filename == "content.xml":
        extent = RepeatedCells(limits)
    try:
        for piece in _inflate(content, entry):
            if extent:
                extent.feed(piece)
            elif entry.filename == "META-INF/manifest.xml" and b"encryption-data" in piece:
                raise SheetRefused(PASSWORD)
    except zlib.error as error:
        raise SheetRefused(DAMAGED) from error
