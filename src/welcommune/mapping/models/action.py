"""Orientation actions: what is offered to newcomers, by whom, where, for whom, until when."""

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welcommune.core.models import Editable
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls
from welcommune.mapping.models.place import Place
from welcommune.network.models import NAME, SLUG, Region, Term
from welcommune.stakeholders.models import Organisation

MOST_PLACES: Final = 100_000
LEVELS_FALL: Final = _("This level is below the one it starts from. Change one of the two.")


class ActionKind(models.TextChoices):
    """What an action is: the six kinds of data·inclusion, then ours."""

    GUIDANCE = "guidance", _("personal guidance")
    FINANCIAL_AID = "financial_aid", _("financial help")
    MATERIAL_AID = "material_aid", _("help in kind")
    WORKSHOP = "workshop", _("workshop")
    TRAINING = "training", _("training")
    INFORMATION = "information", _("information")
    MENTORING = "mentoring", _("mentoring")
    ENCOUNTER = "encounter", _("meeting local people")


class ActionState(models.TextChoices):
    """Whether one can join now."""

    OPEN = "open", _("open")
    WAITING = "waiting", _("waiting list")
    SEASONAL = "seasonal", _("at certain times of the year")
    PLANNED = "planned", _("planned")
    ENDED = "ended", pgettext_lazy("action", "ended")


class Serves(models.TextChoices):
    """Whom an action reaches, by where they live."""

    PLACES = "places", _("certain towns")
    REGION = "region", _("the whole region")
    TRAVELLING = "travelling", _("comes to the towns")
    ONLINE = "online", _("online")


class Cost(models.TextChoices):
    """What joining costs."""

    FREE = "free", _("free")
    PAID = "paid", _("to be paid")


class Referral(models.TextChoices):
    """Who may bring somebody to an action."""

    ANYONE = "anyone", _("everybody may come")
    PROFESSIONALS = "professionals", _("a professional has to refer")


class LanguageLevel(models.TextChoices):
    """Levels of the Common European Framework, and reading and writing from the start."""

    ALPHA = "alpha", _("learning to read and write")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


def levels_rise(first: str, last: str) -> bool:
    """Whether two language levels go upwards; one that is not told stands in nobody's way."""
    order = LanguageLevel.values
    return not (first and last) or order.index(first) <= order.index(last)


class Action(RegionScoped, Editable):
    """An offer to newcomers in a region. Empty means not stated; it is neither "no" nor "everybody".

    ``is_for_everybody`` tells whether all legal situations are accepted (``None``: not stated); otherwise
    ``situations`` lists those that are. Where ``is_sensitive``, the public learns the town and nothing finer.
    An action with ``merged_into`` is kept so that its address leads on and the merge can be undone.
    """

    slug = models.SlugField(max_length=SLUG, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="actions")
    name = models.CharField(_("name"), max_length=NAME, validators=[no_controls])
    language = models.CharField(_("language of the name"), max_length=10)
    names = TranslatedField(_("name in other languages"), blank=True)
    about = TranslatedField(_("what it is, in plain words"), blank=True)
    lead = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="actions_led", verbose_name=_("run by")
    )
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("together with"))
    kind = models.CharField(_("kind"), max_length=20, choices=ActionKind.choices, blank=True)
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    groups = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("for whom"))
    is_for_everybody = models.BooleanField(_("every legal situation is accepted"), null=True, blank=True)
    situations = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("legal situations accepted"))
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    level_from = models.CharField(_("language level from"), max_length=5, choices=LanguageLevel.choices, blank=True)
    level_to = models.CharField(_("language level up to"), max_length=5, choices=LanguageLevel.choices, blank=True)
    serves = models.CharField(_("where people live who can come"), max_length=10, choices=Serves.choices, blank=True)
    places = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name=_("towns it is for"))
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name=_("town where it happens")
    )
    town = models.CharField(_("town where it happens"), max_length=120, blank=True, validators=[no_controls])
    postcode = models.CharField(_("postcode"), max_length=12, blank=True, validators=[no_controls])
    address = models.CharField(_("street and number"), max_length=200, blank=True, validators=[no_controls])
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_sensitive = models.BooleanField(_("sensitive place: show the town only"), default=False)
    schedule = models.CharField(_("when"), max_length=300, blank=True, validators=[no_controls])
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    state = models.CharField(_("can one join"), max_length=10, choices=ActionState.choices, blank=True)
    cost = models.CharField(_("cost"), max_length=10, choices=Cost.choices, blank=True)
    cost_note = models.CharField(_("about the cost"), max_length=200, blank=True, validators=[no_controls])
    joining = TranslatedField(_("how to join"), blank=True)
    referral = models.CharField(_("who may refer"), max_length=15, choices=Referral.choices, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address for everybody"), blank=True)
    phone = models.CharField(_("telephone for everybody"), max_length=30, blank=True, validators=[no_controls])
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    # By the format that the action came in: what has no field here, so that it goes out again as it came.
    kept = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(RegionScoped.Meta):
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["region", "is_public", "name", "id"], name="action_of_region")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="action_ends_after_start",
                violation_error_message=_("The last day is before the first. Change one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="action_not_merged_into_itself",
                violation_error_message=_("An action cannot be merged into itself."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def state_on(self, day: date) -> str:
        """Whether one can join on a day: what was to end has ended, whether or not somebody said so."""
        return ActionState.ENDED.value if self.ends_on and self.ends_on < day else self.state

    def clean(self) -> None:
        """Levels go upwards; a list of situations and "everybody" do not go together, which ``actions`` looks after."""
        if not levels_rise(self.level_from, self.level_to):
            raise ValidationError({"level_to": LEVELS_FALL})
