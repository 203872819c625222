"""Forms of what a region has: at the desk, and for anybody who offers something."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy

from welcommune.accounts.forms import VisitorForm
from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import READ_LANGUAGES
from welcommune.mapping.forms.place import PlaceField, Where
from welcommune.mapping.models import Asset, AssetFacts, AssetKind, Offerer
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.models import Organisation

PLAIN = ("kind", "name", "about", "owner_name", "languages", "available", "conditions", "quantity")


def themes_field() -> forms.Field:
    """The themes of the vocabulary as boxes to tick."""
    return forms.ModelMultipleChoiceField(
        Term.objects.filter(vocabulary=Term.Vocabulary.THEME), label=gettext_lazy("Themes"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class AssetFields(HouseForm):
    """What there is, whose it is, where, when and on which conditions."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=AssetKind.choices, widget=forms.RadioSelect)
    name = LineField(
        label=gettext_lazy("In a few words"), max_length=NAME,
        help_text=gettext_lazy("For example: parish hall for 40 people. Name no person here."),
    )  # fmt: skip
    about = ProseField(label=gettext_lazy("More about it"), max_length=2000, required=False)
    owner_name = LineField(label=gettext_lazy("Organisation that it can be asked of"), max_length=NAME, required=False)
    town = PlaceField(label=gettext_lazy("Town"), required=False)
    quantity = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=0, max_value=1_000_000, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Seats, people or pieces, as it fits."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"), choices=list(READ_LANGUAGES.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    available = LineField(label=gettext_lazy("When"), max_length=300, required=False)
    conditions = LineField(label=gettext_lazy("On which conditions"), max_length=300, required=False)
    themes = themes_field()

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].where = Where(region.country, region.pk)  # type: ignore[attr-defined]

    def facts(self, known: Asset | None = None) -> AssetFacts:
        """The cleaned fields; ``known`` is the entry on record, which keeps its language with its words."""
        data = self.cleaned_data
        same = known is not None and (known.name, known.about) == (data["name"], data["about"])
        language = known.language if known and same else get_language() or "en"
        town = data["town"]
        return AssetFacts(
            language=language, place=town.place if town else None, town=town.town if town else "",
            themes=list(data["themes"]), **self.told(known), **{name: data[name] for name in PLAIN},
        )  # fmt: skip

    def told(self, known: Asset | None) -> dict[str, Any]:
        """What this form says beyond the common fields."""
        return {"owner": known.owner if known else None}


class DeskFields(AssetFields):
    """At the desk: the organisation from the register, and whether the public sees the entry."""

    owner = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label="–"
    )
    is_public = forms.BooleanField(label=gettext_lazy("The public sees it"), required=False, initial=True)
    field_order = ["kind", "name", "about", "owner"]

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["owner_name"].label = gettext_lazy("Or its name, where the register does not have it")

    def told(self, known: Asset | None) -> dict[str, Any]:
        """Owner and publication."""
        return {"owner": self.cleaned_data["owner"], "is_public": self.cleaned_data["is_public"]}


class NewAssetForm(NewRecordForm, DeskFields):
    """An entry that is put on record."""


class AssetForm(EditForm, DeskFields):
    """An entry that is changed."""


class OfferAssetForm(NewRecordForm, VisitorForm, AssetFields):
    """An offer by anybody: with an address to write to, and a yes to its being kept."""

    person = LineField(label=gettext_lazy("Your name"), max_length=NAME)
    agreed = forms.BooleanField(
        label=gettext_lazy("The facilitator of the region may keep my name and address, to write to me about this."),
        error_messages={"required": gettext_lazy("Without this nobody could answer you. Tick the box to go on.")},
    )
    field_order = ["kind", "name", "about", "owner_name"]

    def offerer(self) -> Offerer:
        """Who offers."""
        return Offerer(self.cleaned_data["person"], self.cleaned_data["email"], get_language() or "en")


class OfferedForm(EditForm, AssetFields):
    """What was offered, changed by its link."""


def asset_initial(asset: Asset) -> dict[str, Any]:
    """What the forms show of an entry on record."""
    plain = {name: getattr(asset, name) for name in (*PLAIN, "owner", "is_public")}
    return plain | {"town": asset.place or asset.town, "themes": list(asset.themes.all()), "seen": asset.version}
