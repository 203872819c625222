"""Three questions after a meeting, answered by people whom nobody can tell."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.core.text import no_controls
from welcommune.meetings.models.meeting import Meeting
from welcommune.meetings.models.poll import short_code

OPEN_DAYS = 14


class Rating(models.TextChoices):
    """The answer to a question that has three."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("in part")
    NO = "no", _("no")


@dataclass(frozen=True)
class Opinion:
    """What somebody thinks of a meeting."""

    useful: str
    heard: str
    different: str = ""


def this_month() -> date:
    """The first of the month: all that is kept of when somebody answered."""
    return timezone.localdate().replace(day=1)


class FeedbackRound(Record):
    """The questions about one meeting: open for two weeks, by a short link that all share and by links in mails.

    ``used`` are marks of links that have been used, in alphabetical order: they stand here and not beside the
    answers, so that neither a row nor an order of rows leads from an answer to a person.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="feedback")
    code = models.CharField(max_length=10, unique=True, default=short_code, editable=False)
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    used = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["pk"]

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.closed_at is None and timezone.localdate() <= self.closes_on


class FeedbackAnswer(models.Model):
    """What somebody thinks of a meeting; random key, the month instead of a moment, and no way back to the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="answers")
    month = models.DateField(default=this_month, editable=False)
    useful = models.CharField(max_length=10, choices=Rating.choices)
    heard = models.CharField(max_length=10, choices=Rating.choices)
    different = models.CharField(max_length=600, blank=True, validators=[no_controls])

    class Meta:
        ordering = ["pk"]
