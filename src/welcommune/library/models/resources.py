"""Resources: publications, newsletters in series, guides, videos, training material, portraits with consent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import Translated, TranslatedField, no_controls
from welcommune.network.models import SLUG, Network, Region, Term
from welcommune.stakeholders.models import Organisation


class ResourceKind(models.TextChoices):
    """What a resource is."""

    PUBLICATION = "publication", _("publication")
    NEWSLETTER = "newsletter", _("newsletter")
    JOURNAL = "journal", _("journal")
    GUIDE = "guide", _("guide")
    MATERIAL = "material", _("training material")
    VIDEO = "video", _("video")
    PORTRAIT = "portrait", _("portrait")
    ACTIVITY = "activity", _("activity")
    EVENT = "event", _("event")
    TRAINING = "training", _("training")


# Announced by others: something to go to.
EVENTS = (ResourceKind.EVENT, ResourceKind.TRAINING)
# What has no need of a file or a link.
TO_GO_TO = (*EVENTS, ResourceKind.ACTIVITY)
# What is known of a link: forgotten when the link changes.
LINK_STATE = ("queued_on", "checked_on", "failing_since")


class ResourceState(models.TextChoices):
    """Life of a resource. Only a published one is seen by the public."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


RESOURCE_TRANSITIONS: dict[str, set[str]] = {
    ResourceState.DRAFT: {ResourceState.PUBLISHED},
    ResourceState.PUBLISHED: {ResourceState.WITHDRAWN},
    ResourceState.WITHDRAWN: {ResourceState.PUBLISHED},
}


class Licence(models.TextChoices):
    """What others may do with it; empty where nobody told us."""

    CC0 = "cc0-1.0", _("CC0: no rights reserved")
    BY = "cc-by-4.0", _("CC BY: share and change, name the author")
    BY_SA = "cc-by-sa-4.0", _("CC BY-SA: share and change under the same licence")
    BY_NC = "cc-by-nc-4.0", _("CC BY-NC: not for profit, name the author")
    BY_NC_SA = "cc-by-nc-sa-4.0", _("CC BY-NC-SA: not for profit, under the same licence")
    BY_ND = "cc-by-nd-4.0", _("CC BY-ND: share unchanged, name the author")
    BY_NC_ND = "cc-by-nc-nd-4.0", _("CC BY-NC-ND: share unchanged, not for profit")
    RESERVED = "reserved", _("all rights reserved")

    @property
    def address(self) -> str:
        """Where the licence is explained; empty where it is none of Creative Commons."""
        name, _dash, version = self.value.rpartition("-")
        if name == "cc0":
            return f"https://creativecommons.org/publicdomain/zero/{version}/"
        return f"https://creativecommons.org/licenses/{name.removeprefix('cc-')}/{version}/" if name else ""


# The kinds of files that are kept: extension → how browsers call it.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "epub": "application/epub+zip",
    "mp4": "video/mp4",
}


def file_path(resource: "Resource", filename: str) -> str:
    """Where a resource's file lies: named by its own identifier, so that no name of a person can slip in."""
    return f"resources/{resource.pk}.{resource.file_type}"


@dataclass(frozen=True)
class ResourceFacts:
    """What is typed about a resource; each is said at ``Resource``."""

    kind: str
    title: Translated
    about: Translated
    series: str
    number: str
    dated: str
    language: str
    publisher: Organisation | None
    themes: tuple[Term, ...]
    licence: str
    url: str
    portrays: bool
    consent_given_on: date | None
    consent_how: str

    def plain(self) -> dict[str, Any]:
        """The fields that are columns of the row."""
        return {name: value for name, value in vars(self).items() if name != "themes"}


class Resource(RegionScoped, Editable):
    """Something to read, to see, to use or to go to: here as a file, elsewhere behind a link, or only announced.

    ``portrays`` says that it names or shows a person: it is public only while that person's consent holds. A
    portrait always does, unless it is no more than announced, without file and link.
    ``queued_on`` is when the link was last put in the queue to be tried, ``checked_on`` when it was tried;
    ``failing_since`` is the day from which on it never answered.
    """

    slug = models.SlugField(max_length=SLUG, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="resources")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="resources")
    state = models.CharField(_("state"), max_length=10, choices=ResourceState.choices, default=ResourceState.DRAFT)
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind.choices)
    title = TranslatedField(_("title"))
    about = TranslatedField(_("what it is"), blank=True)
    series = models.CharField(_("series"), max_length=120, blank=True, validators=[no_controls])
    number = models.CharField(_("number in the series"), max_length=20, blank=True, validators=[no_controls])
    # Years, months and days as far as known: 2020, or 2020-03, or 2022-03-22.
    dated = models.CharField(_("date"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    publisher = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="resources", verbose_name=_("published by")
    )
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to=file_path, blank=True)
    file_type = models.CharField(max_length=5, blank=True)
    file_bytes = models.PositiveIntegerField(null=True, blank=True)
    portrays = models.BooleanField(_("names or shows a person"), default=False)
    consent_given_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_how = models.CharField(_("how consent was given"), max_length=200, blank=True, validators=[no_controls])
    consent_noted_by = models.UUIDField(null=True, blank=True, editable=False)
    consent_withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)
    queued_on = models.DateField(null=True, blank=True, editable=False)
    checked_on = models.DateField(null=True, blank=True, editable=False)
    failing_since = models.DateField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(RegionScoped.Meta):
        ordering = ["-dated", "slug"]
        indexes = [models.Index(fields=["state", "-dated"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | Q(file=""),
                name="resource_link_or_file",
                violation_error_message=_("Give a link or a file, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(portrays=False) & (~Q(kind="portrait") | Q(url="", file=""))
                | Q(consent_given_on__isnull=False, consent_withdrawn_on__isnull=True),
                name="resource_portrait_with_consent",
                violation_error_message=_(
                    "It names or shows a person: without that person’s consent it cannot be public."
                ),
            ),
            models.CheckConstraint(
                condition=Q(consent_withdrawn_on__isnull=True) | Q(consent_withdrawn_on__gte=F("consent_given_on")),
                name="resource_consent_withdrawn_after_given",
                violation_error_message=_("Consent cannot be withdrawn before it was given."),
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it."""
        return self.state == ResourceState.PUBLISHED

    @property
    def is_broken(self) -> bool:
        """Whether the link failed on two different days in a row."""
        return bool(self.failing_since and self.checked_on and self.checked_on > self.failing_since)

    @property
    def has_consent(self) -> bool:
        """Whether the person portrayed agreed, and still does."""
        return self.consent_given_on is not None and self.consent_withdrawn_on is None


def public_resources(**where: Any) -> models.QuerySet[Resource]:
    """What everybody sees of all regions, the youngest first."""
    return Resource.plain.filter(state=ResourceState.PUBLISHED, **where)
