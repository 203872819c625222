"""The hostile harness: no network, warnings are errors, row order is random where none is asked for.

Fixtures that fill the database come in three levels: the vocabularies only; ``network``; ``cast``. Tests run
in this order, so that one that asks for nothing never sees what another one loaded.
"""

import gc
import os
import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.db.models.query import MAX_GET_RESULTS
from django.test import Client
from django.utils import translation
from django.utils.module_loading import import_string

import welcommune
from tests.harness import filled
from tests.harness.stores import on_postgres
from welcommune.accounts.models import Account
from welcommune.core.publication import SHELF
from welcommune.core.tenancy import every_region
from welcommune.network.actions import load_vocabularies
from welcommune.network.models import Network, Term

HERE = Path(__file__).parent
SHARE_SIRA = Path(welcommune.__file__).parent / "exchange" / "networks" / "share-sira.yaml"
LOCAL = frozenset({"localhost", "127.0.0.1", "::1", ""})
TRANSACTIONAL = frozenset({"transactional_db", "live_server", "django_db_reset_sequences"})
DATABASE = TRANSACTIONAL | {"db"}
# Their processes have a database, though the tests ask for none.
STARTS_PROCESSES = frozenset({"browser", "faults"})


def pytest_configure(config: pytest.Config) -> None:
    """Rows come in random order from the first query on; rubbish is collected less often, a tenth of the time."""
    shuffle_unordered_rows()
    gc.set_threshold(100_000, 50, 50)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last to end clears away what the processes of xdist shared."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        filled.forget()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that see less of the database run before those that load more; else the random order stays."""
    left = [item for item in items if _is_left_out(item)]
    items[:] = [item for item in items if not _is_left_out(item)]
    config.hook.pytest_deselected(items=left)
    items.sort(key=_level)


def _is_left_out(item: pytest.Item) -> bool:
    """Whether this run has no time for the test."""
    if item.get_closest_marker("long"):
        return not os.environ.get("WELCOMMUNE_TEST_LONG")
    return on_postgres() and not os.environ.get("WELCOMMUNE_TEST_EVERYTHING") and _is_asked_once(item)


def _is_asked_once(item: pytest.Item) -> bool:
    """Whether the answer cannot hang on the database: marked so, or no database is asked for."""
    if item.get_closest_marker("once"):
        return True
    folder = item.path.relative_to(HERE).parts[0]
    asks = bool(item.get_closest_marker("django_db") or DATABASE.intersection(getattr(item, "fixturenames", ())))
    return not asks and folder not in STARTS_PROCESSES


def _level(item: pytest.Item) -> tuple[bool, int]:
    names = getattr(item, "fixturenames", ())
    return _empties_the_database(item), 2 if "cast" in names else 1 if "network" in names else 0


def _empties_the_database(item: pytest.Item) -> bool:
    """Whether the test runs with real transactions, and Django empties all tables behind it."""
    marker = item.get_closest_marker("django_db")
    named = TRANSACTIONAL.intersection(getattr(item, "fixturenames", ()))
    return bool(named or (marker and marker.kwargs.get("transaction")))


# Rows in random order.


