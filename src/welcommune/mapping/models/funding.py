"""Funding lines: whose money carries what, how sure it is, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.mapping.models.action import Action
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.models import Organisation

# A single line of more than this is a slip of the comma or of the unit.
MOST_MONEY: Final = Decimal(1_000_000_000)
# The years that money can be decided for, begin or end in; others are a slip of the keyboard, or stand for "never".
FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100

# Letters of the numbers in registers of one party.
NUMBERS: Final = 160


class FundingLevel(models.TextChoices):
    """Where the money comes from."""

    EU = "eu", _("European Union")
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("local")
    PRIVATE = "private", _("private")
    OWN = "own", _("own money")


class Certainty(models.TextChoices):
    """How sure the money is."""

    CONFIRMED = "confirmed", _("confirmed")
    APPLIED = "applied", _("applied for")
    EXPECTED = "expected", _("expected")


class FundingLine(RegionScoped, Editable):
    """Money of one funder for one purpose over one period: an exact amount, or a band, or no amount stated.

    Amounts are in ``currency`` (ISO 4217) and never added across currencies; a band is never added to exact amounts.
    ``share`` is the part of the whole cost that this funder pays, in per cent.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="funding_lines")
    action = models.ForeignKey(
        Action, models.SET_NULL, null=True, blank=True, related_name="funding", verbose_name=_("action")
    )
    beneficiary = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="funding_received",
        verbose_name=_("who receives it"),
    )  # fmt: skip
    # As the source writes it, where the register does not hold who receives it.
    beneficiary_name = models.CharField(_("who receives it"), max_length=NAME, blank=True, validators=[no_controls])
    # Its numbers in registers as org-id.guide writes them, a space between two: as far as our register does not tell.
    beneficiary_numbers = models.CharField(
        _("number of who receives it"), max_length=NUMBERS, blank=True, validators=[no_controls]
    )
    funder = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="funding_given", verbose_name=_("funder")
    )
    # The funder as the source writes it, where the register does not hold it.
    funder_name = models.CharField(_("funder"), max_length=NAME, blank=True, validators=[no_controls])
    funder_numbers = models.CharField(
        _("number of the funder"), max_length=NUMBERS, blank=True, validators=[no_controls]
    )
    programme = models.CharField(_("programme"), max_length=NAME, blank=True, validators=[no_controls])
    # Its own themes; one that is for an action has those of the action too.
    themes = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    level = models.CharField(_("level"), max_length=10, choices=FundingLevel.choices, blank=True)
    purpose = models.CharField(_("what for"), max_length=500, blank=True, validators=[no_controls])
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount_from = models.DecimalField(_("amount from"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount_to = models.DecimalField(_("amount up to"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_in_kind = models.BooleanField(_("in kind"), default=False)
    share = models.DecimalField(
        _("share of the cost in per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    certainty = models.CharField(
        _("how sure"), max_length=10, choices=Certainty.choices, default=Certainty.CONFIRMED
    )  # fmt: skip
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["ends_on", "funder_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="funding_ends_after_start",
                violation_error_message=_("The last day is before the first. Change one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount_from__isnull=True, amount_to__isnull=True),
                name="funding_exact_or_band",
                violation_error_message=_("Give an exact amount or a band, not both."),
            ),
            models.CheckConstraint(
                condition=Q(amount_from__isnull=True) | Q(amount_to__isnull=True) | Q(amount_to__gte=F("amount_from")),
                name="funding_band_upwards",
                violation_error_message=_("The band ends below where it starts. Change one of the two."),
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(amount_from__isnull=True) | Q(amount_from__gte=0))
                & (Q(amount_to__isnull=True) | Q(amount_to__gte=0)),
                name="funding_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__lte=MOST_MONEY))
                & (Q(amount_from__isnull=True) | Q(amount_from__lte=MOST_MONEY))
                & (Q(amount_to__isnull=True) | Q(amount_to__lte=MOST_MONEY)),
                name="funding_plausible",
                violation_error_message=_("More than a thousand million for one line: look at the comma and the unit."),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(0, 100)), name="funding_share_of_hundred",
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(currency="") | Q(amount__isnull=True, amount_from__isnull=True, amount_to__isnull=True),
                name="funding_amount_has_currency",
                violation_error_message=_("Say in which currency the amount is."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.programme or self.funder_label or self.purpose

    @property
    def funder_label(self) -> str:
        """Who gives the money: as the register calls it, else as it was written."""
        return self.funder.name if self.funder else self.funder_name

    @property
    def beneficiary_label(self) -> str:
        """Who receives the money: as the register calls it, else as it was written."""
        return self.beneficiary.name if self.beneficiary else self.beneficiary_name


@dataclass(frozen=True)
class FundingFacts:
    """What a person or a list tells of a funding line; what is not known stays empty."""

    action: Action | None = None
    beneficiary: Organisation | None = None
    beneficiary_name: str = ""
    beneficiary_numbers: str = ""
    funder: Organisation | None = None
    funder_name: str = ""
    funder_numbers: str = ""
    programme: str = ""
    level: str = ""
    purpose: str = ""
    amount: Decimal | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    currency: str = ""
    is_in_kind: bool = False
    share: Decimal | None = None
    certainty: str = Certainty.CONFIRMED
    decided_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_public: bool = False
    themes: Sequence[Term] = ()

    def plain(self) -> dict[str, Any]:
        """The facts as fields of the row itself."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "themes"}
