"""HSDS 3: services and organisations as JSON, or as a package of tables."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from welcommune.exchange.formats.cells import checked
from welcommune.exchange.formats.hsds.reading import read_organization, read_service
from welcommune.exchange.formats.hsds.tables import Tables, is_package, package_of
from welcommune.exchange.formats.hsds.writing import organization_of, service_of
from welcommune.exchange.formats.offer import Body, Crosswalk, Offer
from welcommune.exchange.formats.report import Refusal, Report, UnreadableFile
from welcommune.exchange.formats.stream import beginning, has_array, json_items, listed

Item = dict[str, Any]
LISTS = ("contents", "organizations", "services")
OF_A_SERVICE = ("status", "organization", "organization_id")
LARGEST_RECORD = 1 << 22


class Hsds:
    """Services and organisations: a list, a page of the API, one record, both lists under their names; or tables."""

    name = "hsds"
    # Themes and groups are told by our own codes.
    words = ""
    by_id = True
    lacks = frozenset(
        {"partners", "name in other languages", "sensitive place (the town is written, and nothing finer)"}
    )

    def bodies(self, file: Path, report: Report, language: str) -> Iterable[Body | Refusal]:
        """The organisations, those nested in services included, each once."""
        seen: set[str] = set()
        for item in self._organizations(file):
            key = str(item.get("id"))
            if key not in seen:
                seen.add(key)
                yield checked(item, read_organization, report)

    def offers(self, file: Path, crosswalk: Crosswalk, report: Report, language: str) -> Iterable[Offer | Refusal]:
        """The services."""
        for item in self._services(file):
            yield checked(item, read_service, language, crosswalk, report)

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterator[bytes]:
        """Both lists under their names."""
        yield b'{"organizations": ['
        yield from listed(organization_of(body) for body in bodies)
        yield b'],\n"services": ['
        yield from listed(service_of(offer) for offer in offers)
        yield b"]}\n"

    def _organizations(self, file: Path) -> Iterator[Item]:
        if is_package(file):
            yield from Tables(file).organizations()
            return
        for item in _records(file):
            if not _is_service(item):
                yield {name: value for name, value in item.items() if name != "services"}
            elif isinstance(item.get("organization"), dict):
                yield item["organization"]

    def _services(self, file: Path) -> Iterator[Item]:
        if is_package(file):
            yield from Tables(file).services()
            return
        for item in _records(file):
            if _is_service(item):
                yield item
            else:
                nested = (each for each in item.get("services") or () if isinstance(each, dict))
                yield from ({"organization_id": item.get("id")} | each for each in nested)


def _records(file: Path) -> Iterator[Item]:
    """The services and organisations at the top of a file: those of its lists, or the one that it is."""
    if beginning(file, 64).lstrip().startswith("["):
        yield from json_items(file)
        return
    if one := _one_record(file):
        yield one
        return
    names = [name for name in LISTS if has_array(file, name)]
    if not names:
        raise UnreadableFile(_("This file holds no list of services."))
    for name in names[:1] if names[0] == "contents" else names:
        yield from json_items(file, name)


def _one_record(file: Path) -> Item | None:
    """The record that the whole file is, as one address of the API gives it."""
    if file.stat().st_size > LARGEST_RECORD:
        return None
    try:
        found = json.loads(beginning(file, LARGEST_RECORD))
    except ValueError:
        return None
    return found if isinstance(found, dict) and {"id", "name"} <= found.keys() else None


def _is_service(item: Item) -> bool:
    """Whether it is a service; else it is an organisation, perhaps with its services."""
    return not item.keys().isdisjoint(OF_A_SERVICE)


class HsdsTables(Hsds):
    """The same as an archive of tables."""

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterator[bytes]:
        """One archive."""
        yield package_of(map(organization_of, bodies), map(service_of, offers))
