"""A meeting: when, where, under which network, by whom; its agenda and its report."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls
from welcommune.library.models import Article, Resource
from welcommune.network.models import Network, Region
from welcommune.stakeholders.models import Organisation


def minutes_between(start: time, end: time) -> int:
    """From one clock time to another of the same day."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


class MeetingKind(models.TextChoices):
    """What kind of meeting it is."""

    ROUNDTABLE = "roundtable", _("roundtable")
    TRAINING = "training", _("training")
    VISIT = "visit", _("study visit")
    NATIONAL = "national_meeting", _("national meeting")
    CONFERENCE = "conference", _("conference")
    EXPERT_GROUP = "expert_group", _("expert group")


class Mode(models.TextChoices):
    """How people met; empty where nobody told us."""

    ONLINE = "online", _("online")
    IN_PERSON = "in_person", _("in person")
    HYBRID = "hybrid", _("in person and online")


class MeetingState(models.TextChoices):
    """Life of a meeting."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


MEETING_TRANSITIONS: dict[str, set[str]] = {
    MeetingState.PLANNED: {MeetingState.OPEN, MeetingState.HELD, MeetingState.POSTPONED, MeetingState.CANCELLED},
    MeetingState.OPEN: {MeetingState.HELD, MeetingState.POSTPONED, MeetingState.CANCELLED},
    MeetingState.POSTPONED: {MeetingState.PLANNED, MeetingState.CANCELLED},
    MeetingState.HELD: {MeetingState.OPEN},
    MeetingState.CANCELLED: {MeetingState.PLANNED},
}


class Meeting(RegionScoped, Editable):
    """A roundtable, training, visit or other meeting. What the source does not say stays empty."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="meetings", verbose_name=_("network"))
    # The region whose facilitator keeps the record; empty where the network itself does.
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="meetings")
    regions = models.ManyToManyField(Region, blank=True, related_name="+", verbose_name=_("regions that take part"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind.choices)
    number = models.PositiveSmallIntegerField(_("number in its series"), null=True, blank=True)
    title = TranslatedField(blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    day = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    mode = models.CharField(_("online or in person"), max_length=10, choices=Mode.choices, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, validators=[no_controls])
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    announces_trainings = models.BooleanField(_("trainings were announced"), default=False)
    announces_call = models.BooleanField(_("a call for pilot actions was announced"), default=False)
    breakouts = models.BooleanField(_("there were breakout groups"), default=False)

    class Meta(RegionScoped.Meta):
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "region", "kind", "number"],
                condition=Q(region__isnull=False, number__isnull=False),
                name="meeting_number_once",
                violation_error_code="number",
                violation_error_message=_("A meeting of this kind with this number is already on record."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The meeting ends before it starts."),
            ),
        ]

    @classmethod
    def in_regions(cls, regions: frozenset[UUID]) -> Q:
        """Meetings that these regions own or take part in, and those of the network."""
        through = cls.regions.through._default_manager.filter(region__in=regions).values("meeting")
        return Q(region__in=regions) | Q(region__isnull=True) | Q(pk__in=through)

    @property
    def is_numbered_roundtable(self) -> bool:
        """Whether its page has the address of its region and number."""
        return bool(self.region_id and self.number and self.kind == MeetingKind.ROUNDTABLE)

    @property
    def lasted(self) -> int | None:
        """How many minutes it took: as told, else from start to end; ``None`` where neither is known."""
        if self.duration_minutes or self.starts_at is None or self.ends_at is None:
            return self.duration_minutes
        return minutes_between(self.starts_at, self.ends_at)

    @property
    def starts_utc(self) -> datetime | None:
        """The start as a moment with its zone; ``None`` where time or zone is not known."""
        if self.starts_at is None or not self.zone:
            return None
        return datetime.combine(self.day, self.starts_at, ZoneInfo(self.zone))


class Organiser(Record):
    """An organisation that convened a meeting, in the order in which they are named."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="organised")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="organiser_once",
                violation_error_message=_("This organisation is already named as an organiser."),
            )
        ]


class AgendaKind(models.TextChoices):
    """What happens at a point of the agenda."""

    WELCOME = "welcome", _("welcome")
    UPDATE = "update", _("news since last time")
    SPOTLIGHT = "spotlight", _("a member shows what they do")
    BREAKOUT = "breakout", _("work in groups")
    TRAINING = "training", _("training")
    DECISION = "decision", _("decision")
    NEXT_STEPS = "next_steps", _("next steps")


class AgendaItem(Record):
    """One point of the agenda; ``title`` is a short noun phrase ("the call for pilot actions").

    ``speaker`` is an organisation or a person as the public agenda names them.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    kind = models.CharField(_("what happens"), max_length=20, choices=AgendaKind.choices, blank=True)
    title = TranslatedField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    speaker = models.CharField(_("who speaks"), max_length=120, blank=True, validators=[no_controls])
    resource = models.ForeignKey(
        Resource, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]


class Report(Record):
    """The article that tells the public about a meeting."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="report")
    article = models.OneToOneField(Article, models.CASCADE, related_name="report")
