"""The producers' workbook of data·inclusion: sheets "structures" and "services" with the fields as headings."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from welcommune.exchange import sheets
from welcommune.exchange.formats.report import UnreadableFile
from welcommune.exchange.formats.stream import open_text
from welcommune.exchange.sheets.dates import parse_date

ZIP: Final = b"PK\x03\x04"
LISTS: Final = frozenset(
    {
        "thematiques", "publics", "modes_accueil", "modes_mobilisation", "mobilisable_par", "zone_eligibilite",
        "reseaux_porteurs",
    }
)  # fmt: skip
# Numbers that begin with a zero, which a spreadsheet program takes away.
DIGITS: Final = {"code_postal": 5, "code_insee": 5, "zone_eligibilite": 5, "siret": 14, "telephone": 10}
BETWEEN: Final = re.compile(r"[,;|\n]")
NUMBERS: Final = {"nombre_semaines": int, "volume_horaire_hebdomadaire": float}


def is_workbook(file: Path) -> bool:
    """Whether the file is a workbook, whatever it is called; raises ``UnreadableFile`` where it cannot be opened."""
    with open_text(file), file.open("rb") as content:
        return content.read(4) == ZIP


def rows_of(file: Path, wanted: str) -> Iterator[dict[str, Any]]:
    """The rows of the sheet of that name, by the names of their columns; none where there is no such sheet."""
    content = file.read_bytes()
    try:
        names = sheets.read_sheet(content, file.name).sheets
        name = next((name for name in names if name.strip().lower().startswith(wanted[:-1])), "")
        if not name:
            return
        sheet = sheets.read_sheet(content, file.name, sheet=name)
    except sheets.SheetRefused as refused:
        raise UnreadableFile(str(refused.sentence)) from refused
    headers = [column.header.strip().lower() for column in sheet.columns]
    for row in sheet.rows:
        yield {header: _value(header, cell) for header, cell in zip(headers, row.cells, strict=True) if cell}


def _value(header: str, cell: str) -> Any:
    """A cell as the JSON has it: between words of a list stand commas, bars, semicolons or line ends."""
    if header in LISTS:
        return [_whole(header, word.strip()) for word in BETWEEN.split(cell) if word.strip()]
    if header in NUMBERS:
        try:
            return NUMBERS[header](float(cell.replace(",", ".")))
        except ValueError:
            return cell
    if header.startswith("date"):
        try:
            return parse_date(cell).isoformat()
        except ValueError:
            return cell
    return _whole(header, cell)


def _whole(header: str, cell: str) -> str:
    """A number of a register with the zero that it begins with."""
    return cell.zfill(most) if cell.isdigit() and len(cell) == (most := DIGITS.get(header, 0)) - 1 else cell
