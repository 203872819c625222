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
    """One measured value, and how it compares with what stands in ``against``: by value, for times the other way."""

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


def cheaper(name: str, value: float, yardstick: str, against: float, goal: float | None) -> Figure:
    """Processor time of one request; the ratio is turned round, so that it compares with that of the requests."""
    ratio = against / value
    return Figure(
        f"{name}, processor time", rounded(value), "ms", f"{yardstick}, processor time", rounded(ratio),
        goal="" if goal is None else f"at least {goal}", is_met=None if goal is None else ratio >= goal,
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


def write(root: Path, figures: list[Figure], database: str, words: str) -> list[dict[str, Any]]:
    """Replace the results on this database, keep those on the other one, and make the page again."""
    kind = database.split()[0]
    results = root / "bench" / "results.json"
    kept = json.loads(results.read_text(encoding="utf-8")) if results.exists() else []
    rows = [row for row in kept if row["database"] != kind]
    fresh = [{**asdict(figure), "database": kind, "conditions": words} for figure in figures]
    rows += fresh
    rows.sort(key=lambda row: row["database"] != "SQLite")
    results.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (root / "docs" / "performance.md").write_text(page(rows), encoding="utf-8")
    return fresh


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


def against_words(row: dict[str, Any] | None) -> str:
    """A ratio with its spread and what was wanted."""
    if row is None:
        return ""
    spread = f" ({shown(row['lowest'])}–{shown(row['highest'])})" if row["lowest"] is not None else ""
    words = goal_words(row)
    return f"{shown(row['ratio'])}{spread}{'; ' + words if words else ''}"


def ratio_lines(rows: list[dict[str, Any]], kind: str) -> list[str]:
    """A table of what has ratios: rows whose names end with ``kind``, one line a target, a column a yardstick."""
    by_name: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        if row["name"].endswith(f", {kind}") and row["ratio"] is not None and not row["against"].startswith(MOST):
            yardstick = row["against"].removesuffix(f", {kind}")
            by_name.setdefault(row["name"].removesuffix(f", {kind}"), {})[yardstick] = row
    yardsticks = list(dict.fromkeys(name for found in by_name.values() for name in found))[::-1]
    unit = next(iter(next(iter(by_name.values())).values()))["unit"]
    found = [f"| {kind} | {unit} | {' | '.join(f'ratio to {name}' for name in yardsticks)} |", "|---|---:|---|---|"]
    for name, against in by_name.items():
        value = shown(next(iter(against.values()))["value"])
        found.append(f"| {name} | {value} | {' | '.join(against_words(against.get(own)) for own in yardsticks)} |")
    return found


def value_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A table of single values."""
    single = [row for row in rows if row["ratio"] is None or row["against"].startswith(MOST)]
    found = [f"| {row['name']} | {shown(row['value'])} {row['unit']} | {goal_words(row)} |" for row in single]
    return ["| what | value | goal |", "|---|---:|---|", *found]


def tables(rows: list[dict[str, Any]]) -> str:
    """All figures."""
    kinds = ("1 connection", "8 connections", "processor time")
    return "\n\n".join("\n".join(found) for found in [*(ratio_lines(rows, kind) for kind in kinds), value_lines(rows)])


INTRODUCTION = """# How fast it is

Made by `make bench` (`bench/run.py`) from `bench/results.json`; do not edit this page by hand.

Absolute numbers belong to the machine and to the moment. What counts is the ratio: each page is compared with a
yardstick that was measured in the same round on the same machine.
- **bare view**: a Django view that answers "ok" with its length, without any middleware, application or database.
- **hello through all middleware**: the same view behind all middleware of the project.

Goals are those of the house plan. A missed goal is shown as missed.
"""

METHOD = """
## How it is measured

- The servers are `welcommune serve`: gunicorn, 2 workers of 4 threads, preloaded. They differ in their settings
  module only (`bench/bare.py`, `hello.py`, `uncached.py`, `missed.py`, and the project's own).
- The data are the shipped network and on top of it 100 roundtables, recorded, drafted and published by the actions
  that the desk uses, with reports in the languages of each region. The region page that is measured has only what is
  shipped.
- *Cached*: from the page cache, brotli accepted; each hit reads its stamps from the database. *Not cached*: the page
  cache is not among the middleware; rendered for every request, sent without compression. *First request after a
  change*: rendered, compressed with gzip and brotli, and kept, as happens once per page, process and change.
- All servers run at once; one is under load at a time, in short rounds one after the other. The yardsticks are measured
  at the beginning and at the end of each round. Values and ratios are medians over the rounds, the ratio being taken
  within each round; the slowest and the fastest round are given.
- Pages that are not cached are asked by a client of our own for twice the time and to the last answer: wrk stops in the
  middle of answers and does not count them.
- Connections are kept open. The load generator, the server and the database share the processors. With 8 connections
  it is chance how they fall to the two workers: that is most of the spread.
- *Processor time* is what master and workers spent on a request with 8 connections, over all rounds, without the load
  generator. Its ratio is turned round, so that more is better here too. When other programs want the processors, it is
  the figure to trust: a long request then waits more often than a short one, which lowers its requests per second far
  below what it costs.
- Queries are counted in one process by Django itself, the stamps included, and do not depend on the machine.
- *Import*: a list of 10,000 organisations with contacts, numbers and a seat for each tenth, new beside the 10,000 of
  the reference load; read, checked row by row and written in one process, with the index of words kept up. *csv*
  and *xlsx*: read from the first to the last row. One run each; their conditions stand in `bench/results.json`.
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
        text += [f"## On {kind}\n", f"{own[0]['conditions']}. {met} of {len(wanted)} goals met.\n", tables(own), ""]
    return "\n".join(text).rstrip() + "\n" + METHOD
