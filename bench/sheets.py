"""Reading a table of 200,000 rows and 20 columns: seconds and memory. ``python -m bench.sheets`` prints JSON."""

import io
import json
import multiprocessing
import resource
import time
from dataclasses import asdict

import xlsxwriter

from bench.report import Figure, at_most, rounded
from welcommune.exchange.sheets import Limits, read_sheet

COLUMNS, ROWS, MOST_MEGABYTES = 20, 200_000, 1200


def values(row: int) -> list[str | int]:
    """Words, amounts and accents."""
    return [f"Association réfugiés {row % 500}" if column % 3 == 0 else row * column for column in range(COLUMNS)]


def csv_of(rows: int) -> bytes:
    """The table as text."""
    head = ";".join(f"col {column}" for column in range(COLUMNS))
    return "\n".join([head, *(";".join(map(str, values(row))) for row in range(rows))]).encode("cp1252")


def xlsx_of(rows: int) -> bytes:
    """The table as a workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"col {column}" for column in range(COLUMNS)])
        for row in range(rows):
            sheet.write_row(row + 1, 0, values(row))
    return content.getvalue()


def measure(kind: str, content: bytes, rows: int, told: "multiprocessing.SimpleQueue[list[Figure]]") -> None:
    """In a process of its own, so that its memory is that of the reading."""
    started = time.perf_counter()
    sheet = read_sheet(content, "table", limits=Limits(bytes=200 * 1024 * 1024))
    opened = time.perf_counter() - started
    assert sum(1 for _row in sheet.rows) == rows
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = f"{kind} of {rows} rows and {COLUMNS} columns, {len(content) / 1e6:.0f} MB"
    told.put(
        [
            Figure(f"{name}: looked through", rounded(opened), "s"),
            Figure(f"{name}: and every row read", rounded(took), "s"),
            at_most(f"{name}: most memory", peak, "MB", MOST_MEGABYTES),
        ]
    )


def measured(kind: str, content: bytes, rows: int) -> list[Figure]:
    """The figures of one kind of file."""
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    process = context.Process(target=measure, args=(kind, content, rows, told))
    process.start()
    figures: list[Figure] = told.get()
    process.join()
    return figures


if __name__ == "__main__":
    figures = measured("csv", csv_of(ROWS), ROWS) + measured("xlsx", xlsx_of(ROWS), ROWS)
    print(json.dumps([asdict(figure) for figure in figures]))
