"""The clock of the machine jumps: what waits goes once, early or late, and nothing is lost."""

import shutil

import pytest

from tests.faults.service import Service
from tests.faults.test_mail_server import EVERYBODY, LETTERS, _all_sent, _tried, listen, port, writing

__all__ = ["listen", "port", "writing"]
FAKETIME = shutil.which("faketime")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(FAKETIME is None, reason="NOT AVAILABLE: faketime. As root: apt-get install faketime"),
]
QUEUED = "SELECT count(*) FROM core_outboxmessage WHERE state = 'queued' AND lease_until IS NULL"


def _at(one: Service, shift: str) -> None:
    """Another worker in place of this one, by a clock that is wrong by ``shift``."""
    one.kill_worker()
    one.rows("UPDATE core_outboxmessage SET lease_until = NULL")
    one.started_by = [str(FAKETIME), "-f", shift] if shift else []
    one.work()


def test_a_clock_put_forward_and_back_loses_no_letter_and_doubles_none(writing, listen):
    _at(writing, "+2d")
    _tried(writing, 1)  # nobody listens yet: the next try is two days away by the right clock
    server = listen("accept")
    _at(writing, "")
    later = "SELECT count(*) FROM core_outboxmessage WHERE state = 'queued' AND next_try_at > CURRENT_TIMESTAMP"
    assert writing.rows(later) == [(LETTERS,)]
    assert writing.rows(QUEUED) == [(LETTERS,)], "none is lost"
    assert server.taken == []
    _at(writing, "+180000s")  # the clock has caught up: two days and two hours
    _all_sent(writing)
    assert server.received() == dict.fromkeys(EVERYBODY, 1)
