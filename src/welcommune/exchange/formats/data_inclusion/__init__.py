"""data·inclusion v1: services and structures as JSON, or as the workbook of its producers."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from welcommune.exchange.formats.cells import checked
from welcommune.exchange.formats.data_inclusion.reading import read_service, read_structure
from welcommune.exchange.formats.data_inclusion.workbook import is_workbook, rows_of
from welcommune.exchange.formats.data_inclusion.writing import service_of, structure_of
from welcommune.exchange.formats.offer import Body, Crosswalk, Offer
from welcommune.exchange.formats.report import Refusal, Report, UnreadableFile
from welcommune.exchange.formats.stream import beginning, has_array, json_items, listed
from welcommune.mapping.models import ActionState

Item = dict[str, Any]
CLOSED = (ActionState.ENDED, ActionState.PLANNED)


class DataInclusion:
    """A list of services or of structures, one page of the API, or both lists under their names; or a workbook."""

    name = "data-inclusion"
    words = "data_inclusion"
    by_id = False
    lacks = frozenset(
        {
            "partners", "name in other languages", "language of the name and texts: not French",
            "reach: comes to the towns (the towns, or the department, are written)",
            "languages spoken", "language level", "number of places",
            "first and last day", "state: open, waiting list, seasonal",
            "ended or planned: the action is not in the file",
            "kind: mentoring, meeting local people (the nearest is written)",
            "sensitive place (the town is written, and nothing finer)",
        }
    )  # fmt: skip

    def bodies(self, file: Path, report: Report, language: str) -> Iterable[Body | Refusal]:
        """The structures of the file."""
        for item in self._items(file, "structures"):
            if "structure_id" not in item:
                yield checked(item, read_structure, report)

    def offers(self, file: Path, crosswalk: Crosswalk, report: Report, language: str) -> Iterable[Offer | Refusal]:
        """The services of the file."""
        for item in self._items(file, "services"):
            if "structure_id" in item:
                yield checked(item, read_service, crosswalk, report)

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterator[bytes]:
        """Both lists under their names. The format cannot say that a service has ended: such a one is not in it."""
        yield b'{"structures": ['
        yield from listed(structure_of(body) for body in bodies)
        yield b'],\n"services": ['
        yield from listed(service_of(offer, crosswalk) for offer in offers if offer.state not in CLOSED)
        yield b"]}\n"

    def _items(self, file: Path, key: str) -> Iterator[Item]:
        if is_workbook(file):
            return rows_of(file, key)
        if beginning(file, 64).lstrip().startswith("["):
            return json_items(file)
        there = [name for name in ("structures", "services", "items") if has_array(file, name)]
        if not there:
            raise UnreadableFile(_("This file holds no list of services or structures."))
        name = key if key in there else "items"
        return json_items(file, name) if name in there else iter(())
