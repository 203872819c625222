"""Forms of minutes: their sections, and what those who came find wrong. They never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.core.forms import EditForm, HouseForm, LineField, ProseField
from welcommune.core.text import direction
from welcommune.library.forms.articles import rows_for
from welcommune.meetings.models import CORRECTION_TEXT, MinutesText
from welcommune.meetings.queries import Document, section_title

OWN = "own"
MOST_A_SECTION = 8000
# Sections that stay when their words are taken out: they hold more, or are a point of the agenda.
STAYING = ("facts", "attendance", "commitments", "item-")


class MinutesForm(EditForm):
    """A field for each section, and a tick for each quote. People and promises are changed where they are noted."""

    def __init__(self, *args: Any, text: MinutesText, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": text.number}, **kwargs)
        own = [] if text.part(OWN) else [{"key": OWN, "text": ""}]
        self.parts = [*text.parts, *own]
        for part in self.parts:
            self._add(part, text.minutes.language)

    def _add(self, part: dict[str, Any], language: str) -> None:
        if part.get("insight"):
            field: forms.Field = forms.BooleanField(label=_("Show the quote here"), required=False, initial=True)
        else:
            about = {"rows": rows_for(part["text"]), "lang": language, "dir": direction(language)}
            with override(language):
                label = section_title(part)
            widget = forms.Textarea(attrs=about)
            field = ProseField(
                label=label, required=False, max_length=MOST_A_SECTION, widget=widget, initial=part["text"]
            )
        # Named by its key, not by its place: another person's save may have moved the places.
        self.fields[f"part_{part['key']}"] = field

    @property
    def part_fields(self) -> list[tuple[Any, dict[str, Any]]]:
        """Each section's bound field with the section."""
        return [(self[f"part_{part['key']}"], part) for part in self.parts]

    def kept_parts(self) -> list[dict[str, Any]]:
        """The sections as edited; unticked quotes and sections that say nothing any more are left out."""
        kept = []
        for part in self.parts:
            value = self.cleaned_data[f"part_{part['key']}"]
            if part.get("insight"):
                kept += [part] if value else []
            elif value or part["key"].startswith(STAYING):
                kept.append(part | {"text": value})
        return kept


class CorrectionForm(HouseForm):
    """One field for each section: what is wrong there."""

    def __init__(self, *args: Any, document: Document, told: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = [section for section in document.sections if section.is_text]
        for section in self.sections:
            label = _("What is wrong in “%(section)s”?") % {"section": section.title}
            initial = told.get(section.key, "")
            self.fields[section.key] = ProseField(
                label=label, required=False, max_length=CORRECTION_TEXT, rows=2, initial=initial
            )

    def told(self) -> dict[str, str]:
        """What was written, by section."""
        return {section.key: self.cleaned_data[section.key] for section in self.sections}


class DeclineForm(HouseForm):
    """Why a proposal is not taken up."""

    reason = LineField(label=gettext_lazy("Why it stays as it is"), required=False, max_length=300)
