"""What is missing: gaps and what answers them, dated statements that nothing is there, and what points to a gap."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.mapping.models.action import Action
from welcommune.mapping.models.asset import Asset
from welcommune.mapping.models.place import Place
from welcommune.network.models import Region, Term

ANSWERED = _("This is already noted as an answer.")
NOT_TWO_GROUPS = _("Choose a group of people or a legal situation, not both.")


class GapOrigin(models.TextChoices):
    """How a gap came to be known."""

    COMPUTED = "computed", _("seen in the map")
    REPORTED = "reported", _("reported")
    ROUNDTABLE = "roundtable", _("named at a roundtable")


class GapState(models.TextChoices):
    """Life of a gap."""

    REPORTED = "reported", _("to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    ADDRESSED = "addressed", _("being addressed")
    COVERED = "covered", _("covered")
    PARKED = "parked", _("parked")


# What comes up again is confirmed again: nobody knows whether it is still as it was.
GAP_TRANSITIONS: dict[str, set[str]] = {
    GapState.REPORTED: {GapState.CONFIRMED, GapState.PARKED},
    GapState.CONFIRMED: {GapState.ADDRESSED, GapState.COVERED, GapState.PARKED},
    GapState.ADDRESSED: {GapState.CONFIRMED, GapState.COVERED, GapState.PARKED},
    GapState.COVERED: {GapState.REPORTED},
    GapState.PARKED: {GapState.REPORTED},
}
STILL_MISSING = (GapState.REPORTED, GapState.CONFIRMED, GapState.ADDRESSED)


class Cell(models.Model):
    """What a gap, a statement and a signal are about. Empty means not narrowed: any theme, the whole region, everybody.

    ``spoken`` is the code of the language in which something is offered, or missing.
    """

    theme = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("town"))
    group = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for whom")
    )  # fmt: skip
    situation = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal situation")
    )
    spoken = models.CharField(_("language spoken"), max_length=10, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(situation__isnull=True), name="%(class)s_not_two_groups",
                violation_error_message=NOT_TWO_GROUPS,
            )
        ]  # fmt: skip


@dataclass(frozen=True)
class CellFacts:
    """The cell of the matrix that something is said of; each is said at ``Cell``."""

    theme: Term | None = None
    place: Place | None = None
    group: Term | None = None
    situation: Term | None = None
    spoken: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        return vars(self).copy()


@dataclass(frozen=True)
class GapFacts:
    """What is said of a gap; each is said at ``Gap``."""

    title: str
    language: str
    about: str = ""
    origin: str = GapOrigin.REPORTED
    is_public: bool = False


class Gap(RegionScoped, Cell, Editable):
    """Something that people need and do not find. Residents read it where ``is_public``.

    ``reason`` says why it is parked, or how it came to be covered. ``confirmed_on`` is the day of the roundtable
    that confirmed it last.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="gaps")
    title = models.CharField(_("what is missing"), max_length=200, validators=[no_controls])
    language = models.CharField(_("language"), max_length=10)
    about = models.TextField(_("more about it"), max_length=2000, blank=True, validators=[no_controls])
    origin = models.CharField(_("how it came to be known"), max_length=12, choices=GapOrigin.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=GapState.choices, default=GapState.REPORTED, editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, validators=[no_controls])
    is_public = models.BooleanField(_("shown to residents"), default=False)
    noted_on = models.DateField(_("noted on"))
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)

    class Meta(RegionScoped.Meta):
        ordering = ["-noted_on", "pk"]
        indexes = [models.Index(fields=["region", "state"])]
        constraints = [
            *Cell.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""), name="gap_says_something",
                violation_error_message=_("Write what is missing, in one sentence."),
            ),
            models.CheckConstraint(
                condition=~Q(state=GapState.PARKED) | ~Q(reason=""), name="gap_parked_with_reason",
                violation_error_message=_("Write why it is parked: people who asked want to know."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still missing, as far as is known."""
        return self.state in STILL_MISSING


class GapAnswer(Record):
    """What addresses a gap: an action of the map, something the region has, or something described in words."""

    gap = models.ForeignKey(Gap, models.CASCADE, related_name="answers")
    action = models.ForeignKey(
        Action, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("action")
    )  # fmt: skip
    asset = models.ForeignKey(
        Asset, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("what the region has")
    )
    text = models.CharField(_("in words"), max_length=300, blank=True, validators=[no_controls])
    noted_on = models.DateField(_("noted on"))

    class Meta:
        ordering = ["noted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gap", "action"], name="gap_answer_action_once", condition=Q(action__isnull=False),
                violation_error_message=ANSWERED,
            ),
            models.UniqueConstraint(
                fields=["gap", "asset"], name="gap_answer_asset_once", condition=Q(asset__isnull=False),
                violation_error_message=ANSWERED,
            ),
            models.CheckConstraint(
                condition=Q(action__isnull=False, asset__isnull=True, text="")
                | Q(action__isnull=True, asset__isnull=False, text="")
                | (Q(action__isnull=True, asset__isnull=True) & ~Q(text="")),
                name="gap_answer_is_one_thing",
                violation_error_message=_("Choose an action or something the region has, or write it: one of them."),
            ),
        ]  # fmt: skip


class Statement(RegionScoped, Cell, Record):
    """Somebody stated, on a day, that there is nothing: what turns "no data" into "nothing"."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="statements")
    stated_on = models.DateField(_("stated on"))
    # An organisation, a meeting or a document; no name of a person.
    source = models.CharField(_("who says so"), max_length=160, validators=[no_controls])

    class Meta(RegionScoped.Meta):
        ordering = ["-stated_on", "pk"]
        constraints = [*Cell.Meta.constraints]


class Signal(RegionScoped, Cell):
    """Somebody looked for something and found nothing. Nobody can tell who: a random key, and the month only.

    Insights, waiting lists and training needs point to gaps too; they are counted where they stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="signals")
    # Text such as 2026-11: no day can be kept in it.
    month = models.CharField(_("month"), max_length=7)

    class Meta(RegionScoped.Meta):
        ordering = ["-month", "pk"]
        constraints = [
            *Cell.Meta.constraints,
            models.CheckConstraint(
                condition=Exact(Length("month"), 7), name="signal_knows_month_only",
                violation_error_message=_("A signal knows the month only."),
            ),
        ]  # fmt: skip
