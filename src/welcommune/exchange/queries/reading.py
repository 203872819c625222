"""The file of an import, as a table."""

from typing import Any

from django.core.files.storage import Storage, storages

from welcommune.exchange import sheets
from welcommune.exchange.models import Import, Remembered
from welcommune.exchange.queries.known_files import is_known, read_known
from welcommune.exchange.sheets.cells import plain
from welcommune.exchange.sheets.saying import kept
from welcommune.exchange.targets import TARGETS
from welcommune.network.models import Region

PRIVATE = "private"
LONGEST_LINE = 80


def private_files() -> Storage:
    """Where files lie that nobody is served."""
    return storages[PRIVATE]


def content_of(batch: Import) -> bytes:
    """The bytes of the file."""
    with private_files().open(batch.file) as file:
        content: bytes = file.read()
    return content


def table_of(batch: Import) -> sheets.Sheet:
    """The table in the file, read as the person said; raises ``SheetRefused``."""
    how = {"sheet": batch.sheet, "heading_row": batch.heading_row}
    return read_table(content_of(batch), batch.file_name, batch.target, batch.region, **how)


def read_table(content: bytes, name: str, target: str, region: Region, **how: Any) -> sheets.Sheet:
    """The table in a spreadsheet, or in JSON of a format that is known; raises ``SheetRefused``."""
    if is_known(content):
        return read_known(content, name, target, region)
    return sheets.read_sheet(content, name, **how)


def layout_of(sheet: sheets.Sheet) -> dict[str, Any]:
    """What was understood of the file as a whole, for the person to judge."""
    return {
        "sheets": list(sheet.sheets),
        "sheet": sheet.name,
        "encoding": sheet.encoding,
        "separator": sheet.separator,
        "header_rows": list(sheet.header_rows),
        "beginning": [[number, " · ".join(cells)[:LONGEST_LINE]] for number, cells in sheet.beginning],
        "problems": [[problem.row, kept(problem.sentence)] for problem in sheet.problems],
    }


def columns_of(sheet: sheets.Sheet) -> list[dict[str, Any]]:
    """The columns with their first values."""
    return [
        {"index": c.index, "header": c.header, "letter": c.letter, "samples": list(c.samples), "filled": c.filled}
        for c in sheet.columns
    ]


def remembered(batch: Import) -> dict[str, str]:
    """What the headers of lists of this source meant last time: header made plain → field, empty for left out."""
    rows = Remembered.plain.filter(region=batch.region_id, source=batch.source, field="")
    return dict(rows.values_list("word", "meaning").order_by("word"))


def purpose_before(batch: Import) -> str:
    """What the people of the last list of this source may be written to about."""
    told = Import.plain.filter(region=batch.region_id, source=batch.source).exclude(purpose="").order_by("-created_at")
    return told.values_list("purpose", flat=True).first() or ""


def constants_before(batch: Import) -> dict[str, str]:
    """What all rows of the last list of this source and kind had in common."""
    told = Import.plain.filter(region=batch.region_id, source=batch.source, target=batch.target).exclude(constants={})
    return told.order_by("-created_at").values_list("constants", flat=True).first() or {}


def known_words(batch: Import) -> dict[tuple[str, str], str]:
    """What unknown words of lists of this source stand for: (field, word made plain) → code."""
    rows = Remembered.plain.filter(region=batch.region_id, source=batch.source).exclude(field="")
    return {(field, word): code for field, word, code in rows.values_list("field", "word", "meaning").order_by("pk")}


def proposal(batch: Import, sheet: sheets.Sheet) -> dict[str, str]:
    """Which field each column may be, by its place: as last time, else as headers and values suggest."""
    fields = TARGETS[batch.target].fields()
    known = remembered(batch)
    keys = {field.key for field in fields}
    mapping: dict[str, str] = {}
    for column in sheet.columns:
        meaning = known.get(plain(column.header))
        if meaning in keys and meaning not in mapping.values():
            mapping[str(column.index)] = meaning
    fresh = [column for column in sheet.columns if plain(column.header) not in known]
    free = [field for field in fields if field.key not in mapping.values()]
    proposed = sheets.propose(fresh, free)
    return mapping | {str(index): key for key, index in proposed.items()}
