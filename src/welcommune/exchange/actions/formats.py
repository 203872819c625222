"""The formats that files come in and go out in: one registry, so that a format is a name and two functions."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from django.db import transaction

from welcommune.core.access import Actor
from welcommune.exchange.formats.report import Report, Tell
from welcommune.network.models import Region


class Importer(Protocol):
    """Brings the records of a file in, those that can be; raises ``UnreadableFile`` where there are none.

    It runs within one transaction, calls ``tell`` now and then, and lists in its report what was refused.
    """

    def __call__(self, file: Path, *, region: Region, by: Actor, tell: Tell) -> Report: ...


class Exporter(Protocol):
    """Writes what the public may see, of one region or of all, as parts of a file."""

    def __call__(self, region: Region | None) -> Iterable[bytes]: ...


IMPORTERS: Final[dict[str, Importer]] = {}
EXPORTERS: Final[dict[str, Exporter]] = {}


@transaction.atomic
def bring_in(
    name: str, file: Path, *, region: Region, by: Actor, dry_run: bool = False, tell: Tell = lambda _rows: None
) -> Report:
    """Bring a file in, whole or not at all but for the rows that are refused; a trial changes nothing."""
    report = IMPORTERS[name](file, region=region, by=by, tell=tell)
    if dry_run:
        transaction.set_rollback(True)
    return report
