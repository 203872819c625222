"""Figures, the file of results, and the page made from it."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

MOST = "at most"


@dataclass(frozen=True)
class Figure:
    """One measured value, and how it compares: ``ratio`` is the value divided by what stands in ``against``."""

    name: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    # The ratios of the slowest and of the fastest round.
    lowest: float | None = None
    highest: float | None = None
    goal: str = ""
    is_met: bool | None = None


def rounded(value: float) -> float:
    """Three digits are more than a shared machine can tell."""
    return float(f"{value:.3g}") if abs(value) < 1000 else float(round(value))


def compared(
    name: str, connections: int, values: Sequence[float], yardstick: str, against: Sequence[float], goal: float | None
) -> Figure:
    """Medians over the rounds; each round is divided by the yardstick of the same round."""
    ratios = [value / other for value, other in zip(values, against, strict=True)]
    ratio = median(ratios)
    many = "1 connection" if connections == 1 else f"{connections} connections"
    return Figure(
        f"{name}, {many}", rounded(median(values)), "requests/s", f"{yardstick}, {many}", rounded(ratio),
        rounded(min(ratios)), rounded(max(ratios)),
        "" if goal is None else f"at least {goal}", None if goal is None else ratio >= goal,
    )  # fmt: skip


def at_most(name: str, value: float, unit: str, most: float) -> Figure:
    """A value that has an upper limit."""
    limit = f"{MOST} {most} {unit}"
    return Figure(name, rounded(value), unit, limit, rounded(value / most), goal=limit, is_met=value <= most)


def processor() -> str:
    """The processor in its maker's words."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(found, platform.machine())


def conditions(database: str, sender: str, rounds: int, seconds: float) -> str:
    """Where, when and with what, in one line."""
    load = os.getloadavg()[1]
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} × {processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, {database}, load by {sender}, {rounds} rounds of {seconds:g} s, "
        f"load average at the end {load:.1f}"
    )


def write(root: Path, figures: list[Figure], database: str, words: str) -> None:
    """Replace the results on this database, keep those on the other one, and make the page again."""
    kind = database.split()[0]
    results = root / "bench" / "results.json"
    kept = json.loads(results.read_text(encoding="utf-8")) if results.exists() else []
    rows = [row for row in kept if row["database"] != kind]
    rows += [{**asdict(figure), "database": kind, "conditions": words} for figure in figures]
    rows.sort(key=lambda row: row["database"] != "SQLite")
    results.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (root / "docs" / "performance.md").write_text(page(rows), encoding="utf-8")


def shown(value: float | None) -> str:
    """A number as people read it."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:g}"


def goal_words(row: dict[str, Any]) -> str:
    """The goal and whether it was met."""
    if row["is_met"] is None:
        return ""
    return f"{row['goal']}: {'met' if row['is_met'] else '**missed**'}"


def lines(rows: list[dict[str, Any]]) -> list[str]:
    """A table of figures."""
    head = ["| what | value | against | ratio | lowest–highest round | goal |", "|---|---:|---|---:|---|---|"]
    for row in rows:
        spread = f"{shown(row['lowest'])}–{shown(row['highest'])}" if row["lowest"] is not None else ""
        is_limit = row["against"].startswith(MOST)
        against, ratio = ("", "") if is_limit else (row["against"].rpartition(", ")[0], shown(row["ratio"]))
        value = f"{shown(row['value'])} {row['unit']}"
        head.append(f"| {row['name']} | {value} | {against} | {ratio} | {spread} | {goal_words(row)} |")
    return head


def table(figures: list[Figure]) -> str:
    """All figures as text."""
    return "\n".join(lines([asdict(figure) for figure in figures]))


INTRODUCTION = """# How fast it is

Made by `make bench` (`bench/run.py`) from `bench/results.json`; do not edit this page by hand.

Absolute numbers belong to the machine and to the moment. What counts is the ratio: each page is compared with a
yardstick that was measured in the same round on the same machine.
- **bare view**: a Django view that answers "ok", without any middleware, application or database.
- **hello through all middleware**: the same view behind all middleware of the project.

Goals are those of the house plan. A missed goal is shown as missed.
"""

METHOD = """
## How it is measured

- The servers are `welcommune serve`: gunicorn, 2 workers of 4 threads, preloaded. They differ in their settings
  module only (`bench/bare.py`, `hello.py`, `uncached.py`, `missed.py`, and the project's own).
- The data are the shipped network and on top of it 120 roundtables, recorded, drafted and published by the actions
  that the desk uses, with reports in the languages of each region. The region page that is measured has only what is
  shipped.
- *Cached*: from the page cache, brotli accepted; each hit reads its stamps from the database. *Not cached*: the page
  cache is not among the middleware; rendered for every request, sent without compression. *First request after a
  change*: rendered, compressed with gzip and brotli, and kept, as happens once per page, process and change.
- All servers run at once; one is under load at a time, in short rounds one after the other. The yardsticks are measured
  at the beginning and at the end of each round. Values and ratios are medians over the rounds, the ratio being taken
  within each round; the slowest and the fastest round are given.
- Connections are kept open. The load generator, the server and the database share the processors. With 8 connections
  it is chance how they fall to the two workers: that is most of the spread.
- Queries are counted in one process by Django itself, the stamps included, and do not depend on the machine.
- Memory is the PSS of master and workers after all pages were asked for. PSS divides what programs share, so other
  Python programs on the machine make it smaller; the second figure counts everything as ours.

What this does not show: signed-in pages, forms, photos, a network in between, and larger data than the above.
"""


def page(rows: list[dict[str, Any]]) -> str:
    """``docs/performance.md``."""
    text = [INTRODUCTION]
    for kind in dict.fromkeys(row["database"] for row in rows):
        own = [row for row in rows if row["database"] == kind]
        wanted = [row for row in own if row["is_met"] is not None]
        met = sum(row["is_met"] for row in wanted)
        speeds = [row for row in own if row["unit"] == "requests/s"]
        others = [row for row in own if row["unit"] != "requests/s"]
        text += [f"## On {kind}\n", f"{own[0]['conditions']}. {met} of {len(wanted)} goals met.\n"]
        text += ["\n".join(lines(speeds)), "", "\n".join(lines(others)), ""]
    return "\n".join(text).rstrip() + "\n" + METHOD
