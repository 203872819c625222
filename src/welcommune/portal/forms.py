"""What a visitor types into the search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from welcommune.core.text import TOO_LONG, Said

LONGEST_QUERY = 200


class SearchForm(forms.Form):
    """A query, and a region to look in."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_("A name, a town, a word. Accents and a wrong letter do not matter."),
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
    region = forms.ChoiceField(
        label=_("Where"), required=False, error_messages={"invalid_choice": _("Choose a region from the list.")}
    )

    def __init__(self, data: Any, *, regions: list[tuple[str, Said]]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["region"].choices = [("", _("in all regions")), *regions]  # type: ignore[attr-defined]
