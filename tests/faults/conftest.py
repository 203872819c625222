"""Real processes on a data folder of their own, so that they can be killed. They always run on SQLite."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.service import Prepared, Service
from tests.harness.demo import Demo

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests bring their own database: once is enough. Under xdist they stay in one process."""
    again = pytest.mark.skip(reason="brings its own SQLite, and was run there")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("faults"))
            if os.environ.get("WELCOMMUNE_TEST_DATABASE") == "postgres":
                item.add_marker(again)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A data folder with the real network and the cast, with the printed sign-in links."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    demo = Demo()
    try:
        demo.wait()
        links = {role.split()[0]: address.removeprefix(demo.url) for role, address in demo.links.items()}
        demo.process.terminate()
        demo.process.wait(20)
        shutil.copytree(demo.data, folder)
    finally:
        demo.stop()
    return Prepared(folder, links)


@pytest.fixture
def service(prepared: Prepared, tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """``service()``: server and worker of their own on a copy of the prepared folder; ended after the test."""
    started: list[Service] = []

    def start() -> Service:
        folder = tmp_path / f"service-{len(started)}"
        shutil.copytree(prepared.folder, folder / "data")
        one = Service(folder, prepared.links)
        started.append(one)
        return one

    yield start
    for one in started:
        one.end()
