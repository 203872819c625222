"""The minutes of a meeting: their text in versions, who reads them before they hold, and what they find wrong."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.text import no_controls
from welcommune.meetings.models.invitation import MeetingInvitation
from welcommune.meetings.models.meeting import Meeting
from welcommune.stakeholders.models import Contact

# How long after the meeting its minutes are due, and how long those who came have for reading them.
DUE_DAYS = 14
CORRECTION_DAYS = 7
# How long the link in the mail opens the minutes, for reading.
READ_DAYS = 90
CORRECTION_TEXT = 2000


class MinutesState(models.TextChoices):
    """Life of the minutes. Approved ones are for those who took part, until somebody publishes them."""

    DRAFT = "draft", _("draft")
    CORRECTION = "correction", _("sent for correction")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


MINUTES_TRANSITIONS: dict[str, set[str]] = {
    MinutesState.DRAFT: {MinutesState.CORRECTION, MinutesState.APPROVED},
    MinutesState.CORRECTION: {MinutesState.DRAFT, MinutesState.APPROVED},
    MinutesState.APPROVED: {MinutesState.DRAFT, MinutesState.PUBLISHED},
    MinutesState.PUBLISHED: {MinutesState.APPROVED},
}
# While the text may still change, and when it holds.
WRITTEN = (MinutesState.DRAFT, MinutesState.CORRECTION)
HOLDING = (MinutesState.APPROVED, MinutesState.PUBLISHED)


class Minutes(Editable):
    """The minutes of one meeting, in its working language."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    correct_until = models.DateField(_("corrections until"), null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MinutesState.CORRECTION) | Q(correct_until__isnull=False),
                name="minutes_corrected_until",
                violation_error_message=_("Say until which day corrections are taken."),
            )
        ]

    @property
    def takes_corrections(self) -> bool:
        """Whether those who read them can still say what is wrong."""
        return self.state == MinutesState.CORRECTION and self.is_open_on(timezone.localdate())

    def is_open_on(self, day: date) -> bool:
        """Whether the time for corrections has not passed on ``day``."""
        return self.correct_until is not None and day <= self.correct_until


class MinutesText(Record):
    """One version of the minutes.

    ``parts`` is a list of sections ``{"key", "text"}``, with a ``title`` for points of the agenda. Who was there
    is referred to by key (``present``, ``excused`` …) and a quote by its insight, so that erasing a person and
    withdrawing a quote show at once in every version and file.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    is_drafted = models.BooleanField(default=False)
    parts = models.JSONField(default=list, blank=True)
    by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="minutes_version_once",
                violation_error_message=_("This version exists already."),
            ),
            models.UniqueConstraint(
                fields=["minutes"],
                condition=Q(is_current=True),
                name="minutes_one_current_text",
                violation_error_message=_("There is one current text."),
            ),
        ]

    def part(self, key: str) -> dict[str, Any] | None:
        """The section of this key; ``None`` where the version has none."""
        return next((part for part in self.parts if part["key"] == key), None)


class MinutesReader(Record):
    """Somebody who came and gets the minutes by mail. When the row goes, or the person is erased, the link ends."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="readers")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="minutes_read")
    invitation = models.ForeignKey(
        MeetingInvitation, models.CASCADE, null=True, blank=True, related_name="minutes_read"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "contact"],
                name="minutes_read_once_as_contact",
                violation_error_message=_("This person is already on the list."),
            ),
            models.UniqueConstraint(
                fields=["minutes", "invitation"],
                name="minutes_read_once_as_guest",
                violation_error_message=_("This person is already on the list."),
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False, invitation__isnull=True)
                | Q(contact__isnull=True, invitation__isnull=False),
                name="minutes_read_by_somebody",
                violation_error_message=_("Choose a contact, or somebody on the guest list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.invitation or (self.contact.name if self.contact else ""))

    @property
    def address(self) -> str:
        """Where the mail goes now; empty where no address is known."""
        if self.contact:
            return self.contact.email
        return self.invitation.address if self.invitation else ""

    @property
    def spoken(self) -> str:
        """The language that the person is written to in, as far as somebody noted it."""
        if self.contact:
            return self.contact.language
        return self.invitation.spoken if self.invitation else ""


class CorrectionState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("not decided yet")
    ACCEPTED = "accepted", _("taken up")
    DECLINED = "declined", _("not taken up")


CORRECTION_TRANSITIONS: dict[str, set[str]] = {
    CorrectionState.OPEN: {CorrectionState.ACCEPTED, CorrectionState.DECLINED},
    CorrectionState.ACCEPTED: {CorrectionState.OPEN},
    CorrectionState.DECLINED: {CorrectionState.OPEN},
}


class Correction(Record):
    """What one reader finds wrong in one section; writing something else opens it again. It goes with the reader."""

    reader = models.ForeignKey(MinutesReader, models.CASCADE, related_name="corrections")
    section = models.CharField(max_length=60)
    text = models.TextField(max_length=CORRECTION_TEXT, validators=[no_controls])
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    reason = models.CharField(_("why not"), max_length=300, blank=True, validators=[no_controls])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "section"],
                name="correction_once",
                violation_error_message=_("There is already a proposal for this section. Change that one."),
            )
        ]
