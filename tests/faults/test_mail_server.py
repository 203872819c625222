"""The mail server away, refusing, stalling, or breaking off: every mail goes out in the end, and the worker goes on."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults.service import Service, until
from tests.faults.smtp import MailServer, Manner
from tests.harness.processes import free_port

LETTERS = 12
QUEUE = f"""
import django; django.setup()
from welcommune.accounts.actions.mail import queue_letter
for number in range({LETTERS}):
    queue_letter({{"to": f"mail-{{number}}@example.org", "subject": "Table", "body": "Body."}})
"""
EVERYBODY = {f"mail-{number}@example.org" for number in range(LETTERS)}
# What one talk may take at most before it is given up (EMAIL_TIMEOUT), and a little.
SECONDS_OF_PATIENCE = 20 + 10


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def listen(port: int) -> Iterator[Callable[[Manner], MailServer]]:
    """``listen(manner)``: a mail server where the service expects one; gone after the test."""
    servers: list[MailServer] = []

    def start(manner: Manner) -> MailServer:
        servers.append(MailServer(port, manner))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def writing(service: Callable[..., Service], port: int) -> Service:
    """A worker with a dozen letters to send, and a mail server by address only."""
    one = service(EMAIL_URL=f"smtp://127.0.0.1:{port}")
    more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}
    subprocess.run([sys.executable, "-c", QUEUE], env=one.store.environment(**more), check=True, timeout=60)
    one.work()
    return one


def _tried(one: Service, times: int) -> None:
    """Wait until each letter was tried so often, and none at this moment."""
    tried = "SELECT count(*) FROM core_outboxmessage WHERE attempts >= ? AND state = 'queued' AND lease_until IS NULL"
    until(lambda: one.rows(tried, times) == [(LETTERS,)], f"each letter to be tried {times} times:\n{one.output}")


def _time_passes(one: Service) -> None:
    """As if the pause before the next try were over."""
    one.rows("UPDATE core_outboxmessage SET next_try_at = '2000-01-01 00:00:00' WHERE state = 'queued'")


def _all_sent(one: Service) -> None:
    left = "SELECT count(*) FROM core_outboxmessage WHERE state <> 'sent' OR CAST(payload AS text) <> '{}'"
    until(lambda: one.rows(left) == [(0,)], f"all letters to be sent:\n{one.output[-2000:]}")


@pytest.mark.once
def test_letters_outlast_a_mail_server_that_is_away_refuses_and_breaks_off(writing, listen):
    _tried(writing, 1)
    server = listen("refuse")
    _time_passes(writing)
    _tried(writing, 2)
    assert server.taken == []
    server.manner = "cut"
    _time_passes(writing)
    _tried(writing, 3)
    assert server.received() == dict.fromkeys(EVERYBODY, 1)
    server.manner = "accept"
    _time_passes(writing)
    _all_sent(writing)
    # Taken without a word the first time, nobody could know; mail programs show two of one name once.
    assert server.received() == dict.fromkeys(EVERYBODY, 2)
    assert len(server.names()) == LETTERS


@pytest.mark.long
def test_a_stalling_mail_server_holds_up_neither_the_round_nor_the_end(writing, listen):
    writing.kill_worker()
    _time_passes(writing)
    writing.rows("UPDATE core_outboxmessage SET lease_until = NULL, last_error = ''")
    server = listen("stall")
    writing.work()
    tried = "SELECT count(*) FROM core_outboxmessage WHERE last_error <> ''"
    until(lambda: writing.rows(tried)[0][0] >= 2, "two letters to be given up for now", 3 * SECONDS_OF_PATIENCE)
    assert writing.worker is not None
    writing.worker.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    assert writing.worker.wait(SECONDS_OF_PATIENCE) == 0
    assert time.monotonic() - begun < SECONDS_OF_PATIENCE
    server.manner = "slow"
    server.released.set()
    _time_passes(writing)
    writing.work()
    _all_sent(writing)
    assert server.received() == dict.fromkeys(EVERYBODY, 1)
