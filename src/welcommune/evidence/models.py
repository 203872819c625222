"""Factfiles: what is known of a region, frozen in versions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.core.tenancy import RegionScoped
from welcommune.network.models import Region


class Factfile(RegionScoped, Record):
    """One version of the factfile of a region. It is never changed.

    ``content`` holds facts with their sources, in every language that they were noted in. What people said and
    promised is held by key alone and read at the record each time, so that a withdrawal shows in every version.
    ``sha256`` is that of the content in canonical JSON. Who froze it stands in the log.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="factfiles")
    number = models.PositiveIntegerField(_("version"))
    frozen_at = models.DateTimeField(_("frozen on"), default=timezone.now, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.JSONField(default=dict, editable=False)

    class Meta(RegionScoped.Meta):
        ordering = ["region", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "number"],
                name="factfile_number_once",
                violation_error_message=_("This version exists already."),
            )
        ]
