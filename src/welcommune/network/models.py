"""Networks (grants), regions, their codes and classes, participation, roles and vocabularies."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls

SLUG = 80
NAME = 200


class Network(Editable):
    """A grant or programme under which regions meet; boilerplate and funding statement follow from it."""

    slug = models.SlugField(max_length=SLUG, unique=True)
    name = models.CharField(_("name"), max_length=NAME, validators=[no_controls])
    full_name = TranslatedField(blank=True)
    lead = TranslatedField(blank=True)
    about = TranslatedField(blank=True)
    platform_name = TranslatedField(blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    boilerplate = TranslatedField(blank=True)
    funding_statement = TranslatedField(blank=True)
    disclaimer = TranslatedField(blank=True)
    emblem = models.CharField(max_length=40, blank=True)
    call_theme = TranslatedField(blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="network_ends_after_start",
                violation_error_message=_("The last day comes before the first day."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class UrbanRural(models.TextChoices):
    """Eurostat's urban–rural typology of NUTS 3 regions; unknown is a value, not an absence."""

    RURAL = "rural", _("predominantly rural")
    INTERMEDIATE = "intermediate", _("intermediate")
    URBAN = "urban", _("predominantly urban")
    UNKNOWN = "unknown", _("not known")


class Region(Editable):
    """The territory of a regional platform. It outlives its grants and need not equal a NUTS unit."""

    slug = models.SlugField(max_length=SLUG, unique=True)
    name = TranslatedField()
    # Per language: "of" ("de la Saône-et-Loire") and "in" ("en Saône-et-Loire"), which no rule can derive.
    forms = models.JSONField(default=dict)
    kind = TranslatedField(blank=True)
    part_of = TranslatedField(blank=True)
    country = models.CharField(_("country"), max_length=2)
    languages = models.JSONField(_("languages"), default=list)
    intro = TranslatedField(blank=True)
    composition_note = TranslatedField(blank=True)
    statistics_url = models.URLField(_("link to statistics"), max_length=500, blank=True)
    contact_name = TranslatedField(blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    # Longitude and latitude in degrees; an outline of such pairs, for drawing only.
    point = models.JSONField(null=True, blank=True)
    outline = models.JSONField(default=list, blank=True)
    towns = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class RegionCode(Record):
    """One code of a region in one system and vintage; several, or none, are possible."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="codes")
    system = models.CharField(max_length=20, default="NUTS")
    vintage = models.CharField(max_length=10, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    code = models.CharField(max_length=20)
    is_stated_by_programme = models.BooleanField(default=False)
    doubt = TranslatedField(blank=True)

    class Meta:
        ordering = ["-is_stated_by_programme", "system", "vintage", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "system", "vintage", "code"],
                name="region_code_once",
                violation_error_message=_("This code is already noted for the region."),
            )
        ]


class RegionClass(Record):
    """One dated statement of a region's urban–rural class, with who says so."""

    class Scheme(models.TextChoices):
        """Who classifies."""

        PROGRAMME = "programme", _("the programme’s own statement")
        EUROSTAT = "eurostat", _("Eurostat urban–rural typology")

    region = models.ForeignKey(Region, models.CASCADE, related_name="classes")
    scheme = models.CharField(max_length=20, choices=Scheme.choices)
    vintage = models.CharField(max_length=10, blank=True)
    value = models.CharField(max_length=20, choices=UrbanRural.choices)
    is_used_for_filters = models.BooleanField(default=False)
    doubt = TranslatedField(blank=True)

    class Meta:
        ordering = ["-is_used_for_filters", "scheme", "vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "scheme", "vintage"],
                name="region_class_once",
                violation_error_message=_("This classification is already noted for the region."),
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(is_used_for_filters=True),
                name="region_one_class_for_filters",
                violation_error_message=_("Only one classification can serve for filters."),
            ),
        ]


class Participation(Record):
    """A region's part in a network: from when, until when, how many roundtables were promised."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="participations")
    region = models.ForeignKey(Region, models.CASCADE, related_name="participations")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    roundtables_promised = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "region"],
                name="participation_once",
                violation_error_message=_("This region already takes part in the network."),
            )
        ]


class Role(models.TextChoices):
    """What an account may do, in a network or in a region."""

    COORDINATOR = "coordinator", _("coordinator")
    FACILITATOR = "facilitator", _("facilitator")
    EDITOR = "editor", _("editor")
    MEMBER = "member", _("member")
    ASSESSOR = "assessor", _("assessor")
    AUDITOR = "auditor", _("funder or auditor")


class RoleGrant(Record):
    """A role of an account in exactly one network or one region."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="role_grants")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="role_grants")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(network__isnull=True) ^ Q(region__isnull=True),
                name="role_in_one_place",
                violation_error_message=_("A role is held in one network or in one region."),
            ),
            models.UniqueConstraint(
                fields=["account", "role", "network", "region"], nulls_distinct=False, name="role_once",
                violation_error_message=_("This person already has this role here."),
            ),
        ]  # fmt: skip

    @property
    def place(self) -> str:
        """The network or the region by name, in the active language."""
        return str(self.region or self.network)


class InvitationState(models.TextChoices):
    """Life of an invitation; one that is open ends by itself on its day."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


INVITATION_TRANSITIONS: dict[str, set[str]] = {
    InvitationState.OPEN: {InvitationState.ACCEPTED, InvitationState.REFUSED, InvitationState.WITHDRAWN},
    InvitationState.ACCEPTED: set(),
    InvitationState.REFUSED: set(),
    InvitationState.WITHDRAWN: set(),
}


class Invitation(RegionScoped, Record):
    """A role offered by mail, in exactly one network or one region.

    The address and the note are needed while the invitation is open; they are blanked when it is answered.
    """

    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="invitations")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="invitations")
    language = models.CharField(_("language"), max_length=10)
    note = models.TextField(_("note"), max_length=1000, blank=True, validators=[no_controls])
    state = models.CharField(_("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="invitations_sent"
    )
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(network__isnull=True) ^ Q(region__isnull=True),
                name="invitation_to_one_place",
                violation_error_message=_("A role is held in one network or in one region."),
            ),
            models.CheckConstraint(
                condition=~Q(state=InvitationState.OPEN) | ~Q(email=""),
                name="invitation_open_has_address",
                violation_error_message=_("Write an e-mail address, for example amal@example.org."),
            ),
            models.UniqueConstraint(
                fields=["email", "role", "network", "region"], nulls_distinct=False,
                condition=Q(state=InvitationState.OPEN), name="invitation_once",
                violation_error_message=_("This person is invited already. Look at the open invitations."),
            ),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state == InvitationState.OPEN and self.expires_at > timezone.now()

    @property
    def place(self) -> str:
        """The network or the region by name, in the active language."""
        return str(self.region or self.network)


class Term(Record):
    """One word of a shared vocabulary, with a stable code, names per language and a crosswalk."""

    class Vocabulary(models.TextChoices):
        """Which list the term belongs to."""

        CATEGORY = "category", _("kind of organisation")
        THEME = "theme", _("theme")
        GROUP = "group", _("group of people")
        SITUATION = "situation", _("legal situation")

    vocabulary = models.CharField(max_length=20, choices=Vocabulary.choices)
    code = models.SlugField(max_length=60)
    name = TranslatedField()
    group = models.CharField(max_length=40, blank=True)
    crosswalk = models.JSONField(default=dict)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["vocabulary", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_once",
                violation_error_message=_("This code is already taken."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
