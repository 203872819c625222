"""Forms of the capture screen: a note, and a group that works apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from welcommune.core.forms import LineField, NewRecordForm, ProseField
from welcommune.core.text import Translated, direction
from welcommune.meetings.forms.fields import day_field
from welcommune.meetings.models import AgendaItem, CommitmentFacts, InsightFacts, InsightKind, Meeting, Tags
from welcommune.meetings.queries import organisation_called, suggested_themes
from welcommune.network.models import Term

# What the script of the notes looks for: the field that holds the words, and those that are new for each note.
MAIN, ONCE = {"data-main": ""}, {"data-once": ""}


class KeyedRadios(forms.RadioSelect):
    """Choices that one key each chooses: the browser's own access keys, so that it works without script."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        key = int(option["index"]) + 1
        option["attrs"]["accesskey"] = str(key)
        option["label"] = f"{key} {option['label']}"
        return option


class RowField(forms.ChoiceField):
    """One of rows that are at hand, or none; a screen with several such fields reads each kind of row once."""

    def __init__(self, *, none: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.none, self.rows = none, dict[str, Any]()

    def offer(self, rows: list[Any]) -> None:
        """Choose from these rows."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", self.none), *((key, Translated(_name_of(row)).best()) for key, row in self.rows.items())]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


def _name_of(row: AgendaItem | Term) -> Any:
    return row.name if isinstance(row, Term) else row.title


def _point() -> RowField:
    return RowField(label=gettext_lazy("Point of the agenda"), none="–")


def _offer(form: forms.Form, **rows: list[Any]) -> None:
    for name, offered in rows.items():
        field = form.fields[name]
        assert isinstance(field, RowField)
        field.offer(offered)


class NoteForm(NewRecordForm):
    """One thing that was said, noted while people speak: few fields, and none that can wait until afterwards."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of remark is it?"), choices=InsightKind.choices, widget=KeyedRadios
    )
    text = ProseField(label=gettext_lazy("What was said"), max_length=1000, rows=3)
    agenda_item = _point()
    theme = RowField(label=gettext_lazy("Theme"), none=gettext_lazy("by the words of the note"))

    def __init__(self, *args: Any, agenda: list[AgendaItem], language: str, themes: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.themes = language, themes
        _offer(self, agenda_item=agenda, theme=themes)
        self.fields["text"].widget.attrs |= {"lang": language, "dir": direction(language), **MAIN}
        self.fields["theme"].widget.attrs |= ONCE

    def told(self) -> dict[str, Any]:
        """What the form tells the actions; without a theme the one that the words name."""
        data = self.cleaned_data
        themes = [data["theme"]] if data["theme"] else suggested_themes(data["text"], self.themes)
        facts = InsightFacts(kind=data["kind"], text=Translated({self.language: data["text"]}))
        return {"id": data["id"], "facts": facts, "tags": Tags(themes=themes), "agenda_item": data["agenda_item"]}


def note_initial(asked: Any) -> dict[str, Any]:
    """What the next note starts with: the point and the kind of the one before, as the address tells."""
    kind = asked.get("kind", "")
    return {"kind": kind if kind in InsightKind.values else InsightKind.CHALLENGE, "agenda_item": asked.get("point")}


class QuickDecisionForm(NewRecordForm):
    """What the meeting agreed on."""

    text = ProseField(label=gettext_lazy("What was decided"), max_length=500, rows=2)
    agenda_item = _point()

    def __init__(self, *args: Any, agenda: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, agenda_item=agenda)
        self.fields["text"].widget.attrs |= MAIN


class QuickCommitmentForm(NewRecordForm):
    """What somebody promised: who, what, by when."""

    what = ProseField(label=gettext_lazy("What was promised"), max_length=500, rows=2)
    who = LineField(
        label=gettext_lazy("Who promised it"), max_length=200, widget=forms.TextInput(attrs={"list": "organisations"})
    )
    due = day_field(gettext_lazy("By when"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        for name, attrs in (("what", MAIN), ("who", ONCE), ("due", ONCE)):
            self.fields[name].widget.attrs |= attrs

    def told(self) -> dict[str, Any]:
        """An organisation that the table knows by this name, else a person."""
        data = self.cleaned_data
        known = organisation_called(self.meeting, data["who"])
        owner: dict[str, Any] = {"organisation": known} if known else {"person": data["who"][:120]}
        return {"id": data["id"], "facts": CommitmentFacts(what=data["what"], due=data["due"], **owner)}


class GroupForm(NewRecordForm):
    """A group that works apart."""

    name = LineField(label=gettext_lazy("Name of the group"), max_length=80)


def beside_notes(meeting: Meeting, agenda: list[AgendaItem]) -> dict[str, Any]:
    """The other forms of the capture screen, empty, each with identifiers of its own."""
    return {
        "decision_form": QuickDecisionForm(agenda=agenda, auto_id="decision_%s"),
        "commitment_form": QuickCommitmentForm(meeting=meeting, auto_id="commitment_%s"),
        "group_form": GroupForm(auto_id="group_%s"),
    }
