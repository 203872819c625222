"""Two entries beside each other: which stays, and whose value for each field where they differ."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import HouseForm
from welcommune.core.text import LANGUAGE_NAMES, Translated, country_name
from welcommune.core.ui import commas
from welcommune.core.ui import date as date_words
from welcommune.stakeholders.models import MERGED_FIELDS, UNITED_FIELDS, Organisation

FIRST, SECOND, BOTH = "first", "second", "both"


class MergeForm(HouseForm):
    """The choices of a merge. A field without a value on one side takes the other's, unless told otherwise."""

    stays = forms.ChoiceField(label=gettext_lazy("Which entry stays"), widget=forms.RadioSelect)
    seen_first = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen_second = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, first: Organisation, second: Organisation, **kwargs: Any) -> None:
        seen = {"seen_first": first.version, "seen_second": second.version, "stays": FIRST}
        super().__init__(*args, initial=seen, **kwargs)
        self.first, self.second = first, second
        self.fields["stays"].choices = [(FIRST, first.name), (SECOND, second.name)]  # type: ignore[attr-defined]
        self.differing = [name for name in MERGED_FIELDS if name != "language" and self._differs(name)]
        for name in self.differing:
            choices = [(FIRST, self._words(first, name)), (SECOND, self._words(second, name))]
            if name in UNITED_FIELDS:
                choices.append((BOTH, _("both together")))
            label = Organisation._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            self.fields[f"of_{name}"] = forms.ChoiceField(
                label=capfirst(label), choices=choices, widget=forms.RadioSelect, initial=self._likely(name)
            )

    def _value(self, row: Organisation, name: str) -> Any:
        return [term.pk for term in row.themes.all()] if name == "themes" else getattr(row, name)

    def _differs(self, name: str) -> bool:
        return bool(self._value(self.first, name) != self._value(self.second, name))

    def _likely(self, name: str) -> str:
        if name in UNITED_FIELDS:
            return BOTH
        return FIRST if self._value(self.first, name) else SECOND

    def _words(self, row: Organisation, name: str) -> str:
        return _of(row, name) or str(_("nothing"))

    @property
    def choice_fields(self) -> list[Any]:
        """The bound choices, one a field that differs."""
        return [self[f"of_{name}"] for name in self.differing]

    def told(self) -> dict[str, Any]:
        """What the form tells the action."""
        data = self.cleaned_data
        kept, absorbed = (self.first, self.second) if data["stays"] == FIRST else (self.second, self.first)
        other = SECOND if data["stays"] == FIRST else FIRST
        seen = (data["seen_first"], data["seen_second"])
        chosen = {name: data[f"of_{name}"] for name in self.differing}
        taken = [name for name, side in chosen.items() if side == other]
        return {
            "kept": kept,
            "absorbed": absorbed,
            "seen": seen if data["stays"] == FIRST else seen[::-1],
            # The language of a name goes with it.
            "taken": [*taken, "language"] if "name" in taken else taken,
            "together": [name for name, side in chosen.items() if side == BOTH],
        }


def _of(row: Organisation, name: str) -> str:
    """What an entry says in a field, in words."""
    if name == "themes":
        return commas(row.themes.all())
    if name in ("form", "level"):
        return str(getattr(row, f"get_{name}_display")())
    if name == "country":
        return country_name(row.country) if row.country else ""
    if name == "languages":
        return commas(LANGUAGE_NAMES.get(code, code) for code in row.languages)
    return _as_text(getattr(row, name))


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Translated):
        return commas(value.values())
    if isinstance(value, date):
        return date_words(value)
    return commas(value) if isinstance(value, list) else str(value or "")
