"""Forms of the capture screen: a note, and a group that works apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from welcommune.core.forms import LineField, NewRecordForm, ProseField
from welcommune.core.text import Translated, direction
from welcommune.meetings.models import AgendaItem, InsightFacts, InsightKind, Tags
from welcommune.meetings.queries import suggested_themes
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


class NoteForm(NewRecordForm):
    """One thing that was said, noted while people speak: few fields, and none that can wait until afterwards."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of remark is it?"), choices=InsightKind.choices, widget=KeyedRadios
    )
    text = ProseField(label=gettext_lazy("What was said"), max_length=1000, rows=3)
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=gettext_lazy("Point of the agenda"), required=False, empty_label="–"
    )
    theme = forms.ModelChoiceField(
        Term.objects.filter(vocabulary="theme"),
        label=gettext_lazy("Theme"),
        required=False,
        empty_label=gettext_lazy("by the words of the note"),
    )

    def __init__(self, *args: Any, agenda: Any, language: str, themes: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.themes = language, themes
        self.fields["agenda_item"].queryset = agenda  # type: ignore[attr-defined]
        self.fields["agenda_item"].label_from_instance = lambda item: str(item.title)  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs |= {"lang": language, "dir": direction(language), **MAIN}
        self.fields["theme"].widget.attrs |= ONCE

    def told(self) -> dict[str, Any]:
        """What the form tells the actions; without a theme the one that the words name."""
        data = self.cleaned_data
        themes = [data["theme"]] if data["theme"] else suggested_themes(data["text"], self.themes)
        facts = InsightFacts(kind=data["kind"], text=Translated({self.language: data["text"]}))
        return {"facts": facts, "tags": Tags(themes=themes), "agenda_item": data["agenda_item"]}


def note_initial(asked: Any) -> dict[str, Any]:
    """What the next note starts with: the point and the kind of the one before, as the address tells."""
    kind = asked.get("kind", "")
    return {"kind": kind if kind in InsightKind.values else InsightKind.CHALLENGE, "agenda_item": asked.get("point")}


class GroupForm(NewRecordForm):
    """A group that works apart."""

    name = LineField(label=gettext_lazy("Name of the group"), max_length=80)
