"""One scene a module: built once in a transaction of its own; each test starts from it and is rolled back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler

from tests.harness.log import listening
from tests.matrix.scene import Scene, build, told_in
from welcommune.accounts.models import Account
from welcommune.core.publication import SHELF
from welcommune.core.tenancy import every_region

Browser = Callable[[str], Client]
# One for all: a client of its own would build the whole chain of middleware again.
HANDLER = ClientHandler(enforce_csrf_checks=False)


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """The folder of collected files: the server looks for it when it starts."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="module")
def cast(cast_in_database: dict[str, UUID], django_db_blocker: Any) -> Iterator[dict[str, Account]]:
    """The demo cast by role, in a transaction that lasts as long as the module's tests."""
    with django_db_blocker.unblock():
        # Looked up before the transaction: Django tries it out with one of its own.
        assert connection.features.supports_transactions
        with transaction.atomic():
            known = Account.objects.in_bulk(list(cast_in_database.values()))
            yield {role: known[pk] for role, pk in cast_in_database.items()}
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def scene(cast: dict[str, Account]) -> Scene:
    """The prepared records; see ``tests/matrix/scene.py``."""
    with every_region("test"):
        return build(cast)


@pytest.fixture(autouse=True)
def quiet_log(scene: Scene, clean_start: None) -> Iterator[list[str]]:
    """Whatever a test here asks and sends: no line of the log tells what is private, no address, no mailbox."""
    with listening() as lines:
        yield lines
    assert told_in(lines, scene) == []


@pytest.fixture(autouse=True)
def clean_start(scene: Scene, db: None) -> None:
    """Every test here starts from the scene, and what it changes is rolled back."""


@pytest.fixture(scope="module")
def doors(scene: Scene, cast: dict[str, Account]) -> dict[str, Client]:
    """A signed-in client for each role; who signs in anew in each test pays for it in each test."""
    clients = {role: Client() for role in cast}
    for role, account in cast.items():
        clients[role].force_login(account)
    return clients


@pytest.fixture
def browser(doors: dict[str, Client]) -> Browser:
    """``browser(role)`` is that role's browser; ``browser("visitor")`` has not signed in."""
    known: dict[str, Client] = {}

    def open_browser(role: str) -> Client:
        if role not in known:
            known[role] = Client()
            known[role].handler = HANDLER
            if role in doors:
                known[role].cookies.load(doors[role].cookies)
        return known[role]

    return open_browser


@pytest.fixture
def undone() -> Callable[[], Any]:
    """``with undone():`` takes back what happens inside, kept pages and cached values too."""
    return Undone


class Undone:
    """A savepoint that is always rolled back."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *trouble: Any) -> None:
        if not connection.needs_rollback:
            transaction.set_rollback(True)
        self.atomic.__exit__(*trouble)
        SHELF.clear()
        cache.clear()
