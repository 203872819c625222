"""Reading a large JSON or CSV file record by record, so that memory does not grow with the file."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO

from django.utils.translation import gettext as _

from welcommune.exchange.formats.report import UnreadableFile

Item = dict[str, Any]
CHUNK: Final = 1 << 20
LONGEST_CELL: Final = 1 << 20
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def open_text(file: Path) -> TextIO:
    """The file as UTF-8 text, a byte order mark at its start left out; raises ``UnreadableFile``."""
    try:
        return file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        sentence = _("The file %(file)s cannot be opened: %(reason)s.")
        raise UnreadableFile(sentence % {"file": file.name, "reason": error.strerror or error}) from error


def beginning(file: Path, size: int = 1 << 16) -> str:
    """The first characters of a file."""
    with open_text(file) as text:
        return _read(text, size)


def _read(text: TextIO, size: int) -> str:
    try:
        return text.read(size)
    except UnicodeDecodeError as error:
        sentence = _("This file is not written in UTF-8. Save it as UTF-8 and try again.")
        raise UnreadableFile(sentence) from error


def json_items(file: Path, key: str = "") -> Iterator[Item]:
    """The objects of the array that is the file, or that stands under ``key`` in it."""
    with open_text(file) as text:
        pending, place = _find_array(text, key)
        size = CHUNK
        while True:
            place = _BETWEEN.match(pending, place).end()  # type: ignore[union-attr]
            if pending[place : place + 1] == "]":
                return
            try:
                item, place = _DECODER.raw_decode(pending, place)
            except json.JSONDecodeError as error:
                more = _read(text, size)
                if not more:
                    raise _broken(error) from error
                pending, place = pending[place:] + more, 0
                # An object longer than what was read is looked at again from its start: fewer times in larger steps.
                size = max(CHUNK, len(pending))
                continue
            size = CHUNK
            if not isinstance(item, dict):
                raise UnreadableFile(_("This file holds something else than a list of records."))
            yield item


def _find_array(text: TextIO, key: str) -> tuple[str, int]:
    """The text read so far, and where the first object of the array stands in it."""
    start = re.compile(rf'"{re.escape(key)}"\s*:\s*\[') if key else re.compile(r"\s*\[")
    pending = _read(text, CHUNK)
    while True:
        found = start.search(pending) if key else start.match(pending)
        if found:
            return pending, found.end()
        more = _read(text, CHUNK) if key else ""
        if not more:
            raise UnreadableFile(_("This file holds something else than a list of records."))
        pending += more


def _broken(error: json.JSONDecodeError) -> UnreadableFile:
    sentence = _("This file ends too early or is damaged: it is no complete JSON (%(reason)s).")
    return UnreadableFile(sentence % {"reason": error.msg})


def csv_items(file: Path) -> Iterator[Item]:
    """The rows of a CSV file by their headings; the separator is taken from the first line."""
    head = beginning(file, 4096).splitlines()
    separator = max(";,\t", key=(head[0] if head else "").count)
    csv.field_size_limit(LONGEST_CELL)
    with open_text(file) as text:
        try:
            for row in csv.DictReader(text, delimiter=separator):
                # Cells behind the last heading are none of the record's.
                yield {name: cell or "" for name, cell in row.items() if name}
        except UnicodeDecodeError as error:
            sentence = _("This file is not written in UTF-8. Save it as UTF-8 and try again.")
            raise UnreadableFile(sentence) from error
        except csv.Error as error:
            raise UnreadableFile(_("This file is no table: %(reason)s.") % {"reason": error}) from error
