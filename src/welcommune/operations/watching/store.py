"""One small SQLite file beside the database, for what must be noted though the database is gone or busy.

Noting never fails and never waits: whoever cannot write within a tenth of a second lets it go.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.conf import settings

PATIENCE = 0.1
Values = Sequence[Any] | Mapping[str, Any]
TABLES = """
CREATE TABLE IF NOT EXISTS fault (
    kind TEXT, place TEXT, route TEXT, times INTEGER, first REAL, last REAL, requests TEXT,
    PRIMARY KEY (kind, place, route)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slow (
    statement TEXT, route TEXT, times INTEGER, total REAL, last REAL, recent TEXT,
    PRIMARY KEY (statement, route)
) WITHOUT ROWID;
"""
TROUBLE = (sqlite3.Error, OSError)


def _file() -> Path:
    return Path(settings.DATA) / "watch" / "faults.sqlite3"


def _open() -> sqlite3.Connection:
    """The file, made where it is missing."""
    file = _file()
    is_new = not file.exists()
    if is_new:
        file.parent.mkdir(mode=0o700, exist_ok=True)
    found = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    if is_new:
        found.executescript(f"PRAGMA journal_mode=WAL;{TABLES}")
    found.execute("PRAGMA synchronous=OFF")
    return found


def write(*statements: tuple[str, Values]) -> None:
    """Carry out statements, or let them go."""
    with suppress(*TROUBLE), closing(_open()) as store:
        store.execute("BEGIN IMMEDIATE")
        for statement, values in statements:
            store.execute(statement, values)
        store.execute("COMMIT")


def read(statement: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
    """The rows that a statement finds; none where the file cannot be read."""
    try:
        with closing(_open()) as store:
            yield from store.execute(statement, values).fetchall()
    except TROUBLE:
        return
