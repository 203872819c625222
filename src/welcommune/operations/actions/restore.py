"""Bringing a backup back: into an empty place, whole or not at all, and without those who were erased since.

1. The file is read from beginning to end, and everything in it is compared with its list.
2. Files are written beside their place, rows in one transaction, and in the same transaction those who were erased
   since are erased again and the index is made.
3. The files are moved to their place, then the transaction ends.

Broken off before the transaction ends, the database is as empty as before, and the next restore removes the files.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.models import Model

from welcommune.accounts.actions import replay_erasures
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.tenancy import every_region
from welcommune.operations.actions.backup import KEY_MEMBER, key_mark
from welcommune.operations.actions.upkeep import sync_folder, write_whole
from welcommune.operations.formats.container import FORMAT, HEAD, MANIFEST, Member, read_members
from welcommune.operations.formats.trouble import FOREIGN, NEWER, BadBackup
from welcommune.operations.queries.backups import ERASURES, RESTORING
from welcommune.operations.queries.place import holds_rows, why_not_empty
from welcommune.operations.queries.quick import known_migrations
from welcommune.operations.queries.safety import KEY_FILE, kept_key
from welcommune.operations.queries.snapshot import file_folders, kept_models
from welcommune.search.actions import rebuild
from welcommune.search.queries import all_entries

MOVING = "moving"


@dataclass(frozen=True)
class Contents:
    """What a whole backup says of itself."""

    head: dict[str, Any]
    rows: dict[str, int]
    missing: list[str]
    files: int
    has_key: bool


@dataclass(frozen=True)
class Restored:
    """What came back; ``erased`` counts those who were erased again."""

    contents: Contents
    erased: int
    same_key: bool


def read_whole(file: Path, passphrase: str) -> Contents:
    """Read a backup from beginning to end; raises ``BadBackup`` where it cannot be relied on."""
    head: dict[str, Any] = {}
    last: dict[str, Any] = {}
    names = []
    for member in read_members(file, passphrase):
        names.append(member.name)
        if member.name == HEAD:
            head = member.json()
        elif member.name == MANIFEST:
            last = member.json()
    if head.get("format") != FORMAT:
        raise BadBackup(NEWER.format(release=head["release"]) if "release" in head else FOREIGN)
    files = sum(name.startswith("files/") for name in names)
    return Contents(head, last["rows"], last["missing"], files, KEY_MEMBER in names)


def restore_backup(*, file: Path, passphrase: str = "", erasures: Iterable[Path] = ()) -> Restored:
    """Bring a backup back; raises ``BadBackup`` or ``Refused``, with nothing changed."""
    contents = read_whole(file, passphrase)
    _check_release(contents)
    erased_since = _erased_in([file.with_name(ERASURES), *erasures])
    settings.DATA.mkdir(parents=True, exist_ok=True)
    _clear_remains()
    if trouble := why_not_empty():
        raise Refused(f"{trouble} A backup comes back into an empty data folder and an empty database only.")
    call_command("migrate", verbosity=0, interactive=False)
    try:
        with every_region("a backup is restored"), transaction.atomic():
            erased = _bring_back(file, passphrase, contents, erased_since)
    except Error as error:
        # The first line only: databases add the row, which may be about a person.
        reason = str(error).partition("\n")[0]
        raise Refused(f"The database does not take what the backup holds: {reason}") from error
    shutil.rmtree(_beside())
    return Restored(contents, erased, same_key=contents.head["key"] == key_mark())


def _check_release(contents: Contents) -> None:
    ours = {f"{app}.{name}" for app, name in known_migrations()}
    if set(contents.head["migrations"]) != ours:
        release = contents.head["release"]
        raise Refused(
            f"The backup was made by release {release}, whose tables are not those of {settings.RELEASE}. "
            f"Restore it with release {release}, then update."
        )


def _erased_in(files: Iterable[Path]) -> set[UUID]:
    """Who was erased, as the lists say; the one beside the backup need not be there."""
    found = set()
    for file in files:
        if file.name == ERASURES and not file.exists():
            continue
        try:
            lines = file.read_text(encoding="utf-8").split()
            found |= {UUID(line) for line in lines}
        except (OSError, ValueError) as error:
            raise Refused(f"The list {file} was not read: {error}") from error
    return found


# The place.


def _beside() -> Path:
    return Path(settings.DATA / RESTORING)


def _clear_remains() -> None:
    """Remove what a restore left that was broken off: its files too, where its rows did not come in."""
    beside = _beside()
    if not beside.exists():
        return
    if (beside / MOVING).exists() and not holds_rows():
        for folder in file_folders().values():
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(beside)


# What comes back.


def _bring_back(file: Path, passphrase: str, contents: Contents, erased_since: set[UUID]) -> int:
    """Rows, then the files that waited beside; returns how many people were erased again."""
    _empty_tables()
    for member in read_members(file, passphrase):
        _bring_member(member, contents.head["tables"])
    _count_on()
    _take_key()
    rebuild(all_entries(), release=settings.RELEASE)
    erased = replay_erasures(by=SYSTEM, ids=erased_since)
    connection.check_constraints()
    _move_files()
    return erased


def _empty_tables() -> None:
    """What ``migrate`` filled by itself comes from the backup, too."""
    with connection.cursor() as cursor:
        for model in reversed(kept_models()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _bring_member(member: Member, tables: dict[str, list[str]]) -> None:
    kind, _slash, rest = member.name.partition("/")
    if kind == "tables":
        label = rest.split("/")[0]
        _insert(apps.get_model(label), tables[label], member.whole())
    elif kind == "files" or (member.name == KEY_MEMBER and kept_key()):
        _put_beside(member)


def _insert(model: type[Model], names: list[str], lines: bytes) -> None:
    """Rows as they were, field by field: nothing is set anew as it is when somebody saves."""
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    known = [fields[name] for name in names]
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in known)})"
    statement = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(known))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_stored(known, json.loads(line)) for line in lines.split(b"\n")])


def _stored(fields: list[Any], row: list[Any]) -> list[Any]:
    """The values of a row as the database of this place stores them."""
    return [
        field.get_db_prep_save(field.to_python(value), connection) for field, value in zip(fields, row, strict=True)
    ]


def _put_beside(member: Member) -> None:
    place = _beside() / member.name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with write_whole(place) as content:
        shutil.copyfileobj(member.content, content)


def _count_on() -> None:
    """Numbers that the database gives go on after the highest that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _take_key() -> None:
    """From here on this is the installation that was backed up, unless the environment gives another secret key."""
    brought = _beside() / KEY_MEMBER
    if brought.exists():
        settings.SECRET_KEY = brought.read_text()


def _move_files() -> None:
    """Whole folders at once; what is moved is removed again by the next restore, should this be broken off."""
    beside = _beside()
    beside.mkdir(mode=0o700, exist_ok=True)
    (beside / MOVING).touch()
    sync_folder(beside)
    for name, place in file_folders().items():
        folder = beside / "files" / name
        if folder.exists():
            folder.replace(place)
    if (beside / KEY_MEMBER).exists():
        (beside / KEY_MEMBER).replace(settings.DATA / KEY_FILE)
    sync_folder(settings.DATA)
