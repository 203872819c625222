"""People who speak for organisations, or for themselves: professional data with source, purpose and consent."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.network.models import Region
from welcommune.stakeholders.models.organisation import Organisation


@dataclass(frozen=True)
class ContactFacts:
    """What is known of a person, with how it is known and what for."""

    name: str
    source: str
    purpose: str
    email: str = ""
    phone: str = ""
    language: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of ``Contact``."""
        return asdict(self)


class Contact(RegionScoped, Editable):
    """A person whom the facilitators of a region may write to, with how they know and what for.

    Seen at the desk of that region only; in public with the person's consent (``ListingConsent``).
    Never a file on a newcomer: nothing here tells of status, origin, health or needs.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=120, validators=[no_controls])
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[no_controls])
    language = models.CharField(_("language to write in"), max_length=10, blank=True)
    source = models.CharField(_("how we know this person"), max_length=200, validators=[no_controls])
    purpose = models.CharField(_("what we may write about"), max_length=200, validators=[no_controls])
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contact"
    )

    class Meta(RegionScoped.Meta):
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["region", "email"])]

    def __str__(self) -> str:
        return self.name


class Affiliation(Record):
    """A person's work in an organisation, from when until when, and as what."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    function = models.CharField(_("function"), max_length=120, blank=True, validators=[no_controls])
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_start",
                violation_error_message=_("The last day comes before the first day."),
            ),
            models.UniqueConstraint(
                fields=["contact", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="affiliation_once_at_a_time",
                violation_error_message=_("This person already works there."),
            ),
        ]


class ListingConsent(Record):
    """Consent of a person to be named in public as a contact: when and how given, when withdrawn."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="listing_consents")
    given_on = models.DateField(_("given on"))
    given_how = models.CharField(_("how"), max_length=200, validators=[no_controls])
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="listing_withdrawn_after_given",
                violation_error_message=_("Consent cannot be withdrawn before it was given."),
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(withdrawn_on__isnull=True),
                name="listing_one_consent_at_a_time",
                violation_error_message=_("This person has already agreed to be listed."),
            ),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether the person may be named in public on ``day``."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)
