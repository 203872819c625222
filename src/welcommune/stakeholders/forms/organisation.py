"""Forms of an entry of the register. Only the name and its language are compulsory."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated, country_name, language_word
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.models import (
    Beside,
    Identifier,
    IdentifierScheme,
    Level,
    Organisation,
    OrganisationFacts,
    compact_number,
)
from welcommune.stakeholders.models import OrganisationForm as LegalForm
from welcommune.stakeholders.queries import Likely, fold

Find = Callable[..., list[Likely]]
NOT_KNOWN = ("", gettext_lazy("not known"))
LANGUAGES = [(code, name) for code, name in LANGUAGE_NAMES.items()]
# Where organisations that work with the tables of Europe have their seat, beside the countries of the network.
AROUND = (
    "ad", "al", "at", "ba", "be", "bg", "by", "ch", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gb", "gr",
    "hr", "hu", "ie", "is", "it", "li", "lt", "lu", "lv", "ma", "mc", "md", "me", "mk", "mt", "nl", "no", "pl",
    "pt", "ro", "rs", "se", "si", "sk", "sm", "tn", "tr", "ua", "us", "xk",
)  # fmt: skip
COUNTRY_OF = {
    **dict.fromkeys((IdentifierScheme.SIRET, IdentifierScheme.SIREN, IdentifierScheme.RNA), "fr"),
    **dict.fromkeys((IdentifierScheme.KRS, IdentifierScheme.NIP, IdentifierScheme.REGON), "pl"),
    IdentifierScheme.NIF: "es",
    IdentifierScheme.AFM: "gr",
}
PLAIN = (
    "name", "language", "acronym", "form", "category", "level", "languages", "town", "postcode", "address", "country",
    "is_sensitive", "website", "email", "phone", "parent",
)  # fmt: skip


def _line(label: Any, most: int, **kwargs: Any) -> LineField:
    return LineField(label=label, max_length=most, required=False, **kwargs)


def _ticks() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple()


class OrganisationFields(HouseForm):
    """What an entry says. ``likely`` holds the entries that may be the same organisation."""

    likely: list[Likely]
    name = LineField(label=gettext_lazy("Name, in its own language"), max_length=NAME)
    language = forms.ChoiceField(label=gettext_lazy("Language of the name"), choices=LANGUAGES)
    acronym = _line(gettext_lazy("Acronym"), 40)
    form = forms.ChoiceField(label=gettext_lazy("Legal form"), choices=LegalForm.choices, widget=forms.RadioSelect)
    category = forms.ModelChoiceField(
        Term.objects.filter(vocabulary=Term.Vocabulary.CATEGORY),
        label=gettext_lazy("Kind"), required=False, empty_label=gettext_lazy("not known"),
    )  # fmt: skip
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=[NOT_KNOWN, *Level.choices], required=False)
    themes = forms.ModelMultipleChoiceField(
        Term.objects.filter(vocabulary=Term.Vocabulary.THEME),
        label=gettext_lazy("Themes it works on"), required=False, widget=_ticks(),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken there"), choices=LANGUAGES, required=False, widget=_ticks()
    )
    places = ProseField(label=gettext_lazy("Places it works in, one a line"), required=False, rows=3, max_length=2000)
    address = _line(gettext_lazy("Street and number"), 200)
    postcode = _line(gettext_lazy("Postcode"), 12)
    town = _line(gettext_lazy("Town"), 120)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    is_sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive place: show the public the town only"), required=False
    )
    website = forms.URLField(label=gettext_lazy("Website"), max_length=500, required=False, assume_scheme="https")
    email = forms.EmailField(label=gettext_lazy("E-mail address for everybody"), required=False)
    phone = _line(gettext_lazy("Telephone for everybody"), 30)
    parent = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Part of"), required=False, empty_label=gettext_lazy("nothing")
    )
    steward = forms.ModelChoiceField(
        Region.objects.none(), label=gettext_lazy("Region that looks after the entry"), required=False,
        empty_label=gettext_lazy("none: the coordinators do"),
    )  # fmt: skip
    another = forms.BooleanField(label=gettext_lazy("It is another organisation: keep mine"), required=False)

    def __init__(
        self,
        *args: Any,
        written: list[str],
        countries: list[str],
        parents: Any,
        stewards: Any,
        find: Find,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.written, self.find, self.likely = written, find, []
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["steward"].queryset = stewards  # type: ignore[attr-defined]
        self.fields["country"].choices = [NOT_KNOWN, *_countries(countries)]  # type: ignore[attr-defined]
        for code in written:
            language = {"language": language_word(code)}
            self.fields[f"name_{code}"] = _line(_("Name in %(language)s") % language, NAME, language=code)
            about = _("What it does, in %(language)s") % language
            self.fields[f"about_{code}"] = ProseField(label=about, required=False, rows=3, language=code)
        for scheme in IdentifierScheme:
            self.fields[f"number_{scheme.value}"] = _line(scheme.label, 120)

    @property
    def name_fields(self) -> list[Any]:
        """The bound names in other languages."""
        return [self[f"name_{code}"] for code in self.written]

    @property
    def about_fields(self) -> list[Any]:
        """The bound descriptions, one a language."""
        return [self[f"about_{code}"] for code in self.written]

    @property
    def number_fields(self) -> tuple[list[Any], list[Any]]:
        """The bound numbers: of Europe's registers, the country's own and those filled in; and of the others."""
        country = str(self["country"].value() or "")
        near: list[Any] = []
        others: list[Any] = []
        for scheme in IdentifierScheme:
            bound = self[f"number_{scheme.value}"]
            at_hand = COUNTRY_OF.get(scheme) in (None, country) or bound.value() or bound.errors
            (near if at_hand else others).append(bound)
        return near, others

    def _numbers(self, scheme: str) -> list[tuple[str, str]]:
        written = str(self.cleaned_data.get(f"number_{scheme}") or "").replace(";", ",")
        return [(scheme, compact_number(scheme, part)) for part in written.split(",") if part.strip()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        numbers: list[tuple[str, str]] = []
        for scheme in IdentifierScheme:
            try:
                numbers += self._numbers(scheme.value)
            except ValidationError as error:
                self.add_error(f"number_{scheme.value}", error)
        data["numbers"] = numbers
        told = {name: data.get(name) or "" for name in ("name", "acronym", "town")}
        if told["name"] and {
            "name",
            "acronym",
            *(f"number_{scheme.value}" for scheme in IdentifierScheme),
        }.intersection(self.changed_data):
            self.likely = self.find(**told, identifiers=numbers)
        if self.likely and not data.get("another") and not self.errors:
            self.add_error(
                "another", _("Look at the entries that are alike. If none is yours, tick this box and keep.")
            )
        return data

    def told(self) -> dict[str, Any]:
        """What the form tells the actions."""
        data = self.cleaned_data
        facts = OrganisationFacts(
            **{name: data[name] for name in PLAIN},
            names=Translated({code: data[f"name_{code}"] for code in self.written}),
            about=Translated({code: data[f"about_{code}"] for code in self.written}),
            places=[line.strip() for line in data["places"].split("\n") if line.strip()],
        )
        return {"facts": facts, "steward": data["steward"], "beside": Beside(list(data["themes"]), data["numbers"])}


def _countries(near: list[str]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The countries of the network first, then those around it, each in the order of the reader's alphabet."""
    groups = ((_("In the network"), near), (_("Around"), [code for code in AROUND if code not in near]))
    return [(label, sorted(((code, country_name(code)) for code in codes), key=by_name)) for label, codes in groups]


def by_name(choice: tuple[str, str]) -> str:
    """Where a choice stands in an alphabet without accents."""
    return fold(choice[1])


class NewOrganisationForm(NewRecordForm, OrganisationFields):
    """An organisation that comes into the register."""


class OrganisationForm(EditForm, OrganisationFields):
    """An entry that is changed."""


def organisation_initial(organisation: Organisation, written: list[str]) -> dict[str, Any]:
    """What the form shows of an entry."""
    initial = {name: getattr(organisation, name) for name in (*PLAIN, "steward")}
    initial |= {"seen": organisation.version, "themes": list(organisation.themes.all())}
    initial["places"] = "\n".join(organisation.places)
    for code in written:
        initial |= {f"name_{code}": organisation.names.in_(code), f"about_{code}": organisation.about.in_(code)}
    for row in Identifier.objects.filter(organisation=organisation):
        known = initial.get(f"number_{row.scheme}")
        initial[f"number_{row.scheme}"] = f"{known}, {row.value}" if known else row.value
    return initial