def shuffle_unordered_rows() -> None:
    """Make every QuerySet that nothing orders answer in random order.

    The rows are shuffled after they came, so that the SQL, the number of queries, aggregates, subqueries and
    ``exists()`` stay as they are; prefetched rows are shuffled before they are shared out. For a slice of
    unordered rows the database is told to choose at random. Raw SQL is not covered. The seed is that of
    pytest-randomly, so that a failure of the first kind comes again with ``--randomly-seed=…`` as printed.
    """
    if getattr(QuerySet, "rows_are_shuffled", False):
        return
    fetch_all: Callable[..., None] = QuerySet._fetch_all
    iterate: Callable[..., Iterator[Any]] = QuerySet._iterator

    def shuffled_fetch_all(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        unordered = fresh and not self.ordered
        if unordered:
            _choose_at_random(self)
        fetch_all(self)
        if unordered:
            random.shuffle(self._result_cache)

    def shuffled_iterate(self: QuerySet[Any], *args: Any) -> Iterator[Any]:
        rows = iterate(self, *args)
        if self.ordered:
            yield from rows
        else:
            yield from random.sample(found := list(rows), len(found))

    QuerySet._fetch_all = shuffled_fetch_all
    QuerySet._iterator = shuffled_iterate
    QuerySet.rows_are_shuffled = True


def _choose_at_random(rows: QuerySet[Any]) -> None:
    """Order a slice of unordered rows by chance; ``get()`` is a slice too, but of one row."""
    query = rows.query
    of_get = query.low_mark == 0 and query.high_mark == MAX_GET_RESULTS
    plain = not (query.distinct or query.combinator or query.group_by)
    if query.is_sliced and plain and not of_get:
        rows.query = query.chain()
        rows.query.add_ordering("?")


# No network.


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection but those to this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _only_local(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _only_local_names(socket.getaddrinfo))
        yield


def _only_local(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def checked(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    return checked


def _only_local_names(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def checked(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in LOCAL and name is not None:
            raise RuntimeError(f"a test tried to look up {name}")
        return look_up(host, *args, **kwargs)

    return checked


# A clean state.


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """No page, cached value or language stays from one test to the next."""
    SHELF.clear()
    for cache in caches.all():
        cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def unlimited() -> Iterator[None]:
    """The sign-in library's rate limits do not stand in the way; a test of theirs sets them itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ACCOUNT_RATE_LIMITS", False, raising=False)
        yield


# What the database holds.


@pytest.fixture(scope="session")
def sqlite_in_memory() -> None:
    """Said in words: pytest-django knows SQLite by Django's name for it, not by ours."""
    if not on_postgres():
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(
    sqlite_in_memory: None, django_db_modify_db_settings_xdist_suffix: None
) -> None:
    """Only then a database for each process."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database knows the vocabularies, as every installation does."""
    with django_db_blocker.unblock(), every_region("test database"):
        load_vocabularies()


@pytest.fixture(scope="session")
def network_in_database(django_db_setup: None, django_db_blocker: Any) -> None:
    """The shipped network, loaded once per test database."""
    with django_db_blocker.unblock():
        _load_network()


@pytest.fixture(scope="session")
def cast_in_database(network_in_database: None, django_db_blocker: Any) -> dict[str, UUID]:
    """The demo cast, made once per test database: role → identifier."""
    with django_db_blocker.unblock():
        return _create_cast()


def _load_network() -> None:
    with every_region("test database"):
        load_vocabularies()
        import_string("welcommune.config.commands.load_network_file")(SHARE_SIRA)


def _create_cast() -> dict[str, UUID]:
    create_cast: Callable[[], dict[str, Account]] = import_string("welcommune.portal.actions.create_cast")
    with every_region("test database"):
        cast = create_cast()
        # Not a demonstration: who coordinates, or runs the site, signs in with two things.
        for role in ("coordinator", "operator"):
            Authenticator.objects.get_or_create(user=cast[role], type="totp", defaults={"data": {"secret": "A" * 32}})
        return {role: account.pk for role, account in cast.items()}


@pytest.fixture(autouse=True)
def refilled(request: pytest.FixtureRequest, _django_db_marker: None) -> None:
    """A test with real transactions finds the vocabularies again that the one before it emptied out."""
    if _empties_the_database(request.node) and not Term.objects.exists():
        load_vocabularies()


@pytest.fixture
def network(db: None, network_in_database: None) -> Network:
    """The network of the shipped file, with all it holds; changes are rolled back after the test."""
    if not Network.objects.exists():  # A test with real transactions has emptied the database.
        _load_network()
    return Network.objects.get(slug="share-sira")


@pytest.fixture
def cast(network: Network, cast_in_database: dict[str, UUID]) -> dict[str, Account]:
    """The demo cast by role: coordinator, facilitator, stranger, editor, member, assessor, auditor."""
    known = Account.objects.in_bulk(list(cast_in_database.values()))
    if not known:
        cast_in_database.update(_create_cast())
        known = Account.objects.in_bulk(list(cast_in_database.values()))
    return {role: known[pk] for role, pk in cast_in_database.items()}


@pytest.fixture
def scope() -> Iterator[None]:
    """Read the records of all regions, for tests that do not go through a view."""
    with every_region("test"):
        yield


@pytest.fixture
def client_for(db: None) -> Callable[[Account | None], Client]:
    """``client_for(account)`` is a signed-in browser, ``client_for(None)`` that of a visitor."""

    def sign_in(account: Account | None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account)
        return client

    return sign_in
