"""Forms of attendance: counts, categories, known participants."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm
from welcommune.core.text import Translated
from welcommune.meetings.forms.fields import clock_field, number_field
from welcommune.meetings.models import AgeBand, Degree, Gender, Meeting, Moment, Participant, ReportedCount, Seats, Unit
from welcommune.meetings.queries import noted_numbers
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation


class AttendanceForm(EditForm):
    """How many came, and which categories. Empty means that nobody told us."""

    UNITS = ("people", "organisations", "unstated")
    people = number_field(gettext_lazy("People"))
    people_to = number_field(gettext_lazy("up to, if it changed"))
    organisations = number_field(gettext_lazy("Organisations"))
    organisations_to = number_field(gettext_lazy("up to, if it changed"))
    unstated = number_field(gettext_lazy("Participants, where nobody says whether people or organisations are meant"))
    unstated_to = number_field(gettext_lazy("up to, if it changed"))

    def __init__(self, *args: Any, categories: list[Term], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = categories
        self.language = language
        degrees = [("", _("nobody told us")), *Degree.choices]
        for term in categories:
            self.fields[f"degree_{term.code}"] = forms.ChoiceField(label=str(term), choices=degrees, required=False)
            detail = _("%(category)s: in which field?") % {"category": str(term)}
            self.fields[f"detail_{term.code}"] = LineField(label=detail, required=False)

    @property
    def category_fields(self) -> list[tuple[Any, Any]]:
        """The bound fields of each category: how many, in which field."""
        return [(self[f"degree_{term.code}"], self[f"detail_{term.code}"]) for term in self.categories]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for unit in self.UNITS:
            low, high = data.get(unit), data.get(f"{unit}_to")
            if high is not None and low is None:
                self.add_error(unit, _("Write the first number too."))
            if high is not None and low is not None and high < low:
                self.add_error(f"{unit}_to", _("The second number is smaller than the first."))
        return data

    def totals(self) -> dict[str, tuple[int, int]]:
        """Unit → from, to."""
        data = self.cleaned_data
        told = [unit for unit in self.UNITS if data[unit] is not None]
        return {unit: (data[unit], data[unit] if data[f"{unit}_to"] is None else data[f"{unit}_to"]) for unit in told}

    def seats(self, known: dict[str, Translated]) -> list[tuple[Term, Seats]]:
        """The categories at the table; details keep the other languages that are ``known`` by code."""
        found = []
        for term in self.categories:
            degree = self.cleaned_data[f"degree_{term.code}"]
            detail = self.cleaned_data[f"detail_{term.code}"]
            if degree:
                texts = Translated(known.get(term.code)).retold({self.language: detail})
                found.append((term, Seats(degree, texts)))
        return found


def attendance_initial(meeting: Meeting, language: str) -> dict[str, Any]:
    """What the form shows of the attendance on record."""
    initial: dict[str, Any] = {"seen": meeting.version} | noted_numbers(meeting)
    for count in meeting.counts.filter(category__isnull=True, age_band="", gender="", moment=Moment.WHOLE):
        initial |= {count.unit: count.low, f"{count.unit}_to": count.high if count.high != count.low else None}
    for row in meeting.categories.select_related("category"):
        initial[f"degree_{row.category.code}"] = row.degree
        initial[f"detail_{row.category.code}"] = row.detail.in_(language)
    return initial


class CountForm(HouseForm):
    """One more count: at the start or the end, of one category, age band or gender."""

    low = forms.IntegerField(label=gettext_lazy("From"), min_value=0, max_value=100_000)
    high = number_field(gettext_lazy("To"))
    unit = forms.ChoiceField(label=gettext_lazy("What was counted"), choices=Unit.choices)
    moment = forms.ChoiceField(label=gettext_lazy("When"), choices=Moment.choices)
    category = forms.ModelChoiceField(
        Term.objects.filter(vocabulary="category"), label=gettext_lazy("Of which kind"), required=False, empty_label="–"
    )
    age_band = forms.ChoiceField(label=gettext_lazy("Age"), choices=[("", "–"), *AgeBand.choices], required=False)
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=[("", "–"), *Gender.choices], required=False)

    def count(self) -> ReportedCount:
        """The count, not saved yet."""
        data = dict(self.cleaned_data)
        data["high"] = data["low"] if data["high"] is None else data["high"]
        return ReportedCount(**data)


class ParticipantForm(NewRecordForm):
    """An organisation or a person who came."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label="–"
    )
    person = LineField(
        label=gettext_lazy("Person"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only if the person agreed. Never shown in public."),
    )
    people = forms.IntegerField(label=gettext_lazy("How many people"), min_value=1, max_value=999, initial=1)
    arrived_at = clock_field(gettext_lazy("Arrived at"))
    left_at = clock_field(gettext_lazy("Left at"))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("organisation") and not data.get("person"):
            self.add_error("organisation", _("Name an organisation or a person."))
        return data

    def participant(self) -> Participant:
        """The participant, not saved yet."""
        return Participant(**self.cleaned_data)
