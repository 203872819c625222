"""Asking for a date before a meeting, and for a quick opinion during it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.text import no_controls
from welcommune.meetings.models.invitation import MeetingInvitation
from welcommune.meetings.models.meeting import Meeting

FEWEST_DATES, MOST_DATES = 2, 8
FEWEST_CHOICES, MOST_CHOICES = 2, 8


class Says(models.TextChoices):
    """What somebody says to one date."""

    YES = "yes", _("yes")
    MAYBE = "maybe", _("if need be")
    NO = "no", _("no")


@dataclass(frozen=True)
class DateOffer:
    """A date as the facilitator offers it: local day and hours, in the zone of the poll."""

    day: date
    starts_at: time
    ends_at: time | None = None


class DatePoll(Editable):
    """The question when to meet: one a meeting. Its dates are local times in its zone, whatever the clocks do."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="date_poll")
    zone = models.CharField(_("time zone"), max_length=40)
    # Part of the shared link: another value, and the old link opens nothing any more.
    link = models.UUIDField(default=uuid.uuid4, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]


class DateOption(Record):
    """One date that is offered."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    day = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)

    class Meta:
        ordering = ["day", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "day", "starts_at"],
                name="date_offered_once",
                violation_error_message=_("This date is offered already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="date_ends_after_start",
                violation_error_message=_("The meeting ends before it starts."),
            ),
        ]

    @property
    def offer(self) -> DateOffer:
        """The date without its row."""
        return DateOffer(self.day, self.starts_at, self.ends_at)


class DateReply(Record):
    """One person who is asked for a date, or has answered: somebody on the guest list, or a name from the shared link.

    It goes with the place on the guest list, and with the meeting's guest list as a whole.
    """

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="replies")
    invitation = models.ForeignKey(
        MeetingInvitation, models.CASCADE, null=True, blank=True, related_name="date_replies"
    )
    person = models.CharField(_("name"), max_length=120, blank=True, validators=[no_controls])
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, validators=[no_controls])
    # Whoever sets the moment queues the mail, so that it goes once.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "invitation"],
                name="asked_for_a_date_once",
                violation_error_message=_("This person is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(invitation__isnull=False, person="") | (Q(invitation__isnull=True) & ~Q(person="")),
                name="date_reply_of_a_guest_or_by_name",
                violation_error_message=_("Write your name."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.invitation) if self.invitation else self.person


class DateVote(Record):
    """What one person says to one date."""

    reply = models.ForeignKey(DateReply, models.CASCADE, related_name="votes")
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="votes")
    says = models.CharField(max_length=10, choices=Says.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "option"],
                name="date_vote_once",
                violation_error_message=_("There is an answer to this date already."),
            )
        ]


class PollKind(models.TextChoices):
    """How a quick poll is answered."""

    ONE = "one", _("choose one")
    SEVERAL = "several", _("choose several")
    RANK = "rank", _("put in order")
    LADDER = "ladder", _("how far we take part (ladder of participation)")


# Our own words for the eight rungs that Sherry Arnstein told apart (A Ladder of Citizen Participation, 1969),
# the lowest first.
LADDER = (
    _("others decide, and it is made to look as if we took part"),
    _("others decide what is good for us"),
    _("we are told"),
    _("we are asked"),
    _("a few of us sit at the table"),
    _("we decide together"),
    _("we decide on a part of it"),
    _("we decide and run it"),
)


@dataclass(frozen=True)
class PollFacts:
    """A quick poll as it is typed."""

    question: str
    kind: str
    language: str
    choices: Sequence[str] = ()


def short_code() -> str:
    """A code to be typed on a telephone: no letter that looks like another one."""
    number, letters = uuid.uuid4().int, "abcdefghjkmnpqrstuvwxyz23456789"
    return "".join(letters[number // len(letters) ** place % len(letters)] for place in range(7))


class QuickPoll(Record):
    """A question to all who are in the room. Open until it is closed; the code of a closed one takes no vote."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="quick_polls")
    question = models.CharField(_("question"), max_length=200, validators=[no_controls])
    kind = models.CharField(_("how it is answered"), max_length=10, choices=PollKind.choices)
    language = models.CharField(max_length=10)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    code = models.CharField(max_length=10, unique=True, default=short_code, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(closed_at__isnull=True),
                name="one_open_poll_a_meeting",
                violation_error_message=_("Another question is open. Close it first."),
            )
        ]

    @property
    def words(self) -> list[str]:
        """The choices as they are shown: those that were typed, or the rungs of the ladder in the reader's language."""
        return [str(rung) for rung in LADDER] if self.kind == PollKind.LADDER else list(self.choices)


class QuickVote(models.Model):
    """One vote. Who cast it is not known: the mark tells one telephone from another within one poll, and no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(QuickPoll, models.CASCADE, related_name="votes")
    mark = models.CharField(max_length=64, editable=False)
    # Places in the list of choices: one, several, or all in the order of preference.
    picks = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "mark"],
                name="vote_counts_once",
                violation_error_message=_("There is a vote from this telephone already."),
            )
        ]
