"""What visitors type: into the search, and to get news by mail. They never save."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.accounts.forms import VisitorForm
from welcommune.core.forms import EditForm, HouseForm, LineField
from welcommune.core.text import LANGUAGE_NAMES, TOO_LONG, Said
from welcommune.network.models import Region
from welcommune.portal.models import Rhythm, Subscription, Topic, Wishes

LONGEST_QUERY = 200


class PersonForm(HouseForm):
    """Whose personal data are asked for."""

    asked = LineField(
        label=gettext_lazy("E-mail address or whole name"),
        help_text=gettext_lazy("By address it is this person. By name it may be somebody else of the same name."),
    )

    @property
    def asked_for(self) -> str:
        """What was typed, empty where it is no line."""
        return str(self.cleaned_data.get("asked", "")) if self.is_bound and self.is_valid() else ""


class SearchForm(forms.Form):
    """A query, and a region to look in."""

    q = forms.CharField(
        label=gettext_lazy("What are you looking for?"),
        help_text=gettext_lazy("A name, a town, a word. Accents and a wrong letter do not matter."),
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Where"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a region from the list.")},
    )

    def __init__(self, data: Any, *, regions: list[tuple[str, Said]]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["region"].choices = [("", _("in all regions")), *regions]  # type: ignore[attr-defined]


class WishesForm(HouseForm):
    """What somebody wants to hear of, how often and in which language."""

    place = forms.ChoiceField(label=gettext_lazy("News of"), required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What it is about"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple,
        initial=Topic.values, error_messages={"required": gettext_lazy("Choose at least one.")},
    )  # fmt: skip
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.WEEKLY
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mails"))

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {region.slug: region for region in regions}
        named = [(slug, str(region.name.best())) for slug, region in self.regions.items()]
        self.fields["place"].choices = [("", _("the whole network")), *named]  # type: ignore[attr-defined]
        spoken = [(code, LANGUAGE_NAMES.get(code, code)) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = spoken  # type: ignore[attr-defined]

    def wishes(self) -> Wishes:
        """What was chosen."""
        data = self.cleaned_data
        return Wishes(data["language"], data["rhythm"], data["topics"], self.regions.get(data["place"]))


class SubscribeForm(VisitorForm, WishesForm):
    """The first time: the address too."""

    field_order = ("email", "place", "topics", "rhythm", "language")


class ChangeForm(EditForm, WishesForm):
    """Other wishes, by the link from a mail."""


def wishes_initial(subscription: Subscription) -> dict[str, Any]:
    """What the form shows of a subscription."""
    place = subscription.region.slug if subscription.region else ""
    return {
        "seen": subscription.version, "place": place, "topics": subscription.topics,
        "rhythm": subscription.rhythm, "language": subscription.language,
    }  # fmt: skip
