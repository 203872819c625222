"""Reading a file from its bytes to rows of clean text, with everything said that was wrong, doubtful or put right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from welcommune.exchange.sheets.broken import REPAIRED, Repairs, is_suspect, repair
from welcommune.exchange.sheets.cells import clean_row, is_number, plain
from welcommune.exchange.sheets.container import kind_of
from welcommune.exchange.sheets.plan import Plan, filled_to, make_plan
from welcommune.exchange.sheets.records import Column, Limits, Problem, Row, Rows, Sheet, said
from welcommune.exchange.sheets.shifted import rejoin
from welcommune.exchange.sheets.text import TOLD, open_text
from welcommune.exchange.sheets.words import TOTALS
from welcommune.exchange.sheets.workbook import open_workbook

USUAL: Final = Limits()
_BLOCK, _SAMPLES, _LONGEST_TOTAL, _FEW_COLUMNS, _MOST_TOTALS, _TOLD_OF_A_KIND, _BEGINNING = 2000, 5, 40, 3, 3, 50, 12
_YEAR_BEHIND = re.compile(r" (?:19|20)\d\d$")

JOINED = _(
    "This row had %(cells)d cells for %(columns)d columns: an amount or a text was split at a comma. It was put "
    "together again."
)
UNDECIDED = _(
    "This row has %(cells)d cells for %(columns)d columns, and nothing tells which of them belong together. Put the "
    "text or the amount that holds a separator between quotation marks."
)
SHORT = _("This row has %(cells)d cells for %(columns)d columns. Those missing at its end were taken as empty.")
FORMULA = _("This cell holds a formula. It was kept as text and not run.")
NO_VALUE = _("A formula stands here, but the file does not hold its value. It was read as empty.")
SWALLOWED = _("This cell holds several rows: a quotation mark before it is not closed. Close or remove that mark.")
TOTAL = _("This row holds totals and was left out.")
SECTION = _("This row is a heading between the rows and was left out.")
TITLE = _("This row stands above the headings and was left out.")
NO_HEADINGS = _("No row of headings was found. The columns are named by their letters.")
SAME_HEADING = _("Two columns have the same heading. The second one is called “%(name)s” here.")
NO_HEADING = _("This column has no heading. It is called “%(name)s” here.")
LEFT_OUT = ngettext_lazy("%(count)d empty column was left out.", "%(count)d empty columns were left out.", "count")
MERGED = ngettext_lazy(
    "%(count)d merged cell was filled with its value.", "%(count)d merged cells were filled with their value.", "count"
)


@dataclass
class Notes:
    """What is found about the file as a whole while its rows go by."""

    repairs: Repairs = field(default_factory=Repairs)
    left_out: list[Problem] = field(default_factory=list)


def read_sheet(
    content: bytes, name: str, *, sheet: str = "", heading_row: int | None = None, limits: Limits = USUAL
) -> Sheet:
    """Read a table; raises ``SheetRefused`` where there is none. The rows are read again at each use of ``rows``.

    ``heading_row`` is where a person saw the headings, 0 for nowhere; without it they are looked for.
    """
    kind = kind_of(content, limits)
    grid = open_text(content, name) if kind == "text" else open_workbook(content, kind, sheet, limits)
    plan, notes = make_plan(grid, limits, heading_row), Notes()
    columns, count = _survey(plan, notes)
    problems = (*grid.problems, *_about_headings(plan), *_about_cells(plan, notes), *notes.left_out[:_TOLD_OF_A_KIND])
    return Sheet(
        grid.name,
        grid.sheets,
        grid.encoding,
        grid.separator,
        plan.heading.rows,
        columns,
        Rows(partial(read_rows, plan, Notes()), count),
        problems,
        tuple(_beginning(plan)),
    )


def _beginning(plan: Plan) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, raw in enumerate(islice(plan.grid.read(), _BEGINNING), start=1):
        if cells := tuple(cell for cell in clean_row(raw) if cell):
            yield number, cells


def read_rows(plan: Plan, notes: Notes) -> Iterator[Row]:
    """The data rows, clean; blank lines, totals and headings between rows are left out."""
    everything = plan.kept == tuple(range(plan.width))
    for number, raw in plan.raw():
        length = filled_to(raw)
        if not length:
            continue
        whole, problems = _whole(plan, number, raw, length)
        if plan.broken:
            whole = _repaired(plan, number, whole, notes)
        cells = clean_row(whole)
        if not everything:
            cells = [cells[index] for index in plan.kept]
        if left_out := _left_out(plan, number, cells):
            notes.left_out.append(left_out)
            continue
        if plan.grid.is_text:
            problems += _odd_cells(plan, number, cells)
        if number in plan.grid.unsaved:
            problems += _unsaved(plan, number)
        yield Row(number, tuple(cells), problems)


def _whole(plan: Plan, number: int, raw: list[str], length: int) -> tuple[list[str], tuple[Problem, ...]]:
    """The row with as many cells as there are columns."""
    width = plan.width
    if length <= width:
        cells = raw[:width] if len(raw) >= width else raw + [""] * (width - len(raw))
        if plan.tells_short and len(raw) < width:
            said_short = said(SHORT, cells=len(raw), columns=width)
            return cells, (Problem(number, None, said_short, "", "warning"),)
        return cells, ()
    # Cells behind the last column may be empty; which of them belong to the row is part of the question.
    for end in range(len(raw), length - 1, -1) if plan.columns else ():
        if plan.columns and (joined := rejoin(raw[:end], plan.columns)):
            return joined, (_joined_problem(plan, number, raw[:end], joined),)
    sentence = said(UNDECIDED, cells=length, columns=width)
    return raw[:width], (Problem(number, None, sentence, plan.grid.separator.join(raw[width:length]), "error"),)


def _joined_problem(plan: Plan, number: int, raw: list[str], joined: list[str]) -> Problem:
    """What was put together, named by the first column that it happened in."""
    place = next(index for index, cell in enumerate(joined) if cell != raw[index])
    header = plan.headers[plan.kept.index(place)] if place in plan.kept else None
    sentence = said(JOINED, cells=len(raw), columns=plan.width)
    return Problem(number, header, sentence, joined[place].strip(), "repaired")


def _repaired(plan: Plan, number: int, cells: list[str], notes: Notes) -> list[str]:
    if "".join(cells).isascii():
        return cells
    result = list(cells)
    for index, cell in enumerate(cells):
        if is_suspect(cell) and (after := repair(cell)) != cell:
            result[index] = after
            notes.repairs.note(number, index, cell, after)
    return result


def _left_out(plan: Plan, number: int, cells: list[str]) -> Problem | None:
    """Whether a row is no data: nothing but words for a total and numbers, or one text over all columns."""
    if "" in cells:
        place = next((index for index, cell in enumerate(cells) if cell), 0)
        if len(cells[place]) <= _LONGEST_TOTAL and _is_total(cells):
            return Problem(number, plan.headers[place], TOTAL, cells[place], "warning")
    elif plan.grid.merges and len(cells) > 1 and len(set(cells)) == 1:
        return Problem(number, None, SECTION, cells[0], "warning")
    return None


def _is_total(cells: list[str]) -> bool:
    """A word for a total, and numbers or empty cells beside it; where hardly any are beside it, it may be a name."""
    if sum(cell[:1].isalpha() for cell in cells) > _MOST_TOTALS:
        return False
    first = next((cell for cell in cells if cell), "")
    if not is_total_word(first) and not is_number(first):
        return False
    filled = [cell for cell in cells if cell]
    words = [cell for cell in filled if not is_number(cell)]
    is_alone = len(filled) == 1 and len(cells) >= _FEW_COLUMNS
    return (is_alone or len(filled) > len(words) > 0) and all(is_total_word(cell) for cell in words)


def is_total_word(text: str) -> bool:
    """Whether a cell says that its row is a total: “Total”, “Totaux 2019 :”, “Σύνολο”."""
    return _YEAR_BEHIND.sub("", plain(text)) in TOTALS


def _odd_cells(plan: Plan, number: int, cells: list[str]) -> tuple[Problem, ...]:
    """Formulas, and cells that swallowed whole rows; both only happen in text files."""
    joined = "".join(cells)
    if "=" not in joined and "\n" not in joined:
        return ()
    found = []
    for header, cell in zip(plan.headers, cells, strict=True):
        if cell[:1] == "=":
            found.append(Problem(number, header, FORMULA, cell, "warning"))
        elif "\n" in cell and plan.width > 1 and _swallowed(cell, plan):
            found.append(Problem(number, header, SWALLOWED, cell.split("\n")[0], "error"))
    return tuple(found)


def _unsaved(plan: Plan, number: int) -> tuple[Problem, ...]:
    """Cells that are empty only because the value of their formula was never saved."""
    there = plan.grid.unsaved[number]
    named = zip(plan.headers, plan.letters, strict=True)
    return tuple(Problem(number, header, NO_VALUE, "", "warning") for header, letter in named if letter in there)


def _swallowed(cell: str, plan: Plan) -> bool:
    return sum(line.count(plan.grid.separator) >= plan.width - 1 for line in cell.split("\n")) > 1


def _survey(plan: Plan, notes: Notes) -> tuple[tuple[Column, ...], int]:
    """Samples and counts of every column. By blocks of rows turned into columns, which is several times faster."""
    samples: list[dict[str, None]] = [{} for _header in plan.headers]
    filled, repeats = [0] * len(plan.headers), [False] * len(plan.headers)
    count, rows = 0, read_rows(plan, notes)
    while block := [row.cells for row in islice(rows, _BLOCK)]:
        count += len(block)
        for index, cells in enumerate(zip(*block, strict=True)):
            full = len(cells) - cells.count("")
            repeats[index] = repeats[index] or len(set(cells) - {""}) < full
            filled[index] += full
            if len(samples[index]) < _SAMPLES:
                samples[index].update(dict.fromkeys(cell for cell in cells if cell))
                samples[index] = dict(islice(samples[index].items(), _SAMPLES))
    columns = tuple(
        Column(index, header, plan.letters[index], tuple(samples[index]), filled[index], repeats[index])
        for index, header in enumerate(plan.headers)
    )
    return columns, count


def _about_headings(plan: Plan) -> Iterator[Problem]:
    names, rows = plan.heading.names, list(islice(plan.grid.read(), plan.heading.last))
    for number in plan.heading.titles:
        value = next(cell.strip() for cell in rows[number - 1] if cell.strip())
        if not TOLD.match(f"{value}{plan.grid.separator}\n"):
            yield Problem(number, None, TITLE, value, "repaired")
    if not plan.heading.rows:
        yield Problem(None, None, NO_HEADINGS, "", "warning")
        return
    for index, header in zip(plan.kept, plan.headers, strict=True):
        own = " ".join(names[index].split()) if index < len(names) else ""
        if not own:
            yield Problem(plan.heading.rows[-1], header, said(NO_HEADING, name=header), "", "warning")
        elif own != header:
            yield Problem(plan.heading.rows[-1], header, said(SAME_HEADING, name=header), own, "warning")


def _about_cells(plan: Plan, notes: Notes) -> Iterator[Problem]:
    if plan.left_out:
        yield Problem(None, None, said(LEFT_OUT, count=plan.left_out), str(plan.left_out), "repaired")
    if merges := [merge for merge in plan.grid.merges if merge[1][0] >= plan.heading.last]:
        yield Problem(None, None, said(MERGED, count=len(merges)), str(len(merges)), "repaired")
    if notes.repairs.count:
        row, column, before, after = notes.repairs.first
        header = plan.headers[plan.kept.index(column)] if column in plan.kept else None
        sentence = said(REPAIRED, count=notes.repairs.count, before=before, after=after)
        yield Problem(row, header, sentence, before, "repaired")
