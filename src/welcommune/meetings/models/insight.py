"""What was said: insights with their wording, themes, attribution, and consent for quotes."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls
from welcommune.meetings.models.capture import BreakoutGroup
from welcommune.meetings.models.meeting import AgendaItem, Meeting
from welcommune.network.models import Region, Term
from welcommune.stakeholders.models import Organisation


class InsightKind(models.TextChoices):
    """What kind of thing was said."""

    CHALLENGE = "challenge", _("challenge")
    CONSTRAINT = "constraint", _("constraint")
    OPPORTUNITY = "opportunity", _("opportunity")
    SOLUTION = "solution", _("solution")
    GOOD_PRACTICE = "good_practice", _("good practice")
    NEED = "need", _("need")
    ASSET = "asset", _("asset")
    QUOTE = "quote", _("quote")


class Attribution(models.TextChoices):
    """How far the public learns who said it."""

    NAMED = "named", _("the person by name")
    ORGANISATION = "organisation", _("the organisation")
    CATEGORY = "category", _("the kind of organisation only")
    NONE = "none", _("nobody")


class InsightSource(models.TextChoices):
    """Where an insight comes from; a meeting is only one of the ways."""

    MEETING = "meeting", _("meeting")
    FORM = "form", _("form")
    PILOT = "pilot", _("pilot action")
    DOCUMENT = "document", _("document")
    CONVERSATION = "conversation", _("conversation")


class Insight(RegionScoped, Editable):
    """One thing that was said; ``original`` as it was said, ``text`` the wording that was validated."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="insights")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="insights")
    group = models.ForeignKey(BreakoutGroup, models.SET_NULL, null=True, blank=True, related_name="insights")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="insights")
    came_from = models.CharField(max_length=20, choices=InsightSource.choices, default=InsightSource.MEETING)
    said_on = models.DateField()
    kind = models.CharField(_("kind"), max_length=20, choices=InsightKind.choices)
    # Empty only where the person took the quote back.
    text = TranslatedField(blank=True)
    original = models.TextField(_("original wording"), max_length=2000, blank=True, validators=[no_controls])
    original_language = models.CharField(_("original language"), max_length=10, blank=True)
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    attribution = models.CharField(
        _("attributed to"), max_length=20, choices=Attribution.choices, default=Attribution.NONE
    )
    person = models.CharField(_("person"), max_length=120, blank=True, validators=[no_controls])
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="insights", verbose_name=_("organisation")
    )
    category = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(RegionScoped.Meta):
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.NAMED) | ~Q(person=""),
                name="insight_named_has_person",
                violation_error_message=_("Write the name, or choose another attribution."),
            ),
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.ORGANISATION) | Q(organisation__isnull=False),
                name="insight_has_organisation",
                violation_error_message=_("Choose the organisation, or choose another attribution."),
            ),
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.CATEGORY) | Q(category__isnull=False),
                name="insight_has_category",
                violation_error_message=_("Choose the kind of organisation, or choose another attribution."),
            ),
        ]


class QuoteConsent(Record):
    """Consent to publish a quote: when and how it was given, when it was withdrawn."""

    insight = models.OneToOneField(Insight, models.CASCADE, related_name="consent")
    given_on = models.DateField(_("given on"))
    given_how = models.CharField(_("how"), max_length=200, validators=[no_controls])
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("Consent cannot be withdrawn before it was given."),
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Whether the quote may be shown on ``day``."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)
