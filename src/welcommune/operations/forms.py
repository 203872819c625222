"""What operators send."""

from django import forms


class SeenForm(forms.Form):
    """Which kind of error was seen; all where none is named."""

    kind = forms.CharField(required=False)
    place = forms.CharField(required=False)
    route = forms.CharField(required=False)
