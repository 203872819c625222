"""Forms of articles: texts per part, and the photo. They never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated, direction
from welcommune.library.models import TITLE, ArticleText

OWN = "own"
PART_LABELS = {
    "convened": gettext_lazy("Who met, when and where"),
    "attendance": gettext_lazy("Who came"),
    "programme": gettext_lazy("What was presented and discussed"),
    "insights_challenge": gettext_lazy("Challenges"),
    "insights_constraint": gettext_lazy("Constraints"),
    "insights_opportunity": gettext_lazy("Opportunities"),
    "insights_solution": gettext_lazy("Solutions"),
    "insights_good_practice": gettext_lazy("Good practice"),
    "insights_need": gettext_lazy("Needs"),
    "insights_asset": gettext_lazy("Assets"),
    OWN: pgettext_lazy("part of an article", "In your own words"),
    "next": gettext_lazy("What comes next"),
    "boilerplate": gettext_lazy("About the platform"),
    "funding": gettext_lazy("Who pays"),
}
# What an article ends with; own words stand before it.
CLOSING = ("next", "boilerplate", "funding")


def _with_own(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``parts`` with a place for own words, before the end that every article has."""
    if any(part["key"] == OWN for part in parts):
        return parts
    end = next((place for place, part in enumerate(parts) if part["key"] in CLOSING), len(parts))
    return [*parts[:end], {"key": OWN, "text": ""}, *parts[end:]]


def _with_returned(parts: list[dict[str, Any]], data: Any) -> list[dict[str, Any]]:
    """``parts`` with those that somebody took away meanwhile but that were sent with words: nothing typed is lost."""
    known, order = {part["key"] for part in parts}, [*PART_LABELS]
    sent = [key for key in order if key not in known and (data or {}).get(f"part_{key}")]
    place = {key: number for number, key in enumerate(order)} | {"quote": order.index(OWN) - 0.5}
    returned = [*parts, *({"key": key, "text": ""} for key in sent)]
    return sorted(returned, key=lambda part: place.get(part["key"], 0)) if sent else parts


def rows_for(text: str) -> int:
    """How high a field must be to show its text whole, at about 64 characters a line."""
    return max(2, sum(len(line) // 64 + 1 for line in text.split("\n")))


class ArticleForm(EditForm):
    """The text of an article in one language: title, lead, and a field for each part. An emptied part goes."""

    title = LineField(label=gettext_lazy("Title"), max_length=TITLE)
    lead = ProseField(label=gettext_lazy("Lead"), required=False, max_length=1000, rows=3)

    def __init__(self, *args: Any, parts: list[dict[str, Any]], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = _with_returned(_with_own(parts), self.data)
        for name in ("title", "lead"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}
        for part in self.parts:
            self._add_part(part, language)

    def _add_part(self, part: dict[str, Any], language: str) -> None:
        if part.get("insight"):
            field: forms.Field = forms.BooleanField(label=_("Show the quote here"), required=False, initial=True)
        else:
            widget = forms.Textarea(
                attrs={"rows": rows_for(part["text"]), "lang": language, "dir": direction(language)}
            )
            label = PART_LABELS.get(part["key"], part["key"])
            field = ProseField(label=label, required=False, max_length=8000, widget=widget, initial=part["text"])
        # Named by its key, not by its place: another person's save may have moved the places.
        self.fields[f"part_{part['key']}"] = field

    @property
    def part_fields(self) -> list[tuple[Any, dict[str, Any]]]:
        """Each part's bound field with the part."""
        return [(self[f"part_{part['key']}"], part) for part in self.parts]

    def kept_parts(self) -> list[dict[str, Any]]:
        """The parts as edited; emptied ones and unticked quotes are left out."""
        kept = []
        for part in self.parts:
            value = self.cleaned_data[f"part_{part['key']}"]
            if value:
                kept.append(part if part.get("insight") else {"key": part["key"], "text": value})
        return kept


def article_initial(text: ArticleText | None) -> dict[str, Any]:
    """What the form shows of the current text."""
    if text is None:
        return {"seen": 0}
    return {"seen": text.number, "title": text.title, "lead": text.lead}


class PhotoForm(HouseForm):
    """A picture with who made it, and what it shows in words."""

    photo = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 12 MB. Everybody on it must have agreed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    credit = LineField(label=gettext_lazy("Credit"), max_length=120)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = languages
        for code in languages:
            label = _("What the picture shows, in %(language)s") % {"language": LANGUAGE_NAMES.get(code, code)}
            self.fields[f"alternative_{code}"] = LineField(
                label=label, required=code == languages[0], max_length=300, language=code
            )

    def alternative(self) -> Translated:
        """The alternative texts by language."""
        return Translated({code: self.cleaned_data[f"alternative_{code}"] for code in self.written})


class NewsForm(NewRecordForm):
    """A piece of news that no meeting stands behind."""

    dated = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    title = LineField(label=gettext_lazy("Title"), max_length=TITLE)
    lead = ProseField(label=gettext_lazy("Lead"), required=False, max_length=1000, rows=3)
    body = ProseField(label=gettext_lazy("Text"), max_length=8000, rows=10)
