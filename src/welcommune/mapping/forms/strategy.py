"""Forms of strategies and of their assessment."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import READ_LANGUAGES
from welcommune.mapping.forms.asset import themes_field
from welcommune.mapping.forms.place import PlaceField, Where
from welcommune.mapping.instruments import Factor, Instrument, Standard
from welcommune.mapping.models import (
    PARTIAL,
    Assessment,
    AssessmentFacts,
    RatingFacts,
    Strategy,
    StrategyFacts,
    StrategyLevel,
)
from welcommune.network.models import NAME, Region
from welcommune.stakeholders.models import Organisation

PLAIN = (
    "title", "issuer", "issuer_name", "level", "starts", "ends", "url", "document_language", "about", "is_public",
    "is_assessment_public",
)  # fmt: skip
WRITE_AS_KNOWN = gettext_lazy("Write a year, a month or a day: 2026, 2026-03 or 2026-03-22.")
SCALE = (
    ("0", gettext_lazy("0, not at all")), ("1", gettext_lazy("1, hardly")), ("2", gettext_lazy("2, in part")),
    ("3", gettext_lazy("3, mostly")), ("4", gettext_lazy("4, fully")), ("", gettext_lazy("cannot say")),
)  # fmt: skip


def _partial_date(label: Any) -> LineField:
    as_known = RegexValidator(rf"^{PARTIAL}$", WRITE_AS_KNOWN)
    return LineField(label=label, max_length=10, required=False, validators=[as_known], help_text=WRITE_AS_KNOWN)


class StrategyFields(HouseForm):
    """Title, issuer, level, period, themes, link, language."""

    title = LineField(label=gettext_lazy("Title"), max_length=NAME)
    issuer = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Issued by"), required=False, empty_label="–"
    )
    issuer_name = LineField(
        label=gettext_lazy("Or its name, where the register does not have it"), max_length=NAME, required=False
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=StrategyLevel.choices, widget=forms.RadioSelect)
    town = PlaceField(label=gettext_lazy("Town, for a local one"), required=False)
    starts, ends = _partial_date(gettext_lazy("From")), _partial_date(gettext_lazy("Until"))
    url = forms.URLField(
        label=gettext_lazy("Link to the document"), max_length=500, required=False, assume_scheme="https"
    )
    document_language = forms.ChoiceField(
        label=gettext_lazy("Language of the document"), choices=[("", "–"), *READ_LANGUAGES.items()], required=False
    )
    about = ProseField(label=gettext_lazy("What it says, in plain words"), max_length=3000, required=False)
    themes = themes_field()
    is_public = forms.BooleanField(label=gettext_lazy("The public sees it"), required=False, initial=True)
    is_assessment_public = forms.BooleanField(label=gettext_lazy("The public sees how it was assessed"), required=False)

    def __init__(self, *args: Any, region: Region, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["town"].where = Where(region.country, region.pk)  # type: ignore[attr-defined]

    def facts(self, known: Strategy | None = None) -> StrategyFacts:
        """The cleaned fields; ``known`` is the strategy on record, which keeps its language with its words."""
        data, town = self.cleaned_data, self.cleaned_data["town"]
        same = known is not None and (known.title, known.about) == (data["title"], data["about"])
        return StrategyFacts(
            language=known.language if known and same else get_language() or "en", themes=list(data["themes"]),
            place=town.place if town else None, town=town.town if town else "", **{name: data[name] for name in PLAIN},
        )  # fmt: skip


class NewStrategyForm(NewRecordForm, StrategyFields):
    """A strategy that is put on record."""


class StrategyForm(EditForm, StrategyFields):
    """A strategy that is changed."""


def strategy_initial(strategy: Strategy) -> dict[str, Any]:
    """What the form shows of a strategy on record."""
    plain = {name: getattr(strategy, name) for name in PLAIN}
    beside = {"town": strategy.place or strategy.town, "themes": list(strategy.themes.all())}
    return plain | beside | {"seen": strategy.version}


class AssessmentFields(HouseForm):
    """One group of fields a key factor: the mark, the evidence, the source."""

    assessed_on = forms.DateField(
        label=gettext_lazy("Assessed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )  # fmt: skip

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        for factor in instrument.factors:
            self.fields[f"{factor.code}_value"] = forms.TypedChoiceField(
                label=str(factor.text.best()), help_text=str(factor.question.best()), choices=SCALE, required=False,
                coerce=int, empty_value=None, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"{factor.code}_evidence"] = ProseField(
                label=gettext_lazy("Evidence"), max_length=1000, rows=2, required=False
            )
            self.fields[f"{factor.code}_source"] = LineField(
                label=gettext_lazy("Where it can be read"), max_length=300, required=False
            )

    def groups(self) -> list[tuple[Standard, list[tuple[Factor, list[Any]]]]]:
        """The standards with the bound fields of their factors, for the page."""
        return [
            (standard, [(one, [self[f"{one.code}_{part}"] for part in ("value", "evidence", "source")])
                        for one in standard.factors])
            for standard in self.instrument.standards
        ]  # fmt: skip

    def facts(self) -> AssessmentFacts:
        """The answers by key factor."""
        data = self.cleaned_data
        ratings = {
            one.code: RatingFacts(*(data[f"{one.code}_{part}"] for part in ("value", "evidence", "source")))
            for one in self.instrument.factors
        }
        return AssessmentFacts(data["assessed_on"], ratings)


class NewAssessmentForm(NewRecordForm, AssessmentFields):
    """An assessment that is made now."""


class AssessmentForm(EditForm, AssessmentFields):
    """One's own assessment, changed."""


def assessment_initial(assessment: Assessment) -> dict[str, Any]:
    """What the form shows of an assessment on record."""
    found: dict[str, Any] = {"assessed_on": assessment.assessed_on, "seen": assessment.version}
    for rating in assessment.ratings.all():
        value = "" if rating.value is None else str(rating.value)
        found[f"{rating.item}_value"] = value
        found[f"{rating.item}_evidence"], found[f"{rating.item}_source"] = rating.evidence, rating.source
    return found
