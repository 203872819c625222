"""Files of grants as tests write and read them."""

import csv
import re
from pathlib import Path
from typing import Any

from tests.factories import SEATS
from welcommune.config.files import export_file
from welcommune.exchange.formats.grants import SCDL_COLUMNS

MADE_UP = {
    "nomAttribuant": "Ville d'Exemple", "idAttribuant": "21060004500392", "dateConvention": "2025-01-15",
    "referenceDecision": "D-1", "nomBeneficiaire": "Association inventée", "rnaBeneficiaire": "W712345678",
    "objet": "Cours <b>de</b> français", "montant": "1200.50", "nature": "aide en numéraire",
    "conditionsVersement": "unique", "datesPeriodeVersement": "2025-02-01/2025-12-31", "notificationUE": "non",
    "pourcentageSubvention": "1",
}  # fmt: skip


def grant_file(path: Path, *rows: dict[str, str]) -> Path:
    """Write a table of SCDL."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, SCDL_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def exported(format: str, path: Path) -> str:
    """What the command writes of the region."""
    assert export_file(format, SEATS, path) == 0
    return path.read_text(encoding="utf-8")


TYPES = {"date": r"\d{4}-\d\d-\d\d", "number": r"-?\d+(\.\d+)?", "boolean": "oui|non", "string": ".*"}


def wrong_in(field: dict[str, Any], cell: str) -> str:
    """What a cell has against it in the table schema."""
    rules = field.get("constraints", {})
    if not cell:
        return f"{field['name']} is missing" if rules.get("required") else ""
    holds = (
        re.fullmatch(TYPES[field["type"]], cell) and re.fullmatch(rules.get("pattern", ".*"), cell)
        and len(cell) <= rules.get("maxLength", 10_000) and cell in rules.get("enum", [cell])
        and float(rules.get("minimum", "-inf")) <= (float(cell) if field["type"] == "number" else 0)
        and (float(cell) if field["type"] == "number" else 0) <= float(rules.get("maximum", "inf"))
    )  # fmt: skip
    return "" if holds else f"{field['name']}: {cell}"
