"""The record of a merge: what moved, so that it can be undone; and of two entries that are none."""

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


class KeptTwo(Record):
    """Somebody looked at two entries that are alike and said that they are two; the kinds of entry add both of them.

    In which order they stand says nothing. Hung over with its entries like every other row: what was not the one is not
    the entry that stands for it either.
    """

    by_id = models.UUIDField(null=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="%(class)s_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="%(class)s_of_two"),
        )


class Merge(Merged):
    """Two entries that were one organisation."""

    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Organisation, models.CASCADE, related_name="+")


class TwoOrganisations(KeptTwo):
    """Two entries that are alike and are two organisations."""

    one = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
