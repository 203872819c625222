"""The database away for a while: people are told so, the worker waits, and all goes on by itself when it is back."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from tests.database import NoServer, Server, start_server
from tests.faults.service import Client, Prepared, Service, command, until
from tests.faults.test_mail_server import LETTERS, QUEUE
from tests.harness.stores import new_store, on_postgres

Do = Callable[[], object]


def _letters_go(one: Service, so_far: int = 0) -> None:
    """A dozen letters are queued and sent."""
    more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}
    subprocess.run([sys.executable, "-c", QUEUE], env=one.store.environment(**more), check=True, timeout=60)
    # Guests of today's meeting of the demonstration get mails of another kind in the morning.
    sent = "SELECT count(*) FROM core_outboxmessage WHERE state = 'sent' AND kind = 'mail'"
    until(lambda: one.rows(sent) == [(so_far + LETTERS,)], "the worker to send letters")


def _trial(one: Service, leave: Do, come_back: Do) -> None:
    one.serve()
    one.work()
    _letters_go(one)
    leave()
    for path in ("/fr/", "/fr/news/", "/fr/account/sign-in/"):
        answer = Client(one).get(path)
        with override("fr"):
            assert (answer.status, f"<h1>{gettext('Closed for a short while')}</h1>" in answer.text) == (503, True)
        assert "Traceback" not in answer.text
    assert [Client(one).get(path).status for path in ("/healthz", "/readyz")] == [200, 503]
    if on_postgres():  # What has SQLite's file open does not notice that it was moved.
        until(lambda: "trying again" in one.output, "the worker to miss the database")
    come_back()
    assert [Client(one).get(path).status for path in ("/fr/", "/readyz", "/fr/account/sign-in/")] == [200] * 3
    _letters_go(one, LETTERS)


@pytest.mark.skipif(on_postgres(), reason="the folder of the database is that of a server there")
def test_the_folder_of_the_database_is_away_for_a_while(service):
    one: Service = service()
    data, away = one.store.data, one.store.data.with_name("away")
    _trial(one, lambda: data.rename(away), lambda: away.rename(data))


@pytest.fixture
def server() -> Iterator[Server]:
    """A PostgreSQL of this test alone, to be stopped."""
    try:
        running, _told = start_server()
    except NoServer as reasons:
        pytest.skip(f"NOT AVAILABLE: a PostgreSQL server of our own: {reasons}")
    yield running
    running.stop()


@pytest.mark.skipif(not on_postgres(), reason="SQLite has no server that could stop")
def test_the_server_of_the_database_is_stopped_and_started(server, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("DATABASE_URL", server.url)
    store = new_store(tmp_path / "data")
    subprocess.run(command("migrate"), env=store.environment(), check=True, timeout=120)
    one = Service(tmp_path / "service", Prepared(store, {}))
    try:
        _trial(one, server.halt, server.run)
    finally:
        one.end()
