"""A plain table of actions, one a row, for programs that know no standard; and points on a map."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from welcommune.core.spreadsheet import FORMULA_STARTS, safe_cell
from welcommune.exchange.formats.cells import (
    checked,
    day_of,
    email_of,
    fitting,
    line_of,
    link_of,
    point_of,
    text_of,
)
from welcommune.exchange.formats.offer import Body, Crosswalk, Offer
from welcommune.exchange.formats.report import Refusal, Report, UnreadableFile
from welcommune.exchange.formats.stream import csv_items, listed
from welcommune.exchange.formats.whom import capacity_of, levels_of, period_of, situations_of, told_situations
from welcommune.exchange.formats.words import name_of, needed
from welcommune.mapping.models import ActionKind, ActionState, Cost, Referral, Serves

Item = dict[str, Any]
COLUMNS: Final = (
    "id", "name", "language", "about", "organisation_id", "organisation", "kind", "themes", "groups", "situations",
    "languages", "level_from", "level_to", "serves", "served", "town", "postcode", "municipality_code", "address",
    "latitude", "longitude", "schedule", "starts_on", "ends_on", "capacity", "state", "cost", "cost_note", "joining",
    "referral", "website", "email", "phone", "source", "source_url", "dated",
)  # fmt: skip
# What has no column.
ROWS_LACK: Final = frozenset(
    {"partners", "name in other languages", "sensitive place (the town is written, and nothing finer)"}
)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-\w{2,4})?")
CHOICES: Final[dict[str, list[str]]] = {
    "kind": ActionKind.values, "serves": Serves.values, "state": ActionState.values, "cost": Cost.values,
    "referral": Referral.values,
}  # fmt: skip
# The most characters of what is one line.
LINES: Final = {
    "town": 120, "postcode": 12, "municipality_code": 20, "address": 200, "schedule": 300, "cost_note": 200,
    "phone": 30,
}  # fmt: skip


def plain_cell(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet program from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell


class PlainTable:
    """The table in and out. Columns that it does not know are told of; only ``name`` is needed."""

    name = "csv"
    words = ""
    by_id = False
    lacks = ROWS_LACK

    def bodies(self, file: Path, report: Report, language: str) -> Iterable[Body | Refusal]:
        """The organisations that rows name, each once."""
        seen: set[str] = set()
        for item in self._rows(file):
            key = item.get("organisation_id") or item.get("organisation", "")
            if item.get("organisation") and key not in seen:
                seen.add(key)
                yield checked(item, _body, key)

    def offers(self, file: Path, crosswalk: Crosswalk, report: Report, language: str) -> Iterable[Offer | Refusal]:
        """The actions."""
        for item in self._rows(file):
            yield checked(item, _offer, language, crosswalk, report)

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterator[bytes]:
        """The table, row by row; no cell is ever run as a formula."""
        names = {body.key: body.name for body in bodies}
        yield b"\xef\xbb\xbf" + _line(COLUMNS)
        for offer in offers:
            yield _line(_row(offer, names)[column] for column in COLUMNS)

    def _rows(self, file: Path) -> Iterator[Item]:
        for number, row in enumerate(csv_items(file), start=1):
            item = {name.strip().lower(): plain_cell(cell.strip()) for name, cell in row.items()}
            if "name" not in item:
                raise UnreadableFile(_("This table has no column “name”."))
            # A row without a name of its own is known by its place.
            yield item | {"id": item.get("id") or f"{file.name} {number}"}


def _line(cells: Iterable[object]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([safe_cell(cell) for cell in cells])
    return out.getvalue().encode()


def _listed(item: Item, field: str) -> list[str]:
    return [word.strip() for word in item.get(field, "").split(",") if word.strip()]


def _body(item: Item, key: str) -> Body:
    return Body(key=key, name=name_of(item, "organisation"))


def _known(item: Item, field: str, known: Any, report: Report) -> tuple[str, ...]:
    words = _listed(item, field)
    for word in words:
        if word not in known:
            report.unmapped[f"{field}: {word[:60]}"] += 1
    return tuple(dict.fromkeys(known[word] for word in words if word in known))


def _languages(item: Item, report: Report) -> tuple[str, ...]:
    told = _listed(item, "languages")
    for word in told:
        if not _LANGUAGE.fullmatch(word):
            report.unmapped[f"languages: {word[:60]}"] += 1
    return tuple(dict.fromkeys(word for word in told if _LANGUAGE.fullmatch(word)))


def _choice(item: Item, field: str, report: Report) -> str:
    word = str(item.get(field, ""))
    if word and word not in CHOICES[field]:
        report.unmapped[f"{field}: {word[:60]}"] += 1
        return ""
    return word


def _offer(item: Item, language: str, crosswalk: Crosswalk, report: Report) -> Offer:
    for name in item.keys() - set(COLUMNS):
        if item[name]:
            report.unmapped[name] += 1
    kept: Item = {}
    told: Item = {
        field: fitting(line_of(item.get(field), field), most, field, kept, report) for field, most in LINES.items()
    }
    told |= {field: _choice(item, field, report) for field in CHOICES}
    told |= situations_of(_listed(item, "situations"), crosswalk["situation"], report)
    told |= levels_of(item, report) | period_of(item) | {"capacity": capacity_of(item.get("capacity"), report)}
    latitude, longitude = point_of(item, report)
    own = item.get("language", "")
    return Offer(
        key=needed(item, "id"), name=name_of(item, "name"), language=own if _LANGUAGE.fullmatch(own) else language,
        about=text_of(item.get("about"), "about"), lead=item.get("organisation_id") or item.get("organisation", ""),
        themes=_known(item, "themes", crosswalk["theme"], report),
        groups=_known(item, "groups", crosswalk["group"], report), languages=_languages(item, report),
        served=tuple(_listed(item, "served")), code=told.pop("municipality_code"),
        latitude=latitude, longitude=longitude,
        joining=text_of(item.get("joining"), "joining"), website=link_of(item.get("website"), "website", report),
        email=email_of(item.get("email"), "email", report), producer=line_of(item.get("source"), "source") or "CSV",
        url=link_of(item.get("source_url"), "source_url", report),
        dated=day_of(item["dated"], "dated") if item.get("dated") else "", kept=kept, **told,
    )  # fmt: skip


def _row(offer: Offer, names: dict[str, str]) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(offer, name) for name in COLUMNS if hasattr(offer, name)}
    return told | {
        "id": offer.key, "organisation_id": offer.lead, "organisation": names.get(offer.lead, ""),
        "themes": ", ".join(offer.themes), "groups": ", ".join(offer.groups), "languages": ", ".join(offer.languages),
        "situations": ", ".join(told_situations(offer.is_for_everybody, offer.situations)),
        "served": ", ".join(offer.served),
        "municipality_code": offer.code, "source": offer.producer, "source_url": offer.url,
    }  # fmt: skip


class Points:
    """GeoJSON: one feature an action; without a point its geometry is null, as the standard has it."""

    name = "geojson"
    words = ""
    by_id = False
    lacks = ROWS_LACK

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterator[bytes]:
        """A collection of features."""
        names = {body.key: body.name for body in bodies}
        yield b'{"type": "FeatureCollection", "features": ['
        yield from listed(_feature(offer, names) for offer in offers)
        yield b"]}\n"


def _feature(offer: Offer, names: dict[str, str]) -> Item:
    known = {name: value for name, value in _row(offer, names).items() if value not in ("", None)}
    point = None if offer.latitude is None else {"type": "Point", "coordinates": [offer.longitude, offer.latitude]}
    told = {name: value for name, value in known.items() if name not in {"latitude", "longitude"}}
    return {"type": "Feature", "id": offer.key, "geometry": point, "properties": told}
