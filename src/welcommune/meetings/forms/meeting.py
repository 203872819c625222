"""Forms of a meeting: when, where, by whom, about what."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated
from welcommune.meetings.forms.fields import NOT_KNOWN, clock_field, day_field, language_choices, number_field
from welcommune.meetings.models import AgendaPoint, Meeting, MeetingFacts, MeetingKind, Mode, minutes_between
from welcommune.meetings.queries import reworded, template_choices, template_points
from welcommune.network.models import Region
from welcommune.stakeholders.models import Organisation

# The years that a meeting can be in.
EARLIEST = 1950
YEARS_AHEAD = 10


class MeetingFields(HouseForm):
    """When, where, who convened, what was on the agenda. Only kind and date are compulsory."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"), choices=MeetingKind.choices)
    number = number_field(gettext_lazy("Number in its series"), 99, least=1)
    day = day_field(gettext_lazy("Date"))
    starts_at = clock_field(gettext_lazy("Starts at"))
    ends_at = clock_field(gettext_lazy("Ends at"))
    duration_minutes = number_field(gettext_lazy("Duration in minutes"), 10_000, least=1)
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
    regions = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=gettext_lazy("Regions that take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    breakouts = forms.BooleanField(label=gettext_lazy("There were breakout groups"), required=False)
    announces_trainings = forms.BooleanField(label=gettext_lazy("Trainings were announced"), required=False)
    announces_call = forms.BooleanField(label=gettext_lazy("A call for pilot actions was announced"), required=False)

    def __init__(
        self, *args: Any, organisations: Any, regions: Any, languages: list[str], zone: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["regions"].queryset = regions  # type: ignore[attr-defined]
        self.written = languages
        self.fields["organisers"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["languages"].choices = language_choices(list(dict.fromkeys([*languages, *LANGUAGE_NAMES])))  # type: ignore[attr-defined]
        for code in languages:
            language = {"language": LANGUAGE_NAMES.get(code, code)}
            self.fields[f"title_{code}"] = LineField(
                label=_("Title in %(language)s") % language, required=False, language=code
            )
            agenda = _("Agenda in %(language)s") % language
            self.fields[f"agenda_{code}"] = ProseField(label=agenda, required=False, rows=4, language=code)

    @property
    def title_fields(self) -> list[Any]:
        """The bound titles, one a language."""
        return [self[f"title_{code}"] for code in self.written]

    @property
    def agenda_fields(self) -> list[Any]:
        """The bound agenda fields, one a language."""
        return [self[f"agenda_{code}"] for code in self.written]

    def clean_day(self) -> date:
        """The day, in a year that a meeting can have: a year typed in haste is 202 or 20226."""
        day: date = self.cleaned_data["day"]
        latest = timezone.localdate().year + YEARS_AHEAD
        if not EARLIEST <= day.year <= latest:
            raise forms.ValidationError(
                _("Is the year right? Write one from %(first)s to %(last)s.") % {"first": EARLIEST, "last": latest}
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The meeting ends before it starts. Choose a later end."))
        elif start and end and (data.get("duration_minutes") or 0) > minutes_between(start, end):
            words = _("That is longer than from start to end, %(n)s minutes. Correct one of them.")
            self.add_error("duration_minutes", words % {"n": minutes_between(start, end)})
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
        chosen = {name: self.cleaned_data[name] for name in ("organisers", "regions")}
        return {"facts": self.facts(), "agenda": self.agenda(), **chosen}

    def title(self) -> Translated:
        """The title as typed."""
        return Translated({code: self.cleaned_data[f"title_{code}"] for code in self.written})

    def facts(self) -> MeetingFacts:
        """The cleaned fields as facts; the zone is the region's where a clock time is told."""
        data = self.cleaned_data
        timed = data["starts_at"] or data["ends_at"]
        return MeetingFacts(
            kind=data["kind"],
            day=data["day"],
            number=data["number"],
            title=self.title(),
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
    """A meeting that is put on record; points that others used can begin its agenda."""

    template = forms.ChoiceField(label=gettext_lazy("Begin with points that others used"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [("", "–"), *template_choices()]  # type: ignore[attr-defined]

    def agenda(self) -> list[AgendaPoint]:
        """The points that were written, else those of the template that was chosen."""
        chosen = self.cleaned_data["template"]
        return super().agenda() or (template_points(chosen) if chosen else [])


class MeetingForm(EditForm, MeetingFields):
    """A meeting whose record is changed. What it says in languages that are not asked for here stays."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def title(self) -> Translated:
        """The title as typed, beside what is known of it."""
        return Translated(self.meeting.title).retold(super().title())

    def agenda(self) -> list[AgendaPoint]:
        """Each point keeps what the point in its place says in other languages."""
        points, known = super().agenda(), [row.title for row in self.meeting.agenda.all()]
        if len(points) != len(known):
            by_words = {tuple(map(title.in_, self.written)): title for title in known}
            known = [by_words.get(tuple(map(point.title.in_, self.written)), Translated()) for point in points]
        return [
            replace(point, title=reworded(title, point.title, self.written))
            for point, title in zip(points, known, strict=True)
        ]


def meeting_initial(meeting: Meeting, languages: list[str]) -> dict[str, Any]:
    """What the form shows of a meeting on record."""
    names = ("kind", "number", "day", "starts_at", "ends_at", "duration_minutes", "mode", "place", "languages")
    ticks = ("breakouts", "announces_trainings", "announces_call")
    initial = {name: getattr(meeting, name) for name in (*names, *ticks)}
    initial |= {"seen": meeting.version, "organisers": [row.organisation_id for row in meeting.organisers.all()]}
    initial |= {"regions": list(meeting.regions.all())} | {
        f"title_{code}": meeting.title.in_(code) for code in languages
    }
    points = list(meeting.agenda.all())
    lines = {code: "\n".join(point.title.in_(code) for point in points).strip() for code in languages}
    return initial | {f"agenda_{code}": text for code, text in lines.items()}


class ChildForm(NewRecordForm):
    """A training or a visit inside the meeting."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of meeting"),
        choices=[(kind.value, kind.label) for kind in (MeetingKind.TRAINING, MeetingKind.VISIT)],
    )
    duration_minutes = number_field(gettext_lazy("Duration in minutes"), 10_000, least=1)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = languages
        for code in languages:
            label = _("Title in %(language)s") % {"language": LANGUAGE_NAMES.get(code, code)}
            self.fields[f"title_{code}"] = LineField(label=label, required=False, language=code)

    def facts(self, meeting: Meeting) -> MeetingFacts:
        """What is told here, with day and mode of the meeting around it."""
        data = self.cleaned_data
        title = Translated({code: data[f"title_{code}"] for code in self.written})
        return MeetingFacts(
            kind=data["kind"],
            day=meeting.day,
            mode=meeting.mode,
            title=title,
            duration_minutes=data["duration_minutes"],
        )
