"""What a meeting came to: what was decided, and what somebody promised to do, by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.meetings.models.insight import Insight
from welcommune.meetings.models.meeting import AgendaItem, Meeting
from welcommune.network.models import Region
from welcommune.stakeholders.models import Contact, Organisation

# What was promised stays with the region; who of an organisation promised it goes, this long after it is closed.
OWNER_KEPT_DAYS = 180


class CommitmentState(models.TextChoices):
    """Life of a commitment."""

    OPEN = "open", _("open")
    CONFIRMED = "confirmed", _("confirmed")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


# A new owner has to confirm again; what was closed by mistake is opened again.
COMMITMENT_TRANSITIONS: dict[str, set[str]] = {
    CommitmentState.OPEN: {CommitmentState.CONFIRMED, CommitmentState.DONE, CommitmentState.DROPPED},
    CommitmentState.CONFIRMED: {CommitmentState.OPEN, CommitmentState.DONE, CommitmentState.DROPPED},
    CommitmentState.DONE: {CommitmentState.OPEN},
    CommitmentState.DROPPED: {CommitmentState.OPEN},
}
STILL_OPEN = (CommitmentState.OPEN, CommitmentState.CONFIRMED)


@dataclass(frozen=True)
class Owner:
    """Who promised: an organisation, a contact of the region, or somebody by name; an organisation may go with both."""

    organisation: Organisation | None = None
    contact: Contact | None = None
    person: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.organisation or self.contact or self.person)


@dataclass(frozen=True)
class CommitmentFacts:
    """What was promised, as it is noted. Without a language it is in the first language of the region."""

    what: str
    language: str = ""
    organisation: Organisation | None = None
    contact: Contact | None = None
    person: str = ""
    email: str = ""
    due: date | None = None
    insight: Insight | None = None
    agenda_item: AgendaItem | None = None

    @property
    def owner(self) -> Owner:
        """Who promised it."""
        return Owner(self.organisation, self.contact, self.person, self.email)

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        return vars(self).copy()


class Decision(Record):
    """Something that a meeting agreed on."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="decisions")
    text = models.TextField(_("what was decided"), max_length=500, validators=[no_controls])
    language = models.CharField(_("language"), max_length=10)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decision_says_something",
                violation_error_message=_("Write what was decided, in one sentence."),
            )
        ]


class Commitment(RegionScoped, Editable):
    """What somebody promised to do. ``insight`` is what it answers: the two are shown together in public.

    The owner's name and address are never public; an organisation is. ``link`` is what the owner's link opens:
    a new value ends every link that was sent before.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="commitments")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="commitments")
    insight = models.ForeignKey(
        Insight, models.SET_NULL, null=True, blank=True, related_name="commitments",
        verbose_name=_("what it answers"),
    )  # fmt: skip
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="commitments")
    what = models.TextField(_("what was promised"), max_length=500, validators=[no_controls])
    language = models.CharField(_("language"), max_length=10)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="commitments", verbose_name=_("contact")
    )
    person = models.CharField(_("person"), max_length=120, blank=True, validators=[no_controls])
    email = models.EmailField(_("e-mail address"), blank=True)
    due = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.OPEN, editable=False
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, validators=[no_controls])
    # What somebody writes by a link is public only when the desk has read it.
    reason_is_public = models.BooleanField(_("the reason is shown in public"), default=False)
    link = models.UUIDField(default=uuid4, unique=True, editable=False)
    owned_since = models.DateTimeField(default=timezone.now, editable=False)
    # When a mail last spoke of it to its owner.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(RegionScoped.Meta):
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["region", "state"]), models.Index(fields=["email"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="commitment_says_something",
                violation_error_message=_("Write what was promised, in one sentence."),
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=True) | Q(person="", email=""),
                name="commitment_one_person",
                violation_error_message=_("Choose a contact, or write a name: not both."),
            ),
            models.CheckConstraint(
                condition=Q(email="") | ~Q(person=""),
                name="commitment_address_of_somebody",
                violation_error_message=_("Write whose address this is."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.DROPPED) | ~Q(reason=""),
                name="commitment_dropped_with_reason",
                violation_error_message=_("Write why it will not be done: people who asked want to know."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=STILL_OPEN, closed_on__isnull=True)
                | Q(state__in=(CommitmentState.DONE, CommitmentState.DROPPED), closed_on__isnull=False),
                name="commitment_closed_on_a_day",
                violation_error_message=_("What is done or dropped has the day on which it was."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in STILL_OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over and it is still to be done."""
        return self.is_open and self.due is not None and self.due < timezone.localdate()

    @property
    def person_name(self) -> str:
        """Who of the organisation, or who alone, for the desk: never for the public."""
        return self.contact.name if self.contact else self.person

    @property
    def address(self) -> str:
        """Where mail to the owner goes: to the person, else to what the organisation gives for everybody."""
        if self.contact:
            return self.contact.email
        if self.person:
            return self.email
        return self.organisation.email if self.organisation else ""


class CommitmentMail(Record):
    """When an address last got mail about commitments: at most one a week. The address stands here as a keyed hash."""

    mark = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
