"""Making a backup: one file, of one moment, while the service goes on; a file that is there is whole.

Rows are those of one moment. Files are written before rows refer to them and removed after, so each file that a
row names is there at that moment; one that is removed while the backup reads is told by its absence, and the
backup begins anew with a younger moment.
"""

import fcntl
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.crypto import salted_hmac

from welcommune.core.errors import Refused
from welcommune.operations.actions.upkeep import note_done, note_erasures, write_whole
from welcommune.operations.formats.container import FORMAT, HEAD, Writer, writing
from welcommune.operations.models import Work
from welcommune.operations.queries.backups import UNFINISHED, superfluous
from welcommune.operations.queries.quick import MIGRATIONS_WAIT, waiting_migrations
from welcommune.operations.queries.safety import kept_key
from welcommune.operations.queries.snapshot import (
    columns,
    files_named,
    files_there,
    kept_models,
    one_moment,
    parts,
    place_of,
)

TRIES = 3
KEY_MEMBER = "secret_key"


class _Gone(Exception):
    """A file was removed after the moment that the rows are of."""


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    file: Path
    size: int
    rows: int
    files: int
    missing: list[str]
    removed: list[Path]


def make_backup(*, folder: Path, keep: int, passphrase: str = "") -> Made:
    """Write a backup into ``folder`` and remove the oldest ones; where it is broken off, nothing new is there."""
    if waiting_migrations():
        raise Refused(MIGRATIONS_WAIT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        for remains in folder.glob(f"welcommune-*{UNFINISHED}"):
            remains.unlink()
        ending = "tar.gz.sealed" if passphrase else "tar.gz"
        file = folder / f"welcommune-{timezone.now():%Y%m%d-%H%M%S}.{ending}"
        with write_whole(file) as part:
            rows, files, missing = _write_again(part, passphrase)
        note_done(Work.BACKUP, str(file))
        note_erasures(folder)
        removed = superfluous(folder, max(1, keep))
        for old in removed:
            old.unlink()
    return Made(file, file.stat().st_size, rows, files, missing, removed)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time, so that what is unfinished belongs to nobody who still works."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"Another backup is being written into {folder}.") from error
        yield


def _write_again(part: BinaryIO, passphrase: str) -> tuple[int, int, list[str]]:
    """Write it; anew where a file was removed meanwhile. What still lacks after that was lost before."""
    for attempt in range(1, TRIES + 1):
        part.seek(0)
        part.truncate()
        try:
            with writing(part, passphrase) as writer, one_moment():
                return _write(writer, with_key=bool(passphrase), is_last_try=attempt == TRIES)
        except _Gone:
            continue
    raise AssertionError("the last try does not give up")


def _write(writer: Writer, *, with_key: bool, is_last_try: bool) -> tuple[int, int, list[str]]:
    named, there = files_named(), files_there()
    if named - there and not is_last_try:
        raise _Gone
    writer.add_json(HEAD, _head())
    key = kept_key() if with_key else None
    if key:
        writer.add(KEY_MEMBER, key.read_bytes())
    added = {name for name in sorted(there) if _add_file(writer, name)}
    if named & there - added and not is_last_try:
        raise _Gone
    rows = _add_rows(writer)
    missing = sorted(named - added)
    writer.finish(rows=dict(rows), missing=missing)
    return rows.total(), len(added), missing


def _head() -> dict[str, object]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "release": settings.RELEASE,
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "key": key_mark(),
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "tables": {model._meta.label: columns(model) for model in kept_models()},
    }


def key_mark() -> str:
    """A mark of the secret key that does not tell it: links and marks of addresses hold only under the same key."""
    return salted_hmac("welcommune.operations.backup", "secret key", algorithm="sha256").hexdigest()


def _add_file(writer: Writer, name: str) -> bool:
    """Add a file that lies there; whether it did."""
    try:
        with place_of(name).open("rb") as content:
            writer.add_file(f"files/{name}", content, os.fstat(content.fileno()).st_size)
    except FileNotFoundError:
        return False
    return True


def _add_rows(writer: Writer) -> Counter[str]:
    rows: Counter[str] = Counter()
    for model in kept_models():
        label = model._meta.label
        for number, (content, many) in enumerate(parts(model), start=1):
            writer.add(f"tables/{label}/{number:06}.jsonl", content)
            rows[label] += many
    return rows
