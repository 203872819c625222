"""Fields that several forms of this room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from welcommune.core.text import LANGUAGE_NAMES

NOT_KNOWN = ("", gettext_lazy("not known"))
WHEN = {"type": "date"}
CLOCK = {"type": "time"}


def number_field(label: Any, most: int = 100_000, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, widget=widget, **kwargs)


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=WHEN, format="%Y-%m-%d"), **kwargs)


def clock_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))


def language_choices(codes: list[str]) -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES.get(code, code)) for code in codes]
