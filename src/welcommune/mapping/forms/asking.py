"""Forms of those who know better: a visitor who saw a mistake, an organisation that corrects its record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from welcommune.accounts.forms import VisitorForm
from welcommune.core.forms import HouseForm, LineField, ProseField
from welcommune.mapping.forms.action import NOT_TOLD
from welcommune.mapping.models import CORRECTED, Action, ActionState


class ReportForm(VisitorForm):
    """What is wrong with a record, from somebody who stays unknown."""

    email = None  # type: ignore[assignment]
    text = ProseField(
        label=gettext_lazy("What is wrong?"), max_length=1000, rows=4,
        help_text=gettext_lazy("No names of people. The region looks at it before anything changes."),
    )  # fmt: skip


class CorrectionForm(HouseForm):
    """What has changed, from the organisation itself."""

    schedule = LineField(label=gettext_lazy("When"), max_length=300, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Can one join?"), choices=[NOT_TOLD, *ActionState.choices], required=False
    )
    town = LineField(label=gettext_lazy("Town where it happens"), max_length=120, required=False)
    postcode = LineField(label=gettext_lazy("Postcode"), max_length=12, required=False)
    address = LineField(label=gettext_lazy("Street and number"), max_length=200, required=False)
    cost_note = LineField(label=gettext_lazy("About the cost"), max_length=200, required=False)
    phone = LineField(label=gettext_lazy("Telephone for everybody"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address for everybody"), required=False)
    website = forms.URLField(label=gettext_lazy("Website"), max_length=500, required=False, assume_scheme="https")
    text = ProseField(label=gettext_lazy("Anything else that has changed"), max_length=1000, required=False, rows=3)

    def told(self) -> dict[str, Any]:
        """What the form tells the action."""
        data = self.cleaned_data
        return {"text": data["text"], "changes": {name: data[name] for name in CORRECTED}}


def correction_initial(action: Action) -> dict[str, Any]:
    """What the form shows of the record."""
    return {name: getattr(action, name) for name in CORRECTED}
