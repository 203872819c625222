"""Figures that add up across processes: each process counts in a file of its own, and whoever asks sums them.

A file is mapped into memory: counting one more is a few bytes written there, and a process that is killed
loses nothing. What ended processes counted is put together in one file when a new one begins.
"""

import fcntl
import mmap
import os
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path

from django.conf import settings

# A name and a number each. What is counted are routes and classes, of which there are few hundred.
NAME, VALUE, SLOTS = 120, struct.Struct("<d"), 8192
SLOT = NAME + VALUE.size
PAST, FRESH, PAUSE = "past", ".new", 60


def folder() -> Path:
    return Path(settings.DATA) / "watch" / "counts"


class Counts:
    """The file of this process. Numbers only grow."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}
        self._values: dict[str, float] = {}
        self._file: BufferedRandom | None = None
        self._map: mmap.mmap | None = None
        self._not_before = 0.0

    def add(self, *counted: tuple[str, float]) -> None:
        """Count more of several things; where there is no room or no disk, they are let go."""
        with self._lock:
            slots = self._map or self._begin()
            if slots is not None:
                for name, amount in counted:
                    self._add(slots, name, amount)

    def _add(self, slots: mmap.mmap, name: str, amount: float) -> None:
        if name not in self._places:
            if len(self._places) == SLOTS:
                return
            place = self._places[name] = len(self._places) * SLOT
            slots[place : place + NAME] = name.encode()[:NAME].ljust(NAME, b"\0")
        value = self._values[name] = self._values.get(name, 0.0) + amount
        VALUE.pack_into(slots, self._places[name] + NAME, value)

    def _begin(self) -> mmap.mmap | None:
        """The file, mapped; ``None`` where it cannot be made, which is tried again in a while."""
        if time.monotonic() >= self._not_before:
            try:
                self._map = self._mapped()
            except (OSError, ValueError):
                self._not_before = time.monotonic() + PAUSE
        return self._map

    def _mapped(self) -> mmap.mmap:
        """A file that is locked while this process lives."""
        # Not the data folder: where that is away, nothing is made in its place.
        for place in (folder().parent, folder()):
            place.mkdir(mode=0o700, exist_ok=True)
        path = folder() / f"{os.getpid()}-{os.urandom(4).hex()}"
        with _alone():
            _put_ended_together()
            self._file = path.open("w+b")
            fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            # All of its room at once: who writes to a page that a full disk cannot give is killed.
            os.posix_fallocate(self._file.fileno(), 0, SLOT * SLOTS)
            return mmap.mmap(self._file.fileno(), SLOT * SLOTS)
        except OSError:
            self._file.close()
            path.unlink()
            raise

    def forget_file(self) -> None:
        """After a fork: the child begins a file of its own."""
        self.__init__()  # type: ignore[misc]


COUNTS = Counts()
os.register_at_fork(after_in_child=COUNTS.forget_file)


@contextmanager
def _alone() -> Iterator[None]:
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _files() -> list[Path]:
    return sorted(path for path in folder().iterdir() if path.name != "lock" and path.suffix != FRESH)


def _read(path: Path) -> Iterator[tuple[str, float]]:
    content = path.read_bytes()
    for place in range(0, len(content) - SLOT + 1, SLOT):
        name = content[place : place + NAME].rstrip(b"\0")
        if not name:
            return
        yield name.decode("utf-8", "replace"), VALUE.unpack_from(content, place + NAME)[0]


def _sum(paths: list[Path]) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in paths:
        for name, value in _read(path):
            found[name] += value  # type: ignore[assignment]
    return found


def _has_ended(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _put_ended_together() -> None:
    ended = [path for path in _files() if path.name == PAST or _has_ended(path)]
    if {path.name for path in ended} <= {PAST}:
        return
    named = sorted(_sum(ended).items())[:SLOTS]
    whole = b"".join(name.encode()[:NAME].ljust(NAME, b"\0") + VALUE.pack(value) for name, value in named)
    fresh = (folder() / PAST).with_suffix(FRESH)
    fresh.write_bytes(whole)
    fresh.replace(folder() / PAST)
    for path in ended:
        if path.name != PAST:
            path.unlink()


def all_counts() -> dict[str, float]:
    """What all processes of this machine have counted, those that ended included."""
    try:
        with _alone():
            return dict(_sum(_files()))
    except OSError:  # nothing counted yet, or no disk to count on
        return {}
