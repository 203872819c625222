"""Whether the service can do its work now: asked often, by ``/readyz`` too, so it writes nothing and is soon done."""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from welcommune.operations.queries.findings import Finding, Level, bad, good, warning

MEGABYTE = 1024 * 1024
LITTLE_SPACE, NO_SPACE = 1024 * MEGABYTE, 100 * MEGABYTE
MIGRATIONS_WAIT = "Migrations are waiting: run welcommune migrate."


def quick_findings() -> list[Finding]:
    """Database, migrations, folders and space. Where the database does not answer, the rest is not asked of it."""
    database = _database()
    asked = [database] if database.level == Level.BAD else [database, _migrations()]
    return [*asked, *_folders(), _space()]


def not_ready() -> str:
    """Why the service cannot answer now, in words that show nothing of the server; empty when it can."""
    return " ".join(finding.sentence for finding in quick_findings() if finding.level == Level.BAD)


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode" if _is_sqlite() else "SHOW transaction_read_only")
            (answer,) = cursor.fetchone()
    except Error as error:
        sentence = f"The database does not answer ({type(error).__name__})."
        return bad("database", sentence, "See that it runs, and that DATABASE_URL names it.")
    return _sqlite(answer) if _is_sqlite() else _postgres(answer)


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _sqlite(journal: str) -> Finding:
    name = str(connection.settings_dict["NAME"])
    if Path(name).exists() and not os.access(name, os.W_OK):
        return bad("database", "The database cannot be written to.", f"Give {name} to whoever runs welcommune.")
    if journal not in {"wal", "memory"}:
        sentence = f"SQLite keeps its journal as {journal}: whoever reads waits for whoever writes."
        return warning("database", sentence, "Keep the data folder on a disk of this machine, not on a network drive.")
    return good("database", "SQLite answers, in WAL mode.")


def _postgres(read_only: str) -> Finding:
    if read_only == "on":
        remedy = "Let DATABASE_URL name the server that takes changes, not a copy of it."
        return bad("database", "The database cannot be written to.", remedy)
    return good("database", "PostgreSQL answers, and takes changes.")


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Those of this release: files that do not change while a process runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def waiting_migrations() -> list[str]:
    """Those that the database has not seen, by name."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in known_migrations() - applied.keys())


def _migrations() -> Finding:
    waiting = waiting_migrations()
    if waiting:
        return bad("migrations", MIGRATIONS_WAIT, f"{len(waiting)} of them, the first one {waiting[0]}.")
    return good("migrations", "The database is that of this release.")


def folders() -> dict[str, Path]:
    """What is written to besides the database: the data, pictures and files, and what nobody is served."""
    private = Path(getattr(storages["private"], "location", settings.DATA))
    return {"data": settings.DATA, "media": Path(settings.MEDIA_ROOT), "private files": private}


def _folders() -> Iterator[Finding]:
    for name, folder in folders().items():
        # A folder that is not there yet is made with the first file: the one above it counts.
        there = next(place for place in (folder, *folder.parents) if place.exists())
        if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            yield good("folders", f"The folder for {name} can be written to.")
        else:
            remedy = f"Give {there} to whoever runs welcommune."
            yield bad("folders", f"The folder for {name} cannot be written to.", remedy)


def _space() -> Finding:
    there = next(place for place in (settings.DATA, *settings.DATA.parents) if place.exists())
    free = shutil.disk_usage(there).free
    told = f"{free // MEGABYTE:,} MB are free for data."
    remedy = f"Make room on the disk of {there}, or move the data folder to a larger one."
    if free < NO_SPACE:
        return bad("space", f"The disk is nearly full: {told}", remedy)
    return warning("space", told, remedy) if free < LITTLE_SPACE else good("space", told)
