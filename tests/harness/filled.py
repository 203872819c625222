"""The demonstration at rest, made once by the process that needs it first, and copied by all that need one."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from tests.harness.demo import Demo
from tests.harness.stores import Store, kept_store, on_postgres

NOTE = "made.json"


@dataclass(frozen=True)
class Prepared:
    """A store to copy, and the paths of the sign-in links by role."""

    store: Store
    links: dict[str, str]


def prepared() -> Prepared:
    """The real network and the cast, with the printed sign-in links; all at rest. Whoever comes second waits."""
    folder = _folder()
    folder.mkdir(exist_ok=True)
    note = folder / NOTE
    with _alone(folder / "lock"):
        if not note.exists():
            note.write_text(json.dumps(_make(folder / "data")))
    made = json.loads(note.read_text())
    return Prepared(kept_store(folder / "data", made["database"]), made["links"])


def forget() -> None:
    """Remove the database from a server that stays; the folder goes with whoever made it."""
    folder = _folder()
    if on_postgres() and (folder / NOTE).exists():
        kept_store(folder / "data", json.loads((folder / NOTE).read_text())["database"]).drop()


def _folder() -> Path:
    """One for each server of databases, since their processes may share the folder for several runs."""
    server = os.environ["DATABASE_URL"] if on_postgres() else "sqlite"
    return Path(os.environ["WELCOMMUNE_TEST_SHARED"]) / format(crc32(server.encode()), "x")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(data: Path) -> dict[str, object]:
    demo = Demo()
    try:
        demo.wait()
        assert " new, 0 changed" in demo.output
        links = {role.split()[0]: address.removeprefix(demo.url) for role, address in demo.links.items() if role}
        assert demo.end() == 0
        return {"links": links, "database": demo.store.copy(data).database}
    finally:
        demo.stop()
