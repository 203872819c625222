"""After a training: certificates of attendance, and one question three months later."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.meetings.models.attendance import Participant
from welcommune.meetings.models.meeting import Meeting

# Letters and figures that nobody mistakes for another when a number is read aloud or copied by hand.
READABLE = "ACDEFGHJKLMNPQRTUVWXY34679"
GROUPS, IN_A_GROUP = 3, 4


def new_number() -> str:
    """A number that nobody can guess: "ACDE-FGHJ-KLMN"."""
    groups = ("".join(secrets.choice(READABLE) for _sign in range(IN_A_GROUP)) for _group in range(GROUPS))
    return "-".join(groups)


class Certificate(Editable):
    """That somebody came to a training. The name is read where attendance has it, and goes with it.

    A row without ``issued_on`` is the right to have one: the holder of its link, or the facilitator, issues it.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="certificate")
    number = models.CharField(max_length=20, unique=True, default=new_number)
    issued_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    # When the mail with the link was put into the queue: whoever sets the moment queues it, so that it goes once.
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]

    @property
    def is_valid(self) -> bool:
        """Whether it was issued and not taken back."""
        return self.issued_on is not None and self.withdrawn_on is None


class Use(models.TextChoices):
    """What somebody says three months after a training."""

    YES = "yes", _("Yes, I use it in my work")
    PARTLY = "partly", _("In part")
    NO = "no", _("Not so far")


class UseQuestion(Record):
    """A question that somebody who came has not answered yet. Answering deletes it, so that a link is good once."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="use_question")
    last_day = models.DateField()

    class Meta:
        ordering = ["pk"]


class UseCount(Record):
    """How many people gave one answer. There is no row of an answer, so that none leads to a person."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="use_counts")
    answer = models.CharField(max_length=10, choices=Use.choices)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "answer"],
                name="use_count_once",
                violation_error_message=_("There is already a count of this kind. Change that one."),
            )
        ]
