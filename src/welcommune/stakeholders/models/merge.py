"""The record of a merge: what moved, so that it can be undone."""

from django.db import models

from welcommune.core.models import Record
from welcommune.stakeholders.models.organisation import Organisation


class Merge(Record):
    """Two entries that were one organisation: ``absorbed`` now leads to ``kept``.

    ``moved`` lists the rows that were hung over, as [model label, field, row id]; ``filled`` names the
    fields of ``kept`` that were empty and took the value of ``absorbed``.
    Neither holds a value, so that nothing personal stays here.
    """

    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    moved = models.JSONField(default=list)
    filled = models.JSONField(default=list)
    by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
