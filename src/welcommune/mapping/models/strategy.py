"""Strategies and policies of welcome, and what assessors make of them with an instrument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.mapping.models.place import Place
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.models import Organisation

LEAST_RATING, MOST_RATING = 0, 4
# A date as far as it is known: 2026, 2026-03 or 2026-03-22.
PARTIAL: Final = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
AS_FAR_AS_KNOWN = RegexValidator(rf"^{PARTIAL}$", _("Write a year, a month or a day: 2026, 2026-03 or 2026-03-22."))


class StrategyLevel(models.TextChoices):
    """Whose strategy it is, by reach."""

    EU = "eu", _("European Union")
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("local")


class Strategy(RegionScoped, Editable):
    """A strategy, plan or policy that matters for the welcome in a region; a national one is noted in each."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="strategies")
    title = models.CharField(_("title"), max_length=NAME, validators=[no_controls])
    language = models.CharField(_("language of the text"), max_length=10)
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="strategies", verbose_name=_("issued by")
    )
    issuer_name = models.CharField(_("issued by"), max_length=NAME, blank=True, validators=[no_controls])
    level = models.CharField(_("level"), max_length=10, choices=StrategyLevel.choices)
    # The municipality of a local one, for its one-pager.
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("town"))
    town = models.CharField(_("town"), max_length=120, blank=True, validators=[no_controls])
    starts = models.CharField(_("from"), max_length=10, blank=True, validators=[AS_FAR_AS_KNOWN])
    ends = models.CharField(_("until"), max_length=10, blank=True, validators=[AS_FAR_AS_KNOWN])
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    url = models.URLField(_("link"), max_length=500, blank=True)
    document_language = models.CharField(_("language of the document"), max_length=10, blank=True)
    about = models.TextField(_("what it says, in plain words"), max_length=3000, blank=True, validators=[no_controls])
    is_public = models.BooleanField(_("shown to the public"), default=True)
    is_assessment_public = models.BooleanField(_("the public sees how it was assessed"), default=False)

    class Meta(RegionScoped.Meta):
        ordering = ["-starts", "title", "pk"]
        indexes = [models.Index(fields=["region", "is_public"])]

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True)
class StrategyFacts:
    """What is known of a strategy; each is said at ``Strategy``."""

    title: str
    language: str
    level: str
    issuer: Organisation | None = None
    issuer_name: str = ""
    place: Place | None = None
    town: str = ""
    starts: str = ""
    ends: str = ""
    url: str = ""
    document_language: str = ""
    about: str = ""
    is_public: bool = True
    is_assessment_public: bool = False
    themes: Sequence[Term] = ()

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model; themes lie beside the row."""
        return {name: value for name, value in vars(self).items() if name != "themes"}


class Assessment(Editable):
    """What one person made of a strategy on a day, with an instrument of that version.

    ``assessor`` is empty when the account was erased: the opinion stays, and nobody is named with it in public.
    """

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="assessments")
    instrument = models.CharField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    assessed_on = models.DateField(_("assessed on"))

    class Meta:
        verbose_name_plural = _("assessments")
        ordering = ["-assessed_on", "pk"]


class Rating(Record):
    """The answer to one key factor: 0 to 4, or ``None`` for "cannot say"."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings")
    item = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.TextField(_("evidence"), max_length=1000, blank=True, validators=[no_controls])
    source = models.CharField(_("source"), max_length=300, blank=True, validators=[no_controls])

    class Meta:
        ordering = ["assessment", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "item"], name="rating_once",
                violation_error_message=_("This point is already rated."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(LEAST_RATING, MOST_RATING)),
                name="rating_on_the_scale",
                violation_error_message=_("A rating lies between 0 and 4."),
            ),
        ]  # fmt: skip


@dataclass(frozen=True)
class RatingFacts:
    """One answer: the value, what it rests on, and where that can be read."""

    value: int | None = None
    evidence: str = ""
    source: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anything was answered."""
        return self.value is not None or bool(self.evidence or self.source)


@dataclass(frozen=True)
class AssessmentFacts:
    """A whole assessment: by key factor, what was answered."""

    assessed_on: date
    ratings: Mapping[str, RatingFacts]
