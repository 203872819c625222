"""Backups: of one moment while others write, whole or not there, and back into SQLite and PostgreSQL alike."""

import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.faults.keeping import (
    EMPTY,
    FILL,
    PASSPHRASE,
    back_up,
    contents,
    files,
    holds_nothing,
    python,
    run,
    start,
    wait_for,
)
from tests.faults.service import moments
from tests.harness.filled import Prepared
from tests.harness.stores import SqliteStore, Store, on_postgres

MEMBER = "nour.member@example.org"


@pytest.fixture(scope="module")
def filled(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The real network with pictures, a list that was brought in, and many small rows. At rest; not to be changed."""
    store = prepared.store.copy(tmp_path_factory.mktemp("filled") / "data")
    python(store, FILL)
    yield store
    store.drop()


@pytest.fixture(scope="module")
def sealed(filled: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed backup of it; its passphrase lies beside."""
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "passphrase").write_text(PASSPHRASE)
    return back_up(filled, folder, "--passphrase-file", str(folder / "passphrase"))


@pytest.fixture
def place(filled: Store, tmp_path: Path) -> Iterator[Store]:
    """An empty place to restore into, with a secret key of its own."""
    store = filled.copy(tmp_path / "place")
    _make_empty(store)
    yield store
    store.drop()


def _make_empty(store: Store) -> None:
    store.empty()
    for path in sorted(store.data.rglob("*"), reverse=True):
        if "sqlite3" not in path.name:
            path.rmdir() if path.is_dir() else path.unlink()


def _opened(file: Path) -> list[str]:
    return ["--passphrase-file", str(file.with_name("passphrase"))]


# Back again.


