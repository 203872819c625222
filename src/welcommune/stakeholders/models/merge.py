"""The record of a merge: what moved, so that it can be undone."""

from django.db import models

from welcommune.core.models import Record
from welcommune.stakeholders.models.organisation import Organisation

# What two entries may say differently, in the order in which they are compared.
MERGED_FIELDS = (
    "name", "language", "names", "acronym", "form", "category", "level", "about", "themes", "languages", "places",
    "town", "postcode", "address", "country", "is_sensitive", "website", "email", "phone", "parent", "steward",
    "confirmed_on",
)  # fmt: skip
# Where the entries of both can stand together.
UNITED_FIELDS = ("names", "themes", "languages", "places")


class Merged(Record):
    """Two entries that were one; the kinds of entry add ``kept`` and ``absorbed``, which now leads to ``kept``.

    ``moved`` lists the rows that were hung over, as [model label, field, row id]; ``filled`` names the
    fields whose values the two exchanged. Neither holds a value, so that nothing personal stays here.
    ``united`` holds the lists of ``kept`` (themes, places, languages, names) as they were before.
    """

    moved = models.JSONField(default=list)
    filled = models.JSONField(default=list)
    united = models.JSONField(default=dict)
    by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]


class Merge(Merged):
    """Two entries that were one organisation."""

    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
