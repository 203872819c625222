"""Files of grants: rows read as those of a list, and brought in with the same effects."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcommune.core.access import Actor
from welcommune.core.audit import log_many
from welcommune.core.publication import publish
from welcommune.exchange import sheets
from welcommune.exchange.formats.grants import (
    NotAPackage,
    giving_cells,
    giving_grants,
    giving_unkept,
    scdl_cells,
    scdl_unkept,
)
from welcommune.exchange.formats.report import Report, Tell, UnreadableFile
from welcommune.exchange.models import RowKind
from welcommune.exchange.targets import TARGETS, Setting, Verdict
from welcommune.exchange.targets.effects import Change, Create, Effect, carry_out_plain
from welcommune.exchange.targets.funding import NUMBERS_OF
from welcommune.network.models import Region

# Numbers in registers help to find who is meant; a grant is one without them too, as its parties have names.
NUMBERS = frozenset(name for names in NUMBERS_OF.values() for name in names)
Cells = Iterable[tuple[str, dict[str, str]]]


def bring_scdl(file: Path, *, region: Region, by: Actor, tell: Tell) -> Report:
    """Bring a table of grants in that follows SCDL subventions."""
    try:
        sheet = sheets.read_sheet(file.read_bytes(), file.name)
    except (OSError, sheets.SheetRefused) as refused:
        raise UnreadableFile(str(getattr(refused, "sentence", refused))) from refused
    report = Report()
    return _bring(_scdl_rows(sheet, report), report, "scdl", region=region, by=by, tell=tell)


def _scdl_rows(sheet: sheets.Sheet, report: Report) -> Iterator[tuple[str, dict[str, str]]]:
    headers = [column.header for column in sheet.columns]
    for row in sheet.rows:
        if wrong := [problem for problem in row.problems if problem.severity == "error"]:
            report.refuse(row.number, wrong[0].sentence)
        else:
            report.unmapped.update(scdl_unkept(headers, row.cells))
            yield str(row.number), scdl_cells(headers, row.cells)


def bring_giving(file: Path, *, region: Region, by: Actor, tell: Tell) -> Report:
    """Bring a package of 360Giving in."""
    try:
        grants = list(giving_grants(file.read_bytes()))
    except (OSError, NotAPackage) as error:
        raise UnreadableFile(_("This is no package of 360Giving: it holds no list of grants.")) from error
    report = Report()
    for _name, grant in grants:
        report.unmapped.update(giving_unkept(grant))
    rows = ((name, giving_cells(grant)) for name, grant in grants)
    return _bring(rows, report, "360giving", region=region, by=by, tell=tell)


def _bring(rows: Cells, report: Report, source: str, *, region: Region, by: Actor, tell: Tell) -> Report:
    target = TARGETS["funding"]
    reader = target.reader({})
    planner = target.planner(Setting(by, region, source, "", get_language() or "en"))
    effects: list[Effect] = []
    for number, (name, cells) in enumerate(rows, start=1):
        tell(number)
        checked = reader.read(cells)
        errors = [trouble for trouble in checked.troubles if trouble.severity == "error"]
        wrong = [trouble for trouble in errors if trouble.field not in NUMBERS]
        if wrong:
            report.refuse(name, f"{wrong[0].field}: {wrong[0].sentence}")
            continue
        plan = planner.plan(number, checked.values, Verdict())
        if plan.troubles:
            report.refuse(name, f"{plan.troubles[0].field}: {plan.troubles[0].sentence}")
            continue
        for trouble in (one for one in checked.troubles if one.severity == "error" or one.field in NUMBERS):
            report.leave_out(name, f"{trouble.field}: {trouble.sentence}")
        effects += plan.effects
        report.new += plan.kind == RowKind.NEW
        report.changed += plan.kind == RowKind.CHANGED
        report.same += plan.kind == RowKind.SAME
    _write(effects, region, by)
    return report


def _write(effects: list[Effect], region: Region, by: Actor) -> None:
    """Do it, with a line of the log for each record that was made or changed."""
    models = TARGETS["funding"].models
    carry_out_plain(effects, models)
    made = [(one.model, one.values["id"], ()) for one in effects if isinstance(one, Create) and one.model is models[0]]
    changed = [(one.model, one.id, tuple(one.values)) for one in effects if isinstance(one, Change)]
    log_many("exchange.make_record", by=by, about=made, region_id=region.pk)
    log_many("exchange.change_record", by=by, about=changed, region_id=region.pk)
    if effects:
        publish(region.slug)
