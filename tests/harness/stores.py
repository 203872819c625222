"""What the processes that tests start keep: a data folder, and a database in it or on the test's PostgreSQL server."""

import itertools
import os
import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

SECONDS_TO_FALL_SILENT = 30
OURS = frozenset({"DATABASE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"})
# What says that the tables are those of this release.
KEPT = {"django_migrations"}
_numbers = itertools.count()


class Store(ABC):
    """A data folder and its database. Statements are written with ``?``, and JSON is read as text by a CAST."""

    name: str
    database = ""

    def __init__(self, data: Path) -> None:
        self.data = data

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a command, as on a desk: with nothing that the tests set for themselves."""
        clean = {name: value for name, value in os.environ.items() if name not in OURS and "WELCOMMUNE_" not in name}
        # A process whose disk is full must not leave half a compiled file in the checkout.
        python = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return clean | {"WELCOMMUNE_DATA": str(self.data)} | python | more

    @abstractmethod
    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own."""

    @abstractmethod
    def copy(self, data: Path) -> "Store":
        """The same again, to be changed freely. Nobody may be at work on the original."""

    @abstractmethod
    def tables(self) -> list[str]:
        """The names of its tables."""

    @abstractmethod
    def empty(self) -> "Store":
        """Remove every row of ours from it; what is left is as new."""

    @abstractmethod
    def damages(self) -> list[Any]:
        """What the database itself finds broken in its files and its references."""

    @abstractmethod
    def wait_for_silence(self) -> None:
        """Return when nobody is at work on the database any more, those included whose client was killed."""

    @abstractmethod
    def drop(self) -> None:
        """Remove the database; the folder goes with whoever made it."""


class SqliteStore(Store):
    """SQLite: a file in the data folder, with its write-ahead log beside it."""

    name = "SQLite"

    @property
    def _file(self) -> Path:
        return self.data / "welcommune.sqlite3"

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._file, timeout=30)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def tables(self) -> list[str]:
        if not self._file.exists():
            return []
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        return [name for (name,) in self.rows(named)]

    def empty(self) -> Store:
        for table in set(self.tables()) - KEPT:
            self.rows(f'DELETE FROM "{table}"')
        return self

    def copy(self, data: Path) -> Store:
        return SqliteStore(Path(shutil.copytree(self.data, data)))

    def damages(self) -> list[Any]:
        told = self.rows("PRAGMA integrity_check") + self.rows("PRAGMA foreign_key_check")
        return [row for row in told if row != ("ok",)]

    def wait_for_silence(self) -> None:
        """At once: the database works in the processes of its clients, and ends with them."""

    def drop(self) -> None:
        """Nothing to do: the file lies in the data folder."""


# Rows and indexes as they lie in the files; foreign keys that were never checked; transactions that nobody ends.
AMCHECK = [
    "CREATE EXTENSION IF NOT EXISTS amcheck",
    "SELECT c.relname, v.msg FROM pg_class c CROSS JOIN LATERAL verify_heapam(c.oid) v "
    "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace",
    "SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am m ON m.oid = c.relam "
    "CROSS JOIN LATERAL bt_index_check(c.oid, true) checked "
    "WHERE m.amname = 'btree' AND c.relnamespace = 'public'::regnamespace AND checked IS NULL",
]
UNCHECKED = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
UNENDED = "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class PostgresStore(Store):
    """PostgreSQL: a database of its own on the server that ``tests.database`` started or was told of."""

    name = "PostgreSQL"

    def __init__(self, data: Path, template: str = "template0", database: str = "") -> None:
        """A new database, made after ``template``; or the one that another process made and named."""
        super().__init__(data)
        if database:
            self.database = database
            return
        self.database = f"welcommune_{os.getpid()}_{next(_numbers)}"
        # A name of this kind is left over only where tests were killed on a server that is not theirs.
        self.drop()
        create = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
        _on_server(sql.SQL(create).format(sql.Identifier(self.database), sql.Identifier(template)))

    @property
    def url(self) -> str:
        """The address of the database."""
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.database}").geturl()

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(DATABASE_URL=self.url, **more)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        # With its own signs for values, psycopg reads a percent sign that stands for itself doubled.
        known = statement.replace("%", "%%").replace("?", "%s").encode()
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(known, values)
            return cursor.fetchall() if cursor.description else []

    def tables(self) -> list[str]:
        return [name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]

    def empty(self) -> Store:
        named = ", ".join(f'"{table}"' for table in set(self.tables()) - KEPT)
        self.rows(f"TRUNCATE {named} RESTART IDENTITY CASCADE")
        return self

    def copy(self, data: Path) -> Store:
        self.wait_for_silence()
        return PostgresStore(Path(shutil.copytree(self.data, data)), template=self.database)

    def damages(self) -> list[Any]:
        superuser = self.rows("SELECT current_setting('is_superuser')") == [("on",)]
        statements = [*AMCHECK, UNCHECKED, UNENDED] if superuser else [UNCHECKED, UNENDED]
        return [row for statement in statements for row in self.rows(statement)]

    def wait_for_silence(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_FALL_SILENT
        while self.rows(OTHERS) != [(0,)]:
            assert time.monotonic() < deadline, f"somebody is still at work on {self.database}"
            time.sleep(0.02)

    def drop(self) -> None:
        drop = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
        _on_server(sql.SQL(drop).format(sql.Identifier(self.database)))


def _on_server(statement: sql.Composed) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)


def on_postgres() -> bool:
    """Whether this run tests on PostgreSQL."""
    return os.environ.get("WELCOMMUNE_TEST_DATABASE") == "postgres"


def new_store(data: Path) -> Store:
    """An empty one of the kind that this run tests on."""
    return PostgresStore(data) if on_postgres() else SqliteStore(data)


def kept_store(data: Path, database: str) -> Store:
    """What another process of this run has filled: the folder, and the name of its database."""
    return PostgresStore(data, database=database) if on_postgres() else SqliteStore(data)
