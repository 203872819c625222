"""The form that opens a meeting for registration, and the one that anybody registers with."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from welcommune.accounts.forms import VisitorForm
from welcommune.core.forms import EditForm, LineField
from welcommune.core.text import LANGUAGE_NAMES
from welcommune.meetings.models import Need, PlaceFacts

MOST_PLACES = 10_000


class RegistrationForm(EditForm):
    """Whether anybody can register, and for how many people there is room."""

    is_open = forms.BooleanField(label=gettext_lazy("Anybody can register on the public page"), required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("How many people can come"), min_value=1, max_value=MOST_PLACES, required=False,
        help_text=gettext_lazy(
            "All who come are counted, those you invited too. When it is full, others wait and are asked in their turn."
        ),
    )  # fmt: skip


class RegisterForm(VisitorForm):
    """Who wants to come, and what they need."""

    name = LineField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = LineField(label=gettext_lazy("Organisation"), max_length=200, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the mails"))
    interpretation = LineField(
        label=gettext_lazy("I need interpretation into this language"), max_length=60, required=False
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("So that I can come, I need"), choices=Need.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    needs_words = LineField(label=gettext_lazy("What we should know about it"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(code, LANGUAGE_NAMES.get(code, code)) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = spoken  # type: ignore[attr-defined]

    def facts(self) -> PlaceFacts:
        """What was told."""
        told = ("name", "organisation", "email", "language", "interpretation", "needs", "needs_words")
        return PlaceFacts(**{name: self.cleaned_data[name] for name in told})
