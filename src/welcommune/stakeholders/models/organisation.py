"""Organisations: stakeholders known to the whole install, each looked after by one region."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.text import TranslatedField, no_controls
from welcommune.network.models import NAME, SLUG, Region, Term
from welcommune.stakeholders.models.numbers import compact_number

FRESH_MONTHS, STALE_MONTHS = 12, 24


class Level(models.TextChoices):
    """On which level an organisation acts."""

    EU = "eu", _("European")
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("local")


class OrganisationForm(models.TextChoices):
    """Whether an organisation exists in law; groups of neighbours or newcomers often do not."""

    REGISTERED = "registered", _("registered organisation")
    GROUP = "group", _("group without legal form")


NOT_PART_OF_ITSELF = _("An organisation cannot be part of itself.")


class Organisation(Editable):
    """A stakeholder, known to the whole install; its name stays in its own language.

    Where ``is_sensitive`` (reception, shelter), the public learns the town and nothing finer.
    An organisation with ``merged_into`` is only kept so that its old address leads on and the
    merge can be undone.
    """

    slug = models.SlugField(max_length=SLUG, unique=True)
    name = models.CharField(_("name"), max_length=NAME, validators=[no_controls])
    language = models.CharField(_("language of the name"), max_length=10)
    names = TranslatedField(_("name in other languages"), blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True, validators=[no_controls])
    form = models.CharField(
        _("legal form"), max_length=20, choices=OrganisationForm.choices, default=OrganisationForm.REGISTERED
    )
    category = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("kind")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    about = TranslatedField(_("what it does"), blank=True)
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True, validators=[no_controls])
    postcode = models.CharField(_("postcode"), max_length=12, blank=True, validators=[no_controls])
    address = models.CharField(_("street and number"), max_length=200, blank=True, validators=[no_controls])
    country = models.CharField(_("country"), max_length=2, blank=True)
    # Names of the places it works in, as the organisation says them.
    places = models.JSONField(_("places it works in"), default=list, blank=True)
    is_sensitive = models.BooleanField(_("sensitive place: show the town only"), default=False)
    website = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address for everybody"), blank=True)
    phone = models.CharField(_("telephone for everybody"), max_length=30, blank=True, validators=[no_controls])
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # The region whose facilitators look after the entry; without one, the coordinators do.
    steward = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="organisations", verbose_name=_("looked after by")
    )
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")

    class Meta:
        ordering = ["name", "pk"]
        # The kinds at all tables are counted from it, without reading the rows.
        indexes = [models.Index(fields=["id", "category"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organisation_not_merged_into_itself",
                violation_error_message=_("An organisation cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message=NOT_PART_OF_ITSELF,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_stale_on(self, day: date) -> bool:
        """Whether nobody has confirmed the entry for over two years, or ever."""
        return self.confirmed_on is None or months_between(self.confirmed_on, day) >= STALE_MONTHS

    def is_fresh_on(self, day: date) -> bool:
        """Whether somebody confirmed the entry less than a year ago."""
        return self.confirmed_on is not None and months_between(self.confirmed_on, day) < FRESH_MONTHS


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; 0 on the same day of the month."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


class IdentifierScheme(models.TextChoices):
    """Registers that number organisations in our countries."""

    SIRET = "siret", _("SIRET (France, establishment)")
    SIREN = "siren", _("SIREN (France)")
    RNA = "rna", _("RNA (France, associations)")
    VAT = "vat", _("VAT number (European Union)")
    NIF = "nif", _("NIF (Spain)")
    KRS = "krs", _("KRS (Poland)")
    NIP = "nip", _("NIP (Poland)")
    REGON = "regon", _("REGON (Poland)")
    AFM = "afm", _("AFM (Greece)")
    PIC = "pic", _("PIC (European Commission)")


class Identifier(Record):
    """The number of an organisation in a register; each number belongs to one organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=10, choices=IdentifierScheme.choices)
    value = models.CharField(_("number"), max_length=40, validators=[no_controls])

    class Meta:
        ordering = ["scheme", "value"]
        verbose_name_plural = _("numbers in registers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_once",
                violation_error_message=_("Another organisation already has this number. Perhaps it is the same one."),
            )
        ]

    def clean(self) -> None:
        """Keep the number as its register writes it; refuse what cannot be one."""
        try:
            self.value = compact_number(self.scheme, self.value)
        except ValidationError as error:
            raise ValidationError({"value": error.messages}) from error
