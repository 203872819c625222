"""Official lists of places: GISCO's NUTS and LAU as GeoJSON or CSV, French communes of Etalab or as GeoJSON.

The kinds differ in the names of their fields only, so each record is read by one table of names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from welcommune.exchange.formats.geometry import outline_of, point_of
from welcommune.exchange.formats.report import UnreadableFile
from welcommune.exchange.formats.stream import Item, beginning, csv_items, json_items
from welcommune.mapping.models import PlaceFacts, PlaceSystem

# The codes that Eurostat writes otherwise than the rest of the world.
COUNTRIES: Final = {"el": "gr", "uk": "gb"}
# Field → names that files give it, compared in small letters without signs; the first that is there counts.
NAMES: Final = {
    "nuts": ("nutsid",),
    "code": ("lauid", "laucode", "giscoid", "codeinsee", "insee", "code"),
    "name": ("nutsname", "launame", "launamenational", "nom", "name"),
    "latin": ("namelatn", "launamelatin"),
    "country": ("cntrcode", "country"),
    "parent": ("nuts3code", "nuts3", "code2021", "code2016", "departement", "parent"),
    "merged": ("cheflieu", "commune"),
    "postcodes": ("codespostaux", "codepostal", "postcodes", "postcode"),
    "population": ("population", "pop"),
    "year": ("populationyear", "year"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
}
# French departments are the NUTS 3 regions of France (2016 on), one for one.
DEPARTMENTS: Final[dict[str, str]] = dict(
    re.findall(
        r"(\w+):(\w+)",
        "01:FRK21 02:FRE21 03:FRK11 04:FRL01 05:FRL02 06:FRL03 07:FRK22 08:FRF21 09:FRJ21 10:FRF22 11:FRJ11 12:FRJ22 "
        "13:FRL04 14:FRD11 15:FRK12 16:FRI31 17:FRI32 18:FRB01 19:FRI21 21:FRC11 22:FRH01 23:FRI22 24:FRI11 25:FRC21 "
        "26:FRK23 27:FRD21 28:FRB02 29:FRH02 2A:FRM01 2B:FRM02 30:FRJ12 31:FRJ23 32:FRJ24 33:FRI12 34:FRJ13 35:FRH03 "
        "36:FRB03 37:FRB04 38:FRK24 39:FRC22 40:FRI13 41:FRB05 42:FRK25 43:FRK13 44:FRG01 45:FRB06 46:FRJ25 47:FRI14 "
        "48:FRJ14 49:FRG02 50:FRD12 51:FRF23 52:FRF24 53:FRG03 54:FRF31 55:FRF32 56:FRH04 57:FRF33 58:FRC12 59:FRE11 "
        "60:FRE22 61:FRD13 62:FRE12 63:FRK14 64:FRI15 65:FRJ26 66:FRJ15 67:FRF11 68:FRF12 69:FRK26 70:FRC23 71:FRC13 "
        "72:FRG04 73:FRK27 74:FRK28 75:FR101 76:FRD22 77:FR102 78:FR103 79:FRI33 80:FRE23 81:FRJ27 82:FRJ28 83:FRL05 "
        "84:FRL06 85:FRG05 86:FRI34 87:FRI23 88:FRF34 89:FRC14 90:FRC24 91:FR104 92:FR105 93:FR106 94:FR107 95:FR108 "
        "971:FRY10 972:FRY20 973:FRY30 974:FRY40 976:FRY50",
    )
)
_FRENCH = re.compile(r"\d[\dAB]\d{3}")
_SIGNS = re.compile(r"[^a-z0-9]")
_DATED = re.compile(r"pop(?:ulation)?((?:19|20)\d\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Kind:
    """A kind of file that was recognised: what it is called, whose country it is, how its records are read."""

    name: str
    country: str = ""
    key: str = ""
    is_table: bool = False

    def items(self, file: Path) -> Iterator[Item]:
        """The records of the file, a GeoJSON feature as its properties and its geometry."""
        if self.is_table:
            return csv_items(file)
        return (_feature(item) if self.key else item for item in json_items(file, self.key))


def _feature(item: Item) -> Item:
    return {**(item.get("properties") or {}), "geometry": item.get("geometry")}


def kind_of(file: Path) -> Kind:
    """What kind of list a file is, by its beginning; raises ``UnreadableFile`` for anything else."""
    head = beginning(file)
    if head.lstrip().startswith("{") and '"FeatureCollection"' in head:
        if '"NUTS_ID"' in head or '"LAU_ID"' in head or '"GISCO_ID"' in head:
            return Kind("GISCO", key="features")
        # The geometry of the first commune may fill the whole beginning.
        return Kind("communes", country="fr", key="features")
    # The same package lists departments and unions of communes, which have names and codes, too.
    if head.lstrip().startswith("[") and '"nom"' in head and ('"codesPostaux"' in head or '"commune-' in head):
        return Kind("Etalab", country="fr")
    names = {_plain(name) for name in re.split("[;,\t]", (head.splitlines() or [""])[0])}
    if names & {*NAMES["nuts"], *NAMES["code"]} and names & set(NAMES["name"]):
        return Kind("table", is_table=True)
    raise UnreadableFile(
        _(
            "This is none of the lists of places that can be read: NUTS or LAU of GISCO as GeoJSON or CSV, "
            "communes.json of @etalab/decoupage-administratif, or a GeoJSON of French communes."
        )
    )


def vintage_of(file: Path) -> str:
    """The year that stands in the name of a file, as in ``NUTS_RG_60M_2021_4326.geojson``; empty for none."""
    found = _YEAR.search(file.stem)
    return found[1] if found else ""


def read_places(file: Path, *, country: str = "") -> Iterator[PlaceFacts]:
    """The places of a list, one by one; with ``country`` only those of this country."""
    kind = kind_of(file)
    keys: dict[tuple[str, ...], dict[str, str]] = {}
    for number, item in enumerate(kind.items(file), start=1):
        names = keys.get(tuple(item)) or keys.setdefault(tuple(item), _fields(item))
        if names.get("merged") and _part_of(item, names) == item.get(names["code"]):
            continue  # A part that bears the code of the whole, which the list has too.
        place = _place(item, names, kind.country or country, partial(_nameless, number))
        if not country or place.country == country:
            yield place


def _part_of(item: Item, names: dict[str, str]) -> str:
    """The code of the municipality that this one is a part of; a table may have its name under the same heading."""
    stated = _line(item.get(names.get("merged", "")) or "")
    return stated if _FRENCH.fullmatch(stated) else ""


def _fields(names: Iterable[str]) -> dict[str, str]:
    """Which of our fields stands under which of the file's names."""
    there = {_plain(name): name for name in reversed(list(names))}
    found = {
        field: there[name] for field, known in NAMES.items() if (name := next(filter(there.__contains__, known), ""))
    }
    for name, original in there.items():
        if dated := _DATED.fullmatch(name):
            found |= {"population": original, f"year {dated[1]}": ""}
    return found


