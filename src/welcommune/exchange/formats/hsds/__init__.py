"""HSDS 3: services and organisations as JSON, or as a package of tables."""

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
LISTS = ("organizations", "services", "contents")


class Hsds:
    """A list of full services, one page of the API, one service, both lists under their names; or tables."""

    name = "hsds"
    # Themes and groups are told by our own codes.
    words = ""
    by_id = True

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
        if not beginning(file, 64).lstrip().startswith("[") and has_array(file, "organizations"):
            yield from json_items(file, "organizations")
        for item in self._services(file):
            if isinstance(item.get("organization"), dict):
                yield item["organization"]

    def _services(self, file: Path) -> Iterator[Item]:
        if is_package(file):
            return Tables(file).services()
        if beginning(file, 64).lstrip().startswith("["):
            return (item for item in json_items(file) if "status" in item)
        name = next((name for name in ("services", "contents") if has_array(file, name)), "")
        if not name:
            raise UnreadableFile(_("This file holds no list of services."))
        return json_items(file, name)


class HsdsTables(Hsds):
    """The same as an archive of tables."""

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterator[bytes]:
        """One archive."""
        yield package_of(map(organization_of, bodies), map(service_of, offers))
