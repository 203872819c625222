"""Places: the gazetteer that the operator loads from official files."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.core.text import TranslatedField, no_controls
from welcommune.network.models import NAME, Region


class PlaceSystem(models.TextChoices):
    """The code lists that places come from."""

    LAU = "lau", _("municipality")
    NUTS = "nuts", _("statistical territory")


@dataclass(frozen=True)
class PlaceFacts:
    """What an official list says of one place; ``latin`` is the name in Latin letters, where the list has both.

    ``merged_into`` is the code of the place that it has become part of.
    """

    system: PlaceSystem
    code: str
    country: str
    name: str
    latin: str = ""
    parent_code: str = ""
    postcodes: tuple[str, ...] = ()
    population: int | None = None
    population_year: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    outline: list[list[float]] = field(default_factory=list)
    merged_into: str = ""


class Place(Record):
    """A municipality or territory of an official list. What the list does not say is empty: unknown is not zero.

    ``plain`` is the name without accents and case, for looking it up, ``plain_latin`` the same of the name in Latin
    letters where it differs. A place that was merged into another keeps its row, so that what was said of it is still
    found.
    """

    system = models.CharField(max_length=10, choices=PlaceSystem.choices)
    code = models.CharField(max_length=20)
    vintage = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2)
    name = models.CharField(_("name"), max_length=NAME, validators=[no_controls])
    names = TranslatedField(blank=True)
    plain = models.CharField(max_length=NAME, db_index=True)
    plain_latin = models.CharField(max_length=NAME, blank=True)
    parent_code = models.CharField(max_length=20, blank=True)
    region = models.ForeignKey(Region, models.SET_NULL, null=True, blank=True, related_name="places")
    postcodes = models.JSONField(default=list, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    outline = models.JSONField(default=list, blank=True)
    # The file and its licence line, as they are shown under a map.
    source = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")

    class Meta:
        ordering = ["country", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "country", "code"], name="place_once",
                violation_error_message=_("This place is already in the list."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="place_not_merged_into_itself",
                violation_error_message=_("A place cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_point_on_earth",
                violation_error_message=_("A point needs a latitude from -90 to 90 and a longitude from -180 to 180."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PlacePostcode(models.Model):
    """A postcode of a place; one postcode has several places, one place several postcodes."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    country = models.CharField(max_length=2)
    postcode = models.CharField(max_length=12)

    class Meta:
        indexes = [models.Index(fields=["country", "postcode"])]
