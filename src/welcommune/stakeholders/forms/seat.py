"""A seat at the table of a region."""

from django import forms
from django.utils.translation import gettext_lazy

from welcommune.core.forms import NewRecordForm
from welcommune.stakeholders.models import Membership, MembershipState


class SeatForm(NewRecordForm):
    """What an organisation does at the table, and since when."""

    role = forms.ChoiceField(label=gettext_lazy("Role at the table"), choices=Membership.Role.choices)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(state.value, state.label) for state in (MembershipState.ACTIVE, MembershipState.INVITED)],
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
