"""The three questions after a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from welcommune.core.forms import HouseForm, ProseField
from welcommune.meetings.models import Opinion, Rating


def _rating(label: Any) -> forms.ChoiceField:
    errors = {"required": gettext_lazy("Choose an answer.")}
    return forms.ChoiceField(label=label, choices=Rating.choices, widget=forms.RadioSelect, error_messages=errors)


class FeedbackForm(HouseForm):
    """Useful? Heard? What should be different?"""

    ballot = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    useful = _rating(gettext_lazy("Was the meeting useful for you?"))
    heard = _rating(gettext_lazy("Were you heard?"))
    different = ProseField(
        label=gettext_lazy("What should be different next time?"), required=False, max_length=600, rows=3,
        help_text=gettext_lazy("Write no names: what you write is shown as it stands."),
    )  # fmt: skip

    def opinion(self) -> Opinion:
        """What was said."""
        return Opinion(**{name: self.cleaned_data[name] for name in ("useful", "heard", "different")})
