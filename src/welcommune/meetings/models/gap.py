"""Which gaps a meeting speaks about, and what it says of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.mapping.models import Gap
from welcommune.meetings.models.meeting import AgendaItem, Meeting


class GapVerdict(models.TextChoices):
    """What a meeting says of a gap; empty as long as it has not spoken about it."""

    CONFIRMED = "confirmed", _("confirmed")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed")


class GapAtMeeting(Record):
    """A gap on the agenda of a meeting. It stays when the point of the agenda goes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    gap = models.ForeignKey(Gap, models.CASCADE, related_name="+", verbose_name=_("gap"))
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    verdict = models.CharField(_("what was said of it"), max_length=15, choices=GapVerdict.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "gap"], name="gap_at_meeting_once",
                violation_error_message=_("This gap is already on the agenda."),
            )
        ]  # fmt: skip
