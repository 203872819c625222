"""What is typed of a funding line: who pays what to whom, for what, until when, and how sure it is."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from babel import Locale
from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm
from welcommune.mapping.models import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_MONEY,
    NUMBERS,
    Action,
    Certainty,
    FundingFacts,
    FundingLevel,
    FundingLine,
)
from welcommune.network.models import NAME, Term
from welcommune.stakeholders.forms.contacts import day_field
from welcommune.stakeholders.models import Organisation, compact_org_id, org_id_words

NOT_STATED = ("", gettext_lazy("not stated"))
# Those of the countries around our tables; a line that came in with another one keeps it.
CURRENCIES: Final = (
    "EUR", "ALL", "BAM", "BGN", "CHF", "CZK", "DKK", "GBP", "GEL", "HUF", "ISK", "MAD", "MDL", "MKD", "NOK", "PLN",
    "RON", "RSD", "SEK", "TND", "TRY", "UAH", "USD",
)  # fmt: skip
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NO_NUMBER = gettext_lazy("Write the amount in figures, for example 12500 or 12500.50.")
BELOW = gettext_lazy("An amount cannot be below zero.")
TOO_MUCH = gettext_lazy("More than a thousand million for one line: look at the comma and the unit.")
NO_SHARE = gettext_lazy("A share lies between 0 and 100 per cent.")
NO_YEAR = gettext_lazy("Is the year right? Write one from %(first)s to %(last)s.")
UNCLEAR = gettext_lazy("It is not clear whether this is a thousand or a fraction. Write it without the sign between.")
NUMBERS_HELP = gettext_lazy(
    "SIRET or RNA; any other with its register before it, as GB-CHC-1164883. It stands in files for other sites."
)
PLAIN = (
    "action", "beneficiary", "beneficiary_name", "beneficiary_numbers", "funder", "funder_name", "funder_numbers",
    "programme", "level", "purpose", "amount", "amount_from", "amount_to", "currency", "is_in_kind", "share",
    "certainty", "decided_on", "starts_on", "ends_on", "is_public",
)  # fmt: skip


class AmountField(forms.CharField):
    """An amount as people of any country write it: 12 500, 12.500,50 or 12,500.50."""

    def __init__(self, *, most: Decimal = MOST_MONEY, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = re.sub(r"[\s\u00a0\u202f'’€£$%]", "", str(value or ""))
        if not text:
            return None
        signs = [sign for sign in text if sign in ",."]
        if signs and (len(set(signs)) == 2 or len(signs) == 1):
            whole, _sign, fraction = text.rpartition(signs[-1])
            if len(signs) == 1 and len(fraction) == 3 and whole.lstrip("-") not in {"", "0"}:
                raise forms.ValidationError(UNCLEAR)
            text = re.sub(r"[.,]", "", whole) + "." + fraction
        else:
            text = re.sub(r"[.,]", "", text)
        if not NUMBER.fullmatch(text) or len(text) > 20:
            raise forms.ValidationError(NO_NUMBER)
        return self._within(Decimal(text).quantize(Decimal("0.01")))

    def _within(self, amount: Decimal) -> Decimal:
        """Refused where it cannot be: below nothing, or far too much."""
        is_share = self.most != MOST_MONEY
        if amount < 0:
            raise forms.ValidationError(NO_SHARE if is_share else BELOW)
        if amount > self.most:
            raise forms.ValidationError(NO_SHARE if is_share else TOO_MUCH)
        return amount


def in_our_time(day: date) -> None:
    """Refuses a year that no money of today can have: 1066, or 3026."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(NO_YEAR, params={"first": FIRST_YEAR, "last": LAST_YEAR})


