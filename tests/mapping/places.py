"""Small lists of places in the shape of the official ones, and where the real ones lie."""

import json
from pathlib import Path
from typing import Any

from welcommune.config.cli import main

COMMUNES: list[dict[str, Any]] = [
    {"code": "71306", "nom": "Montceau-les-Mines", "type": "commune-actuelle", "departement": "71",
     "codesPostaux": ["71300"], "population": 17064},
    {"code": "71212", "nom": "Génelard", "type": "commune-actuelle", "departement": "71", "codesPostaux": ["71420"],
     "population": 1394},
    {"code": "71390", "nom": "Saint-Berain-sous-Sanvignes", "type": "commune-actuelle", "departement": "71",
     "codesPostaux": ["71300"]},
    {"code": "01025", "nom": "Bâgé-Dommartin", "type": "commune-actuelle", "departement": "01",
     "codesPostaux": ["01380"], "population": 4054},
    {"code": "01025", "nom": "Bâgé-la-Ville", "type": "commune-deleguee", "departement": "01", "chefLieu": "01025"},
    {"code": "01144", "nom": "Dommartin", "type": "commune-deleguee", "departement": "01", "chefLieu": "01025"},
]  # fmt: skip
SQUARE = [[4.0, 46.0], [4.2, 46.0], [4.2, 46.2], [4.0, 46.2], [4.0, 46.0]]


def communes(folder: Path, *entries: dict[str, Any], name: str = "communes.json") -> Path:
    """A file as Etalab publishes it."""
    file = folder / name
    file.write_text(json.dumps(entries or COMMUNES), encoding="utf-8")
    return file


def features(folder: Path, name: str, *properties: dict[str, Any], shape: Any = None) -> Path:
    """A GeoJSON of these territories, all of one shape."""
    geometry = shape or {"type": "Polygon", "coordinates": [SQUARE]}
    listed = [{"type": "Feature", "geometry": geometry, "properties": each} for each in properties]
    file = folder / name
    file.write_text(json.dumps({"type": "FeatureCollection", "features": listed}), encoding="utf-8")
    return file


def bring(file: Path, *words: str) -> int:
    """The command of the operator."""
    return main(["places", str(file), *words])
