"""Tables that every room uses: the audit log, the outbox, publication stamps and sources."""

from typing import Any, NoReturn, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.ids import new_id
from welcommune.core.text import TranslatedField


class Record(models.Model):
    """Base of our rows: a time-ordered key and the moment of creation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Editable(Record):
    """A record that two people may edit at once: each save counts the version up."""

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AppendOnly(models.QuerySet["AuditEvent"]):
    """Rows may be added and read, never changed or removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")

    def delete(self) -> NoReturn:
        raise TypeError("the audit log is append-only")


class AuditEvent(Record):
    """One line of the log: identifiers and field names, no personal values."""

    verb = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(db_index=True)
    region_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["region_id", "-created_at"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the audit log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")


class Stamp(models.Model):
    """The random value that marks the published state of one scope ("site", "region:<slug>")."""

    key = models.CharField(primary_key=True, max_length=100)
    value = models.CharField(max_length=32)


class MessageState(models.TextChoices):
    """Life of an outbox message. A dead one waits for a person."""

    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class MessageQuerySet(models.QuerySet["OutboxMessage"]):
    """Which messages are due."""

    def due(self) -> Self:
        """Queued, past their next try, and not leased to a living worker."""
        now = timezone.now()
        free = models.Q(lease_until__isnull=True) | models.Q(lease_until__lt=now)
        return self.filter(free, state=MessageState.QUEUED, next_try_at__lte=now).order_by("next_try_at", "pk")


class OutboxMessage(Record):
    """Something to send or run, written in the transaction of the action that wants it."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(default=timezone.now)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]


class Source(Record):
    """Where a stated fact comes from: the record, the field, the citation and its date.

    ``object_id`` points at any record by its identifier; ``field`` names what is stated, empty
    for the record as a whole. ``doubt`` says, where we know it, why the statement may be wrong.
    """

    object_id = models.UUIDField(db_index=True)
    field = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=400)
    url = models.URLField(max_length=500, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    doubt = TranslatedField(blank=True)

    class Meta:
        ordering = ["field", "text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_id", "field", "text", "url"],
                name="source_once",
                violation_error_message=_("This source is already noted for this fact."),
            )
        ]


class ExternalId(Record):
    """The name that a record has in a file or system it came from, so that it is met again there.

    ``source`` names the file's origin or the system ("prefecture list", "data.inclusion"); ``value``
    is the record's name in it. Like ``Source``, it points at any record by its identifier.
    """

    object_id = models.UUIDField(db_index=True)
    source = models.CharField(max_length=120)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["source", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "value"],
                name="external_id_once",
                violation_error_message=_("Another record already has this name in that source."),
            )
        ]