class NumbersField(LineField):
    """Numbers of an organisation in registers, a comma between two."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text=NUMBERS_HELP, max_length=NUMBERS, **kwargs)

    def clean(self, value: Any) -> str:
        """As they are kept."""
        written = [one for one in re.split(r"[,;]", super().clean(value)) if one.strip()]
        return " ".join(dict.fromkeys(compact_org_id(one) for one in written))


class FundingFields(HouseForm):
    """What a funding line says."""

    funder = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Funder"), required=False,
        empty_label=gettext_lazy("not in the register"),
    )  # fmt: skip
    funder_name = LineField(
        label=gettext_lazy("Or the funder’s name"), required=False, max_length=NAME,
        help_text=gettext_lazy("Where the register does not hold it."),
    )  # fmt: skip
    funder_numbers = NumbersField(label=gettext_lazy("Funder: number in a register"))
    programme = LineField(
        label=gettext_lazy("Programme"), required=False, max_length=NAME,
        help_text=gettext_lazy("The fund, call or budget line that it comes from."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=gettext_lazy("Where the money comes from"), required=False, choices=[NOT_STATED, *FundingLevel.choices]
    )
    purpose = LineField(label=gettext_lazy("What it is for"), required=False, max_length=500)
    action = forms.ModelChoiceField(
        Action.plain.none(), label=gettext_lazy("Action that it carries"), required=False,
        empty_label=gettext_lazy("none in particular"),
    )  # fmt: skip
    beneficiary = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Who receives it"), required=False,
        empty_label=gettext_lazy("not in the register"),
    )  # fmt: skip
    beneficiary_name = LineField(
        label=gettext_lazy("Or the receiver’s name"), required=False, max_length=NAME,
        help_text=gettext_lazy("The name of an organisation. Name no person here."),
    )  # fmt: skip
    beneficiary_numbers = NumbersField(label=gettext_lazy("Receiver: number in a register"))
    themes = forms.ModelMultipleChoiceField(
        Term.objects.filter(vocabulary=Term.Vocabulary.THEME), label=gettext_lazy("Themes"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    amount = AmountField(label=gettext_lazy("Exact amount, for the whole period"))
    amount_from = AmountField(label=gettext_lazy("Or from"))
    amount_to = AmountField(label=gettext_lazy("up to"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)
    is_in_kind = forms.BooleanField(
        label=gettext_lazy("Given in kind: a room, staff, equipment"), required=False
    )  # fmt: skip
    share = AmountField(
        label=gettext_lazy("Share of the whole cost that this funder pays, in per cent"),
        most=Decimal(100),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure is it?"), choices=Certainty.choices, widget=forms.RadioSelect
    )
    decided_on = day_field(gettext_lazy("Decided on"), required=False, validators=[in_our_time])
    starts_on = day_field(gettext_lazy("First day"), required=False, validators=[in_our_time])
    ends_on = day_field(gettext_lazy("Last day"), required=False, validators=[in_our_time])
    is_public = forms.BooleanField(
        label=gettext_lazy("Shown to the public"), required=False,
        help_text=gettext_lazy("On the page of the region, under “Who pays”, and in the files for download."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], actions: QuerySet[Action], used: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["beneficiary"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["action"].queryset = actions  # type: ignore[attr-defined]
        codes = dict.fromkeys([used, *CURRENCIES] if used else CURRENCIES)
        names = Locale.parse(get_language() or "en", sep="-").currencies
        choices = [("", NOT_STATED[1]), *((code, f"{code} – {names.get(code, code)}") for code in codes)]
        self.fields["currency"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_parties(data)
        if all(data.get(name) is None for name in ("amount", "amount_from", "amount_to")):
            data["currency"] = ""
        elif not data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency the amount is."))
        return data

    def _clean_parties(self, data: dict[str, Any]) -> None:
        """An organisation of the register goes before a name, and has the numbers that stand there if chosen anew."""
        for role in ("funder", "beneficiary"):
            if data.get(role):
                data[f"{role}_name"] = ""
                is_new = role in self.changed_data and f"{role}_numbers" not in self.changed_data
                data |= {f"{role}_numbers": ""} if is_new else {}
        if not (data.get("funder") or data.get("funder_name") or "funder_name" in self.errors):
            self.add_error("funder_name", _("Say who gives the money: choose an organisation or write its name."))
        if data.get("beneficiary_numbers") and not (data.get("beneficiary") or data.get("beneficiary_name")):
            self.add_error("beneficiary_name", _("Say whose number this is: choose an organisation or write its name."))

    def facts(self) -> FundingFacts:
        """What the form tells the actions."""
        data = self.cleaned_data
        return FundingFacts(**{name: data[name] for name in PLAIN}, themes=tuple(data["themes"]))


class NewFundingForm(NewRecordForm, FundingFields):
    """A funding line that is put on record."""


class FundingForm(EditForm, FundingFields):
    """A funding line that is changed."""


def funding_initial(line: FundingLine) -> dict[str, Any]:
    """What the form shows of a line on record."""
    told = {name: getattr(line, name) for name in PLAIN}
    told |= {name: org_id_words(told[name]) for name in ("funder_numbers", "beneficiary_numbers")}
    return told | {"seen": line.version, "themes": list(line.themes.all())}
