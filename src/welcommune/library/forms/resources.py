"""Forms of resources: what it is, where it is, and who agreed to be shown."""

import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm
from welcommune.core.text import READ_LANGUAGES
from welcommune.library.models import Licence, Resource, ResourceFacts, ResourceKind
from welcommune.network.models import Term
from welcommune.stakeholders.forms.contacts import day_field
from welcommune.stakeholders.forms.table import WrittenForm, text_initial
from welcommune.stakeholders.models import Organisation

NOT_TOLD = ("", gettext_lazy("not told"))
KNOWN_SERIES = "series-known"
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class PartialDateField(LineField):
    """A date as far as it is known: a year, a month of a year, or a day."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            known = bool(PARTIAL.fullmatch(text)) and bool(date.fromisoformat(f"{text}-01-01"[:10]))
        except ValueError:
            known = False
        if text and not known:
            raise forms.ValidationError(_("Write a year, a month or a day: 2026, 2026-05 or 2026-05-17."))
        return text


class ResourceFields(WrittenForm):
    """What a resource is, where it is to be had, and under which terms."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=ResourceKind.choices)
    url = forms.URLField(
        label=gettext_lazy("Link"), required=False, max_length=500, assume_scheme="https",
        help_text=gettext_lazy("Where it can be read elsewhere. We try it once a week and tell you when it breaks."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False,
        help_text=gettext_lazy("PDF, Word, OpenDocument, slides, EPUB or MP4. It takes the place of a link."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language that it is in"), required=False,
        choices=lambda: [NOT_TOLD, *sorted(READ_LANGUAGES.items(), key=lambda item: item[1].casefold())],
    )  # fmt: skip
    dated = PartialDateField(
        label=gettext_lazy("Date"), required=False, max_length=10,
        help_text=gettext_lazy("As far as you know it: 2026, 2026-05 or 2026-05-17."),
    )  # fmt: skip
    series = LineField(
        label=gettext_lazy("Series"), required=False, max_length=120,
        help_text=gettext_lazy("The name that all issues share: Newsletter, Portraits of the month."),
    )  # fmt: skip
    number = LineField(label=gettext_lazy("Number in the series"), required=False, max_length=20)
    publisher = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Published by"), required=False,
        empty_label=gettext_lazy("not told"),
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        Term.objects.none(), label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"), required=False, choices=[NOT_TOLD, *Licence.choices],
        help_text=gettext_lazy("What others may do with it, as its author says."),
    )  # fmt: skip
    portrays = forms.BooleanField(
        label=gettext_lazy("It names or shows a person"), required=False,
        help_text=gettext_lazy("A portrait, an interview, a video. It is public only while that person agrees."),
    )  # fmt: skip
    consent_given_on = day_field(gettext_lazy("The person agreed on"), required=False)
    consent_how = LineField(
        label=gettext_lazy("How the person agreed"), required=False, max_length=200,
        help_text=gettext_lazy("For example: signed form kept by the facilitator."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, themes: QuerySet[Term], publishers: QuerySet[Organisation], series: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_series = series
        self.fields["series"].widget.attrs["list"] = KNOWN_SERIES
        most = _("Up to %(most)s MB.") % {"most": settings.LARGEST_RESOURCE_BYTES // 1024**2}
        self.fields["file"].help_text = f"{self.fields['file'].help_text} {most}"
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]
        self.fields["publisher"].queryset = publishers  # type: ignore[attr-defined]
        self.add_text("title", _("Title in %(language)s"), most=200)
        self.add_text("about", _("What it is, in %(language)s"), rows=2, most=1000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["portrays"] = data.get("portrays") or data.get("kind") == ResourceKind.PORTRAIT
        self.want_text("title", _("Write the title in one language at least."))
        if data.get("file") and "url" not in self.changed_data:
            data["url"] = ""
        if data.get("url") and data.get("file"):
            self.add_error("file", _("Give a link or a file, not both."))
        if data.get("portrays") and bool(data.get("consent_given_on")) != bool(data.get("consent_how")):
            missing = "consent_how" if data.get("consent_given_on") else "consent_given_on"
            self.add_error(missing, _("Say when the person agreed, and how; or leave both empty and keep it a draft."))
        return data

    @property
    def upload(self) -> File[bytes] | None:
        """The file that was sent."""
        return self.cleaned_data.get("file") or None

    def facts(self, known: Resource | None = None) -> ResourceFacts:
        """The cleaned fields; ``known`` is the resource on record."""
        data = self.cleaned_data
        plain = ("kind", "series", "number", "dated", "language", "publisher", "licence", "url", "portrays")
        return ResourceFacts(
            **{name: data[name] for name in plain},
            title=self.text("title", known.title if known else None),
            about=self.text("about", known.about if known else None),
            themes=tuple(data["themes"]),
            consent_given_on=data["consent_given_on"] if data["portrays"] else None,
            consent_how=data["consent_how"] if data["portrays"] else "",
        )


class NewResourceForm(NewRecordForm, ResourceFields):
    """A resource that is put on record."""


class ResourceForm(EditForm, ResourceFields):
    """A resource that is changed."""


class ConsentEndForm(HouseForm):
    """When the person portrayed took consent back."""

    on = day_field(gettext_lazy("Withdrawn on"))


def resource_initial(resource: Resource, languages: list[str]) -> dict[str, Any]:
    """What the form shows of a resource on record."""
    plain = (
        "kind", "url", "language", "dated", "series", "number", "publisher", "licence", "portrays",
        "consent_given_on", "consent_how",
    )  # fmt: skip
    texts = text_initial("title", resource.title, languages) | text_initial("about", resource.about, languages)
    beside = {"seen": resource.version, "themes": list(resource.themes.all())}
    return texts | beside | {name: getattr(resource, name) for name in plain}
