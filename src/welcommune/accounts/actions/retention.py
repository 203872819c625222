"""What was kept long enough goes, once a day: all that the register sets a time for."""

import logging
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from welcommune.accounts.models import Ending, RetentionDay, keepings
from welcommune.core.access import SYSTEM
from welcommune.core.audit import log
from welcommune.core.outbox import each_minute
from welcommune.core.tenancy import every_region

# A batch is one short transaction; what is left after so many of them goes on the next day.
MOST_BATCHES = 200

logger = logging.getLogger(__name__)


@each_minute
def let_go_today() -> int:
    """Let go what is over, on the first round of each day; returns how many rows."""
    with transaction.atomic():
        today, is_mine = RetentionDay.objects.get_or_create(day=timezone.localdate())
    return sum(let_go(today).values()) if is_mine else 0


def _empty_journal() -> None:
    """What was erased stands in the journal of SQLite until it is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def let_go(today: RetentionDay) -> dict[str, int]:
    """Let go what is over now, and note how many of each kind in one line; what fails holds nothing else up."""
    counts = {}
    with every_region("what was kept long enough goes"):
        for line in keepings():
            if line.ends and (many := _end(line.code, line.ends)):
                counts[line.code] = many
    with transaction.atomic():
        today.counts = {code: today.counts.get(code, 0) + counts.get(code, 0) for code in {**today.counts, **counts}}
        today.save(update_fields=["counts"])
        if counts:
            log("accounts.let_go", by=SYSTEM, about=today, fields=[f"{code}: {many}" for code, many in counts.items()])
    _empty_journal()
    return counts


def let_go_now() -> dict[str, int]:
    """The same at any time of the day, for the operator."""
    today, _is_new = RetentionDay.objects.get_or_create(day=timezone.localdate())
    return let_go(today)


def _end(code: str, ends: Ending) -> int:
    total = 0
    for _batch in range(MOST_BATCHES):
        gone = _attempt(code, ends.let_go)
        total += gone
        if not gone:
            break
    return total


def _attempt(code: str, step: Callable[[], int]) -> int:
    try:
        with transaction.atomic():
            return step()
    except Exception:
        logger.exception("what the register calls %s could not be let go; it is tried again tomorrow", code)
        return 0


def over_now() -> dict[str, tuple[int, int]]:
    """What would go if it were let go now: how many rows of each kind, and after how many days they go."""
    with every_region("what would go is counted"):
        return {line.code: (line.ends.over().count(), line.ends.days) for line in keepings() if line.ends}
