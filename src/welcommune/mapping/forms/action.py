"""Forms of an action: what is offered, for whom, where, how one joins. Only name and language are needed."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, LineField, NewRecordForm
from welcommune.core.models import Source
from welcommune.core.text import LANGUAGE_NAMES, READ_LANGUAGES
from welcommune.mapping.forms.place import ChosenPlace, PlaceField, PlacesField, Where
from welcommune.mapping.models import (
    MOST_PLACES,
    Action,
    ActionFacts,
    ActionKind,
    ActionState,
    Cost,
    LanguageLevel,
    Place,
    Referral,
    Serves,
)
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.forms.contacts import day_field
from welcommune.stakeholders.forms.table import WrittenForm, text_initial, themes_field
from welcommune.stakeholders.models import Organisation

NOT_TOLD = ("", gettext_lazy("not told"))
EVERYBODY, SOME = "everybody", "some"
ACCEPTED = {True: EVERYBODY, False: SOME, None: ""}
TERMS = {"themes": Term.Vocabulary.THEME, "groups": Term.Vocabulary.GROUP, "situations": Term.Vocabulary.SITUATION}
TEXTS = ("names", "about", "joining")
LISTS = ("partners", "themes", "groups", "situations", "languages", "places")
PLAIN = (
    "name", "language", "lead", "kind", "level_from", "level_to", "serves", "postcode", "address",
    "is_sensitive", "schedule", "capacity", "state", "cost", "cost_note", "referral", "website", "email", "phone",
    "starts_on", "ends_on", "is_public",
)  # fmt: skip


def _line(label: Any, most: int, **kwargs: Any) -> LineField:
    return LineField(label=label, max_length=most, required=False, **kwargs)


def _one_of(label: Any, choices: type[TextChoices], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[NOT_TOLD, *choices.choices], required=False, **kwargs)


def _terms(label: Any, vocabulary: str, **kwargs: Any) -> forms.Field:
    rows = Term.objects.filter(vocabulary=vocabulary)
    return forms.ModelMultipleChoiceField(
        rows, label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class ActionFields(WrittenForm):
    """What the record of an action says."""

    name = LineField(label=gettext_lazy("Name, in its own language"), max_length=NAME)
    language = forms.ChoiceField(label=gettext_lazy("Language of the name"), choices=list(LANGUAGE_NAMES.items()))
    kind = _one_of(gettext_lazy("Kind"), ActionKind)
    lead = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Run by"), required=False, empty_label=gettext_lazy("not told")
    )
    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Together with"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    themes = themes_field()
    groups = _terms(gettext_lazy("For whom"), Term.Vocabulary.GROUP)
    accepted = forms.ChoiceField(
        label=gettext_lazy("Which legal situations are accepted?"), required=False, widget=forms.RadioSelect,
        choices=[
            NOT_TOLD,
            (EVERYBODY, gettext_lazy("all, asylum seekers too")),
            (SOME, gettext_lazy("only those ticked below")),
        ],
        help_text=gettext_lazy("People who ask for asylum are often shut out. Say it, so that nobody comes in vain."),
    )  # fmt: skip
    situations = _terms(gettext_lazy("Legal situations accepted"), Term.Vocabulary.SITUATION)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken there"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: sorted(READ_LANGUAGES.items(), key=lambda item: item[1].casefold()),
    )  # fmt: skip
    level_from = _one_of(gettext_lazy("Language level from"), LanguageLevel)
    level_to = _one_of(gettext_lazy("up to"), LanguageLevel)
    serves = _one_of(gettext_lazy("Where people live who can come"), Serves)
    address = _line(gettext_lazy("Street and number"), 200)
    postcode = _line(gettext_lazy("Postcode"), 12)
    town = PlaceField(label=gettext_lazy("Town where it happens"), required=False)
    places = PlacesField(
        label=gettext_lazy("Towns it is for"), required=False,
        help_text=gettext_lazy("Only where it is not for the people nearby. One a line: postcode or name."),
    )  # fmt: skip
    is_sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive place: show the public the town only"), required=False
    )
    schedule = _line(gettext_lazy("When"), 300, help_text=gettext_lazy("For example: Tuesdays, 14:00 to 16:00."))
    capacity = forms.IntegerField(
        label=gettext_lazy("For how many people at once"), required=False, min_value=1, max_value=MOST_PLACES
    )
    state = _one_of(gettext_lazy("Can one join?"), ActionState)
    cost = _one_of(gettext_lazy("Cost"), Cost)
    cost_note = _line(gettext_lazy("About the cost"), 200)
    referral = _one_of(gettext_lazy("Who may come"), Referral)
    website = forms.URLField(label=gettext_lazy("Website"), max_length=500, required=False, assume_scheme="https")
    email = forms.EmailField(
        label=gettext_lazy("E-mail address for everybody"), required=False,
        help_text=gettext_lazy("Once a year we ask there whether all is still right."),
    )  # fmt: skip
    phone = _line(gettext_lazy("Telephone for everybody"), 30)
    starts_on = day_field(gettext_lazy("From"), required=False)
    ends_on = day_field(gettext_lazy("Until"), required=False)
    source = _line(
        gettext_lazy("Where you know it from"), 400,
        help_text=gettext_lazy("For example: told by the organisation, their leaflet of May 2026."),
    )  # fmt: skip
    source_url = forms.URLField(label=gettext_lazy("Link"), max_length=500, required=False, assume_scheme="https")
    is_public = forms.BooleanField(label=gettext_lazy("Show it to the public"), required=False)

    def __init__(self, *args: Any, region: Region, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("town", "places"):
            self.fields[name].where = Where(region.country, region.pk)  # type: ignore[attr-defined]
        for name in ("lead", "partners"):
            self.fields[name].queryset = organisations  # type: ignore[attr-defined]
        self._read_choices(organisations)
        self.add_text("about", _("What it is, in plain words, in %(language)s"), rows=3, most=2000)
        self.add_text("joining", _("How to join, in %(language)s"), rows=2, most=1000)
        self.add_text("names", _("Name in %(language)s"), most=NAME)

    def _read_choices(self, organisations: QuerySet[Organisation]) -> None:
        """What several fields choose from, read once."""
        known = [(row.pk, str(row)) for row in organisations]
        words = list(Term.objects.filter(vocabulary__in=TERMS.values()))
        choices: dict[str, list[tuple[Any, Any]]] = {"lead": [NOT_TOLD, *known], "partners": [*known]}
        for name, vocabulary in TERMS.items():
            choices[name] = [(term.pk, str(term)) for term in words if term.vocabulary == vocabulary]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # Whoever ticks some has said it.
        if not data.get("accepted") and data.get("situations"):
            data["accepted"] = SOME
        if data.get("accepted") == SOME and not data.get("situations"):
            self.add_error("situations", _("Tick at least one, or choose another answer above."))
        return data

    def facts(self, known: Action | None = None) -> ActionFacts:
        """The cleaned fields; ``known`` is the action on record, for what the form does not ask."""
        data = self.cleaned_data
        accepted = {answer: value for value, answer in ACCEPTED.items()}[data["accepted"]]
        told: dict[str, Any] = {name: data[name] for name in (*PLAIN, "source", "source_url")}
        told |= {name: tuple(data[name]) for name in LISTS}
        told |= {name: self.text(name, getattr(known, name) if known else None) for name in TEXTS}
        told |= {"is_for_everybody": accepted, "situations": told["situations"] if accepted is False else ()}
        return ActionFacts(**told, **self._where(known))

    def _where(self, known: Action | None) -> dict[str, Any]:
        """The town, and where it lies; a point that was told more exactly for the same town stays."""
        chosen: ChosenPlace | None = self.cleaned_data["town"]
        place, town = (chosen.place, chosen.town) if chosen else (None, "")
        at: Action | Place | None = known if known and (known.place, known.town) == (place, town) else place
        point = {name: getattr(at, name) if at else None for name in ("latitude", "longitude")}
        return {"place": place, "town": town, **point}


class NewActionForm(NewRecordForm, ActionFields):
    """An action that is put on record. ``likely`` holds those of the region that may be the same."""

    another = forms.BooleanField(label=gettext_lazy("It is another one: keep mine"), required=False)

    def __init__(self, *args: Any, find: Callable[..., Sequence[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        self.likely: Sequence[Any] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("name") and not data.get("another"):
            self.likely = self.find(name=data["name"], town=data["town"].town if data.get("town") else "")
        if self.likely and not self.errors:
            self.add_error(
                "another", _("Look at the entries that are alike. If none is yours, tick this box and keep.")
            )
        return data


class ActionForm(EditForm, ActionFields):
    """An action that is changed."""


def _terms_of(action: Action) -> dict[str, list[Term]]:
    """Themes, groups and situations, read at once."""
    told = reduce(or_, (Q(pk__in=getattr(action, name).values("pk")) for name in TERMS))
    terms = list(Term.objects.filter(told))
    return {name: [term for term in terms if term.vocabulary == of_it] for name, of_it in TERMS.items()}


def action_initial(action: Action, source: Source | None, languages: list[str]) -> dict[str, Any]:
    """What the form shows of an action on record."""
    initial = {name: getattr(action, name) for name in PLAIN}
    for name in TEXTS:
        initial |= text_initial(name, getattr(action, name), languages)
    initial |= {name: list(getattr(action, name).all()) for name in ("partners", "places")}
    initial |= {"languages": action.languages, **_terms_of(action)}
    accepted = ACCEPTED[action.is_for_everybody]
    told = {"source": source.text, "source_url": source.url} if source else {}
    return initial | told | {"accepted": accepted, "town": action.place or action.town, "seen": action.version}
