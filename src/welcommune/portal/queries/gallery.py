"""What the gallery of components needs beyond templates: records and forms to show, and declared parameters.

The examples themselves are page code, one template a component in ``core/jinja2/core/examples``: calls as a
page makes them, one for every state. Parts that stand once a page have a page each in ``examples/pages``.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from jinja2 import Environment, nodes

from welcommune.core.text import LANGUAGE_NAMES, Said, Translated

EXAMPLES = "core/examples/"
ARABIC = Said("نساعد من يصل إلى القرية حديثًا", "ar")
FRENCH = Said("Sans voiture, un cours à vingt kilomètres est hors de portée.", "fr")
PAGES = ("masthead", "masthead_strip", "masthead_desk", "page_head", "page_head_call", "door", "footer")


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """Has the fields of ``core.models.Source`` that the component reads."""

    text: str
    url: str = ""
    stated_on: date | None = None
    doubt: Translated = field(default_factory=Translated)
    field: str = ""


class ExampleForm(forms.Form):
    """A field of each kind."""

    funder = forms.CharField(label="Who pays", help_text="A ministry, a town, a foundation, the project.")
    amount = forms.DecimalField(label="How much in all, in euros")
    story = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.ChoiceField(label="Place", choices=[("", "Choose one"), ("macon", "Mâcon")])
    day = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))
    sure = forms.ChoiceField(
        label="How sure is it?",
        choices=[("granted", "Granted in writing"), ("likely", "Likely, not signed")],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label="What it is about",
        choices=[(f"theme-{number}", f"A theme with a longer name, {number}") for number in range(1, 11)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(label="You may publish this under my name")
    minutes = forms.FileField(label="Minutes", required=False, help_text="One PDF, at most 12 MB.")
    start = forms.SplitDateTimeField(label="Start", required=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter of a component; ``default`` is empty where one must be given."""

    name: str
    default: str


def components(environment: Environment) -> list[str]:
    """The names of all components, those of other rooms included."""
    names = (name.removeprefix("ui/") for name in environment.list_templates() if name.startswith("ui/"))
    return sorted(name.removesuffix(".html") for name in names)


def parameters(environment: Environment, name: str) -> list[Parameter]:
    """The declared parameters of a component, in their order, read from its file."""
    if environment.loader is None:
        raise ValueError("an environment without templates has no components")
    return list(_declared(environment, environment.loader.get_source(environment, f"ui/{name}.html")[0]))


@cache
def _declared(environment: Environment, source: str) -> list[Parameter]:
    """Read once from each text: the page that shows all components would parse all their files each time."""
    macro = next(environment.parse(source).find_all(nodes.Macro))
    needed = len(macro.args) - len(macro.defaults)
    defaults = [""] * needed + [repr(default.as_const()) for default in macro.defaults]
    return [Parameter(argument.name, default) for argument, default in zip(macro.args, defaults, strict=True)]


@dataclass(frozen=True, slots=True)
class Exhibits:
    """Records, forms and texts that the examples are made with."""

    fresh: ExampleForm
    sent: ExampleForm
    other: ExampleForm
    middle: Page[int]
    only: Page[int]
    arabic: Said = ARABIC
    french: Said = FRENCH
    doubt: Translated = field(
        default_factory=lambda: Translated({"en": "the article gives two dates", "fr": "l’article donne deux dates"})
    )
    held_on: date = date(2021, 7, 1)
    languages: tuple[tuple[str, str], ...] = tuple((code, f"?language={code}") for code in LANGUAGE_NAMES)
    members: tuple[tuple[str, str, str, str], ...] = (
        ("Villages Solidaires", "fr", "association", "#"),
        ("Mairie de Génelard", "fr", "local authority", ""),
        ("Pôle Emploi Digoin", "fr", "public employment service", ""),
        ("ADOMA", "fr", "housing", "#"),
    )

    @property
    def sources(self) -> list[ExampleSource]:
        """Two sources: one with an address, one with a doubt."""
        return [
            ExampleSource("Project article", "https://example.org/1", self.held_on, field="held_on"),
            ExampleSource("Told by the facilitator", doubt=self.doubt),
        ]


def exhibits(**form_options: Any) -> Exhibits:
    """A fresh set; ``form_options`` go to the forms."""
    answers = {"amount": "24 975,00 env.", "sure": "likely", "day": "2021-06-30", "funder": "A town"}
    sent = ExampleForm(answers, **form_options)
    sent.add_error(None, "Somebody else changed this text while you wrote.")
    return Exhibits(
        fresh=ExampleForm(prefix="fresh", **form_options),
        sent=sent,
        other=ExampleForm(prefix="other", **form_options),
        middle=Paginator(range(200), 10).page(9),
        only=Paginator(range(1), 10).page(1),
    )
