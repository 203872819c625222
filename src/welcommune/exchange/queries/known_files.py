"""JSON of a known format as a table that the wizard goes on with: read by the format, with our fields as headings.

What the format says that has no place here becomes remarks about the file; a record that cannot be is a row with a
problem.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from welcommune.exchange import sheets
from welcommune.exchange.formats.data_inclusion import DataInclusion
from welcommune.exchange.formats.grants import NotAPackage, giving_cells, giving_grants, giving_unkept
from welcommune.exchange.formats.hsds import Hsds
from welcommune.exchange.formats.offer import Body, Offer, OfferFormat
from welcommune.exchange.formats.report import Refusal, Report, UnreadableFile
from welcommune.exchange.formats.stream import beginning, has_array
from welcommune.exchange.formats.whom import told_situations
from welcommune.exchange.queries.terms import crosswalk_of
from welcommune.exchange.sheets.records import Problem, Row, Rows, Sentence, said
from welcommune.exchange.targets import TARGETS
from welcommune.network.models import Region

# What services of data·inclusion have, and no others.
OWN_WORDS: Final = ('"structure_id"', '"lien_source"', '"date_maj"')
JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*[{\]]|\{\s*[\"}])")
SAMPLES: Final = 5
READ_AS = _("The file was read as %(format)s: by its own rules, with our words for its words.")
NO_PLACE = _("Left out, as it has no place here: %(what)s (records: %(count)d).")
FIRST_THESE = _("Organisations of this file that the register does not hold: bring the same file in as organisations.")
NOTHING_HERE = _("This file holds nothing of that kind. Choose what it holds: organisations, actions or funding.")
NO_GRANTS = _("This is no package of 360Giving: it holds no list of grants.")
LONGEST: Final = 200
Cells = dict[str, str]
# A record's cells by field, or why it cannot be.
Records = Iterator[Cells | Refusal]


def is_known(content: bytes) -> bool:
    """Whether it is JSON: a list of records, or one."""
    return JSON.match(content) is not None


def read_known(content: bytes, name: str, target: str, region: Region) -> sheets.Sheet:
    """The table of what a target can hold; raises ``SheetRefused`` where the file has nothing of it."""
    report = Report()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "list.json"
        file.write_bytes(content)
        try:
            format, records = _records(file, target, region, report)
            rows = list(records)
        except UnreadableFile as unreadable:
            raise sheets.SheetRefused(unreadable.sentence) from unreadable
        except NotAPackage as wrong:
            raise sheets.SheetRefused(NO_GRANTS) from wrong
    if not rows:
        raise sheets.SheetRefused(NOTHING_HERE)
    remarks: list[Sentence] = [said(READ_AS, format=format)]
    remarks += [said(NO_PLACE, what=what, count=many) for what, many in sorted(report.unmapped.items())]
    remarks += [FIRST_THESE] if target == "actions" else []
    return _sheet(name, target, rows, [Problem(None, None, each, "", "warning") for each in remarks])


def _sheet(name: str, target: str, records: list[Cells | Refusal], remarks: Iterable[Problem]) -> sheets.Sheet:
    """Fields that some record tells are the columns, called as the wizard calls them."""
    told = {key for record in records if not isinstance(record, Refusal) for key, text in record.items() if text}
    fields = [field for field in TARGETS[target].fields() if field.key in told | {"name", "key"}]
    keys = [field.key for field in fields]
    rows = [_row(number, record, keys) for number, record in enumerate(records, start=1)]
    columns = tuple(
        sheets.Column(index, str(field.label), "", tuple(filled[:SAMPLES]), len(filled))
        for index, field in enumerate(fields)
        for filled in [[row.cells[index] for row in rows if row.cells[index]]]
    )
    return sheets.Sheet(name, (), "utf-8", "", (), columns, Rows(lambda: iter(rows), len(rows)), tuple(remarks))


def _row(number: int, record: Cells | Refusal, keys: list[str]) -> Row:
    if isinstance(record, Refusal):
        cells = tuple(record.row[:LONGEST] if key in ("name", "key") else "" for key in keys)
        return Row(number, cells, (Problem(number, None, record.sentence, "", "error"),))
    return Row(number, tuple(record.get(key, "") for key in keys))


def _records(file: Path, target: str, region: Region, report: Report) -> tuple[str, Records]:
    """What a file holds of a target, and the name of its format."""
    if target == "funding":
        return "360Giving", _grants(file, report)
    start = beginning(file)
    format: OfferFormat = Hsds()
    if has_array(file, "structures") or any(word in start for word in OWN_WORDS):
        format = DataInclusion()
    language = region.languages[0] if region.languages else "en"
    read: Callable[[OfferFormat, Path, str, Report], Records] = _bodies if target == "organisations" else _offers
    return NAMES[format.name], read(format, file, language, report)


NAMES: Final = {"data-inclusion": "data·inclusion", "hsds": "HSDS"}


def _grants(file: Path, report: Report) -> Records:
    for _name, grant in giving_grants(file.read_bytes()):
        report.unmapped.update(giving_unkept(grant))
        yield giving_cells(grant)


def _bodies(format: OfferFormat, file: Path, language: str, report: Report) -> Records:
    for body in format.bodies(file, report, language):
        yield body if isinstance(body, Refusal) else _of_body(body)


def _of_body(body: Body) -> Cells:
    same = ("key", "name", "about", "siret", "address", "postcode", "town", "website", "email", "phone")
    return {name: getattr(body, name) for name in same}


def _offers(format: OfferFormat, file: Path, language: str, report: Report) -> Records:
    bodies = format.bodies(file, Report(), language)
    names = {body.key: body.name for body in bodies if isinstance(body, Body)}
    for offer in format.offers(file, crosswalk_of(format.words), report, language):
        yield offer if isinstance(offer, Refusal) else _of_offer(offer, names)


def _of_offer(offer: Offer, names: dict[str, str]) -> Cells:
    same = (
        "key", "name", "kind", "about", "dated", "level_from", "level_to", "address", "postcode", "town", "serves",
        "schedule", "starts_on", "ends_on", "state", "cost", "cost_note", "joining", "referral", "website", "email",
        "phone",
    )  # fmt: skip
    lists: dict[str, Iterable[Any]] = {
        name: getattr(offer, name) for name in ("themes", "groups", "languages", "served")
    }
    lists["situations"] = told_situations(offer.is_for_everybody, offer.situations)
    told = {name: getattr(offer, name) for name in same} | {name: "; ".join(many) for name, many in lists.items()}
    capacity = "" if offer.capacity is None else str(offer.capacity)
    return told | {"lead": names.get(offer.lead, ""), "capacity": capacity}
