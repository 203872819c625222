"""What people agreed to, over time: each consent that was given, corrected or taken back is a row of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record


class ConsentDeed(models.TextChoices):
    """What was done to a consent."""

    GIVEN = "given", _("agreed")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("taken back")


class ConsentEvent(Record):
    """One line of the log: to what (the record by its key), what was done, on which day, by which way, noted by whom.

    The record says what holds today; the log says how it came to be so, and is never written over.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(db_index=True)
    deed = models.CharField(max_length=10, choices=ConsentDeed.choices)
    day = models.DateField()
    how = models.CharField(max_length=200, blank=True)
    noted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
