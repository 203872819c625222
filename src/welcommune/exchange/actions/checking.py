"""Checking an import: each row is read and planned, and nothing is written but what the person will look at."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.errors import Refused
from welcommune.core.outbox import handles, hold, queue
from welcommune.core.rows import insert_objects
from welcommune.core.tenancy import every_region
from welcommune.exchange import rules, sheets
from welcommune.exchange.actions.collector import collector_at_rest
from welcommune.exchange.actions.imports import NOT_NOW, move, remember
from welcommune.exchange.models import Import, ImportRow, ImportState, RowAnswer, RowKind
from welcommune.exchange.queries.reading import known_words, table_of
from welcommune.exchange.sheets.saying import kept
from welcommune.exchange.targets import TARGETS, Plan, Setting, Target, Verdict
from welcommune.exchange.targets.base import Planner, Reader, Trouble
from welcommune.network.queries import actor_of

CHECK = "exchange.check_import"
# Up to so many rows are checked while the person waits.
AT_ONCE, STEP = 2000, 1000
LONGEST_TITLE = 200


def setting_of(batch: Import) -> Setting:
    """Whose list it is."""
    account = Account.objects.filter(pk=batch.by_id).first() if batch.by_id else None
    languages = batch.region.languages
    language = languages[0] if languages else batch.language
    return Setting(actor_of(account) if account else SYSTEM, batch.region, batch.source, batch.purpose, language)


def verdict_of(answer: RowAnswer | None) -> Verdict:
    """What the person said of a row."""
    return Verdict(answer.verdict == RowAnswer.Verdict.OTHER, answer.same_as) if answer else Verdict()


@transaction.atomic
def check_import(*, by: Actor, batch: Import, language: str) -> Import:
    """Check all rows, at once or, of a long list, in the background."""
    require(by, rules.run_import, batch)
    turn = batch.turn + 1
    move(batch, ImportState.CHECKING, turn=turn, by_id=by.id, language=language, rows_done=0, counts={}, sentence="")
    batch.rows.all().delete()
    if batch.rows_total > AT_ONCE:
        queue(CHECK, {"batch": str(batch.pk), "turn": turn})
    else:
        _check(batch)
    return batch


@handles(CHECK)
def check_in_background(payload: dict[str, Any]) -> None:
    """A long list, step by step; a worker that died is followed by another one, which begins anew."""
    batch = Import.plain.select_related("region").filter(pk=payload["batch"], turn=payload["turn"]).first()
    if batch is None or batch.state != ImportState.CHECKING:
        return
    batch.rows.all().delete()
    with every_region("an import is checked"), override(batch.language), collector_at_rest():
        _check(batch, payload)


def _check(batch: Import, payload: dict[str, Any] | None = None) -> None:
    try:
        found = Rows(batch, TARGETS[batch.target])
        counts: Counter[str] = Counter()
        rows = found.checked()
        while some := list(islice(rows, STEP)):
            counts.update(row.kind for row in some)
            counts["notes"] += sum(row.has_notes for row in some)
            if not _note_progress(batch, some):
                return
            if payload:
                hold(CHECK, payload)
    except sheets.SheetRefused as refused:
        move(batch, ImportState.FAILED, sentence=kept(refused.sentence))
        return
    move(batch, ImportState.CHECKED, counts=dict(counts))


@transaction.atomic
def _note_progress(batch: Import, rows: list[ImportRow]) -> bool:
    """Keep what is checked; whether to go on: a cancelled or overtaken check ends here."""
    batch.rows_done += len(rows)
    going_on = Import.plain.filter(pk=batch.pk, state=ImportState.CHECKING, turn=batch.turn)
    if not going_on.update(rows_done=batch.rows_done):
        return False
    insert_objects(rows)
    return True


class Rows:
    """The rows of an import, read and planned one after the other."""

    def __init__(self, batch: Import, target: Target) -> None:
        self.batch = batch
        self.reader: Reader = target.reader(known_words(batch))
        self.planner: Planner = target.planner(setting_of(batch))
        self.columns = {column["header"]: str(column["index"]) for column in batch.columns}
        self.answers = {answer.number: answer for answer in batch.answers.all()}

    def checked(self) -> Iterator[ImportRow]:
        """Every row of the file."""
        places = [(key, int(index)) for index, key in self.batch.mapping.items()]
        for row in table_of(self.batch).rows:
            cells = {key: row.cells[index] for key, index in places}
            problems = [self._from_sheet(problem) for problem in row.problems]
            yield self.one(row.number, cells, [problem for problem in problems if problem])

    def one(self, number: int, cells: Mapping[str, str], problems: list[list[Any]]) -> ImportRow:
        """One row, with what the person said of it."""
        answer = self.answers.get(number)
        if answer and answer.cells:
            cells, problems = {**cells, **answer.cells}, []
        whole = self._filled(cells)
        checked = self.reader.read(whole)
        lenient = set(self.batch.lenient) - {"name"}
        # Without a value there is nothing that could be left out.
        problems += [
            problem_of(t, "warning" if t.value and t.field in lenient else t.severity) for t in checked.troubles
        ]
        row = ImportRow(batch=self.batch, number=number, cells=dict(cells), values=checked.values, problems=problems)
        if any(problem[3] == "error" for problem in problems):
            row.kind, row.title = RowKind.PROBLEM, whole.get("name", "")[:LONGEST_TITLE]
        else:
            self._plan(row, verdict_of(answer), lenient)
        row.has_notes = bool(row.problems) and row.kind != RowKind.PROBLEM
        return row

    def _filled(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """The cells with what stands for all rows in the place of empty ones."""
        constants: dict[str, str] = self.batch.constants
        if not constants:
            return cells
        return {**cells, **{key: text for key, text in constants.items() if not cells.get(key, "").strip()}}

    def _plan(self, row: ImportRow, verdict: Verdict, lenient: set[str]) -> None:
        """What the row does; a value that only a row before makes wrong is left out, too, where the person said so."""
        while True:
            plan = self.planner.plan(row.number, row.values, verdict)
            wrong = {trouble.field for trouble in plan.troubles if trouble.severity == "error"}
            if not wrong or not wrong <= lenient & set(row.values):
                break
            row.problems += [problem_of(trouble, "warning") for trouble in plan.troubles]
            row.values = {field: value for field, value in row.values.items() if field not in wrong}
        take_plan(row, plan)

    def _from_sheet(self, problem: sheets.Problem) -> list[Any] | None:
        """A problem of reading, if it is about a column that is brought in or about the row as a whole."""
        field = self.batch.mapping.get(self.columns.get(problem.column or "", ""), "")
        if problem.column and not field:
            return None
        return [field, problem.value, kept(problem.sentence), problem.severity, "False"]


def take_plan(row: ImportRow, plan: Plan) -> None:
    """What the row would do, on the row."""
    row.kind, row.title, row.object_id = plan.kind, plan.title[:LONGEST_TITLE], plan.object_id
    row.differences = differences_of(plan)
    row.alike = [[str(one.id), one.slug, one.name, one.town, kept(one.reason)] for one in plan.alike]
    row.problems = [*row.problems, *(problem_of(trouble, trouble.severity) for trouble in plan.troubles)]


def problem_of(trouble: Trouble, severity: str) -> list[Any]:
    """What is wrong with a row, as it is kept with it."""
    return [trouble.field, trouble.value, kept(trouble.sentence), severity, str(trouble.is_unknown_word)]


def differences_of(plan: Plan) -> list[list[Any]]:
    """What a row would change, as it is kept with it."""
    return [[one.field, kept(one.before), kept(one.after)] for one in plan.differences]


# What the person says of rows.


def _in_check(by: Actor, batch: Import) -> None:
    require(by, rules.run_import, batch)
    if batch.state != ImportState.CHECKED:
        raise Refused(NOT_NOW)


@transaction.atomic
def answer_row(*, by: Actor, batch: Import, row: ImportRow, cells: Mapping[str, str]) -> ImportRow:
    """Other texts for the cells of one row; it is read anew, the file stays as it is."""
    _in_check(by, batch)
    changed = {key: text for key, text in cells.items() if text != row.cells.get(key, "")}
    answer, _made = RowAnswer.objects.get_or_create(batch=batch, number=row.number)
    answer.cells = {**answer.cells, **changed} or {"name": row.cells.get("name", "")}
    answer.save(update_fields=["cells"])
    return _again(batch, row)


@transaction.atomic
def judge_row(*, by: Actor, batch: Import, row: ImportRow, same_as: UUID | None) -> ImportRow:
    """Say that a row is the record it looks like, or without one, that it is another."""
    _in_check(by, batch)
    if same_as and str(same_as) not in {one[0] for one in row.alike}:
        raise Refused(NOT_NOW)
    verdict = RowAnswer.Verdict.SAME if same_as else RowAnswer.Verdict.OTHER
    told = {"verdict": verdict, "same_as": same_as}
    RowAnswer.objects.update_or_create(batch=batch, number=row.number, defaults=told)
    return _again(batch, row)


def _again(batch: Import, row: ImportRow) -> ImportRow:
    """One row read and planned anew, the counts kept right."""
    before = row.kind
    fresh = Rows(batch, TARGETS[batch.target]).one(row.number, row.cells, [])
    fresh.pk, fresh._state.adding = row.pk, False
    fresh.save()
    counts: Counter[str] = Counter(batch.counts)
    counts[before] -= 1
    counts[fresh.kind] += 1
    batch.counts = dict(counts)
    batch.turn += 1
    batch.save(update_fields=["counts", "turn"])
    return fresh


@transaction.atomic
def tell_words(*, by: Actor, batch: Import, field: str, meanings: Mapping[str, str], language: str) -> Import:
    """Say what unknown words stand for, for all rows and the next list of this source; then check again."""
    _in_check(by, batch)
    remember(batch, field, meanings)
    return check_import(by=by, batch=batch, language=language)


@transaction.atomic
def leave_out(*, by: Actor, batch: Import, field: str, language: str) -> Import:
    """Bring rows in without their bad values in this field; then check again."""
    _in_check(by, batch)
    if field == "name" or field not in batch.mapping.values():
        raise Refused(NOT_NOW)
    batch.lenient = sorted({*batch.lenient, field})
    batch.save(update_fields=["lenient"])
    return check_import(by=by, batch=batch, language=language)
