"""A SQLite whose writers take turns in the order in which they come.

SQLite has one writer at a time. Whoever finds another one there sleeps and asks again, later each time, up to a tenth
of a second: of many who write, some wait a hundred times as long as the others, while nobody writes at all. Here a
transaction first waits at a file that is locked by the one before; the system wakes whoever waits as soon as it ends.
The lock only orders those who wait. What keeps writers apart is SQLite's own, which other programs know too.
"""

import fcntl
import os
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base

ENDING = "-turn"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a turn for each transaction, and with ``ask``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: int | None = None

    def ask(self, sql: str, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The rows of a query of text columns for these words, none of them null: what each kept page asks."""
        if self.connection is not None and not self.queries_logged:
            with self.wrap_database_errors:
                rows: list[tuple[str, ...]] = self.connection.execute(sql.replace("%s", "?"), words).fetchall()
            return rows
        with self.cursor() as cursor:
            cursor.execute(sql, words)
            found: list[tuple[str, ...]] = cursor.fetchall()
        return found

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        # One that could not be committed is rolled back by whoever began it.
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _wait_for_turn(self) -> None:
        if self._turn is not None or self.is_in_memory_db():
            return
        # Where nothing can be written, SQLite says so itself.
        with suppress(OSError):
            turn = os.open(f"{self.settings_dict['NAME']}{ENDING}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(turn, fcntl.LOCK_EX)
            except OSError:
                os.close(turn)
                raise
            self._turn = turn

    def _end_turn(self) -> None:
        if self._turn is not None:
            # Closing gives it up, as the end of the process does.
            os.close(self._turn)
            self._turn = None
