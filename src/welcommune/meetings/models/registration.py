"""A meeting that is open for whoever wants to come: how many places there are, and who asks for one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable
from welcommune.core.text import no_controls
from welcommune.meetings.models.invitation import Need
from welcommune.meetings.models.meeting import Meeting

# An address that nobody confirms is deleted; a place that is offered and not taken goes to the next person.
UNCONFIRMED, OFFER_LASTS = timedelta(days=7), timedelta(hours=48)


class Registration(Editable):
    """That anybody can register for a meeting, and for how many people there is room."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="registration")
    is_open = models.BooleanField(_("anybody can register"), default=True)
    capacity = models.PositiveSmallIntegerField(_("how many can come"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="registration_has_room",
                violation_error_message=_("At least one person can come. Leave it empty where there is no limit."),
            )
        ]


@dataclass(frozen=True)
class PlaceFacts:
    """Who asks for a place, and what they need so that they can come."""

    name: str
    email: str
    language: str
    organisation: str = ""
    interpretation: str = ""
    needs: Sequence[str] = field(default_factory=list)
    needs_words: str = ""


class PlaceRequest(Editable):
    """Somebody who asks for a place and has none yet: not confirmed, waiting, or asked whether they still want it.

    Whoever has a place is on the guest list instead, with the same key, and the row here is gone.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="place_requests")
    name = models.CharField(_("name"), max_length=120, validators=[no_controls])
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, validators=[no_controls])
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language to write in"), max_length=10)
    interpretation = models.CharField(_("interpretation into"), max_length=60, blank=True, validators=[no_controls])
    needs = models.JSONField(_("needs"), default=list, blank=True)
    needs_words = models.CharField(_("what we should know"), max_length=300, blank=True, validators=[no_controls])
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Until when a place is held for this person; empty while there is none.
    offered_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["confirmed_at", "pk"]
        indexes = [models.Index(fields=["email"])]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"],
                name="place_asked_once",
                violation_error_message=_("This address is already on the list."),
            ),
            models.CheckConstraint(
                condition=Q(offered_until__isnull=True) | Q(confirmed_at__isnull=False),
                name="place_offered_when_confirmed",
                violation_error_message=_("A place is offered to an address that is confirmed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def need_names(self) -> list[str]:
        """What is needed, in words."""
        return [str(Need(need).label) for need in self.needs]

    @property
    def has_lapsed(self) -> bool:
        """Whether the address was not confirmed in time, or the place not taken."""
        if self.offered_until:
            return self.offered_until <= timezone.now()
        return self.confirmed_at is None and self.asked_at <= timezone.now() - UNCONFIRMED
