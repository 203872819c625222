"""One moment of the database, as rows that any database can take, and the files that belong to it."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.models import FileField, Model

# Sessions end with a restore; the index is made anew from the rows; that a worker was alive is not true elsewhere.
LEFT_OUT = frozenset({"sessions.Session", "search.Entry", "search.Word", "operations.LastDone"})
MEDIA, PRIVATE = "media", "private"
# Files that rows name in a plain field: lists that were brought in.
NAMED = (("exchange.Import", "file", PRIVATE),)
ROWS_AT_ONCE, PART = 1000, 1024 * 1024


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is the state of one moment, while others go on writing and wait for nothing."""
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            cursor.execute("SELECT count(*) FROM core_stamp")  # The moment is that of the first reading.
            cursor.fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")


def kept_models() -> list[type[Model]]:
    """Every table that is kept, in the order of the rooms: foreign keys point to what came before, or within a room."""
    known = apps.get_models(include_auto_created=True)
    return [model for model in known if model._meta.managed and model._meta.label not in LEFT_OUT]


def columns(model: type[Model]) -> list[str]:
    """The columns of a table, by the names of its fields."""
    return [field.attname for field in model._meta.local_concrete_fields]


def parts(model: type[Model]) -> Iterator[tuple[bytes, int]]:
    """The rows in pieces of about a megabyte, a JSON list on each line, and how many there are in each."""
    rows = model._base_manager.order_by("pk").values_list(*columns(model)).iterator(ROWS_AT_ONCE)
    waiting, size = [], 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()
        waiting.append(line)
        size += len(line)
        if size > PART:
            yield b"\n".join(waiting), len(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"\n".join(waiting), len(waiting)


def _plain(value: Any) -> str:
    """A value as text that its field reads back."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


# Files.


def file_folders() -> dict[str, Path]:
    """Where files lie, by the name of their folder in a backup."""
    private: Any = storages["private"]
    return {MEDIA: Path(settings.MEDIA_ROOT), PRIVATE: Path(private.location)}


def files_there() -> set[str]:
    """Every file that lies there, as a backup names it."""
    found = set()
    for name, folder in file_folders().items():
        paths = (path for path in folder.rglob("*") if path.is_file())
        found |= {f"{name}/{path.relative_to(folder).as_posix()}" for path in paths}
    return found


def files_named() -> set[str]:
    """Every file that a row names, as a backup names it."""
    found = set()
    for model in kept_models():
        fields = [field for field in model._meta.local_concrete_fields if isinstance(field, FileField)]
        for field in fields:
            found |= _names(model, field.attname, MEDIA)
    for label, attname, folder in NAMED:
        found |= _names(apps.get_model(label), attname, folder)
    return found


def _names(model: type[Model], attname: str, folder: str) -> set[str]:
    rows = model._base_manager.exclude(**{attname: ""}).order_by("pk").values_list(attname, flat=True)
    return {f"{folder}/{name}" for name in rows.iterator(ROWS_AT_ONCE) if name}


def place_of(name: str) -> Path:
    """Where the file of this name in a backup lies."""
    folder, _slash, rest = name.partition("/")
    return file_folders()[folder] / rest
