"""The formats that files come in and go out in: one registry, so that a format is a name and two functions."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from django.db import transaction

from welcommune.core.access import Actor
from welcommune.exchange.actions.collector import collector_at_rest
from welcommune.exchange.actions.grants import bring_giving, bring_scdl
from welcommune.exchange.actions.offers import bring_offers
from welcommune.exchange.formats.data_inclusion import DataInclusion
from welcommune.exchange.formats.grants import Grant, giving_file, giving_missing, scdl_file, scdl_missing
from welcommune.exchange.formats.hsds import Hsds, HsdsTables
from welcommune.exchange.formats.offer import OfferWriter
from welcommune.exchange.formats.report import Report, Tell
from welcommune.exchange.formats.table import PlainTable, Points
from welcommune.exchange.queries.grants import written_grants
from welcommune.exchange.queries.offers import written
from welcommune.network.models import Region


class Importer(Protocol):
    """Brings the records of a file in, those that can be; raises ``UnreadableFile`` where there are none.

    It runs within one transaction, calls ``tell`` now and then, and lists in its report what was refused.
    """

    def __call__(self, file: Path, *, region: Region, by: Actor, tell: Tell) -> Report: ...


class Exporter(Protocol):
    """Writes what the public may see, of one region or of all, as parts of a file."""

    def __call__(self, region: Region | None) -> Iterable[bytes]: ...


IMPORTERS: Final[dict[str, Importer]] = {
    "data-inclusion": partial(bring_offers, DataInclusion()),
    "hsds": partial(bring_offers, Hsds()),
    "csv": partial(bring_offers, PlainTable()),
    "scdl": bring_scdl,
    "360giving": bring_giving,
}
# Formats that actions go out in.
OFFERS: Final[dict[str, OfferWriter]] = {
    "data-inclusion": DataInclusion(), "hsds": Hsds(), "hsds-csv": HsdsTables(), "csv": PlainTable(),
    "geojson": Points(),
}  # fmt: skip
EXPORTERS: Final[dict[str, Exporter]] = {
    **{name: partial(written, format) for name, format in OFFERS.items()},
    "scdl": partial(written_grants, scdl_file),
    "360giving": partial(written_grants, giving_file),
}
# What a line has to tell before a format can hold it: those that do not are left out, which is told.
MISSING: Final[dict[str, Callable[[Grant], list[str]]]] = {"scdl": scdl_missing, "360giving": giving_missing}


@transaction.atomic
def bring_in(
    name: str, file: Path, *, region: Region, by: Actor, dry_run: bool = False, tell: Tell = lambda _rows: None
) -> Report:
    """Bring a file in, whole or not at all but for the rows that are refused; a trial changes nothing."""
    with collector_at_rest():
        report = IMPORTERS[name](file, region=region, by=by, tell=tell)
    if dry_run:
        transaction.set_rollback(True)
    return report
