"""Forms of the record: is what was typed well formed? They never save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated
from welcommune.meetings.models import (
    AgeBand,
    AgendaPoint,
    Attribution,
    Consent,
    Degree,
    Gender,
    Insight,
    InsightFacts,
    InsightKind,
    Meeting,
    MeetingFacts,
    MeetingKind,
    Mode,
    Moment,
    Participant,
    ReportedCount,
    Seats,
    Tags,
    Unit,
)
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation

NOT_KNOWN = ("", gettext_lazy("not known"))
WHEN = {"type": "date"}
CLOCK = {"type": "time"}


def _number(label: Any, most: int = 100_000, **kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, widget=widget, **kwargs)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=WHEN, format="%Y-%m-%d"), **kwargs)


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))


def _languages(codes: list[str]) -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES.get(code, code)) for code in codes]


class MeetingFields(HouseForm):
    """When, where, who convened, what was on the agenda. Only kind and date are compulsory."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"), choices=MeetingKind.choices)
    number = _number(gettext_lazy("Number in its series"), 999)
    day = _day(gettext_lazy("Date"))
    starts_at = _clock(gettext_lazy("Starts at"))
    ends_at = _clock(gettext_lazy("Ends at"))
    duration_minutes = _number(gettext_lazy("Duration in minutes"), 10_000)
    mode = forms.ChoiceField(
        label=gettext_lazy("Online or in person"),
        choices=[*Mode.choices, NOT_KNOWN],
        required=False,
        widget=forms.RadioSelect,
    )
    place = LineField(label=gettext_lazy("Place"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisers = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Who convened it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    breakouts = forms.BooleanField(label=gettext_lazy("There were breakout groups"), required=False)
    announces_trainings = forms.BooleanField(label=gettext_lazy("Trainings were announced"), required=False)
    announces_call = forms.BooleanField(label=gettext_lazy("A call for pilot actions was announced"), required=False)

    def __init__(self, *args: Any, organisations: Any, languages: list[str], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.written = languages
        self.fields["organisers"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["languages"].choices = _languages(list(dict.fromkeys([*languages, *LANGUAGE_NAMES])))  # type: ignore[attr-defined]
        for code in languages:
            label = _("Agenda in %(language)s") % {"language": LANGUAGE_NAMES.get(code, code)}
            self.fields[f"agenda_{code}"] = ProseField(label=label, required=False, rows=4)

    @property
    def agenda_fields(self) -> list[Any]:
        """The bound agenda fields, one a language."""
        return [self[f"agenda_{code}"] for code in self.written]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The meeting ends before it starts. Choose a later end."))
        lengths = {len(self._agenda_lines(code)) for code in self.written if self._agenda_lines(code)}
        if len(lengths) > 1:
            self.add_error(None, _("The agenda has a different number of points per language. Write one point a line."))
        return data

    def _agenda_lines(self, code: str) -> list[str]:
        text = str(self.cleaned_data.get(f"agenda_{code}") or "")
        return [line.strip() for line in text.split("\n") if line.strip()]

    def agenda(self) -> list[AgendaPoint]:
        """One point a line, the languages side by side."""
        lines = {code: self._agenda_lines(code) for code in self.written}
        length = max((len(points) for points in lines.values()), default=0)
        return [
            AgendaPoint(Translated({code: points[place] for code, points in lines.items() if points}))
            for place in range(length)
        ]

    def told(self) -> dict[str, Any]:
        """What the form tells the actions."""
        return {"facts": self.facts(), "organisers": self.cleaned_data["organisers"], "agenda": self.agenda()}

    def facts(self) -> MeetingFacts:
        """The cleaned fields as facts; the zone is the region's where a clock time is told."""
        data = self.cleaned_data
        timed = data["starts_at"] or data["ends_at"]
        return MeetingFacts(
            kind=data["kind"],
            day=data["day"],
            number=data["number"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            zone=self.zone if timed else "",
            duration_minutes=data["duration_minutes"],
            mode=data["mode"],
            place=data["place"],
            languages=data["languages"],
            breakouts=data["breakouts"],
            announces_trainings=data["announces_trainings"],
            announces_call=data["announces_call"],
        )


class NewMeetingForm(NewRecordForm, MeetingFields):
    """A meeting that is put on record."""


class MeetingForm(EditForm, MeetingFields):
    """A meeting whose record is changed."""


def meeting_initial(meeting: Meeting, languages: list[str]) -> dict[str, Any]:
    """What the form shows of a meeting on record."""
    names = ("kind", "number", "day", "starts_at", "ends_at", "duration_minutes", "mode", "place", "languages")
    ticks = ("breakouts", "announces_trainings", "announces_call")
    initial = {name: getattr(meeting, name) for name in (*names, *ticks)}
    initial |= {"seen": meeting.version, "organisers": [row.organisation_id for row in meeting.organisers.all()]}
    points = list(meeting.agenda.all())
    return initial | {f"agenda_{code}": "\n".join(point.title.in_(code) for point in points) for code in languages}


class AttendanceForm(EditForm):
    """How many came, and which categories. Empty means that nobody told us."""

    UNITS = ("people", "organisations", "unstated")
    people = _number(gettext_lazy("People"))
    people_to = _number(gettext_lazy("up to, if it changed"))
    organisations = _number(gettext_lazy("Organisations"))
    organisations_to = _number(gettext_lazy("up to, if it changed"))
    unstated = _number(gettext_lazy("Participants, where nobody says whether people or organisations are meant"))
    unstated_to = _number(gettext_lazy("up to, if it changed"))

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
                texts = Translated({**known.get(term.code, {}), self.language: detail})
                found.append((term, Seats(degree, texts)))
        return found


def attendance_initial(meeting: Meeting, language: str) -> dict[str, Any]:
    """What the form shows of the attendance on record."""
    initial: dict[str, Any] = {"seen": meeting.version}
    for count in meeting.counts.filter(category__isnull=True, age_band="", gender="", moment=Moment.WHOLE):
        initial |= {count.unit: count.low, f"{count.unit}_to": count.high if count.high != count.low else None}
    for row in meeting.categories.select_related("category"):
        initial[f"degree_{row.category.code}"] = row.degree
        initial[f"detail_{row.category.code}"] = row.detail.in_(language)
    return initial


class CountForm(HouseForm):
    """One more count: at the start or the end, of one category, age band or gender."""

    low = forms.IntegerField(label=gettext_lazy("From"), min_value=0, max_value=100_000)
    high = _number(gettext_lazy("To"))
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
    arrived_at = _clock(gettext_lazy("Arrived at"))
    left_at = _clock(gettext_lazy("Left at"))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("organisation") and not data.get("person"):
            self.add_error("organisation", _("Name an organisation or a person."))
        return data

    def participant(self) -> Participant:
        """The participant, not saved yet."""
        return Participant(**self.cleaned_data)


class InsightFields(HouseForm):
    """What was said, in as many languages as somebody writes."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it"), choices=InsightKind.choices, widget=forms.RadioSelect)
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
        label=gettext_lazy("Who does the public learn said it"),
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
    consent_given_on = _day(gettext_lazy("Consent given on"), required=False)
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
        self.fields["original_language"].choices = [("", "–"), *_languages(list(LANGUAGE_NAMES))]  # type: ignore[attr-defined]
        for code in languages:
            label = _("In one sentence, in %(language)s") % {"language": LANGUAGE_NAMES.get(code, code)}
            widget = forms.Textarea(attrs={"rows": 2, "lang": code})
            self.fields[f"text_{code}"] = ProseField(label=label, required=False, max_length=1000, widget=widget)

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
        if bool(data.get("consent_given_on")) != bool(data.get("consent_how")):
            self.add_error("consent_how", _("Write both: the day on which consent was given, and how."))
        return data

    def told(self, known: Translated | None = None) -> dict[str, Any]:
        """What the form tells the actions; ``known`` are the wordings on record."""
        return {"facts": self.facts(known), "tags": self.tags()}

    def facts(self, known: Translated | None = None) -> InsightFacts:
        """The cleaned fields; wordings in languages that the form does not show are kept."""
        data = self.cleaned_data
        texts = Translated({**(known or {}), **{code: data[f"text_{code}"] for code in self.written}})
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
