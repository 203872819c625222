"""Two entries beside each other: which stays, and whose value for each field where they differ."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import HouseForm
from welcommune.core.text import READ_LANGUAGES, Translated, country_name, language_word
from welcommune.core.ui import commas, pair
from welcommune.core.ui import date as date_words
from welcommune.stakeholders.models import MERGED_FIELDS, UNITED_FIELDS

FIRST, SECOND, BOTH = "first", "second", "both"
# No is an answer, and so is zero.
EMPTY: tuple[Any, ...] = ("", None, [], {})


class MergeForm(HouseForm):
    """The choices of a merge. A field without a value on one side takes the other's, unless told otherwise.

    ``compared`` are the fields in their order, ``lists`` those that can stand together, ``beside`` those of the lists
    that stand in tables of their own. ``follows`` names what is not asked for and goes with the answer to another
    field; where that is the same on both sides, what only one of the two says is kept.
    """

    stays = forms.ChoiceField(label=gettext_lazy("Which entry stays"), widget=forms.RadioSelect)
    seen_first = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen_second = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    compared: Collection[str] = MERGED_FIELDS
    lists: Collection[str] = UNITED_FIELDS
    beside: Collection[str] = ("themes",)
    follows: Mapping[str, str] = {"language": "name"}

    def __init__(self, *args: Any, first: Any, second: Any, favours_second: bool = False, **kwargs: Any) -> None:
        seen = {
            "seen_first": first.version,
            "seen_second": second.version,
            "stays": SECOND if favours_second else FIRST,
        }
        super().__init__(*args, initial=seen, **kwargs)
        self.first, self.second = first, second
        self.fields["stays"].choices = [(FIRST, first.name), (SECOND, second.name)]  # type: ignore[attr-defined]
        self.differing = [name for name in self.compared if name not in self.follows and self._differs(name)]
        for name in self.differing:
            choices = [(FIRST, self._words(first, name)), (SECOND, self._words(second, name))]
            if name in self.lists:
                choices.append((BOTH, _("both together")))
            label = first._meta.get_field(name).verbose_name
            self.fields[f"of_{name}"] = forms.ChoiceField(
                label=capfirst(label), choices=choices, widget=forms.RadioSelect, initial=self._likely(name)
            )

    def _value(self, row: Any, name: str) -> Any:
        return [term.pk for term in getattr(row, name).all()] if name in self.beside else getattr(row, name)

    def _differs(self, name: str) -> bool:
        return bool(self._value(self.first, name) != self._value(self.second, name))

    def _likely(self, name: str) -> str:
        if name in self.lists:
            return BOTH
        return SECOND if self._value(self.first, name) in EMPTY else FIRST

    def _words(self, row: Any, name: str) -> str:
        return (commas(getattr(row, name).all()) if name in self.beside else _of(row, name)) or str(_("nothing"))

    @property
    def choice_fields(self) -> tuple[list[Any], list[Any]]:
        """The bound choices: where both say something else, and where only one of the two says something."""
        both: list[Any] = []
        one: list[Any] = []
        for name in self.differing:
            values = (self._value(self.first, name), self._value(self.second, name))
            (one if any(value in EMPTY for value in values) else both).append(self[f"of_{name}"])
        return both, one

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
            "taken": [*taken, *self._following(kept, taken)],
            "together": [name for name, side in chosen.items() if side == BOTH],
        }

    def _following(self, kept: Any, taken: Collection[str]) -> list[str]:
        """What goes with the fields that are taken, or is said by the other entry alone."""
        return [
            name
            for name, leader in self.follows.items()
            if leader in taken or (leader not in self.differing and self._value(kept, name) in EMPTY)
        ]


def _of(row: Any, name: str) -> str:
    """What an entry says in a field, in words."""
    if name == "country":
        return country_name(row.country) if row.country else ""
    if name == "languages":
        return commas(READ_LANGUAGES.get(code, code) for code in row.languages)
    if row._meta.get_field(name).choices:
        return str(getattr(row, f"get_{name}_display")())
    return _as_text(getattr(row, name))


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Translated):
        # Texts end with a full stop; each in its language, under its name, cannot be taken for one text.
        return " · ".join(pair(language_word(code), text) if len(value) > 1 else text for code, text in value.items())
    if isinstance(value, date):
        return date_words(value)
    return commas(value) if isinstance(value, list) else str(value or "")
