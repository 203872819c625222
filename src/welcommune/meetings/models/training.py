"""What people want to learn, what others can teach, and the training that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.library.models import Resource
from welcommune.meetings.models.insight import Insight
from welcommune.meetings.models.meeting import Meeting, Mode
from welcommune.network.models import Region, Term
from welcommune.stakeholders.models import Contact, Organisation


class Level(models.TextChoices):
    """How much those who come know already; empty where nobody told us."""

    FIRST = "first", _("first steps")
    MORE = "more", _("for people with some practice")
    DEEP = "deep", _("for specialists")


class NeedState(models.TextChoices):
    """Life of a training need."""

    OPEN = "open", _("open")
    PLANNED = "planned", _("a training is planned")
    CLOSED = "closed", _("closed")


class OfferState(models.TextChoices):
    """Life of a training offer; a proposed one came by a link and waits for the facilitator."""

    PROPOSED = "proposed", _("proposed")
    OPEN = "open", _("open")
    WITHDRAWN = "withdrawn", _("withdrawn")


NEED_TRANSITIONS: dict[str, set[str]] = {
    NeedState.OPEN: {NeedState.PLANNED, NeedState.CLOSED},
    NeedState.PLANNED: {NeedState.OPEN, NeedState.CLOSED},
    NeedState.CLOSED: {NeedState.OPEN},
}
OFFER_TRANSITIONS: dict[str, set[str]] = {
    OfferState.PROPOSED: {OfferState.OPEN, OfferState.WITHDRAWN},
    OfferState.OPEN: {OfferState.WITHDRAWN},
    OfferState.WITHDRAWN: {OfferState.OPEN},
}


@dataclass(frozen=True)
class NeedFacts:
    """What somebody wants to learn; each is said at ``TrainingNeed``."""

    words: str
    written_in: str
    theme: Term | None = None
    level: str = ""
    people: int | None = None
    language: str = ""
    place: str = ""
    stated_by: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        return vars(self).copy()


@dataclass(frozen=True)
class TrainingFacts:
    """What somebody can teach; each is said at ``TrainingOffer``."""

    words: str
    written_in: str
    theme: Term | None = None
    level: str = ""
    languages: Sequence[str] = ()
    mode: str = ""
    place: str = ""
    travels_km: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    capacity: int | None = None
    cost: str = ""
    organisation: Organisation | None = None
    provider: str = ""
    email: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        return {**vars(self), "languages": list(self.languages)}


class Topic(models.Model):
    """What needs and offers share: the subject, and how much those who come know already."""

    theme = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    words = models.CharField(_("subject in a few words"), max_length=300, validators=[no_controls])
    # The language that the words are in, so that they are read out and set the right way.
    written_in = models.CharField(max_length=10)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, validators=[no_controls])

    class Meta:
        abstract = True


class TrainingOffer(RegionScoped, Topic, Editable):
    """What an organisation or a person can teach. Whoever keeps a record in any region finds it once it is open."""

    # The region whose facilitator keeps the offer; it may be of use in any other.
    region = models.ForeignKey(Region, models.PROTECT, related_name="training_offers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="training_offers",
        verbose_name=_("organisation"),
    )  # fmt: skip
    # Who offers, where no organisation of the register does.
    provider = models.CharField(_("who offers it"), max_length=160, blank=True, validators=[no_controls])
    email = models.EmailField(_("e-mail address"), blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="training_offers")
    languages = models.JSONField(_("languages"), default=list, blank=True)
    mode = models.CharField(_("online or in person"), max_length=10, choices=Mode.choices, blank=True)
    travels_km = models.PositiveSmallIntegerField(_("how far they travel, in kilometres"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("for how many people"), null=True, blank=True)
    cost = models.CharField(_("what it costs"), max_length=160, blank=True, validators=[no_controls])
    state = models.CharField(_("state"), max_length=10, choices=OfferState.choices, default=OfferState.PROPOSED)

    class Meta(RegionScoped.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(provider=""),
                name="training_offer_from_somebody",
                violation_error_message=_("Choose the organisation, or write who offers it."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="training_offer_ends_after_start",
                violation_error_message=_("The last day comes before the first day."),
            ),
        ]

    @property
    def offered_by(self) -> str:
        """The organisation's name, else what was written."""
        return self.organisation.name if self.organisation else self.provider


class Training(Editable):
    """What a meeting is as a training: its subject, the offer it was made from, the needs that it meets."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="training")
    theme = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    offer = models.ForeignKey(TrainingOffer, models.SET_NULL, null=True, blank=True, related_name="trainings")
    # When those who came were asked whether they use it: whoever sets the day asks, so that it is asked once.
    asked_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]


class TrainingNeed(RegionScoped, Topic, Editable):
    """What people around a table want to learn. It says how many, and never who they are."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="training_needs")
    insight = models.OneToOneField(Insight, models.SET_NULL, null=True, blank=True, related_name="training_need")
    people = models.PositiveSmallIntegerField(_("how many people"), null=True, blank=True)
    # Empty where any language will do.
    language = models.CharField(_("language of the training"), max_length=10, blank=True)
    stated_by = models.CharField(_("who says so"), max_length=160, blank=True, validators=[no_controls])
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="training_needs")
    training = models.ForeignKey(Training, models.SET_NULL, null=True, blank=True, related_name="needs")
    state = models.CharField(_("state"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN)

    class Meta(RegionScoped.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"])]


class Material(Record):
    """Something to read or use that belongs to a training."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="materials")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "resource"],
                name="material_once",
                violation_error_message=_("This belongs to the training already."),
            )
        ]


class LinkPurpose(models.TextChoices):
    """What a link opens, and nothing else."""

    NEED = "need", _("to state a training need")
    OFFER = "offer", _("to offer a training")


class TrainingLink(RegionScoped, Record):
    """A link that opens one form without an account: for all whom it is sent to, or for one contact.

    It ends on its day, when somebody ends it, and with the contact.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="training_links")
    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="training_links")
    last_day = models.DateField(_("last day"))
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(RegionScoped.Meta):
        ordering = ["-pk"]

    def is_open_on(self, day: date) -> bool:
        """Whether the link opens anything on ``day``."""
        return self.ended_at is None and day <= self.last_day
