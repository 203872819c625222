"""What is sent or run later: rows with a lease, retries and dead letters, drained by ``welcommune work``.

A message is claimed by moving its lease; a worker that dies leaves a lease that runs out, and
another takes the message up. A message is thus handled at least once, and twice only if a worker
dies between sending and noting it.
"""

import logging
import time
from collections.abc import Callable
from contextvars import copy_context
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from welcommune.core.ids import REQUEST_ID
from welcommune.core.models import MessageState, OutboxMessage
from welcommune.core.stopping import Stop

LEASE, FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=2), timedelta(seconds=15), timedelta(hours=4)
# A mail server that is away for a night or a day is waited for: the last try is two days after the first.
MOST_ATTEMPTS, BETWEEN_ROUNDS = 20, 60
Handler = Callable[[dict[str, Any]], None]
Round = Callable[[], object]

logger = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}
_rounds: list[Round] = []


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that sends messages of ``kind``; it raises when it could not."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def each_minute(look: Round) -> Round:
    """Register what the worker does once a minute: look for what has become due and queue it, in few statements."""
    _rounds.append(look)
    return look


def go_round() -> None:
    """Look once for all that has become due; what fails in one look does not keep the others from theirs."""
    for look in _rounds:
        try:
            look()
        except Exception:
            logger.exception("%s failed; trying again in a minute", look.__name__)


def queue(kind: str, payload: dict[str, Any], *, at: datetime | None = None) -> OutboxMessage:
    """Write a message, in the transaction of whoever calls; it is due now, or ``at`` that moment."""
    asked, due = REQUEST_ID.get(), at or timezone.now()
    return OutboxMessage.objects.create(kind=kind, payload=payload, next_try_at=due, request_id=asked)


def hold(kind: str, payload: dict[str, Any], lease: timedelta = LEASE) -> None:
    """Keep the lease of a message whose handling takes longer: for the handler to call while it works."""
    working = OutboxMessage.objects.filter(kind=kind, payload=payload, state=MessageState.QUEUED)
    working.filter(lease_until__isnull=False).update(lease_until=timezone.now() + lease)


def claim() -> OutboxMessage | None:
    """Take the lease of the message that is due first; ``None`` when nothing is due or another took it."""
    with transaction.atomic():
        message = OutboxMessage.objects.due().first()
        if message is None:
            return None
        # A conditional update is atomic on both databases: whoever changes the row has the lease.
        taken = OutboxMessage.objects.due().filter(pk=message.pk).order_by().update(
            lease_until=timezone.now() + LEASE, attempts=message.attempts + 1
        )  # fmt: skip
        message.attempts += 1
        return message if taken else None


def handle(message: OutboxMessage) -> None:
    """Send one claimed message and note the outcome; failures are tried again, later each time."""
    REQUEST_ID.set(message.request_id)
    try:
        _handlers[message.kind](message.payload)
    except Exception as error:
        _note_failure(message, error)
    else:
        # The payload may hold an address: it is not needed once the message is sent.
        message.state, message.payload, message.last_error = MessageState.SENT, {}, ""
        message.lease_until, message.done_at = None, timezone.now()
        message.save(update_fields=["state", "payload", "last_error", "lease_until", "done_at"])
        logger.info("outbox message %s (%s) sent", message.pk, message.kind)


def _note_failure(message: OutboxMessage, error: Exception) -> None:
    logger.warning("outbox message %s (%s) failed", message.pk, message.kind, exc_info=error)
    message.last_error, message.lease_until = type(error).__name__, None
    message.state = MessageState.DEAD if message.attempts >= MOST_ATTEMPTS else MessageState.QUEUED
    message.next_try_at = timezone.now() + min(FIRST_DELAY * 2 ** (message.attempts - 1), LONGEST_DELAY)
    message.save(update_fields=["state", "last_error", "lease_until", "next_try_at"])


def drain(stop: Stop | None = None, until: float = float("inf")) -> int:
    """Handle all that is due now, or what can be until told to stop; returns how many messages were taken up."""
    done = 0
    while not (stop and stop.is_set()) and time.monotonic() < until and (message := claim()) is not None:
        copy_context().run(handle, message)
        done += 1
    return done


def work(stop: Stop, pause: float = 0.5) -> None:
    """Drain until ``stop`` is set, looking every ``pause`` seconds, and go round. A database error is waited out."""
    next_round = 0.0
    while not stop.is_set():
        # Broken off outside a transaction, it would stay so: each claim would fail before it asks anything.
        connection.close_if_unusable_or_obsolete()
        if time.monotonic() >= next_round:
            go_round()
            next_round = time.monotonic() + BETWEEN_ROUNDS
        try:
            # A mail server that stalls makes each message slow: neither the round nor the end waits for all of them.
            drain(stop, until=next_round)
        except Exception as error:
            logger.exception("the outbox could not be read; trying again")
            if "readonly" in str(error):  # What SQLite opened on a disk that may only be read stays so.
                connection.close()
        stop.wait(pause)
