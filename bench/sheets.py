"""Reading a table of 200,000 rows and 20 columns: seconds, rows a second, memory. ``python -m bench.sheets [rows]``."""

import io
import multiprocessing
import resource
import sys
import time

import xlsxwriter

from welcommune.exchange.sheets import Limits, read_sheet

COLUMNS = 20


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


def measure(kind: str, content: bytes, rows: int) -> None:
    """One line; in a process of its own, so that its memory is that of the reading."""
    started = time.perf_counter()
    sheet = read_sheet(content, "table", limits=Limits(bytes=200 * 1024 * 1024))
    opened = time.perf_counter() - started
    assert sum(1 for _row in sheet.rows) == rows
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = len(content) / 1e6
    speed = f"{rows / took:,.0f} rows/s, peak {peak} MB"
    print(f"{kind}: {size:.1f} MB, opened in {opened:.1f} s, read in {took:.1f} s, {speed}")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    for name, made in (("csv", csv_of(wanted)), ("xlsx", xlsx_of(wanted))):
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(name, made, wanted))
        process.start()
        process.join()
