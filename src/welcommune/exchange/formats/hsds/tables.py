"""HSDS 3 as tables: a folder or an archive with one CSV file for each kind of record."""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from welcommune.core.spreadsheet import safe_cell
from welcommune.exchange.formats.report import UnreadableFile
from welcommune.exchange.formats.table import plain_cell

Item = dict[str, Any]
# Table → the record that its rows are nested in, and the name of the list there.
OF_SERVICE: Final = {
    "phones": "phones", "schedules": "schedules", "languages": "languages", "service_areas": "service_areas",
    "cost_options": "cost_options",
}  # fmt: skip
LARGEST: Final = 400_000_000


def is_package(file: Path) -> bool:
    """Whether the file is a folder or an archive."""
    return file.is_dir() or zipfile.is_zipfile(file)


class Tables:
    """The tables of a package, read when they are asked for."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def rows(self, name: str) -> list[Item]:
        """The filled cells of the rows of one table, by their headings; none where there is no such table."""
        content = self._content(f"{name}.csv")
        if content is None:
            return []
        try:
            text = content.decode("utf-8-sig")
            rows = csv.DictReader(io.StringIO(text, newline=""))
            return [{field: plain_cell(cell) for field, cell in row.items() if field and cell} for row in rows]
        except (UnicodeDecodeError, csv.Error) as error:
            sentence = _("The table %(name)s cannot be read. Save it as CSV in UTF-8 and try again.")
            raise UnreadableFile(sentence % {"name": name}) from error

    def _content(self, name: str) -> bytes | None:
        if self.file.is_dir():
            path = self.file / name
            return path.read_bytes() if path.is_file() else None
        with zipfile.ZipFile(self.file) as archive:
            found = next((info for info in archive.infolist() if info.filename.split("/")[-1] == name), None)
            if found is None:
                return None
            if found.file_size > LARGEST:
                raise UnreadableFile(_("A table of this archive is too large to be opened."))
            return archive.read(found)

    def organizations(self) -> Iterator[Item]:
        """The organisations with their numbers."""
        phones = self._by("phones", "organization_id")
        numbers = self._by("organization_identifiers", "organization_id")
        for item in self.rows("organizations"):
            # A telephone of one of its services is not its own.
            own = [phone for phone in phones[item.get("id", "")] if not phone.get("service_id")]
            yield item | {"phones": own, "organization_identifiers": numbers[item.get("id", "")]}

    def services(self) -> Iterator[Item]:
        """The services with their parts nested, as the JSON has them."""
        services = self.rows("services")
        if not services:
            raise UnreadableFile(_("There is no table services.csv in it."))
        parts = {table: self._by(table, "service_id") for table in OF_SERVICE}
        locations, attributes = self._locations(), self._attributes()
        for item in services:
            key = item.get("id", "")
            nested = {field: parts[table][key] for table, field in OF_SERVICE.items() if parts[table][key]}
            nested |= {"service_at_locations": locations[key]} if locations[key] else {}
            yield item | nested | ({"attributes": attributes[key]} if attributes[key] else {})

    def _by(self, table: str, field: str) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for row in self.rows(table):
            found[row.get(field, "")].append(row)
        return found

    def _locations(self) -> dict[str, list[Item]]:
        addresses = self._by("addresses", "location_id")
        places = {row.get("id"): row | {"addresses": addresses[row.get("id", "")]} for row in self.rows("locations")}
        found: dict[str, list[Item]] = defaultdict(list)
        for row in self.rows("service_at_location") or self.rows("service_at_locations"):
            if place := places.get(row.get("location_id")):
                found[row.get("service_id", "")].append(row | {"location": place})
        return found

    def _attributes(self) -> dict[str, list[Item]]:
        terms = {row.get("id"): row for row in self.rows("taxonomy_terms")}
        found = self._by("attributes", "link_id")
        for rows in found.values():
            for row in rows:
                row["taxonomy_term"] = terms.get(row.get("taxonomy_term_id"), {})
        return found


def package_of(organizations: Iterable[Item], services: Iterable[Item]) -> bytes:
    """An archive of tables, each record in the table of its kind, once."""
    tables: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in organizations:
        _spread("organizations", item, tables)
    for item in services:
        _spread("services", item, tables)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sorted(tables.items()):
            fields = list(dict.fromkeys(field for row in rows.values() for field in row))
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            writer.writerow(fields)
            writer.writerows([safe_cell(row.get(field)) for field in fields] for row in rows.values())
            archive.writestr(zipfile.ZipInfo(f"{name}.csv"), text.getvalue())
    return out.getvalue()


# Tables by the names under which their records are nested, and the fields that tell whose they are.
ONE: Final = {"location": "locations", "taxonomy_term": "taxonomy_terms", "organization": "organizations"}
LISTS: Final = {"service_at_locations": "service_at_location"}
PARENT: Final = {
    "services": "service_id", "organizations": "organization_id", "locations": "location_id", "phones": "phone_id",
    "service_at_location": "service_at_location_id",
}  # fmt: skip


def _spread(table: str, item: Item, tables: dict[str, dict[str, Item]]) -> None:
    """Put a record in its table, and the records nested in it in theirs, each with the identifier of the other."""
    row = tables[table][item["id"]] = {
        name: value for name, value in item.items() if not isinstance(value, list | dict)
    }  # fmt: skip
    for name, value in item.items():
        if isinstance(value, dict) and "id" in value:
            row.setdefault(f"{name}_id", value["id"])
            if name in ONE:
                _spread(ONE[name], value, tables)
        for part in value if isinstance(value, list) else []:
            if isinstance(part, dict) and "id" in part:
                link = {"link_id" if name == "attributes" else PARENT.get(table, "parent_id"): item["id"]}
                _spread(LISTS.get(name, name), link | part, tables)
