"""Real processes on a data folder and a database of their own, so that they can be killed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.service import Service
from tests.harness import filled
from tests.harness.filled import Prepared


@pytest.fixture(scope="session")
def prepared() -> Prepared:
    """The real network and the cast, with the printed sign-in links; all at rest."""
    return filled.prepared()


@pytest.fixture
def service(prepared: Prepared, tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """``service()``: server and worker of their own on a copy of what was prepared; ended after the test.

    ``data`` names another folder for what it keeps; all other names are settings.
    """
    started: list[Service] = []

    def start(data: Path | None = None, **settings: str) -> Service:
        folder = tmp_path / f"service-{len(started)}"
        one = Service(folder, prepared, data, **settings)
        started.append(one)
        return one

    yield start
    for one in started:
        one.end()
