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
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.operations.queries.findings import Finding, Level, bad, good, said, warning

MEGABYTE = 1024 * 1024
LITTLE_SPACE, NO_SPACE = 1024 * MEGABYTE, 100 * MEGABYTE
MIGRATIONS_WAIT = gettext_lazy("Migrations are waiting: run welcommune migrate.")


def quick_findings() -> list[Finding]:
    """Database, migrations, folders and space. Where the database does not answer, the rest is not asked of it."""
    database = _database()
    asked = [database] if database.level == Level.BAD else [database, _migrations()]
    return [*asked, *_folders(), _space()]


def not_ready() -> str:
    """Why the service cannot answer now, in words that show nothing of the server; empty when it can."""
    return " ".join(finding.plain().sentence for finding in quick_findings() if finding.level == Level.BAD)


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode" if _is_sqlite() else "SHOW transaction_read_only")
            (answer,) = cursor.fetchone()
    except Error as error:
        sentence = _("The database does not answer (%(error)s).") % {"error": type(error).__name__}
        return bad("database", sentence, _("See that it runs, and that DATABASE_URL names it."))
    return _sqlite(answer) if _is_sqlite() else _postgres(answer)


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _sqlite(journal: str) -> Finding:
    name = str(connection.settings_dict["NAME"])
    if Path(name).exists() and not os.access(name, os.W_OK):
        return bad("database", _("The database cannot be written to."), give(name))
    if journal not in {"wal", "memory"}:
        sentence = _("SQLite keeps its journal as %(journal)s: whoever reads waits for whoever writes.")
        remedy = _("Keep the data folder on a disk of this machine, not on a network drive.")
        return warning("database", sentence % {"journal": journal}, remedy)
    return good("database", _("SQLite answers, in WAL mode."))


def can_be_written(folder: Path) -> bool:
    """Whether files can be made in it."""
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def give(what: str | Path) -> str:
    """What to do about something that cannot be written to."""
    if os.statvfs(what).f_flag & os.ST_RDONLY:
        return said(_("The disk of %(what)s can only be read: look why the system mounted it so."), what=what)
    return said(_("Give %(what)s to whoever runs welcommune."), what=what)


def _postgres(read_only: str) -> Finding:
    if read_only == "on":
        remedy = _("Let DATABASE_URL name the server that takes changes, not a copy of it.")
        return bad("database", _("The database cannot be written to."), remedy)
    return good("database", _("PostgreSQL answers, and takes changes."))


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
        first = {"many": len(waiting), "first": waiting[0]}
        return bad("migrations", str(MIGRATIONS_WAIT), _("Waiting: %(many)s, the first one %(first)s.") % first)
    return good("migrations", _("The database is that of this release."))


def folders() -> dict[str, Path]:
    """What is written to besides the database: the data, pictures and files, and what nobody is served."""
    private = Path(getattr(storages["private"], "location", settings.DATA))
    return {_("data"): settings.DATA, _("media"): Path(settings.MEDIA_ROOT), _("private files"): private}


def _folders() -> Iterator[Finding]:
    for name, folder in folders().items():
        # A folder that is not there yet is made with the first file: the one above it counts.
        there = next(place for place in (folder, *folder.parents) if place.exists())
        if can_be_written(there):
            yield good("folders", _("This folder can be written to: %(name)s.") % {"name": name})
        else:
            sentence = _("This folder cannot be written to: %(name)s.") % {"name": name}
            yield bad("folders", sentence, give(there))


def _space() -> Finding:
    there = next(place for place in (settings.DATA, *settings.DATA.parents) if place.exists())
    free = shutil.disk_usage(there).free
    told = _("Free for data: %(many)s.") % {"many": filesizeformat(free)}
    remedy = said(_("Make room on the disk of %(folder)s, or move the data folder to a larger one."), folder=there)
    if free < NO_SPACE:
        return bad("space", f"{_('The disk is nearly full.')} {told}", remedy)
    return warning("space", told, remedy) if free < LITTLE_SPACE else good("space", told)
