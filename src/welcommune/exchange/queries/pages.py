"""What the pages of an import show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from welcommune.core.access import only_one
from welcommune.core.ui import quoted
from welcommune.exchange.models import Import, ImportRow, ImportState, RowKind
from welcommune.exchange.sheets.cells import plain
from welcommune.exchange.sheets.saying import told
from welcommune.exchange.targets import TARGETS
from welcommune.exchange.targets.effects import model_of
from welcommune.network.models import Region

PER_PAGE = 100
AT_ONCE = 2000
SHOWN_WORDS = 50
ALL, OPEN, NOTES = "all", "open", "notes"
MARKS = {
    ImportState.WRITTEN: "there", ImportState.UNDONE: "none", ImportState.CANCELLED: "none",
    ImportState.FAILED: "none",
}  # fmt: skip


def imports_page(region: Region) -> dict[str, Any]:
    """The imports of a region, the youngest first."""
    rows = list(Import.objects.filter(region=region).defer("columns", "layout", "mapping")[:PER_PAGE])
    return {
        "region": region,
        "imports": [(row, MARKS.get(ImportState(row.state), "ending")) for row in rows],
        "targets": list(TARGETS.values()),
    }


def labels_of(batch: Import) -> dict[str, str]:
    """The fields of the list in words."""
    return {field.key: str(field.label) for field in TARGETS[batch.target].fields()}


def waiting_page(batch: Import) -> dict[str, Any]:
    """How far a check is, or the reading before all is written."""
    counts = Counter(batch.counts)
    writable = counts[RowKind.NEW] + counts[RowKind.CHANGED] + counts[RowKind.SAME]
    rows = writable if batch.state == ImportState.WRITING else batch.rows_total
    headings = {
        ImportState.CHECKING: _("The rows are being checked"),
        ImportState.WRITING: _("The rows are being brought in"),
        ImportState.UNDOING: _("The list is being taken back"),
    }
    share = 100 * batch.rows_done // max(rows, 1)
    heading = headings[ImportState(batch.state)]
    return {"batch": batch, "region": batch.region, "all": rows, "share": share, "heading": heading}


def kind_of(batch: Import, asked: str) -> str:
    """The rows that are shown: of the kind asked for, else those that wait for a word of the person, else all."""
    if asked in {*RowKind.values, OPEN, NOTES, ALL}:
        return asked
    return OPEN if batch.state == ImportState.CHECKED and _open(Counter(batch.counts)) else ALL


def _open(counts: Counter[str]) -> int:
    return counts[RowKind.PROBLEM] + counts[RowKind.SIMILAR]


def rows_of(batch: Import, kind: str) -> QuerySet[ImportRow]:
    """The rows of one kind, all without one."""
    rows = batch.rows.order_by("number")
    if kind == OPEN:
        return rows.filter(kind__in=[RowKind.PROBLEM, RowKind.SIMILAR])
    if kind == NOTES:
        return rows.filter(has_notes=True)
    return rows.filter(kind=kind) if kind in RowKind.values else rows


def checked_page(batch: Import, kind: str, page: Page[ImportRow], rows: Iterable[ImportRow]) -> dict[str, Any]:
    """The result of a check, or the report of what was brought in."""
    counts = Counter(batch.counts)
    left_out = [
        f"{column['letter']} {quoted(column['header'])}" for column in batch.columns if not _is_mapped(batch, column)
    ]
    return {
        "batch": batch, "region": batch.region, "kind": kind, "page_": page, "rows": list(rows), "counts": counts,
        "chips": list(_chips(batch, counts, kind)), "labels": labels_of(batch),
        "left_out": left_out, "troubled": troubled(batch), "stayed": stayed(batch),
        "letters": {key: _letter(batch, index) for index, key in batch.mapping.items()},
        "can_write": batch.state == ImportState.CHECKED and bool(counts["new"] + counts["changed"]),
    }  # fmt: skip


def _chips(batch: Import, counts: Counter[str], kind: str) -> Iterator[tuple[str, str, bool, int]]:
    """The kinds that there are rows of, as filters."""
    waits = batch.state == ImportState.CHECKED
    open_rows = _("Needs your answer") if waits else _("Left out")
    told = [(ALL, _("All"), batch.rows_total), (OPEN, open_rows, _open(counts))]
    told += [(value, str(label), counts[value]) for value, label in RowKind.choices]
    told += [(NOTES, _("With a remark"), counts["notes"])]
    yield from ((label, f"?kind={key}", key == kind, many) for key, label, many in told if many or key == kind)


def _is_mapped(batch: Import, column: dict[str, Any]) -> bool:
    return bool(batch.mapping.get(str(column["index"])))


def _letter(batch: Import, index: str) -> str:
    return next((column["letter"] for column in batch.columns if str(column["index"]) == index), "")


def troubled(batch: Import) -> list[tuple[str, str, int, bool, bool]]:
    """Fields with bad values: key, label, how many, whether words are unknown, whether they may be left out."""
    counts: Counter[str] = Counter()
    words: set[str] = set()
    # What is wrong because a cell is empty stays so without it.
    told: set[str] = set()
    if batch.state != ImportState.CHECKED or not batch.counts.get("problem"):
        return []
    for problems in _problems(batch):
        for field, value, _sentence, severity, is_word in problems:
            if field and severity == "error":
                counts[field] += 1
                words |= {field} if is_word == "True" else set()
                told |= {field} if value else set()
    labels = labels_of(batch)
    return [
        (key, labels[key], n, key in words, key in told - {"name"}) for key, n in counts.most_common() if key in labels
    ]


def _problems(batch: Import) -> Iterator[list[Any]]:
    """What is wrong with each row that cannot come in; a long list is not held."""
    rows = batch.rows.filter(kind=RowKind.PROBLEM).order_by("number")
    return rows.values_list("problems", flat=True).iterator(AT_ONCE)


def stayed(batch: Import) -> list[tuple[str, str]]:
    """What an undone import left in place, and why; not what only belongs to a record that stays."""
    told = [row for row in batch.stayed if row[2] != "belongs"][:PER_PAGE]
    names = _names([(label, pk) for label, pk, _why in told])
    return [
        (names[pk], _("it was changed since") if why == "changed" else _("used since: %(what)s") % {"what": why})
        for _label, pk, why in told
    ]


def _names(things: list[tuple[str, str]]) -> dict[str, str]:
    """By identifier: a record's own name, or what its kind is called; one query a kind."""
    names = {pk: str(model_of(label)._meta.verbose_name) for label, pk in things}
    for label in sorted({label for label, _pk in things}):
        rows = model_of(label)._base_manager.filter(pk__in=[pk for of, pk in things if of == label]).order_by("pk")
        names |= {str(row.pk): str(row) for row in rows if hasattr(row, "name")}
    return names


