"""Forms of contacts: who somebody is, where they work, whether the public may know."""

import re
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm
from welcommune.core.text import LANGUAGE_NAMES
from welcommune.network.models import Term
from welcommune.stakeholders.models import Affiliation, Contact, ContactFacts, Membership, Organisation

PHONE = re.compile(r"\+?[\d\s()./-]{3,30}")
NOT_A_NUMBER = gettext_lazy("Write the number in digits, for example +33 3 85 00 00 00.")
NEW_JOB = ("organisation", "function")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, typed or chosen in the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class ContactFilter(forms.Form):
    """Which contacts of a long list: those with these words, those of an organisation."""

    q = forms.CharField(label=gettext_lazy("Name, e-mail address, organisation"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label=gettext_lazy("all")
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """The filter as arguments of the query; what makes no sense filters nothing."""
        self.full_clean()
        return {"text": self.cleaned_data.get("q", ""), "organisation": self.cleaned_data.get("organisation")}

    @property
    def query(self) -> str:
        """The filter as the beginning of an address that ends in a page number."""
        kept = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return f"?{urlencode(kept)}&" if kept else "?"


class ContactFields(HouseForm):
    """Professional data of a person, with how we know them and what for."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    source = LineField(
        label=gettext_lazy("How do we know this person?"),
        help_text=gettext_lazy(
            "For example: gave me a card at the roundtable of 3 March; named on the website of the association. "
            "The law on data protection gives everybody the right to learn from where we have their data."
        ),
    )
    purpose = LineField(
        label=gettext_lazy("What may we write to them about?"),
        help_text=gettext_lazy(
            "For example: invitations to roundtables. Data may be used for what they were collected for, "
            "and for nothing else."
        ),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address at work"), required=False)
    phone = LineField(
        label=gettext_lazy("Telephone at work"),
        required=False,
        max_length=30,
        validators=[RegexValidator(re.compile(rf"^{PHONE.pattern}$"), NOT_A_NUMBER)],
    )
    language = forms.ChoiceField(label=gettext_lazy("Language to write in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("not known")), *LANGUAGE_NAMES.items()]  # type: ignore[attr-defined]

    def facts(self) -> ContactFacts:
        """The cleaned fields."""
        return ContactFacts(**{field.name: self.cleaned_data[field.name] for field in fields(ContactFacts)})


class NewContactForm(NewRecordForm, ContactFields):
    """A person who is put on record, with where they work."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        empty_label=gettext_lazy("none: speaks for nobody else"),
    )
    function = LineField(label=gettext_lazy("Function there"), required=False, max_length=120)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("function") and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation in which the person has this function."))
        return data

    def told(self) -> dict[str, Any]:
        """What the form tells the action."""
        return {"facts": self.facts()} | {name: self.cleaned_data[name] for name in NEW_JOB}


class ContactForm(EditForm, ContactFields):
    """A person on record whose data are changed."""


def contact_initial(contact: Contact) -> dict[str, Any]:
    """What the form shows of a person on record."""
    return {field.name: getattr(contact, field.name) for field in fields(ContactFacts)} | {"seen": contact.version}


class AffiliationForm(NewRecordForm):
    """One more organisation in which a person works."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), empty_label="–"
    )
    function = LineField(label=gettext_lazy("Function there"), required=False, max_length=120)
    starts_on = day_field(gettext_lazy("Since"), required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def affiliation(self) -> Affiliation:
        """The job, not saved yet."""
        return Affiliation(**self.cleaned_data)


class ListingConsentForm(NewRecordForm):
    """When and how a person agreed to be named in public."""

    given_on = day_field(gettext_lazy("Consent given on"), initial=timezone.localdate)
    given_how = LineField(
        label=gettext_lazy("How consent was given"),
        help_text=gettext_lazy("For example: e-mail of that day, kept by the facilitator."),
    )


class PersonSeatForm(NewRecordForm):
    """A seat at the table for a person who speaks for nobody else."""

    category = forms.ModelChoiceField(
        Term.objects.filter(vocabulary=Term.Vocabulary.CATEGORY),
        label=gettext_lazy("What does the person stand for at the table?"),
        empty_label="–",
        help_text=gettext_lazy("In public we count people by this kind, and name nobody."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER
    )
