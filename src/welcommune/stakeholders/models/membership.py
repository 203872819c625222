"""Seats at the table of a region, the charter that members sign, working groups, and offers of help."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import Translated, TranslatedField
from welcommune.network.models import Network, Region, Term
from welcommune.stakeholders.models.contact import Contact
from welcommune.stakeholders.models.organisation import Organisation


class NetworkPartner(Record):
    """An organisation's part in a network: lead or partner."""

    class Part(models.TextChoices):
        """What the organisation is to the network."""

        LEAD = "lead", _("lead")
        PARTNER = "partner", _("partner")

    network = models.ForeignKey(Network, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="networks")
    part = models.CharField(max_length=10, choices=Part.choices)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                name="partner_once",
                violation_error_message=_("This organisation already takes part in the network."),
            )
        ]


class WorkingGroup(RegionScoped, Editable):
    """Members of a table who work on some themes between the roundtables."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="working_groups")
    name = TranslatedField(_("name"))
    about = TranslatedField(_("what it works on"), blank=True)
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    is_active = models.BooleanField(_("at work"), default=True)

    class Meta(RegionScoped.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True)
class GroupFacts:
    """What a working group is called and does, on which themes, and who sits in it."""

    name: Translated
    about: Translated = field(default_factory=Translated)
    is_active: bool = True
    themes: Sequence[Term] = ()
    members: Sequence[Organisation] = ()


class Charter(RegionScoped, Editable):
    """The rules that the members of a table gave themselves; one in force a region."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="charter")
    text = TranslatedField(_("text"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["pk"]


class MembershipState(models.TextChoices):
    """Whether a member sits at the table now."""

    INVITED = "invited", _("invited")
    ACTIVE = "active", _("active")
    PAST = "past", _("past")


class Membership(RegionScoped, Record):
    """The seat of an organisation, or of a person who speaks for nobody else, at the table of a region."""

    class Role(models.TextChoices):
        """What the member does at the table."""

        FACILITATOR = "facilitator", _("facilitator")
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")
        EXPERT = "expert", _("expert")

    region = models.ForeignKey(Region, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("person")
    )
    # The kind that an individual stands for ("newcomer", "volunteers"); organisations have their own.
    category = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=10, choices=MembershipState.choices, default=MembershipState.ACTIVE)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    charter_signed_on = models.DateField(_("charter signed on"), null=True, blank=True)
    working_groups = models.ManyToManyField(
        WorkingGroup, blank=True, related_name="memberships", verbose_name=_("working groups")
    )
    group = TranslatedField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(RegionScoped.Meta):
        ordering = ["order", "pk"]
        verbose_name_plural = _("seats at tables")
        indexes = [models.Index(fields=["region", "state", "organisation", "category"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(contact__isnull=True),
                name="membership_of_one",
                violation_error_message=_("A seat belongs to an organisation or to a person, not to both."),
            ),
            models.UniqueConstraint(
                fields=["region", "organisation", "role"],
                name="membership_once",
                violation_error_message=_("This organisation already has this role at the table."),
            ),
            models.UniqueConstraint(
                fields=["region", "contact", "role"],
                name="membership_of_person_once",
                violation_error_message=_("This person already has this role at the table."),
            ),
        ]

    @property
    def kind(self) -> Term | None:
        """The kind of stakeholder: the organisation's own, or the one that an individual stands for."""
        return self.organisation.category if self.organisation else self.category


class OfferKind(models.TextChoices):
    """What a member offers to the table of its own accord."""

    VOLUNTEERS = "volunteers", _("volunteers")
    MENTORING = "mentoring", _("mentoring")
    INTERPRETING = "interpreting", _("interpreting")
    TRANSPORT = "transport", _("transport")
    ROOM = "room", _("a room")
    TRAINING = "training", _("training")
    OTHER = "other", _("something else")


@dataclass(frozen=True)
class OfferFacts:
    """What is offered, where, in which languages, until when."""

    organisation: Organisation
    kind: str
    text: Translated
    languages: Sequence[str] = ()
    place: str = ""
    valid_until: date | None = None
    themes: Sequence[Term] = ()

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of ``HelpOffer``; themes lie beside the row."""
        plain = {name: getattr(self, name) for name in ("organisation", "kind", "text", "place", "valid_until")}
        return plain | {"languages": list(self.languages)}


class HelpOffer(RegionScoped, Editable):
    """What a member offers to others at the table: volunteers, a room, an interpreter."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="offers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offers", verbose_name=_("organisation")
    )
    kind = models.CharField(_("what"), max_length=20, choices=OfferKind.choices)
    text = TranslatedField(_("in words"))
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta(RegionScoped.Meta):
        ordering = ["-pk"]

    def stands_on(self, day: date) -> bool:
        """Whether the offer is open on ``day``: not withdrawn, its last day not over."""
        return not self.is_withdrawn and (self.valid_until is None or day <= self.valid_until)