@pytest.fixture(scope="module")
def travelled(filled: Store, sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the same; on PostgreSQL it has been in SQLite since, so that it goes from each to the other."""
    if not on_postgres():
        return sealed
    lite = SqliteStore(tmp_path_factory.mktemp("lite") / "data")
    python(lite, EMPTY)
    there = run(lite, "restore", str(sealed), *_opened(sealed))
    assert (there.returncode, there.stderr, lite.damages()) == (0, "", [])
    assert files(lite.data) == files(filled.data)
    return back_up(lite, sealed.parent, *_opened(sealed))


def test_a_killed_restore_leaves_nothing_or_all_and_the_next_one_brings_back_every_row_and_file(
    filled, travelled, place
):
    words = ["restore", str(travelled), *_opened(travelled)]
    for _turn in moments(2):
        _restore_and_kill(place, words)
        if not holds_nothing(place):
            assert (contents(place), files(place.data)) == (contents(filled), files(filled.data))
            _make_empty(place)
    done = run(place, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(place) == contents(filled)
    assert files(place.data) == files(filled.data)
    assert (place.data / "secret_key").read_text() == (filled.data / "secret_key").read_text()
    assert place.rows("SELECT count(*) FROM search_entry") == filled.rows("SELECT count(*) FROM search_entry")
    # That a worker was alive there says nothing of this place.
    assert filled.rows("SELECT count(*) FROM operations_lastdone") != [(0,)]
    assert place.rows("SELECT count(*) FROM operations_lastdone") == [(0,)]
    assert place.damages() == []
    again = run(place, *words)
    assert (again.returncode, "not empty" in again.stderr) == (1, True)
    left = {path.name for path in place.data.iterdir() if not path.name.startswith("welcommune.sqlite3")}
    assert left == {"media", "media-private", "secret_key"}
    if on_postgres():  # Numbers that the database gives go on after those that came back.
        last = place.rows("SELECT max(id) FROM django_content_type")[0][0]
        assert place.rows("SELECT nextval(pg_get_serial_sequence('django_content_type', 'id'))") == [(last + 1,)]


def _restore_and_kill(place: Store, words: list[str]) -> None:
    beside = place.data / "restoring"
    if beside.exists():
        (beside / "of the one before").touch()
    restoring = start(place, *words)
    wait_for(lambda: beside.exists() and not (beside / "of the one before").exists(), restoring)
    time.sleep(random.uniform(0, 2))  # not to wait for something: to hit another moment each time
    restoring.kill()
    restoring.wait()
    place.wait_for_silence()


@pytest.mark.long
def test_a_backup_comes_back_where_no_database_is_yet(filled, sealed, tmp_path):
    lite = SqliteStore(tmp_path / "lite")
    done = run(lite, "restore", str(sealed), *_opened(sealed))
    assert (done.returncode, done.stderr) == (0, "")
    assert {table: len(rows) for table, rows in contents(lite).items()} == {
        table: len(rows) for table, rows in contents(filled).items()
    }


# While others write, and killed.


class Pairs(threading.Thread):
    """Somebody who writes two rows at a time, in tables that a backup reads early and late."""

    def __init__(self, store: Store) -> None:
        super().__init__(daemon=True)
        self.store, self.enough, self.written = store, threading.Event(), 0

    def run(self) -> None:
        """Write until it is enough."""
        while not self.enough.is_set():
            key, number = uuid4().hex, self.written
            self.store.rows(
                "INSERT INTO core_externalid (id, created_at, object_id, source, value) VALUES (?, ?, ?, ?, ?)",
                key, "2026-01-02 03:04:05+00:00", key, "pairs", str(number),
            )  # fmt: skip
            self.store.rows("INSERT INTO auth_group (name) VALUES (?)", f"pair {number}")
            self.written += 1


def test_a_backup_is_of_one_moment_and_whole_and_who_was_erased_does_not_come_back_with_it(filled, place, tmp_path):
    store, folder = filled.copy(tmp_path / "data"), tmp_path / "backups"
    long_gone = str(uuid4())
    store.rows("INSERT INTO accounts_erasure (record_id, erased_at) VALUES (?, '2026-01-02')", _key(store, long_gone))
    writer = Pairs(store)
    writer.start()
    for _turn in moments(2):
        _back_up_and_kill(store, folder)
    before = writer.written
    known = set(folder.glob("*.gz"))
    _back_up_haltingly(store, folder, writer)
    (file,) = set(folder.glob("*.gz")) - known
    after = writer.written
    assert after - before > 8
    writer.enough.set()
    writer.join(60)
    assert [*folder.glob("*.unfinished")] == []
    assert (folder / "erasures.txt").read_text().split() == [long_gone]

    ((member,),) = store.rows("SELECT CAST(id AS text) FROM accounts_account WHERE email = ?", MEMBER)
    store.drop()
    (folder / "erasures.txt").write_text(f"{long_gone}\n{UUID(member)}\n")
    done = run(place, "restore", str(file))
    assert (done.returncode, "One person who was erased" in done.stdout) == (0, True), done.stderr
    assert "another secret key" in done.stderr
    assert place.rows("SELECT count(*) FROM accounts_account WHERE email = ?", MEMBER) == [(0,)]
    erased = place.rows("SELECT CAST(record_id AS text) FROM accounts_erasure")
    assert {UUID(key) for (key,) in erased} == {UUID(long_gone), UUID(member)}
    early = place.rows("SELECT count(*) FROM core_externalid WHERE source = 'pairs'")[0][0]
    late = place.rows("SELECT count(*) FROM auth_group")[0][0]
    assert before <= late <= early <= min(late + 1, after + 1)


def _back_up_haltingly(store: Store, folder: Path, writer: Pairs) -> None:
    """Held again and again until more was written, so that much is written between its first table and its last."""
    backing = start(store, "backup", "--to", str(folder))
    while backing.poll() is None:
        if any(folder.glob(f"*.{backing.pid}.unfinished")):
            backing.send_signal(signal.SIGSTOP)
            written = writer.written
            # Not for ever: what is held may have to come to an end before more can be written.
            wait_for(lambda written=written: writer.written > written + 1, backing, seconds=1)
            backing.send_signal(signal.SIGCONT)
        time.sleep(0.02)  # the time in which it goes on
    assert backing.returncode == 0


def _key(store: Store, key: str) -> str:
    """An identifier as the database writes it."""
    return UUID(key).hex if isinstance(store, SqliteStore) else key


def _back_up_and_kill(store: Store, folder: Path) -> None:
    """Killed in the middle: whatever bears the name of a backup is whole."""
    backing = start(store, "backup", "--to", str(folder), "--keep", "100")
    wait_for(lambda: any(folder.glob(f"*.{backing.pid}.unfinished")), backing)
    time.sleep(random.uniform(0, 0.4))  # see above
    backing.kill()
    backing.wait()
    assert [file.name for file in folder.glob("*.gz") if run(store, "verify", str(file)).returncode != 0] == []
