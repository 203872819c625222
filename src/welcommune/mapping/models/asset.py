"""What a region has: rooms, vehicles, people who help, languages they speak, equipment, associations, money."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.mapping.models.place import Place
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.models import Organisation


class AssetKind(models.TextChoices):
    """What can be made use of."""

    PREMISES = "premises", _("premises")
    VEHICLE = "vehicle", _("vehicles")
    VOLUNTEERS = "volunteers", _("volunteers")
    SKILLS = "skills", _("skills")
    INTERPRETERS = "interpreters", _("interpreters")
    EQUIPMENT = "equipment", _("equipment")
    ASSOCIATION = "association", _("an association")
    MONEY = "money", _("money")


class AssetState(models.TextChoices):
    """Life of an entry: what came by the public form waits until the facilitator lists or refuses it."""

    OFFERED = "offered", _("offered")
    LISTED = "listed", _("listed")
    ENDED = "ended", _("ended")


# Whoever offered something may change its words: it is then looked at again.
ASSET_TRANSITIONS: dict[str, set[str]] = {
    AssetState.OFFERED: {AssetState.LISTED, AssetState.ENDED},
    AssetState.LISTED: {AssetState.OFFERED, AssetState.ENDED},
    AssetState.ENDED: {AssetState.LISTED},
}


class Asset(RegionScoped, Editable):
    """Something that could answer a need. It names an owner only where that is an organisation.

    ``languages`` are those spoken, as codes. The public sees what is listed and ``is_public``.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="assets")
    kind = models.CharField(_("kind"), max_length=15, choices=AssetKind.choices)
    name = models.CharField(_("what it is"), max_length=NAME, validators=[no_controls])
    language = models.CharField(_("language of the text"), max_length=10)
    about = models.TextField(_("more about it"), max_length=2000, blank=True, validators=[no_controls])
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("organisation")
    )
    # The organisation as it was written, where the register does not hold it; never a person.
    owner_name = models.CharField(_("organisation"), max_length=NAME, blank=True, validators=[no_controls])
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("town"))
    town = models.CharField(_("town"), max_length=120, blank=True, validators=[no_controls])
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    available = models.CharField(_("when"), max_length=300, blank=True, validators=[no_controls])
    conditions = models.CharField(_("conditions"), max_length=300, blank=True, validators=[no_controls])
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AssetState.choices, default=AssetState.LISTED, editable=False
    )
    is_public = models.BooleanField(_("shown to the public"), default=False)

    class Meta(RegionScoped.Meta):
        ordering = ["kind", "name", "pk"]
        indexes = [models.Index(fields=["region", "state", "is_public"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_public=True) | Q(state=AssetState.LISTED), name="asset_public_when_listed",
                violation_error_message=_("Only what is listed can be shown to the public."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class AssetOffer(Record):
    """Who offered something by the public form: for writing to them, seen by the facilitator alone.

    It goes when the offer is refused, ended or withdrawn; what remains of it names nobody.
    """

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="offer")
    name = models.CharField(_("name"), max_length=NAME, validators=[no_controls])
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    consented_at = models.DateTimeField(_("agreed on"))

    class Meta:
        ordering = ["pk"]


@dataclass(frozen=True)
class AssetFacts:
    """What there is; each is said at ``Asset``."""

    kind: str
    name: str
    language: str
    about: str = ""
    owner: Organisation | None = None
    owner_name: str = ""
    place: Place | None = None
    town: str = ""
    languages: Sequence[str] = ()
    available: str = ""
    conditions: str = ""
    quantity: int | None = None
    is_public: bool = False
    themes: Sequence[Term] = ()

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model; themes lie beside the row."""
        plain = {name: value for name, value in vars(self).items() if name != "themes"}
        return plain | {"languages": list(self.languages)}


@dataclass(frozen=True)
class Offerer:
    """Who offers something, and in which language to write to them."""

    name: str
    email: str
    language: str
