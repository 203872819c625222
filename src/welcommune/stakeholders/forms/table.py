"""Forms of what stands on a table: the charter, working groups, offers of members."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated, language_word
from welcommune.network.models import Region, Term
from welcommune.stakeholders.forms.contacts import day_field
from welcommune.stakeholders.models import (
    Charter,
    GroupFacts,
    HelpOffer,
    OfferFacts,
    OfferKind,
    Organisation,
    WorkingGroup,
)

AT_WORK, AT_REST = "at_work", "at_rest"


def written_in(region: Region) -> list[str]:
    """The languages that a table writes in: the region's own, then English and French."""
    return list(dict.fromkeys([*region.languages, "en", "fr"]))


def themes_field() -> forms.Field:
    """The themes of the vocabulary as boxes to tick."""
    return forms.ModelMultipleChoiceField(
        Term.objects.filter(vocabulary=Term.Vocabulary.THEME),
        label=gettext_lazy("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class WrittenForm(HouseForm):
    """A form with texts in each of the languages of a region."""

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = languages

    def add_text(self, name: str, label: str, *, rows: int = 1, most: int) -> None:
        """One field a language: ``label`` has a place for the language's name."""
        for code in self.written:
            words = label % {"language": language_word(code)}
            told: dict[str, Any] = {"label": words, "required": False, "max_length": most, "language": code}
            self.fields[f"{name}_{code}"] = ProseField(rows=rows, **told) if rows > 1 else LineField(**told)

    def texts_of(self, name: str) -> list[Any]:
        """The bound fields of a text, one a language."""
        return [self[f"{name}_{code}"] for code in self.written]

    def text(self, name: str, known: Translated | None = None) -> Translated:
        """The text typed; wordings in languages that the form does not show stay as they are ``known``."""
        return Translated(known).retold({code: self.cleaned_data[f"{name}_{code}"] for code in self.written})

    def want_text(self, name: str, sentence: str) -> None:
        """Ask for the text in one language at least."""
        if not any(self.cleaned_data.get(f"{name}_{code}") for code in self.written):
            self.add_error(f"{name}_{self.written[0]}", sentence)


def text_initial(name: str, text: Translated, languages: list[str]) -> dict[str, str]:
    """A text as the fields of ``WrittenForm`` show it."""
    return {f"{name}_{code}": text.in_(code) for code in languages}


class CharterForm(EditForm, WrittenForm):
    """The rules that the members gave themselves."""

    adopted_on = day_field(gettext_lazy("Adopted on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_text("text", _("The charter in %(language)s"), rows=16, most=9000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.want_text("text", _("Write the charter in one language at least."))
        return data


def charter_initial(charter: Charter | None, languages: list[str]) -> dict[str, Any]:
    """What the form shows of the charter in force; the form of a first one has seen nothing."""
    if charter is None:
        return {"seen": 0}
    texts = text_initial("text", charter.text, languages)
    return texts | {"seen": charter.version, "adopted_on": charter.adopted_on}


class SignatureForm(HouseForm):
    """When a member signed the charter."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Member"), empty_label="–")
    day = day_field(
        gettext_lazy("Signed on"),
        required=False,
        help_text=gettext_lazy("Leave the day empty to take a signature back."),
    )

    def __init__(self, *args: Any, members: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = members  # type: ignore[attr-defined]


class GroupFields(WrittenForm):
    """What a working group is called and does, and who sits in it."""

    themes = themes_field()
    members = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Organisations with a seat at the table. The public sees their names."),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Is the group at work?"),
        choices=[(AT_WORK, gettext_lazy("at work")), (AT_REST, gettext_lazy("at rest: not shown in public"))],
        initial=AT_WORK,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, members: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_text("name", _("Name in %(language)s"), most=120)
        self.add_text("about", _("What it works on, in %(language)s"), rows=2, most=500)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.want_text("name", _("Write the name in one language at least."))
        return data

    def facts(self, known: WorkingGroup | None = None) -> GroupFacts:
        """The cleaned fields; ``known`` is the group on record."""
        return GroupFacts(
            name=self.text("name", known.name if known else None),
            about=self.text("about", known.about if known else None),
            is_active=self.cleaned_data["state"] == AT_WORK,
            themes=list(self.cleaned_data["themes"]),
            members=list(self.cleaned_data["members"]),
        )


class NewGroupForm(NewRecordForm, GroupFields):
    """A working group that is put on record."""


class GroupForm(EditForm, GroupFields):
    """A working group that is changed."""


def group_initial(group: WorkingGroup, members: QuerySet[Organisation], languages: list[str]) -> dict[str, Any]:
    """What the form shows of a working group on record."""
    texts = text_initial("name", group.name, languages) | text_initial("about", group.about, languages)
    beside = {"themes": list(group.themes.all()), "members": list(members)}
    return texts | beside | {"seen": group.version, "state": AT_WORK if group.is_active else AT_REST}


class OfferFields(WrittenForm):
    """What a member offers."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Member"), empty_label="–")
    kind = forms.ChoiceField(
        label=gettext_lazy("What is offered?"), choices=OfferKind.choices, widget=forms.RadioSelect
    )
    place = LineField(label=gettext_lazy("Place"), required=False, max_length=120)
    spoken = forms.MultipleChoiceField(
        label=gettext_lazy("In which languages"),
        choices=list(LANGUAGE_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_until = day_field(
        gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("After this day the offer leaves the public page by itself."),
    )
    themes = themes_field()

    def __init__(self, *args: Any, members: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_text("text", _("The offer in a few words, in %(language)s"), rows=2, most=500)
        self.fields["organisation"].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.want_text("text", _("Write in one language at least what is offered."))
        return data

    def facts(self, known: HelpOffer | None = None) -> OfferFacts:
        """The cleaned fields; ``known`` is the offer on record."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("organisation", "kind", "place", "valid_until")}
        text = self.text("text", known.text if known else None)
        return OfferFacts(text=text, languages=data["spoken"], themes=list(data["themes"]), **plain)


class NewOfferForm(NewRecordForm, OfferFields):
    """An offer that is put on record."""


class OfferForm(EditForm, OfferFields):
    """An offer that is changed."""


def offer_initial(offer: HelpOffer, languages: list[str]) -> dict[str, Any]:
    """What the form shows of an offer on record."""
    plain = {name: getattr(offer, name) for name in ("organisation", "kind", "place", "valid_until")}
    beside = {"themes": list(offer.themes.all()), "spoken": offer.languages, "seen": offer.version}
    return text_initial("text", offer.text, languages) | plain | beside
