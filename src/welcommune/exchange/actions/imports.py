"""Steps of an import before anything is checked: the file comes in, its columns get a meaning, the file goes again."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import call_fields, log
from welcommune.core.errors import Refused
from welcommune.core.saving import change, insert
from welcommune.exchange import rules, sheets
from welcommune.exchange.models import (
    IMPORT_TRANSITIONS,
    Import,
    ImportRow,
    ImportState,
    Remembered,
    RowAnswer,
    Written,
)
from welcommune.exchange.queries.reading import (
    columns_of,
    content_of,
    layout_of,
    private_files,
    proposal,
    read_table,
)
from welcommune.exchange.sheets.cells import plain as plain_word
from welcommune.exchange.sheets.saying import kept as kept_sentence
from welcommune.exchange.targets import TARGETS
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

KEPT_DAYS, MOST_A_ROUND = 30, 20
LONGEST_WORD = 200
NOT_NOW = _("The import is not at a point where this is possible. Load the page again.")
NO_COLUMN = _("Say which column holds: %(field)s. Without it a row cannot be brought in.")
NO_COLUMN_OR_VALUE = _(
    "Say which column holds: %(field)s, or write it once for all rows below. Without it a row cannot be brought in."
)
LEFT_TO_LIE = _("It was not finished within 30 days, and its file is deleted.")

# The log notes what a list holds by the keys of its columns; the first kind of list that has a key names it.
for _target in reversed(TARGETS.values()):
    call_fields(Import._meta.label, {field.key: field.label for field in _target.fields()})


def move(batch: Import, state: str, **values: Any) -> None:
    """Move the import on, if nobody else has meanwhile; ``Refused`` otherwise."""
    if state not in IMPORT_TRANSITIONS[batch.state]:
        raise Refused(NOT_NOW)
    # Conditional, so that a check or another person cannot be overtaken unseen.
    moved = Import.plain.filter(pk=batch.pk, state=batch.state, turn=batch.turn).update(state=state, **values)
    if not moved:
        raise Refused(NOT_NOW)
    batch.state = state
    for name, value in values.items():
        setattr(batch, name, value)


def _read(content: bytes, name: str, target: str, region: Region, **how: Any) -> sheets.Sheet:
    try:
        return read_table(content, name, target, region, **how)
    except sheets.SheetRefused as refused:
        raise Refused(str(refused.sentence), field="file") from refused


def _likely_sheet(target: str, content: bytes, name: str, region: Region) -> sheets.Sheet:
    """The first sheet of a workbook, or the one whose name says that it holds what is brought in."""
    first = _read(content, name, target, region)
    words = TARGETS[target].sheets
    named = next((one for one in first.sheets if plain_word(one).startswith(words)), "") if words else ""
    return _read(content, name, target, region, sheet=named) if named and named != first.name else first


def _take_in(batch: Import, sheet: sheets.Sheet) -> None:
    """What was read of the file, on the import."""
    batch.layout, batch.columns, batch.rows_total = layout_of(sheet), columns_of(sheet), len(sheet.rows)
    batch.sheet = sheet.name if sheet.sheets else ""
    batch.mapping = proposal(batch, sheet)


def _store(batch: Import, content: bytes) -> None:
    """The file under a name that tells nothing, for nobody to be served."""
    batch.file = private_files().save(f"imports/{batch.pk}-{batch.turn}", ContentFile(content))
    batch.digest = hashlib.sha256(content).hexdigest()


@transaction.atomic
def open_import(
    *, by: Actor, id: UUID, region: Region, target: str, source: str, name: str, content: bytes, language: str
) -> Import:
    """Take a file in; the same ``id`` sent twice gives the import that is there."""
    existing = Import.plain.filter(pk=id).first()
    if existing:
        require(by, rules.run_import, existing)
        return existing
    require(by, network_rules.record_in_region, region)
    sheet = _likely_sheet(target, content, name, region)
    batch = Import(
        id=id, region=region, target=target, source=source, by_id=by.id, language=language,
        file_name=PurePath(name).name[-LONGEST_WORD:],
    )  # fmt: skip
    _take_in(batch, sheet)
    insert(batch)
    _store(batch, content)
    batch.save(update_fields=["file", "digest"])
    log("exchange.open_import", by=by, about=batch, region_id=region.pk)
    return batch


@transaction.atomic
def replace_file(*, by: Actor, batch: Import, name: str, content: bytes) -> Import:
    """Another file in the place of the one before: the columns keep their meaning by their headers."""
    require(by, rules.run_import, batch)
    sheet = _read_alike(batch, content, name)
    before = {column["header"]: batch.mapping.get(str(column["index"]), "") for column in batch.columns}
    move(batch, ImportState.UPLOADED, turn=batch.turn + 1, sentence="", counts={}, rows_done=0)
    old = batch.file
    batch.file_name = PurePath(name).name[-LONGEST_WORD:]
    _take_in(batch, sheet)
    _store(batch, content)
    for column in batch.columns:
        if column["header"] in before:
            batch.mapping[str(column["index"])] = before[column["header"]]
    batch.mapping = {index: key for index, key in batch.mapping.items() if key}
    batch.save()
    batch.rows.all().delete()
    batch.answers.all().delete()
    transaction.on_commit(lambda: private_files().delete(old))
    log("exchange.replace_import_file", by=by, about=batch, region_id=batch.region_id)
    return batch


def _read_alike(batch: Import, content: bytes, name: str) -> sheets.Sheet:
    """The corrected file as the one before was read: the same sheet, if it has it, and the headings where they were."""
    found = _read(content, name, batch.target, batch.region)
    how = {"sheet": batch.sheet if batch.sheet in found.sheets else "", "heading_row": batch.heading_row}
    is_usual = how == {"sheet": "", "heading_row": None}
    return found if is_usual else _read(content, name, batch.target, batch.region, **how)


@transaction.atomic
def read_again(*, by: Actor, batch: Import, sheet: str, heading_row: int | None) -> Import:
    """The file as the person says: this sheet of it, the headings in this row, 0 for none."""
    require(by, rules.run_import, batch)
    how = {"sheet": sheet, "heading_row": heading_row}
    found = _read(content_of(batch), batch.file_name, batch.target, batch.region, **how)
    batch.heading_row = heading_row
    move(batch, ImportState.UPLOADED, turn=batch.turn + 1, sentence="", counts={}, rows_done=0)
    _take_in(batch, found)
    batch.save()
    batch.rows.all().delete()
    batch.answers.all().delete()
    log("exchange.read_import_again", by=by, about=batch, region_id=batch.region_id)
    return batch


@transaction.atomic
def map_columns(
    *,
    by: Actor,
    batch: Import,
    seen: int,
    mapping: Mapping[str, str],
    purpose: str,
    constants: Mapping[str, str] | None = None,
) -> Import:
    """Say what each column is, by its place, and what no column says; remembered for the next list of this source."""
    require(by, rules.run_import, batch)
    kept = {index: key for index, key in mapping.items() if key}
    constants = {key: text for key, text in (constants or {}).items() if text}
    told = {*kept.values(), *constants}
    missing = [field for field in TARGETS[batch.target].fields() if field.required and field.key not in told]
    if missing:
        sentence = NO_COLUMN_OR_VALUE if missing[0].for_all else NO_COLUMN
        raise Refused(str(sentence) % {"field": missing[0].label})
    change(batch, seen=seen, mapping=kept, purpose=purpose, constants=constants)
    move(batch, ImportState.MAPPED, sentence="")
    headers = {str(column["index"]): column["header"] for column in batch.columns}
    remember(batch, "", {headers[index]: key for index, key in mapping.items() if headers.get(index)})
    log("exchange.map_columns", by=by, about=batch, fields=sorted(kept.values()), region_id=batch.region_id)
    return batch


def remember(batch: Import, field: str, meanings: Mapping[str, str]) -> None:
    """What headers, or words in a field, stand for in lists of this source; an empty meaning leaves them out."""
    for word, meaning in meanings.items():
        plain = plain_word(word)[:LONGEST_WORD]
        Remembered.plain.update_or_create(
            region=batch.region, source=batch.source, field=field, word=plain, defaults={"meaning": meaning}
        )


# The end of a file.


def _wipe(batch: Import) -> None:
    """Whatever was read from the file goes; what was counted stays."""
    old = batch.file
    for model in (ImportRow, RowAnswer, Written):
        model._base_manager.filter(batch=batch).delete()
    batch.file, batch.layout = "", {}
    batch.columns = [column | {"samples": []} for column in batch.columns]
    batch.save(update_fields=["file", "layout", "columns"])
    if old:
        transaction.on_commit(lambda: private_files().delete(old))


@transaction.atomic
def cancel_import(*, by: Actor, batch: Import) -> Import:
    """Stop, at whatever point: the file goes and nothing has been brought in."""
    require(by, rules.run_import, batch)
    move(batch, ImportState.CANCELLED, turn=batch.turn + 1, sentence="")
    _wipe(batch)
    log("exchange.cancel_import", by=by, about=batch, region_id=batch.region_id)
    return batch


def old_imports() -> QuerySet[Import]:
    """Those whose file was brought in long ago and is still here."""
    return Import.plain.filter(created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).exclude(file="")


@transaction.atomic
def forget_files(imports: Iterable[Import], sentence: str | Promise = LEFT_TO_LIE) -> int:
    """The files and all that was read from them go; what was not finished is cancelled, with a sentence why."""
    batches = list(imports)
    for batch in batches:
        if not batch.is_over:
            Import.plain.filter(pk=batch.pk).update(
                state=ImportState.CANCELLED, turn=batch.turn + 1, sentence=kept_sentence(sentence)
            )
        _wipe(batch)
    return len(batches)


def forget_old_files() -> int:
    """Let some of those go that lie here for more than thirty days; returns how many."""
    return forget_files(old_imports().order_by("pk")[:MOST_A_ROUND])
