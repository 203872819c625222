"""What coordinators do with messages that were given up: try again, or let go."""

from django.db import transaction
from django.utils import timezone

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.models import MessageState, OutboxMessage
from welcommune.portal import rules


@transaction.atomic
def retry_message(*, by: Actor, message: OutboxMessage) -> OutboxMessage:
    """Try again what was given up, now, with all its tries before it."""
    require(by, rules.mend_outbox, message)
    message.state, message.attempts, message.next_try_at = MessageState.QUEUED, 0, timezone.now()
    message.save(update_fields=["state", "attempts", "next_try_at"])
    log("portal.retry_message", by=by, about=message, fields=["state"])
    return message


@transaction.atomic
def drop_message(*, by: Actor, message: OutboxMessage) -> None:
    """Let go what was given up: it is never sent, and what it held is deleted."""
    require(by, rules.mend_outbox, message)
    log("portal.drop_message", by=by, about=message)
    message.delete()


def retry_dead(*, by: Actor) -> int:
    """Try all again that was given up; returns how many."""
    dead = OutboxMessage.objects.filter(state=MessageState.DEAD).order_by("pk")
    return len([retry_message(by=by, message=message) for message in dead])
