"""Who gets news by mail: an address that proved itself, what it wants to hear of, and how often."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable
from welcommune.network.models import Network, Region

SENT_AT = time(7)


class Topic(models.TextChoices):
    """What a person can hear of."""

    REPORTS = "reports", _("reports of meetings")
    NEWS = "other-news", _("other news")
    MEETINGS = "meetings", _("meetings that are announced")


class Rhythm(models.TextChoices):
    """How often one mail sums up what is new."""

    WEEKLY = "weekly", _("once a week, on Monday")
    MONTHLY = "monthly", _("once a month, on the first day")

    def after(self, moment: datetime) -> datetime:
        """The next morning of this rhythm after ``moment``, in the zone of the site."""
        day = timezone.localtime(moment).date() + timedelta(days=1)
        while day.weekday() if self == Rhythm.WEEKLY else day.day != 1:
            day += timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, SENT_AT))


@dataclass(frozen=True)
class Wishes:
    """What somebody wants to get by mail: of a region, or of the whole network where ``region`` is empty."""

    language: str
    rhythm: str = Rhythm.WEEKLY
    topics: list[str] = field(default_factory=lambda: list(Topic.values))
    region: Region | None = None

    def as_fields(self) -> dict[str, Any]:
        """By the names of the model's fields."""
        return {"language": self.language, "rhythm": self.rhythm, "topics": self.topics, "region": self.region}


class Subscription(Editable):
    """An e-mail address with its wishes. Until it is confirmed nothing is sent to it but the question.

    ``due_at`` is when the next digest is to be made; ``told_until`` is the moment up to which the
    digests so far have told what is new, so that nothing is told twice and nothing is left out.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=10)
    network = models.ForeignKey(Network, models.CASCADE, related_name="subscriptions")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="subscriptions")
    topics = models.JSONField(_("what it is about"), default=list)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    told_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(due_at__isnull=True),
                name="subscription_sends_when_confirmed",
                violation_error_message=_("Nothing is sent to an address that is not confirmed."),
            )
        ]

    @property
    def wishes(self) -> Wishes:
        """What it asks for."""
        return Wishes(self.language, self.rhythm, self.topics, self.region)
