"""Who writes to a SQLite file waits for a turn, and the turn comes in the order of waiting."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from welcommune.config.sqlite3.base import ENDING, DatabaseWrapper

WRITERS = 8
WAITING = "->"


def opened(path: Path) -> DatabaseWrapper:
    """A connection of its own, as each thread and process has one."""
    settings = connections.settings["default"] | {
        "ENGINE": "welcommune.config.sqlite3", "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5},
    }  # fmt: skip
    return DatabaseWrapper(settings, alias="default")


@contextmanager
def transaction_of(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """What ``transaction.atomic`` does, on a connection that is known by no name."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    else:
        connection.commit()
    finally:
        connection.set_autocommit(True)


@pytest.fixture
def path(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A file with a table that keeps the order in which its rows came."""
    path = tmp_path / "one.sqlite3"
    # No test database is touched: each file is new.
    with django_db_blocker.unblock():
        connection = opened(path)
        connection.cursor().execute("CREATE TABLE came (place INTEGER PRIMARY KEY, who INTEGER)")
        connection.close()
        yield path


def rows(path: Path) -> list[int]:
    """Who wrote, in order."""
    connection = opened(path)
    cursor = connection.cursor()
    cursor.execute("SELECT who FROM came ORDER BY place")
    found = [who for (who,) in cursor.fetchall()]
    connection.close()
    return found


def write(path: Path, who: int) -> None:
    """One row in a transaction of its own."""
    connection = opened(path)
    with transaction_of(connection):
        connection.cursor().execute("INSERT INTO came (who) VALUES (%s)", [who])
    connection.close()


def waiting(path: Path) -> int:
    """How many the system knows to wait for the turn."""
    inode = f":{Path(f'{path}{ENDING}').stat().st_ino} "
    return sum(WAITING in line and inode in line for line in Path("/proc/locks").read_text().splitlines())


def wait_until(count: int, path: Path) -> None:
    """Until so many wait."""
    until = time.monotonic() + 20
    while waiting(path) != count:
        assert time.monotonic() < until, f"{waiting(path)} wait and not {count}"
        time.sleep(0.005)


def test_who_waits_longest_writes_next(path: Path) -> None:
    """However many come after."""
    first, threads = opened(path), []
    with transaction_of(first):
        first.cursor().execute("INSERT INTO came (who) VALUES (-1)")
        for who in range(WRITERS):
            threads.append(threading.Thread(target=write, args=(path, who)))
            threads[-1].start()
            wait_until(who + 1, path)
    for thread in threads:
        thread.join()
    first.close()
    assert rows(path) == [-1, *range(WRITERS)]


def test_a_transaction_that_fails_or_is_left_open_gives_its_turn_up(path: Path) -> None:
    """Rolled back, or its connection closed: the next one writes."""
    connection = opened(path)
    with pytest.raises(DatabaseError), transaction_of(connection):
        connection.cursor().execute("INSERT INTO nowhere VALUES (1)")
    write(path, 1)
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.close()
    write(path, 2)
    assert rows(path) == [1, 2]


def test_a_transaction_that_cannot_begin_gives_its_turn_up(path: Path) -> None:
    """Another program writes and does not end: after the time allowed it is told, and nobody is kept from writing."""
    stranger = opened(path)
    stranger.ensure_connection()
    # As a program that knows of no turns.
    stranger.connection.execute("BEGIN IMMEDIATE")
    impatient = opened(path)
    impatient.settings_dict["OPTIONS"]["timeout"] = 0
    with pytest.raises(DatabaseError, match="locked"), transaction_of(impatient):
        pytest.fail("two write at once")
    stranger.connection.execute("ROLLBACK")
    write(path, 3)
    assert rows(path) == [3]


def test_a_killed_writer_gives_its_turn_up(path: Path) -> None:
    """The system gives up what a process held; its transaction never was."""
    code = (
        "import sys\nimport django\ndjango.setup()\nfrom pathlib import Path\n"
        "from tests.operations.test_turns import opened\n"
        "connection = opened(Path(sys.argv[1]))\n"
        "connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)\n"
        "connection.cursor().execute('INSERT INTO came (who) VALUES (7)')\n"
        "print('holds', flush=True)\nsys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert holder.stdout and holder.stdout.readline() == "holds\n"
    thread = threading.Thread(target=write, args=(path, 8))
    thread.start()
    wait_until(1, path)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    thread.join()
    assert rows(path) == [8]


def test_where_no_turn_can_be_taken_writing_goes_on(path: Path) -> None:
    """The order is a kindness; what keeps writers apart is SQLite's own."""
    Path(f"{path}{ENDING}").unlink(missing_ok=True)
    Path(f"{path}{ENDING}").mkdir()
    write(path, 4)
    assert rows(path) == [4]


def test_the_site_writes_in_turns() -> None:
    """It is the database that a site without another one has."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    assert isinstance(connections["default"], DatabaseWrapper)
