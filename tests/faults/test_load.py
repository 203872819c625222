"""Loading a network file: whole or not at all, and a bad file is refused in words."""

import random
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SHARE_SIRA
from tests.faults.service import command, moments
from tests.harness.stores import Store, new_store

LOADED = ("network_network", "network_region", "meetings_meeting", "meetings_insight", "library_article", "core_source")
SIZES = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in LOADED)


def _sizes(store: Store) -> tuple[int, ...]:
    """How many rows each table holds, all at one moment."""
    return store.rows(SIZES)[0]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A migrated store without a network, to copy."""
    store = new_store(tmp_path_factory.mktemp("migrated") / "data")
    subprocess.run(command("migrate"), env=store.environment(), check=True, timeout=120)
    yield store
    store.drop()


@pytest.fixture
def empty(migrated: Store, tmp_path: Path) -> Iterator[Store]:
    """A store without a network."""
    store = migrated.copy(tmp_path / "data")
    yield store
    store.drop()


@pytest.fixture
def other(migrated: Store, tmp_path: Path) -> Iterator[Store]:
    """Another one."""
    store = migrated.copy(tmp_path / "other")
    yield store
    store.drop()


def _load(store: Store, file: Path = SHARE_SIRA) -> "subprocess.CompletedProcess[str]":
    words = command("load", str(file))
    return subprocess.run(words, env=store.environment(), capture_output=True, text=True, check=False, timeout=120)


def test_a_killed_load_leaves_nothing_half_loaded(empty, other):
    started = time.monotonic()
    assert _load(other).returncode == 0
    took, none, whole = time.monotonic() - started, _sizes(empty), _sizes(other)
    assert none[0] == 0
    assert all(whole)
    for _kill in moments(2):
        part = random.uniform(0.5, 0.95)
        process = subprocess.Popen(command("load", str(SHARE_SIRA)), env=empty.environment(), stdout=subprocess.DEVNULL)
        time.sleep(took * part)  # not to wait for something: to hit another moment each time
        process.kill()
        process.wait()
        empty.wait_for_silence()
        found = _sizes(empty)
        assert found in (none, whole), f"half-loaded when killed after {took * part:.2f} s"
        if found == whole:  # this machine was faster now
            break
    assert _load(empty).returncode == 0
    assert _sizes(empty) == whole
    assert ": 0 new, 0 changed" in _load(other).stdout
    assert _sizes(other) == whole


BROKEN = {
    "date": ("starts_on: 2021-01-01", "starts_on: in January"),
    "entry": ("  name: SHARE SIRA\n", "  nom: SHARE SIRA\n"),
    "yaml": ("\nnetwork:\n", "\nnetwork: }\n"),
}


@pytest.mark.parametrize(("good", "bad"), BROKEN.values(), ids=BROKEN)
def test_a_bad_file_is_refused_with_line_and_reason(empty, tmp_path, good, bad):
    text = SHARE_SIRA.read_text(encoding="utf-8")
    assert text.count(good) == 1
    line = text[: text.index(good)].count("\n") + 1
    file = tmp_path / "network.yaml"
    file.write_text(text.replace(good, bad), encoding="utf-8")
    none = _sizes(empty)
    done = _load(empty, file)
    assert done.returncode == 1
    told = re.findall(r"Line (\d+): (.+)", done.stderr)
    assert told, done.stderr
    assert any(abs(int(number) - line) <= 2 and len(reason) > 10 for number, reason in told), (line, told)
    assert "Traceback" not in done.stderr
    assert _sizes(empty) == none


def test_a_file_that_is_not_there_is_refused(empty, tmp_path):
    done = _load(empty, tmp_path / "none.yaml")
    assert done.returncode == 1
    assert "none.yaml" in done.stderr
    assert "Traceback" not in done.stderr