def _plain(name: str) -> str:
    return _SIGNS.sub("", name.strip().lower())


def _nameless(number: int) -> UnreadableFile:
    sentence = _("Place %(number)d of the list has no code or no name. Nothing was brought in.")
    return UnreadableFile(sentence % {"number": number})


def _place(item: Item, names: dict[str, str], usual_country: str, nameless: Any) -> PlaceFacts:
    told = {field: item[name] for field, name in names.items() if name and item.get(name) not in (None, "")}
    system = PlaceSystem.NUTS if "nuts" in told else PlaceSystem.LAU
    code = _line(told.get("nuts", told.get("code", "")))
    name = _line(told.get("name", told.get("latin", "")))
    country = _country(told.get("country", code[:2] if "nuts" in told else usual_country))
    code = code.partition("_")[2] or code if re.match(r"[A-Z]{2}_", code) else code
    if not code or not name or len(country) != 2:
        raise nameless()
    latitude, longitude = _point(told, item.get("geometry"))
    population = _count(told.get("population"))
    return PlaceFacts(
        system=system, code=code, country=country, name=name, latin=_line(told.get("latin", "")),
        parent_code=code[:-1] if system == PlaceSystem.NUTS and len(code) > 2 else _parent(told, code, country),
        postcodes=_postcodes(told.get("postcodes")), population=population,
        population_year=_year(told, names) if population is not None else None,
        latitude=latitude, longitude=longitude, outline=outline_of(item.get("geometry")),
        merged_into=_part_of(item, names),
    )  # fmt: skip


def _line(value: Any) -> str:
    """One line of text; some names end in line breaks."""
    return " ".join(str(value).split())


def _country(value: Any) -> str:
    code = str(value).strip().lower()
    return COUNTRIES.get(code, code)


def _parent(told: Item, code: str, country: str) -> str:
    """The NUTS 3 region: as the file says, or that of the French department."""
    parent = _line(told.get("parent", ""))
    if country != "fr" or parent.startswith("FR"):
        return parent
    return DEPARTMENTS.get(parent or (code[:3] if code.startswith("97") else code[:2]), parent)


def _postcodes(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"[\s,;/|]+", str(value or ""))
    return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def _count(value: Any) -> int | None:
    """A number of people. Some lists write a negative number for what they do not know."""
    try:
        number = int(float(str(value).replace("\u00a0", "").replace(" ", "").replace(",", ".")))
    except ValueError:
        return None
    return number if number >= 0 else None


def _year(told: Item, names: dict[str, str]) -> int | None:
    stated = next((name.partition(" ")[2] for name in names if name.startswith("year ")), told.get("year"))
    return _count(stated)


def _point(told: Item, geometry: Any) -> tuple[float | None, float | None]:
    """Latitude and longitude: as stated, or of the middle of the outline."""
    try:
        stated = float(told["latitude"]), float(told["longitude"])
    except (KeyError, ValueError):
        return point_of(geometry) or (None, None)
    return stated if abs(stated[0]) <= 90 and abs(stated[1]) <= 180 else (None, None)
