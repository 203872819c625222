"""The figures of this installation, for whoever gathers figures of many machines."""

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.utils import timezone

from welcommune.core.models import MessageState, OutboxMessage
from welcommune.operations.models import LastDone, Work
from welcommune.operations.watching.counts import all_counts
from welcommune.operations.watching.exposition import Sample, counted, durations, family

# Seconds; the last class has no end.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


def exposition() -> str:
    """All figures in the text format of Prometheus."""
    counts = all_counts()
    return "".join((*_of_requests(counts), *_of_the_database(), *_of_the_machine()))


def _of_requests(counts: dict[str, float]) -> Iterator[str]:
    name = "welcommune_requests_total"
    yield family(name, "counter", "Requests answered.", counted(counts, "requests", "route", "status"))
    seconds = durations(counts, [str(bound) for bound in BUCKETS])
    yield family("welcommune_request_seconds", "histogram", "How long answers took.", seconds)
    kept: list[Sample] = [("", {}, value) for suffix, labels, value in seconds if _is_count_of_kept(suffix, labels)]
    yield family("welcommune_kept_pages_total", "counter", "Public pages answered without making them anew.", kept)
    yield family("welcommune_errors_total", "counter", "Errors written to the log.", counted(counts, "errors"))


def _is_count_of_kept(suffix: str, labels: object) -> bool:
    return suffix == "_count" and labels == {"kind": "kept"}


def _of_the_database() -> Iterator[str]:
    """What the database tells; where it does not answer, that it does not."""
    try:
        yield from _outbox()
        yield family("welcommune_database_bytes", "gauge", "Size of the database.", [("", {}, database_bytes())])
        yield family("welcommune_backup_age_seconds", "gauge", "How long ago a backup was made.", _backup_age())
        is_up = 1
    except DatabaseError:
        is_up = 0
    yield family("welcommune_database_up", "gauge", "Whether the database answers.", [("", {}, is_up)])


def _outbox() -> Iterator[str]:
    grouped = OutboxMessage.objects.order_by().values_list("state", "kind").annotate(Count("pk"))
    many = sorted(tuple(row) for row in grouped)
    rows: list[Sample] = [("", {"state": state, "kind": kind}, count) for state, kind, count in many]
    yield family("welcommune_outbox_messages", "gauge", "Messages by state and kind.", rows)
    waits: list[Sample] = [("", {}, oldest_waiting())]
    yield family("welcommune_outbox_oldest_seconds", "gauge", "How long the oldest due message has waited.", waits)


def oldest_waiting() -> float:
    """For how many seconds the message has been due that has waited longest; none is 0."""
    due = OutboxMessage.objects.filter(state=MessageState.QUEUED, next_try_at__lte=timezone.now())
    since = due.aggregate(since=Min("next_try_at"))["since"]
    return (timezone.now() - since).total_seconds() if since else 0.0


def _backup_age() -> list[Sample]:
    """Nothing where none is known of."""
    made = LastDone.objects.filter(work=Work.BACKUP).values_list("at", flat=True).first()
    return [("", {}, (timezone.now() - made).total_seconds())] if made else []


def database_bytes() -> int:
    """The size of the database, with what SQLite keeps beside it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        size: int = cursor.fetchone()[0]
    return size


def _of_the_machine() -> Iterator[str]:
    free: list[Sample] = [("", {}, free_bytes())]
    yield family("welcommune_free_bytes", "gauge", "Free space where the data folder is.", free)
    build: list[Sample] = [("", {"release": settings.RELEASE}, 1)]
    yield family("welcommune_build_info", "gauge", "The release that runs.", build)


def free_bytes() -> int:
    """Free space where the data folder is."""
    return shutil.disk_usage(settings.DATA).free
