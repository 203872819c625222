"""The agenda as a form: a row for each point and some empty ones, put in order by numbers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from welcommune.core.forms import EditForm, LineField
from welcommune.core.text import LANGUAGE_NAMES, Translated
from welcommune.library.models import Resource
from welcommune.meetings.forms.fields import number_field
from welcommune.meetings.models import AgendaItem, AgendaKind, AgendaPoint, Meeting
from welcommune.meetings.queries import reworded

EMPTY_ROWS, LONGEST = 3, 600


class AgendaForm(EditForm):
    """Points in the order of their numbers; a row without a title is no point."""

    def __init__(
        self, *args: Any, points: list[AgendaItem], languages: list[str], documents: Iterable[Resource], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points, self.written = points, languages
        self.documents = {str(document.pk): document for document in documents}
        kinds = [("", "–"), *AgendaKind.choices]
        papers = [("", "–"), *((key, str(document.title.best())) for key, document in self.documents.items())]
        for place in range(len(points) + EMPTY_ROWS):
            self.fields[f"place_{place}"] = number_field(_("Order"), 99)
            self.fields[f"kind_{place}"] = forms.ChoiceField(label=_("What happens"), choices=kinds, required=False)
            for code in languages:
                title = _("Title in %(language)s") % {"language": LANGUAGE_NAMES.get(code, code)}
                self.fields[f"title_{place}_{code}"] = LineField(label=title, required=False, language=code)
            self.fields[f"minutes_{place}"] = number_field(_("Duration in minutes"), LONGEST)
            self.fields[f"speaker_{place}"] = LineField(label=_("Who speaks"), max_length=120, required=False)
            self.fields[f"resource_{place}"] = forms.ChoiceField(label=_("Document"), choices=papers, required=False)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The bound fields of each row."""
        return [self._row(place) for place in range(len(self.points) + EMPTY_ROWS)]

    def _row(self, place: int) -> dict[str, Any]:
        names = ("place", "kind", "minutes", "speaker", "resource")
        titles = [self[f"title_{place}_{code}"] for code in self.written]
        is_new = place >= len(self.points)
        return {name: self[f"{name}_{place}"] for name in names} | {"titles": titles, "is_new": is_new}

    def told(self) -> list[AgendaPoint]:
        """The points in order; rows with the same number stay as they stand."""
        data = self.cleaned_data
        found = []
        for place in range(len(self.points) + EMPTY_ROWS):
            typed = Translated({code: data[f"title_{place}_{code}"] for code in self.written})
            known = self.points[place] if place < len(self.points) else None
            if typed:
                title = reworded(known.title, typed, self.written) if known else typed
                about = {name: data[f"{name}_{place}"] for name in ("minutes", "kind", "speaker")}
                document = self.documents.get(data[f"resource_{place}"])
                point = AgendaPoint(title, resource=document, key=known.pk if known else None, **about)
                found.append((data[f"place_{place}"] or place + 1, place, point))
        return [point for _number, _place, point in sorted(found, key=lambda row: row[:2])]


def agenda_initial(meeting: Meeting, points: list[AgendaItem], languages: list[str]) -> dict[str, Any]:
    """What the form shows of the agenda on record."""
    initial: dict[str, Any] = {"seen": meeting.version}
    for place, point in enumerate(points):
        about = {"kind": point.kind, "minutes": point.minutes, "speaker": point.speaker}
        about |= {"resource": str(point.resource_id or "")}
        initial |= {f"{name}_{place}": value for name, value in about.items()} | {f"place_{place}": place + 1}
        initial |= {f"title_{place}_{code}": point.title.in_(code) for code in languages}
    return initial
