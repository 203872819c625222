"""What is done beside the work itself: signs of life, lists beside the backups, files that are whole or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from welcommune.core.outbox import each_minute
from welcommune.operations.models import LastDone, Work
from welcommune.operations.queries.backups import ERASURES, UNFINISHED, erasures_to_note


def note_done(work: Work, about: str = "") -> None:
    """Note that it was done now."""
    LastDone.objects.update_or_create(work=work, defaults={"at": timezone.now(), "about": about})


@contextmanager
def write_whole(file: Path) -> Iterator[BinaryIO]:
    """A file under its name once all of it is on the disk, for its owner only; broken off, there is none."""
    part = file.with_name(f"{file.name}.{os.getpid()}{UNFINISHED}")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as content:
            yield content
            content.flush()
            os.fsync(content.fileno())
        part.replace(file)
        sync_folder(file.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring to the disk which files the folder holds."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@each_minute
def note_round() -> None:
    """Once a minute: the worker is alive; who was erased stands beside the backups, so that none brings them back."""
    note_done(Work.ROUND)
    if settings.BACKUPS.is_dir():
        note_erasures(settings.BACKUPS)


def note_erasures(folder: Path) -> None:
    """Bring the list of erased accounts in a folder of backups up to date: identifiers and nothing else."""
    file = folder / ERASURES
    noted = file.read_text(encoding="utf-8") if file.exists() else ""
    wanted = erasures_to_note(noted)
    if wanted != noted:
        with write_whole(file) as content:
            content.write(wanted.encode())
