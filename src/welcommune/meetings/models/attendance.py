"""Who came: people and organisations that we know, and counts that somebody reported."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.core.text import TranslatedField, no_controls
from welcommune.meetings.models.meeting import Meeting
from welcommune.network.models import Term
from welcommune.stakeholders.models import Contact, Organisation


class Unit(models.TextChoices):
    """What a reported number counts. Units are never added together."""

    PEOPLE = "people", _("people")
    ORGANISATIONS = "organisations", _("organisations")
    UNSTATED = "unstated", _("participants, without saying whether people or organisations")


class Moment(models.TextChoices):
    """When the count was taken."""

    WHOLE = "whole", _("over the whole meeting")
    ARRIVAL = "arrival", _("at the start")
    DEPARTURE = "departure", _("at the end")


class AgeBand(models.TextChoices):
    """Age bands of the fund's indicators."""

    UNDER_18 = "under_18", _("under 18")
    ADULT = "18_60", _("18 to 60")
    OVER_60 = "over_60", _("over 60")


class Gender(models.TextChoices):
    """Breakdown by gender, where it was asked."""

    WOMEN = "women", _("women")
    MEN = "men", _("men")
    OTHER = "other", _("other")


class Degree(models.TextChoices):
    """A word instead of a number."""

    UNSTATED = "unstated", _("present, number unknown")
    FEW = "few", _("a few")
    MANY = "many", _("many")


class ReportedCount(Record):
    """A count that somebody reported: exact where ``low`` equals ``high``, else a range."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="counts")
    low = models.PositiveIntegerField(_("from"))
    high = models.PositiveIntegerField(_("to"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    moment = models.CharField(_("when counted"), max_length=10, choices=Moment.choices, default=Moment.WHOLE)
    category = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand.choices, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(high__gte=F("low")),
                name="count_range_in_order",
                violation_error_message=_("The second number is smaller than the first."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "unit", "moment", "category", "age_band", "gender"],
                nulls_distinct=False,
                name="count_once",
                violation_error_message=_("There is already a count of this kind. Change that one."),
            ),
        ]


class CategoryPresent(Record):
    """A category that was at the table, its number unknown; ``detail`` narrows it ("in health")."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="categories")
    category = models.ForeignKey(Term, models.PROTECT, related_name="+")
    degree = models.CharField(max_length=10, choices=Degree.choices, default=Degree.UNSTATED)
    detail = TranslatedField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "category"],
                name="category_once",
                violation_error_message=_("This category is already noted for the meeting."),
            )
        ]


class Participant(Record):
    """A known participant: an organisation, a person who agreed to be noted, or both."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="attended", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="attended", verbose_name=_("contact")
    )
    person = models.CharField(_("person"), max_length=120, blank=True, validators=[no_controls])
    # As it was written at the door, where the register knows no organisation of that name.
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True, validators=[no_controls])
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)
    arrived_at = models.TimeField(_("arrived at"), null=True, blank=True)
    left_at = models.TimeField(_("left at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(person="") | ~Q(organisation_name=""),
                name="participant_somebody",
                violation_error_message=_("Name an organisation or a person."),
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="participant_leaves_after_arrival",
                violation_error_message=_("The participant left before arriving."),
            ),
        ]
