"""Forms of the door: checking in oneself, noting who walks in, keeping the signed sheet."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import LineField, NewRecordForm
from welcommune.meetings.forms.fields import day_field
from welcommune.meetings.models import SHEET_YEARS, Meeting

# The browser offers these while one types; any other name is as good.
OFFERED = {"list": "organisations", "autocomplete": "organization"}


class CheckInForm(NewRecordForm):
    """Who is there: a name, or just where one comes from."""

    person = LineField(
        label=gettext_lazy("Your name"), required=False, max_length=120,
        help_text=gettext_lazy("You can leave it out. It is never shown in public."),
    )  # fmt: skip
    organisation_name = LineField(
        label=gettext_lazy("Your organisation"), required=False, widget=forms.TextInput(attrs=OFFERED)
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("person") and not data.get("organisation_name"):
            self.add_error("organisation_name", _("Name an organisation or a person."))
        return data

    def told(self) -> dict[str, Any]:
        """What the form tells the action."""
        return dict(self.cleaned_data)


class WalkInForm(NewRecordForm):
    """Somebody who walks in, in one line: name, comma, organisation; either alone will do."""

    who = LineField(
        label=gettext_lazy("Who comes in"), max_length=320,
        help_text=gettext_lazy("Name, organisation – or only the organisation after a comma. Then press Enter."),
    )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """The line taken apart at its first comma."""
        person, _comma, whence = (part.strip() for part in self.cleaned_data["who"].partition(","))
        return {"id": self.cleaned_data["id"], "person": person[:120], "organisation_name": whence[:200]}


class SheetForm(NewRecordForm):
    """A signed sheet, and how long it is kept."""

    file = forms.FileField(label=gettext_lazy("Photo or scan of the signed sheet (PDF, JPEG or PNG)"))
    keep_until = day_field(gettext_lazy("Keep until"))

    def told(self) -> dict[str, Any]:
        """What the form tells the action."""
        data = self.cleaned_data
        upload: File[bytes] = data["file"]
        return {"id": data["id"], "upload": upload, "keep_until": data["keep_until"]}


def sheet_initial(meeting: Meeting) -> dict[str, Any]:
    """The end of the fifth year after the meeting."""
    return {"keep_until": date(meeting.day.year + SHEET_YEARS, 12, 31)}