def words_page(batch: Import, field: str) -> dict[str, Any]:
    """The unknown words of a field with how often each stands there, and what they can mean."""
    found: Counter[str] = Counter()
    for problems in _problems(batch):
        found.update(
            value for key, value, _sentence, _severity, is_word in problems if key == field and is_word == "True"
        )
    parts = {plain(word): word for word, _times in found.most_common(SHOWN_WORDS)}
    choices = TARGETS[batch.target].choices(field) if field in TARGETS[batch.target].choice_fields else []
    return {"words": [(word, found[word]) for word in parts.values()], "choices": choices}


def row_of(batch: Import, number: int) -> ImportRow:
    """One row of an import; "not found" where it has none of this number."""
    return only_one(ImportRow.objects.filter(batch=batch, number=number))


def problem_lines(batch: Import) -> Iterator[list[str]]:
    """Every problem as a line for a spreadsheet."""
    yield [_("Row"), _("Column"), _("Severity"), _("What is wrong"), _("Value")]
    labels = labels_of(batch)
    severities = {"error": _("must be corrected"), "warning": _("look at it"), "repaired": _("put right")}
    for number, problems in batch.rows.order_by("number").values_list("number", "problems").iterator(AT_ONCE):
        for field, value, sentence, severity, _word in problems:
            yield [str(number), labels.get(field, ""), severities[severity], told(sentence), value]


def template_lines(target: str) -> list[list[str]]:
    """An empty list: headers in the reader's language, and one example."""
    fields = TARGETS[target].fields()
    return [[str(field.label) for field in fields], [field.example for field in fields]]
