"""Who is invited to a meeting, what they answered, and what they need so that they can come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.text import TranslatedField, no_controls
from welcommune.meetings.models.meeting import Meeting
from welcommune.stakeholders.models import Contact

# What somebody answered and needs is of use for the next roundtable; after that it goes.
KEPT_DAYS = 180


class Answer(models.TextChoices):
    """What an invited person says."""

    NONE = "none", _("no answer yet")
    YES = "yes", _("comes")
    MAYBE = "maybe", _("comes perhaps")
    NO = "no", _("does not come")
    SUBSTITUTE = "substitute", _("somebody else comes")


# The same in the mouth of the person who answers.
OWN_WORDS = {
    Answer.YES: _("Yes, I come"),
    Answer.MAYBE: _("Perhaps"),
    Answer.NO: _("No, I cannot come"),
    Answer.SUBSTITUTE: _("Somebody else comes for us"),
}
# One person each; whoever comes perhaps is counted apart.
COMING = (Answer.YES, Answer.SUBSTITUTE)


class Need(models.TextChoices):
    """What can be arranged so that somebody can come."""

    CHILDCARE = "childcare", _("childcare during the meeting")
    TRAVEL = "travel", _("help with the way there")
    ACCESS = "access", _("an accessible place or support")


class GuestList(Editable):
    """What belongs to the invitations of a meeting as a whole: a few own words, and the link for joining online.

    The link is for those who come, so that it stands here and not on the public record of the meeting.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="guest_list")
    words = TranslatedField(_("a few words of yours"), blank=True)
    join_link = models.URLField(_("link for joining online"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]


@dataclass(frozen=True)
class Guest:
    """Somebody who is in no register: name, address, language, and what we may write about."""

    name: str
    email: str
    language: str
    purpose: str


@dataclass(frozen=True)
class Reply:
    """An answer with all that goes with it."""

    answer: str
    comes_instead: str = ""
    interpretation: str = ""
    needs: Sequence[str] = ()
    needs_words: str = ""

    def as_fields(self) -> dict[str, Any]:
        """By the names of the model's fields; whoever does not come needs nothing, and nobody comes instead."""
        needed = self.answer != Answer.NO
        return {
            "answer": self.answer,
            "comes_instead": self.comes_instead if self.answer == Answer.SUBSTITUTE else "",
            "interpretation": self.interpretation if needed else "",
            "needs": list(self.needs) if needed else [],
            "needs_words": self.needs_words if needed else "",
        }


class MeetingInvitation(Editable):
    """One person on the guest list of a meeting: a contact, or somebody who is written to for this meeting only.

    A contact's name, address and language are not copied. The row goes with the contact, and half a year after
    the meeting; that somebody came stays with the attendance.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="invitations")
    name = models.CharField(_("name"), max_length=120, blank=True, validators=[no_controls])
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language to write in"), max_length=10, blank=True)
    # What whoever registered wrote; a contact's organisations stand in the register.
    works_for = models.CharField(_("organisation"), max_length=200, blank=True, validators=[no_controls])
    registered_at = models.DateTimeField(null=True, blank=True, editable=False)
    purpose = models.CharField(_("what we may write about"), max_length=200, blank=True, validators=[no_controls])
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.NONE)
    comes_instead = models.CharField(_("who comes instead"), max_length=120, blank=True, validators=[no_controls])
    interpretation = models.CharField(_("interpretation into"), max_length=60, blank=True, validators=[no_controls])
    needs = models.JSONField(_("needs"), default=list, blank=True)
    needs_words = models.CharField(_("what we should know"), max_length=300, blank=True, validators=[no_controls])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When each mail was put into the queue: whoever sets the moment queues it, so that it goes once.
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_on_the_day_at = models.DateTimeField(null=True, blank=True, editable=False)
    bounced_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["email"])]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "contact"],
                name="invited_once_as_contact",
                violation_error_message=_("This person is already on the list."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=~Q(email=""),
                name="invited_once_by_address",
                violation_error_message=_("This address is already on the list."),
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False, email="") | (Q(contact__isnull=True) & ~Q(email="") & ~Q(name="")),
                name="invited_as_contact_or_by_address",
                violation_error_message=_("Choose a contact, or write a name and an address."),
            ),
            models.CheckConstraint(
                condition=Q(comes_instead="") | Q(answer=Answer.SUBSTITUTE),
                name="comes_instead_of_somebody",
                violation_error_message=_("Somebody comes instead only where the answer says so."),
            ),
        ]

    def __str__(self) -> str:
        return self.contact.name if self.contact else self.name

    @property
    def address(self) -> str:
        """Where the mail goes now; empty where no address is known."""
        return self.contact.email if self.contact else self.email

    @property
    def spoken(self) -> str:
        """The language that the person is written to in, as far as somebody noted it."""
        return self.contact.language if self.contact else self.language

    @property
    def own_words(self) -> str:
        """The answer as the person would say it; empty where there is none."""
        return str(OWN_WORDS.get(Answer(self.answer), ""))

    @property
    def need_names(self) -> list[str]:
        """What is needed, in words."""
        return [str(Need(need).label) for need in self.needs]

    @property
    def is_coming(self) -> bool:
        """Whether somebody comes: the person, or another one instead."""
        return self.answer in COMING


class NoMeetingMail(Record):
    """An address that wants no mail about meetings, as a keyed hash: the address itself is not kept for it."""

    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
