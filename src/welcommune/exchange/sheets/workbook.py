"""A workbook: which of its sheets, and the rows of it as text. Of a formula only the value that was saved is read."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from welcommune.exchange.sheets.container import DAMAGED, EMPTY, PASSWORD
from welcommune.exchange.sheets.extent import refuse_extent
from welcommune.exchange.sheets.formulas import unsaved_formulas
from welcommune.exchange.sheets.oldworkbook import unsaved_cells
from welcommune.exchange.sheets.opendocument import merges_in, unsaved_in
from welcommune.exchange.sheets.records import Grid, Limits, Problem, SheetRefused, said

Value = int | float | str | bool | time | date | datetime | timedelta
NO_SUCH_SHEET = _("This workbook has no sheet “%(sheet)s”. Its sheets are: %(sheets)s.")
OTHER_SHEETS = _("This workbook has %(count)d sheets. Only the sheet “%(sheet)s” was read.")
UNSAVED = ngettext_lazy(
    "%(count)d cell holds a formula without a saved value and is read as empty. Open the file in a spreadsheet "
    "program, save it there, and send it again.",
    "%(count)d cells hold formulas without a saved value and are read as empty. Open the file in a spreadsheet "
    "program, save it there, and send it again.",
    "count",
)
_THREE_DECIMALS = re.compile(r"-?\d{1,3}\.\d{3}")


def open_workbook(content: bytes, kind: str, sheet: str, limits: Limits) -> Grid:
    """The grid of one sheet: the named one, or the first visible one that looks like a table."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = _tables(book)
        chosen = _choose(book, names, sheet)
    except PasswordError as error:
        raise SheetRefused(PASSWORD) from error
    except (CalamineError, ValueError, OSError) as error:
        raise SheetRefused(DAMAGED) from error
    refuse_extent(chosen.total_height, chosen.total_width, limits)
    merges = merges_in(content, chosen.name) if kind == "ods" else tuple(chosen.merged_cell_ranges or ())
    problems: tuple[Problem, ...] = () if sheet or len(names) < 2 else (_others(chosen.name, len(names)),)
    left = (chosen.start or (0, 0))[1]
    unsaved = _unsaved(content, kind, chosen)
    if unsaved:
        count = sum(map(len, unsaved.values()))
        problems += (Problem(None, None, said(UNSAVED, count=count), str(count), "warning"),)
    return Grid(chosen.name, partial(_rows, chosen), names, "", "", merges, left, problems, unsaved)


def _unsaved(content: bytes, kind: str, sheet: CalamineSheet) -> dict[int, set[str]]:
    """Where a formula stands without a value: to the library such cells are empty."""
    if kind == "ods":
        return unsaved_in(content, sheet.name, (sheet.total_height, sheet.total_width))
    return (unsaved_formulas if kind == "xlsx" else unsaved_cells)(content, sheet.name)


def _others(name: str, count: int) -> Problem:
    return Problem(None, None, said(OTHER_SHEETS, count=count, sheet=name), name, "warning")


def _tables(book: CalamineWorkbook) -> tuple[str, ...]:
    """The sheets with cells, visible ones first; charts and macros have none."""
    sheets = [entry for entry in book.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
    sheets.sort(key=lambda entry: entry.visible != SheetVisibleEnum.Visible)
    return tuple(entry.name for entry in sheets)


def _choose(book: CalamineWorkbook, names: tuple[str, ...], wanted: str) -> CalamineSheet:
    if wanted and wanted not in names:
        raise SheetRefused(said(NO_SUCH_SHEET, sheet=wanted, sheets=", ".join(names)))
    filled = [found for name in names if (found := book.get_sheet_by_name(name)).end is not None]
    if wanted:
        filled = [found for found in filled if found.name == wanted]
    if not filled:
        raise SheetRefused(EMPTY)
    return next((found for found in filled if _is_table(found)), filled[0])


def _is_table(sheet: CalamineSheet) -> bool:
    """Whether it has rows and columns; the first sheet of many a workbook only says what the others hold."""
    return sheet.height > 1 and sheet.width > 1


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [value if isinstance(value, str) else text_of(value) for value in row]


def text_of(value: Value) -> str:
    """A cell as text that says the same in every country: a point for decimals, dates as 2020-01-31."""
    if isinstance(value, float):
        return _text_of_number(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _text_of_number(value: float) -> str:
    """As a spreadsheet shows it, 15 digits. 1.5 with three decimals gets a fourth, or it could be read as 1,500."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".15g")
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text
