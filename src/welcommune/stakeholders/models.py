"""Organisations, and the part they play in a network or at the table of a region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls
from welcommune.network.models import NAME, SLUG, Network, Region, Term


class Level(models.TextChoices):
    """On which level an organisation acts."""

    EU = "eu", _("European")
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("local")


class Organisation(Editable):
    """A stakeholder, known to the whole install; its name stays in its own language."""

    slug = models.SlugField(max_length=SLUG, unique=True)
    name = models.CharField(_("name"), max_length=NAME, validators=[no_controls])
    language = models.CharField(_("language of the name"), max_length=10)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    category = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("kind")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True, validators=[no_controls])
    website = models.URLField(_("website"), max_length=500, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


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


class MembershipState(models.TextChoices):
    """Whether an organisation sits at the table now."""

    ACTIVE = "active", _("active")
    PAST = "past", _("past")


class Membership(RegionScoped, Record):
    """An organisation's seat at the table of a region: role, period, state."""

    class Role(models.TextChoices):
        """What the organisation does at the table."""

        FACILITATOR = "facilitator", _("facilitator")
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")
        EXPERT = "expert", _("expert")

    region = models.ForeignKey(Region, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=MembershipState.choices, default=MembershipState.ACTIVE)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    group = TranslatedField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(RegionScoped.Meta):
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "organisation", "role"],
                name="membership_once",
                violation_error_message=_("This organisation already has this role at the table."),
            )
        ]
