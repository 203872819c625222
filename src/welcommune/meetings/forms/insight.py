"""Forms of insights: what was said, by whom, and consent for quotes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated
from welcommune.meetings.forms.fields import day_field, language_choices
from welcommune.meetings.models import Attribution, Consent, Insight, InsightFacts, InsightKind, Tags
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation


class InsightFields(HouseForm):
    """What was said, in as many languages as somebody writes."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of remark is it?"), choices=InsightKind.choices, widget=forms.RadioSelect
    )
    original = ProseField(
        label=gettext_lazy("As it was said, in the speaker’s own words"), required=False, max_length=2000, rows=2
    )
    original_language = forms.ChoiceField(label=gettext_lazy("Language of these words"), required=False)
    themes = forms.ModelMultipleChoiceField(
        Term.objects.filter(vocabulary="theme"),
        label=gettext_lazy("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attribution = forms.ChoiceField(
        label=gettext_lazy("What the public learns about who said it"),
        choices=Attribution.choices,
        initial=Attribution.NONE,
        widget=forms.RadioSelect,
    )
    person = LineField(label=gettext_lazy("Name of the person"), required=False, max_length=120)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label="–"
    )
    category = forms.ModelChoiceField(
        Term.objects.filter(vocabulary="category"),
        label=gettext_lazy("Kind of organisation"),
        required=False,
        empty_label="–",
    )
    consent_given_on = day_field(gettext_lazy("Consent given on"), required=False)
    consent_how = LineField(
        label=gettext_lazy("How consent was given"),
        required=False,
        help_text=gettext_lazy(
            "For example: signed form, kept by the facilitator. Without consent a quote stays hidden."
        ),
    )

    def __init__(self, *args: Any, organisations: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = languages
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["original_language"].choices = [("", "–"), *language_choices(list(LANGUAGE_NAMES))]  # type: ignore[attr-defined]
        for code in languages:
            label = _("In one sentence, in %(language)s") % {"language": LANGUAGE_NAMES.get(code, code)}
            told = {"label": label, "required": False, "language": code}
            self.fields[f"text_{code}"] = ProseField(max_length=1000, rows=2, **told)

    @property
    def text_fields(self) -> list[Any]:
        """The bound wordings, one a language."""
        return [self[f"text_{code}"] for code in self.written]

    def clean_consent_given_on(self) -> Any:
        day = self.cleaned_data["consent_given_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Consent cannot be given in the future. Write the day on which it was given."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"text_{code}") for code in self.written):
            self.add_error(f"text_{self.written[0]}", _("Write what was said, in one sentence."))
        needed = {
            Attribution.NAMED: "person",
            Attribution.ORGANISATION: "organisation",
            Attribution.CATEGORY: "category",
        }
        wanted = needed.get(data.get("attribution", ""))
        if wanted and not data.get(wanted):
            self.add_error(wanted, _("Fill this in, or choose that nobody is named."))
        refused = "consent_given_on" in self.errors
        if not refused and bool(data.get("consent_given_on")) != bool(data.get("consent_how")):
            self.add_error("consent_how", _("Write both: the day on which consent was given, and how."))
        return data

    def told(self, known: Translated | None = None) -> dict[str, Any]:
        """What the form tells the actions; ``known`` are the wordings on record."""
        return {"facts": self.facts(known), "tags": self.tags()}

    def facts(self, known: Translated | None = None) -> InsightFacts:
        """The cleaned fields; wordings in languages that the form does not show are kept."""
        data = self.cleaned_data
        texts = Translated(known).retold({code: data[f"text_{code}"] for code in self.written})
        plain = {name: data[name] for name in ("kind", "original", "original_language", "attribution", "person")}
        return InsightFacts(text=texts, organisation=data["organisation"], category=data["category"], **plain)

    def tags(self) -> Tags:
        """Themes, and consent for quotes."""
        data = self.cleaned_data
        is_quote = data["kind"] == InsightKind.QUOTE and data["consent_given_on"]
        consent = Consent(data["consent_given_on"], data["consent_how"]) if is_quote else None
        return Tags(themes=data["themes"], consent=consent)


class NewInsightForm(NewRecordForm, InsightFields):
    """Something that was said and is noted now."""


class InsightForm(EditForm, InsightFields):
    """A noted insight that is changed."""


def insight_initial(insight: Insight, languages: list[str]) -> dict[str, Any]:
    """What the form shows of an insight on record."""
    plain = ("kind", "original", "original_language", "attribution", "person", "organisation", "category")
    initial = {name: getattr(insight, name) for name in plain}
    initial |= {"seen": insight.version, "themes": list(insight.themes.all())}
    consent = getattr(insight, "consent", None)
    if consent:
        initial |= {"consent_given_on": consent.given_on, "consent_how": consent.given_how}
    return initial | {f"text_{code}": insight.text.in_(code) for code in languages}
