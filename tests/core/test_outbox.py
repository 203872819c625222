"""Messages: leased while one worker sends, tried again later each time, given up at the end, emptied once sent."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from welcommune.core.models import OutboxMessage
from welcommune.core.outbox import LEASE, MOST_ATTEMPTS, claim, drain, handle, handles, queue, work

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
delivered: list[str] = []


@handles("test.parcel")
def deliver(payload):
    if payload.get("is_broken"):
        raise ConnectionError("to somebody@example.org")
    delivered.append(payload["to"])


@pytest.fixture(autouse=True)
def empty_van():
    delivered.clear()


@pytest.fixture
def clock(db):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def again(message):
    return OutboxMessage.objects.get(pk=message.pk)


def test_a_sent_message_keeps_nothing_of_what_it_said(clock):
    message = queue("test.parcel", {"to": "amal@example.org"})
    assert drain() == 1
    sent = again(message)
    assert delivered == ["amal@example.org"]
    assert (sent.state, sent.payload, sent.attempts, sent.lease_until) == ("sent", {}, 1, None)
    assert drain() == 0


def test_messages_go_in_the_order_in_which_they_were_queued(clock):
    for name in ("first", "second", "third"):
        queue("test.parcel", {"to": name})
        clock.shift(1)
    drain()
    assert delivered == ["first", "second", "third"]


def test_a_message_of_a_transaction_that_failed_was_never_there(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue("test.parcel", {"to": "nobody"})
        raise ZeroDivisionError
    assert drain() == 0


def test_a_claimed_message_is_leased_and_not_given_out_again(clock):
    message = queue("test.parcel", {"to": "x"})
    assert claim() == message
    assert claim() is None
    assert again(message).lease_until == NOON + LEASE


def test_two_claims_never_get_the_same_message(clock):
    wanted = {queue("test.parcel", {"to": str(number)}).pk for number in range(5)}
    claimed = [claim() for _ in range(5)]
    assert sorted(message.pk for message in claimed) == sorted(wanted)


def test_the_lease_of_a_dead_worker_runs_out(clock):
    message = queue("test.parcel", {"to": "x"})
    claim()
    clock.shift(LEASE)
    assert claim() is None
    clock.shift(1)
    taken = claim()
    assert (taken, taken.attempts) == (message, 2)
    handle(taken)
    assert delivered == ["x"]


def test_a_message_that_fails_is_tried_again_later_each_time_and_given_up_after_the_last_attempt(clock):
    message = queue("test.parcel", {"to": "x", "is_broken": True})
    waits, states = [], []
    for _attempt in range(MOST_ATTEMPTS):
        assert drain() == 1
        tried = again(message)
        waits.append((tried.next_try_at - datetime.now(UTC)).total_seconds())
        states.append(tried.state)
        clock.move_to(tried.next_try_at)
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1920, 3840, 7680, *[14_400] * 10]
    assert states == ["queued"] * 19 + ["dead"]
    clock.shift(timedelta(days=365))
    assert drain() == 0


def test_between_two_attempts_the_message_waits(clock):
    queue("test.parcel", {"to": "x", "is_broken": True})
    drain()
    clock.shift(14)
    assert drain() == 0
    clock.shift(1)
    assert drain() == 1


def test_the_error_is_noted_without_what_it_says(clock):
    message = queue("test.parcel", {"to": "x", "is_broken": True})
    drain()
    assert again(message).last_error == "ConnectionError"


def test_one_broken_message_does_not_hold_up_the_others(clock):
    queue("test.parcel", {"to": "x", "is_broken": True})
    queue("test.parcel", {"to": "y"})
    assert drain() == 2
    assert delivered == ["y"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one connection write at a time")
@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_the_same_moment_never_share_a_message():
    wanted = {queue("test.parcel", {"to": str(number)}).pk for number in range(20)}
    claimed, start = [], threading.Barrier(4)

    def worker():
        start.wait()
        claimed.extend(message.pk for message in (claim() for _ in range(30)) if message)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(wanted)


class AfterTurns:
    """A stop that is set after so many turns of the worker, whatever came of them."""

    def __init__(self, turns: int) -> None:
        self.left = turns

    def is_set(self) -> bool:
        """Whether all turns are done."""
        return self.left <= 0

    def wait(self, _seconds: float) -> bool:
        """Count the turn that ended."""
        self.left -= 1
        return self.is_set()


@pytest.mark.django_db(transaction=True)
def test_a_connection_lost_outside_a_transaction_does_not_stop_the_worker_for_good():
    """Nothing else would give it another one: each claim would fail before it asks anything."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's database cannot end a connection")
    queue("test.parcel", {"to": "a"})
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    other.close()
    with pytest.raises(DatabaseError):
        OutboxMessage.objects.count()
    work(AfterTurns(2), pause=0)
    assert delivered == ["a"]
