"""Forms of decisions and commitments: of the desk, and those that an owner answers with."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES
from welcommune.meetings.forms.fields import day_field, language_choices
from welcommune.meetings.models import Commitment, CommitmentFacts, Insight
from welcommune.stakeholders.models import Contact, Organisation

REASON = gettext_lazy("Why it will not be done")
DAY_OVER = gettext_lazy("This day is over. Choose a day to come.")


def _promise_field(label: Any) -> ProseField:
    return ProseField(label=label, max_length=500, rows=2)


def _later(day: Any) -> Any:
    """A day from today on."""
    if day < timezone.localdate():
        raise forms.ValidationError(str(DAY_OVER))
    return day


class DecisionForm(NewRecordForm):
    """What a meeting agreed on."""

    text = _promise_field(gettext_lazy("What was decided, in one sentence"))


class CommitmentFields(HouseForm):
    """What was promised, by whom, by when."""

    what = _promise_field(gettext_lazy("What was promised, in one sentence"))
    language = forms.ChoiceField(label=gettext_lazy("Language of this sentence"), required=False)
    due = day_field(gettext_lazy("By when"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label="–"
    )
    contact = forms.ModelChoiceField(
        Contact.plain.none(), label=gettext_lazy("A contact of the region"), required=False, empty_label="–"
    )
    person = LineField(label=gettext_lazy("Or somebody by name"), required=False, max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    insight = forms.ChoiceField(label=gettext_lazy("What it answers"), required=False)
    agenda_item = forms.ChoiceField(label=gettext_lazy("Point of the agenda"), required=False)

    def __init__(self, *args: Any, organisations: Any, contacts: Any, insights: Any, agenda: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = organisations
        fields["contact"].queryset = contacts
        fields["language"].choices = [("", _("the language of the meeting")), *language_choices(list(LANGUAGE_NAMES))]
        self.insights = {str(row.pk): row for row in insights}
        self.agenda = {str(row.pk): row for row in agenda}
        fields["insight"].choices = [("", "–"), *((key, _said(row)) for key, row in self.insights.items())]
        titles = ((key, row.title.best().text) for key, row in self.agenda.items())
        fields["agenda_item"].choices = [("", "–"), *titles]

    def facts(self) -> CommitmentFacts:
        """What was typed."""
        data = {name: self.cleaned_data[name] for name in ("what", "language", "due", "organisation", "contact")}
        return CommitmentFacts(
            **data, person=self.cleaned_data["person"], email=self.cleaned_data["email"].lower(),
            insight=self.insights.get(self.cleaned_data["insight"]),
            agenda_item=self.agenda.get(self.cleaned_data["agenda_item"]),
        )  # fmt: skip


def _said(insight: Insight) -> str:
    text = insight.text.best().text
    return text if len(text) <= 90 else f"{text[:89]}…"


class NewCommitmentForm(NewRecordForm, CommitmentFields):
    """A commitment that is noted now."""


class CommitmentForm(EditForm, CommitmentFields):
    """A commitment on record."""


def commitment_initial(row: Commitment) -> dict[str, Any]:
    """What the form shows of a commitment on record."""
    plain = ("what", "language", "due", "organisation", "contact", "person", "email")
    links = {"insight": str(row.insight_id or ""), "agenda_item": str(row.agenda_item_id or "")}
    return {name: getattr(row, name) for name in plain} | links | {"seen": row.version}


class DropForm(HouseForm):
    """Why something will not be done."""

    reason = ProseField(label=REASON, max_length=300, rows=2)


class DeskDropForm(DropForm):
    """The same at the desk, which also says whether the public reads it."""

    in_public = forms.BooleanField(
        label=gettext_lazy("Show the reason on the public page"), required=False, initial=True
    )


class LaterForm(HouseForm):
    """Another day."""

    due = day_field(gettext_lazy("The new day"))

    def clean_due(self) -> Any:
        return _later(self.cleaned_data["due"])


class HandOverForm(HouseForm):
    """Who takes it on."""

    person = LineField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    elsewhere = forms.BooleanField(label=gettext_lazy("This person works for another organisation"), required=False)


class OwnerAnswer:
    """All that an owner can answer on one page: which button was pressed, and the form that goes with it."""

    def __init__(self, data: Any) -> None:
        self.act = str(data.get("act", "")) if data else ""
        kinds: dict[str, type[HouseForm]] = {"later": LaterForm, "hand_over": HandOverForm, "drop": DropForm}
        self.forms = {name: kind(data if name == self.act else None, prefix=name) for name, kind in kinds.items()}
        # The two buttons without anything to fill in.
        self.plain = HouseForm(data if data is not None and self.act in {"confirm", "done"} else None)

    @property
    def form(self) -> HouseForm:
        """The form that was sent."""
        return self.forms.get(self.act, self.plain)

    @property
    def sentence(self) -> str:
        """What was refused as a whole, in words."""
        return " ".join(str(error) for error in self.form.non_field_errors())

    def is_valid(self) -> bool:
        """Whether it is one of the buttons, and its form is well filled in."""
        return self.form.is_valid()

    def told(self) -> dict[str, Any]:
        """What the form tells the action."""
        data = dict(self.form.cleaned_data)
        return {"same_organisation": not data.pop("elsewhere"), **data} if "elsewhere" in data else data
