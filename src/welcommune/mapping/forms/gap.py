"""What is typed about gaps: the cell they are about, the gap itself, and what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, READ_LANGUAGES
from welcommune.mapping.forms.place import PlaceField, Where
from welcommune.mapping.models import Action, Asset, AssetState, CellFacts, Gap, GapFacts, GapOrigin
from welcommune.network.models import Region, Term

WRITTEN = sorted(LANGUAGE_NAMES.items(), key=lambda pair: pair[1].casefold())
SPOKEN = [("", "–"), *sorted(READ_LANGUAGES.items(), key=lambda pair: pair[1].casefold())]


class TermField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One word of a vocabulary, named by its code, in the reader's language."""

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        words = Term.objects.filter(vocabulary=vocabulary)
        super().__init__(words, to_field_name="code", empty_label="–", required=False, **kwargs)

    def label_from_instance(self, obj: Term) -> str:
        return str(obj.name)


class CellForm(HouseForm):
    """The cell of the matrix that something is about."""

    theme = TermField(Term.Vocabulary.THEME, label=_("Theme"))
    place = PlaceField(label=_("Town"), required=False, listed_only=True)
    group = TermField(Term.Vocabulary.GROUP, label=_("For whom"))
    situation = TermField(Term.Vocabulary.SITUATION, label=_("Legal situation"))
    spoken = forms.ChoiceField(label=_("Language spoken"), choices=SPOKEN, required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        town = self.fields["place"]
        town.where = Where(region.country, region.pk)  # type: ignore[attr-defined]

    @property
    def cell(self) -> CellFacts:
        """The cell that was chosen."""
        told = {name: self.cleaned_data[name] for name in ("theme", "group", "situation", "spoken")}
        chosen = self.cleaned_data["place"]
        return CellFacts(place=chosen.place if chosen else None, **told)


class GapForm(CellForm):
    """What is missing, and what it is about."""

    field_order = ("title", "language", "about", "theme", "place", "group", "situation", "spoken", "origin")
    title = LineField(label=_("What is missing"), max_length=200)
    language = forms.ChoiceField(label=_("Language of these words"), choices=WRITTEN)
    about = ProseField(label=_("More about it"), max_length=2000, required=False)
    origin = forms.ChoiceField(label=_("How it came to be known"), choices=GapOrigin.choices)
    is_public = forms.BooleanField(label=_("Show it to residents"), required=False)

    @property
    def facts(self) -> GapFacts:
        """What was written of the gap."""
        return GapFacts(**{name: self.cleaned_data[name] for name in GapFacts.__dataclass_fields__})


class NewGapForm(GapForm, NewRecordForm):
    """A gap to note."""


class EditGapForm(GapForm, EditForm):
    """A gap on record."""


def gap_initial(gap: Gap) -> dict[str, Any]:
    """What the form shows of a gap on record."""
    plain = ("title", "language", "about", "origin", "is_public", "spoken", "place")
    terms = {name: getattr(gap, name) and getattr(gap, name).code for name in ("theme", "group", "situation")}
    return {name: getattr(gap, name) for name in plain} | terms | {"seen": gap.version}


class ReasonForm(HouseForm):
    """Why it is parked, or how it came to be covered."""

    reason = LineField(label=_("In one sentence"), max_length=300)


class AnswerForm(NewRecordForm):
    """What addresses a gap: an action of the region, something it has, or words."""

    action = forms.ModelChoiceField(Action.plain.none(), label=_("Action"), required=False, empty_label="–")
    asset = forms.ModelChoiceField(
        Asset.plain.none(), label=_("Or something that the region has"), required=False, empty_label="–"
    )
    text = LineField(label=_("Or in words"), max_length=300, required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Action.plain.filter(region=region, merged_into__isnull=True).order_by("name", "pk")
        self.fields["action"].queryset = found  # type: ignore[attr-defined]
        listed = Asset.plain.filter(region=region, state=AssetState.LISTED)
        self.fields["asset"].queryset = listed  # type: ignore[attr-defined]


class NothingForm(CellForm, NewRecordForm):
    """Somebody says that there is nothing."""

    source = LineField(label=_("Who says so"), max_length=160, help_text=_("An organisation, a meeting or a document."))


class NothingFoundForm(CellForm):
    """Somebody looked and found nothing; nothing is asked about them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].required = True
        for name in ("group", "situation"):
            del self.fields[name]

    @property
    def cell(self) -> CellFacts:
        """What was looked for, and where."""
        chosen = self.cleaned_data["place"]
        return CellFacts(
            theme=self.cleaned_data["theme"], place=chosen.place if chosen else None,
            spoken=self.cleaned_data["spoken"],
        )  # fmt: skip
