"""What all processes of a machine count together, such as tries at a door: one small SQLite file of its own.

It is no part of the database: counting is not worth a write there, and needs not outlive a power cut. Values
are kept as JSON. Where the file cannot be written, nothing is kept, and nobody is shut out for it.
"""

import json
import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

TABLE = "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value, expires REAL) WITHOUT ROWID"
SET = "INSERT INTO entry VALUES (:key, :value, :expires) ON CONFLICT DO UPDATE SET value = :value, expires = :expires"
ADD = f"{SET} WHERE expires < :now"
# What is not there, or no more, counts from nothing: whoever counts needs not look first.
COUNT = """
INSERT INTO entry VALUES (:key, :value, :expires) ON CONFLICT DO UPDATE SET
value = CASE WHEN expires < :now THEN :value ELSE CAST(value AS INTEGER) + :value END,
expires = CASE WHEN expires < :now THEN :expires ELSE expires END RETURNING value
"""
PATIENCE, FOR_EVER, CLEAN_EVERY = 1.0, 1e12, 500


class Store:
    """One file, opened once in each process; threads take turns."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lock = threading.Lock()
        self.opened: sqlite3.Connection | None = None
        self.writes = 0

    def run(self, statement: str, facts: dict[str, Any]) -> tuple[int, list[Any]]:
        """How many rows were changed, and those that came back."""
        with self.lock, suppress(sqlite3.Error, OSError):
            store = self.opened or self._open()
            self.writes += 1
            if self.writes % CLEAN_EVERY == 0:
                store.execute("DELETE FROM entry WHERE expires < ?", (time.time(),))
            done = store.execute(statement, facts)
            rows = done.fetchall()
            return done.rowcount, rows
        return 0, []

    def _open(self) -> sqlite3.Connection:
        self.file.parent.mkdir(mode=0o700, exist_ok=True)
        store = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        store.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; {TABLE};")
        self.opened = store
        return store


STORES: dict[Path, Store] = {}
_of_parents: list[Store] = []


def _forget_stores() -> None:
    """After a fork: what the parent has open is not the child's to use, nor to close."""
    _of_parents.extend(STORES.values())
    STORES.clear()


os.register_at_fork(after_in_child=_forget_stores)


class SharedCache(BaseCache):
    """Django's cache over that file; counting is one statement, so that no two processes count as one."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.file = Path(location)

    def _run(self, statement: str, key: str = "", value: Any = None, timeout: Any = None) -> tuple[int, list[Any]]:
        seconds = self.get_backend_timeout(timeout)
        facts = {"key": key, "value": value, "now": time.time(), "expires": FOR_EVER if seconds is None else seconds}
        store = STORES.get(self.file) or STORES.setdefault(self.file, Store(self.file))
        return store.run(statement, facts)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return self._run(ADD, self.make_and_validate_key(key, version), json.dumps(value), timeout)[0] > 0

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        found = self._run(
            "SELECT value FROM entry WHERE key = :key AND expires >= :now", self.make_and_validate_key(key, version)
        )[1]
        return json.loads(str(found[0][0])) if found else default

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._run(SET, self.make_and_validate_key(key, version), json.dumps(value), timeout)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        found = self._run(COUNT, self.make_and_validate_key(key, version), delta, DEFAULT_TIMEOUT)[1]
        return int(found[0][0]) if found else delta

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        statement = "UPDATE entry SET expires = :expires WHERE key = :key AND expires >= :now"
        return self._run(statement, self.make_and_validate_key(key, version), timeout=timeout)[0] > 0

    def delete(self, key: Any, version: Any = None) -> bool:
        gone = self._run("DELETE FROM entry WHERE key = :key", self.make_and_validate_key(key, version))
        return gone[0] > 0

    def clear(self) -> None:
        self._run("DELETE FROM entry")
