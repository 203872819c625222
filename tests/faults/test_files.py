"""A file of actions whose import is killed: nothing half-written, and the same file again changes nothing."""

import json
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.services import BARE, REGION, STRUCTURE
from tests.faults.service import command, moments
from tests.harness.filled import Prepared
from tests.harness.stores import Store

WRITTEN = ("mapping_action", "mapping_action_themes", "stakeholders_organisation", "core_externalid", "core_source")
SIZES = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in WRITTEN)
SERVICES = 2000


@pytest.fixture
def loaded(prepared: Prepared, tmp_path: Path) -> Iterator[Store]:
    """A store with the shipped network."""
    store = prepared.store.copy(tmp_path / "data")
    yield store
    store.drop()


def _sizes(store: Store) -> tuple[int, ...]:
    return store.rows(SIZES)[0]


def _words(file: Path) -> list[str]:
    return command("import", "data-inclusion", str(file), "--region", REGION)


def _bring(store: Store, file: Path) -> str:
    done = subprocess.run(
        _words(file), env=store.environment(), check=True, timeout=120, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def test_a_killed_import_leaves_nothing_half_written(loaded, tmp_path):
    file, none = tmp_path / "services.json", _sizes(loaded)
    told = BARE | {"thematiques": ["sante--acces-aux-soins"]}
    services = [told | {"id": f"dora--{number}"} for number in range(SERVICES)]
    file.write_text(json.dumps({"structures": [STRUCTURE], "services": services}), encoding="utf-8")
    other = loaded.copy(tmp_path / "other")
    started = time.monotonic()
    _bring(other, file)
    took, whole = time.monotonic() - started, _sizes(other)
    other.drop()
    assert [now - before for now, before in zip(whole, none, strict=True)] == [
        SERVICES, SERVICES, 1, SERVICES + 1, SERVICES + 1,
    ]  # fmt: skip
    for _kill in moments(1):
        process = subprocess.Popen(_words(file), env=loaded.environment(), stdout=subprocess.DEVNULL)
        time.sleep(took * random.uniform(0.6, 0.95))  # not to wait for something: to hit another moment each time
        process.kill()
        process.wait()
        loaded.wait_for_silence()
        assert _sizes(loaded) in (none, whole)
    _bring(loaded, file)
    assert _sizes(loaded) == whole
    assert _bring(loaded, file).startswith(f"services.json: 0 new, 0 changed, {SERVICES + 1} as they were.\n")
    assert _sizes(loaded) == whole
