"""Pilot actions: what the public sees of them so far."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls
from welcommune.network.models import SLUG, Network, Region, Term
from welcommune.stakeholders.models import Organisation


class PilotState(models.TextChoices):
    """Life of a pilot action."""

    PREPARING = "preparing", _("in preparation")
    RUNNING = "running", _("running")
    COMPLETED = "completed", _("completed")
    UNKNOWN = "unknown", _("state not known")


class PilotAction(RegionScoped, Editable):
    """A funded trial of something new, led by an organisation, in a region."""

    slug = models.SlugField(max_length=SLUG, unique=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="pilots")
    region = models.ForeignKey(Region, models.PROTECT, related_name="pilots")
    title = models.CharField(_("title"), max_length=200, blank=True, validators=[no_controls])
    title_language = models.CharField(max_length=10, blank=True)
    about = TranslatedField(blank=True)
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="pilots_led")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="pilots")
    place = TranslatedField(blank=True)
    themes = models.ManyToManyField(Term, blank=True, related_name="+")
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    # As far as known: 2021, or 2021-10, or 2021-10-06.
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=PilotState.choices, default=PilotState.UNKNOWN)
    url = models.URLField(max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(RegionScoped.Meta):
        ordering = ["order", "pk"]
