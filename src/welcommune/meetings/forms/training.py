"""Forms of training needs and offers, at the desk and by a link, and of what belongs to a training."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm
from welcommune.core.text import LANGUAGE_NAMES, READ_LANGUAGES
from welcommune.library.models import Resource
from welcommune.meetings.forms.fields import NOT_KNOWN, day_field, language_choices, number_field
from welcommune.meetings.models import (
    Level,
    LinkPurpose,
    Mode,
    NeedFacts,
    Topic,
    Training,
    TrainingFacts,
    TrainingNeed,
    TrainingOffer,
    Use,
)
from welcommune.network.models import Region, Term
from welcommune.stakeholders.models import Contact, Organisation

MOST_PEOPLE = 999
NEED_PLAIN = ("theme", "words", "level", "people", "language", "place", "stated_by")
OFFER_PLAIN = (
    "theme", "words", "level", "languages", "mode", "place", "travels_km", "starts_on", "ends_on", "capacity", "cost",
    "organisation", "provider", "email",
)  # fmt: skip


def _theme_field() -> forms.Field:
    themes = Term.objects.filter(vocabulary=Term.Vocabulary.THEME)
    return forms.ModelChoiceField(themes, label=gettext_lazy("Theme"), required=False, empty_label="–")


def _level_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Level"), choices=[*Level.choices, NOT_KNOWN], required=False, widget=forms.RadioSelect
    )


class TopicFields(HouseForm):
    """The subject in a few words, its theme, the level."""

    words = LineField(max_length=300)
    theme = _theme_field()
    level = _level_field()
    place = LineField(
        label=gettext_lazy("Place"), required=False, max_length=120,
        help_text=gettext_lazy("Empty stands for the whole region."),
    )  # fmt: skip

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Known towns are proposed; any other place may be written.
        self.towns = [town["name"] for town in region.towns]

    def written_in(self, known: Topic | None) -> str:
        """The language of the words: that of the page they were written on."""
        same = known is not None and known.words == self.cleaned_data["words"]
        return known.written_in if known and same else get_language() or "en"


class NeedFields(TopicFields):
    """What people want to learn."""

    people = number_field(gettext_lazy("How many people would come"), MOST_PEOPLE)
    language = forms.ChoiceField(label=gettext_lazy("In which language"), required=False)
    stated_by = LineField(
        label=gettext_lazy("Organisation that says so"), required=False, max_length=160,
        help_text=gettext_lazy("No names of people who would come."),
    )  # fmt: skip
    field_order = ["words", "theme", "level", "people", "language", "place", "stated_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = gettext_lazy("What do you want to learn?")
        choices = [("", gettext_lazy("any language")), *language_choices(list(READ_LANGUAGES))]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

    def facts(self, known: TrainingNeed | None = None) -> NeedFacts:
        """The cleaned fields; ``known`` is the need on record."""
        plain = {name: self.cleaned_data[name] for name in NEED_PLAIN}
        return NeedFacts(written_in=self.written_in(known), **plain)


class NewNeedForm(NewRecordForm, NeedFields):
    """A need that is stated now."""


class TrainingNeedForm(EditForm, NeedFields):
    """A need that is changed."""


class OfferFields(TopicFields):
    """What somebody can teach."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In which languages"), choices=list(LANGUAGE_NAMES.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=gettext_lazy("Online or in person"), choices=[*Mode.choices, NOT_KNOWN], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    travels_km = number_field(gettext_lazy("How far you travel for it, in kilometres"), 5000)
    starts_on = day_field(gettext_lazy("Possible from"), required=False)
    ends_on = day_field(gettext_lazy("Possible until"), required=False)
    capacity = number_field(gettext_lazy("For how many people"), MOST_PEOPLE)
    cost = LineField(label=gettext_lazy("What it costs"), required=False, max_length=160)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label="–"
    )
    provider = LineField(label=gettext_lazy("Who offers it"), required=False, max_length=160)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    field_order = [
        "words", "theme", "level", "languages", "mode", "place", "travels_km", "starts_on", "ends_on", "capacity",
        "cost", "organisation", "provider", "email",
    ]  # fmt: skip

    def __init__(self, *args: Any, organisations: QuerySet[Organisation] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = gettext_lazy("What can you teach?")
        if organisations is None:
            # By a link: a list of the register is not for everybody.
            del self.fields["organisation"]
            self.fields["provider"].required = self.fields["email"].required = True
        else:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
            self.fields["provider"].help_text = gettext_lazy("Where it is none of these organisations.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "organisation" in self.fields and not (data.get("organisation") or data.get("provider")):
            self.add_error("organisation", gettext_lazy("Choose the organisation, or write who offers it."))
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", gettext_lazy("The last day comes before the first day."))
        return data

    def facts(self, known: TrainingOffer | None = None) -> TrainingFacts:
        """The cleaned fields; ``known`` is the offer on record."""
        plain = {name: self.cleaned_data.get(name) for name in OFFER_PLAIN}
        plain["email"] = str(plain["email"] or "").lower()
        return TrainingFacts(written_in=self.written_in(known), **plain)  # type: ignore[arg-type]


class NewTrainingOfferForm(NewRecordForm, OfferFields):
    """An offer that is made now."""


class TrainingOfferForm(EditForm, OfferFields):
    """An offer that is changed."""


def topic_initial(row: TrainingNeed | TrainingOffer) -> dict[str, Any]:
    """What the form shows of a need or an offer on record."""
    names = NEED_PLAIN if isinstance(row, TrainingNeed) else OFFER_PLAIN
    return {"seen": row.version} | {name: getattr(row, name) for name in names}


class LinkForm(HouseForm):
    """For whom a new link is: one contact, or everybody it is sent to."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What the link is for"), choices=LinkPurpose.choices, initial=LinkPurpose.NEED,
        widget=forms.RadioSelect,
    )  # fmt: skip
    contact = forms.ModelChoiceField(
        Contact.plain.none(), label=gettext_lazy("For one of your contacts"), required=False,
        empty_label=gettext_lazy("For everybody who gets the link"),
    )  # fmt: skip

    def __init__(self, *args: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]


class DescribeForm(EditForm):
    """What a training is about, and what there is to read and to use for it."""

    theme = _theme_field()
    level = _level_field()
    materials = forms.ModelMultipleChoiceField(
        Resource.plain.none(), label=gettext_lazy("To read and to use"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, resources: QuerySet[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["materials"].queryset = resources  # type: ignore[attr-defined]
        self.fields["materials"].label_from_instance = lambda row: row.title.best()  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the form says of the training itself."""
        return {name: self.cleaned_data[name] for name in ("seen", "theme", "level")}


def describe_initial(shown: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of a training; ``shown`` is what its page shows."""
    row: Training | None = shown["training"]
    known = {"seen": row.version, "theme": row.theme, "level": row.level} if row else {"seen": 0}
    return known | {"materials": [material.pk for material in shown["materials"]]}


class UseForm(HouseForm):
    """One question, three answers."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you use what you learnt?"), choices=Use.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )  # fmt: skip
