"""Examples of every component in every state: what the gallery shows and what the tests render."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from jinja2 import Environment, nodes

from welcommune.core.text import LANGUAGE_NAMES, Said, Translated

ARABIC = Said("نساعد من يصل إلى القرية حديثًا", "ar")
FRENCH = Said("Sans voiture, un cours à vingt kilomètres est hors de portée.", "fr")
HELD_ON = date(2021, 7, 1)
LANGUAGES = [(code, f"?language={code}") for code in LANGUAGE_NAMES]
EVERYWHERE = frozenset({"sprite"})  # Stands on each page once, the gallery's own included.
WIDTHS = {"amount": "short", "day": "short", "place": "mid"}
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 480 270'%3E"
    "%3Cpath fill='%231c6644' d='M0 0h480v270H0z'/%3E%3Cpath fill='%23ffcb3d' d='M60 110h360v40H60z'/%3E%3C/svg%3E"
)
SECTIONS = [("Regions", "#", "regions"), ("Meetings", "#", "meetings"), ("Library", "#", "library")]


@dataclass(frozen=True, slots=True)
class Example:
    """One state of a component; ``slot`` is a template for what stands inside it."""

    title: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter of a component; ``default`` is empty where one must be given."""

    name: str
    default: str = ""

    @property
    def cells(self) -> tuple[str, str]:
        """The row of a table."""
        return self.name, self.default or "must be given"


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

    funder = forms.CharField(label="Who pays", help_text="A ministry, a town, a foundation, the project itself.")
    amount = forms.DecimalField(label="How much in all, in euros")
    story = forms.CharField(label="What happened", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(label="Place", choices=[("", "Choose one"), ("macon", "Mâcon"), ("autun", "Autun")])
    day = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))
    sure = forms.ChoiceField(
        label="How sure is it?",
        choices=[("granted", "Granted in writing"), ("likely", "Likely, not signed"), ("asked", "Asked for")],
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


def parameters(environment: Environment, name: str) -> list[Parameter]:
    """The declared parameters of a component, in their order, read from its file."""
    loader = environment.loader
    assert loader is not None
    macro = next(environment.parse(loader.get_source(environment, f"ui/{name}.html")[0]).find_all(nodes.Macro))
    needed = len(macro.args) - len(macro.defaults)
    return [
        Parameter(argument.name, repr(macro.defaults[place - needed].as_const()) if place >= needed else "")
        for place, argument in enumerate(macro.args)
    ]


def _page_parts() -> dict[str, list[Example]]:
    """Parts that stand once a page, each shown on a page of its own."""
    network = Said("SHARE SIRA network", "en")
    head = {"network": network, "sections": SECTIONS, "current": "regions", "languages": LANGUAGES, "language": "en"}
    desk = [("Board", "#", "board"), ("Meetings", "#", "meetings"), ("Reports", "#", "reports")]
    funding = Said("Cofinancé par le Fonds Asile, migration et intégration de l’Union européenne.", "fr")
    return {
        "masthead": [
            Example("public, languages as a list", head),
            Example("home, languages as a strip", {**head, "strip": True}),
            Example(
                "desk",
                {"network": network, "sections": desk, "current": "board", "desk": True, "person": "Ines Albrecht"},
            ),
        ],
        "page_head": [
            Example("title only", {"title": "Practices"}),
            Example(
                "with lead, kicker and facts",
                {
                    "title": ARABIC,
                    "lead": FRENCH,
                    "kicker": [("All regions", "#"), ("France", "")],
                    "facts": [("Territorial code", "FRC13"), ("Hosts", Said("Entraide Pierre Valdo", "fr"))],
                },
            ),
            Example(
                "place, with a figure",
                {"title": "Saône-et-Loire", "title_language": "fr", "lead": "Four meetings in two years."},
                "core/examples/territory.html",
            ),
            Example("call, with the time left", {"title": "Try something new"}, "core/examples/left.html"),
        ],
        "door": [
            Example(
                "home",
                {
                    "title": "There is a place for you at the table",
                    "lead": "Town halls, associations, employers, volunteers and newcomers sit down together.",
                    "acts": [("Find help near you", "#", "go"), ("Choose a region", "#", "plain")],
                },
                "core/examples/map.html",
            )
        ],
        "footer": [
            Example(
                "public",
                {
                    "help_title": "Need a hand?",
                    "help_lines": ["Camille Renard answers on weekdays from 9:00 to 17:00."],
                    "links": [("How we count", "#"), ("Privacy, in plain words", "#")],
                    "funding": funding,
                    "notes": ["Demonstration content."],
                    "person_links": [("Call +33 3 53 01 00 10", "tel:+33353010010")],
                },
            ),
            Example("nobody pays yet", {"help_title": "Need a hand?", "help_lines": [], "links": [], "funding": ""}),
        ],
    }


def _text_parts() -> dict[str, list[Example]]:
    """Words, sources and what people said."""
    doubt = Translated({"en": "the article gives two dates", "fr": "l’article donne deux dates"})
    sources = [
        ExampleSource("Project article, roundtable 1", "https://example.org/1", HELD_ON, field="held_on"),
        ExampleSource("Told by the facilitator", stated_on=HELD_ON, doubt=doubt),
    ]
    insight = {"kind": "Challenge", "text": FRENCH, "source_text": "Minutes, item 3", "source_href": "#"}
    quote = {"kind": "", "text": "Here I know who to ask.", "quote": True, "attribution": "A participant, with consent."}
    return {
        "foreign": [Example("same language", {"text": "Viltaïs"}), Example("another", {"text": ARABIC})],
        "blaze": [Example("the mark of a page")],
        "tongues": [Example("all languages of the house", {"languages": LANGUAGES, "language": "en"})],
        "kicker": [
            Example("words and links", {"items": [("All regions", "#"), ("France", ""), Said("Mâcon", "fr"), "2021"]})
        ],
        "icon": [Example(name, {"name": name}) for name in ("globe", "arrow", "back", "file")],
        "source": [
            Example("plain", {"text": "Report of roundtable 1", "date": HELD_ON, "href": "#"}),
            Example("with a doubt", {"text": "Told by phone", "doubt": doubt}),
            Example("backing a figure", {"figure": "16", "text": "roundtables with a record, in nine regions"}),
            Example("an address alone", {"href": "#"}),
        ],
        "sources": [
            Example("two", {"items": sources, "fields": {"held_on": "Date of the meeting"}}),
            Example("none", {"items": []}),
        ],
        "said": [
            Example("an insight", insight),
            Example("an insight withdrawn", {**insight, "withdrawn_on": date(2022, 2, 3)}),
            Example("an insight with its voice", {**insight, "attribution": "A town hall"}),
            Example("a quote", {**quote, "source_text": "Minutes, item 4", "source_href": "#"}),
            Example("a quote in Arabic", {**quote, "text": ARABIC}),
            Example("a quote withdrawn", {**quote, "withdrawn_on": date(2022, 2, 3)}),
        ],
        "language_note": [
            Example("with other languages", {"wanted": "ar", "shown": "fr", "others": [("en", "#"), ("fa", "#")]}),
            Example("in one language only", {"wanted": "pl", "shown": "es"}),
        ],
        "diff": [
            Example(
                "changed",
                {"pieces": [("same", "We met "), ("removed", "online"), ("added", "in Mâcon"), ("same", " in July.")]},
            )
        ],
    }


def _record_parts() -> dict[str, list[Example]]:
    """Records, tables and drawings."""
    members = [
        ("Villages Solidaires", "fr", "association", "#"),
        ("Mairie de Génelard", "fr", "local authority", ""),
        ("Pôle Emploi Digoin", "fr", "public employment service", ""),
        ("ADOMA", "fr", "housing", "#"),
    ]
    card = {"title": "A first meeting in one room", "href": "#", "text": "Twenty people met in person."}
    region_row = ["Karditsa", "2 seen", "20", "21", "92 %", "Running"]
    states = ["there", "ending", "none", "unknown", "held", "planned", "late", "norecord"]
    return {
        "mark": [Example(state, {"state": state, "word": f"word for {state}"}) for state in states],
        "stones": [Example("four meetings", {"states": ["held", "norecord", "late", "planned"], "words": "1 seen"})],
        "legend": [Example("of stones", {"items": [(state, state) for state in states[4:]]})],
        "card": [
            Example("full", {**card, "kicker": ["7 October 2021", "Karditsa"], "bench": 20, "source": "Report"}),
            Example("source linked", {**card, "source": "Report of roundtable 3", "source_href": "#"}),
            Example("bare, in Arabic", {"title": ARABIC, "href": "#"}),
        ],
        "seats": [
            Example("nobody", {"members": []}),
            Example("five and two kept", {"members": members + members[:1], "kept": ["An employer", "A newcomer"]}),
            Example("forty", {"members": members * 10, "label": "Forty at the table"}),
        ],
        "bench": [
            Example("one person", {"people": 1, "label": "A table with 1 person"}),
            Example("23 and a free place", {"people": 23, "label": "A table with 23 people", "free": 1}),
            Example("90, scaled", {"people": 90, "label": "A table with 90 people"}),
        ],
        "chain": [
            Example(
                "from a remark to a result",
                {
                    "steps": [
                        {"title": "Said at the table", "text": FRENCH, "detail": "Karditsa"},
                        {"title": "Gap confirmed", "href": "#"},
                        {"title": "Pilot", "state": "here", "detail": "Running"},
                        {"title": "Result", "state": "next", "text": "Not measured yet"},
                    ]
                },
            )
        ],
        "figure": [
            Example("areas", {"title": "Schematic areas.", "date": HELD_ON}, "core/examples/zones.html"),
            Example("radar", {"title": "Opinions of the members.", "date": "July 2021"}, "core/examples/radar.html"),
            Example("spark", {"title": "People at the table."}, "core/examples/spark.html"),
        ],
        "photo": [
            Example(
                "with credit",
                {"src": PICTURE, "alt": "A long table in a town hall", "credit": "Viltaïs", "width": 480, "height": 270},
            )
        ],
        "table": [
            Example(
                "small, stacks",
                {
                    "caption": "Opinions, out of 4",
                    "columns": ["Dimension", ("Mark", "end")],
                    "rows": [["Language", "3"], ["Health", "no opinion yet"]],
                },
            ),
            Example(
                "wide, at the desk",
                {
                    "caption": "Board of ten regions",
                    "columns": ["Region", "Meetings", ("People", "end"), ("Organisations", "end"), "Confirmed", "Pilot"],
                    "rows": [region_row, [ARABIC, *region_row[1:]]],
                },
            ),
            Example(
                "does not stack, caption hidden",
                {
                    "caption": "Years",
                    "columns": ["Year", "Meetings"],
                    "rows": [["2021", "12"]],
                    "stack": False,
                    "hide_caption": True,
                },
            ),
        ],
        "places": [Example("regions", {"items": [("Soria", "#", "Spain"), (Said("Corrèze", "fr"), "#", "France")]})],
        "asks": [
            Example(
                "at the desk",
                {
                    "items": [
                        ("none", "Losing people", "Vaucluse: 24 came first, 16 last time.", "Write to the six", "#"),
                        ("unknown", "No record", "Saône-et-Loire: nobody has told us.", "Ask for two dates", "#"),
                        ("ending", "At risk", "Corrèze: trouble with time.", "", ""),
                    ]
                },
            )
        ],
        "deadline": [
            Example(
                "open",
                {"left": "12 days", "moment": "Monday 2 August 2021, 23:59", "act_label": "Start", "act_href": "#"},
            ),
            Example("closed", {"left": "", "moment": "Monday 2 August 2021, 23:59 (Paris time)"}),
        ],
    }


def _act_parts(**form_options: Any) -> dict[str, list[Example]]:
    """Acts, forms and ways on."""
    blank = ExampleForm(prefix="blank", **form_options)
    other = ExampleForm(prefix="other", **form_options)
    sent = ExampleForm(
        {"amount": "24 975,00 env.", "sure": "likely", "day": "2021-06-30", "funder": "A town"}, **form_options
    )
    sent.add_error(None, "Somebody else changed this text while you wrote.")
    listed = Paginator(range(200), 10)
    chips = [("All", "#", True, 12), ("Work", "#", False, 4), (Said("Logement", "fr"), "#", False, None)]
    return {
        "button": [
            Example("signpost", {"label": "Take a place", "kind": "go", "href": "#"}),
            Example("plain", {"label": "All organisations"}),
            Example("taking away", {"label": "Remove", "kind": "no", "small": True, "hidden_detail": "Mâcon"}),
            Example(
                "small signpost, of a form",
                {"label": "Keep", "kind": "go", "small": True, "name": "act", "value": "keep", "formaction": "#"},
            ),
        ],
        "field": [
            *(Example(f"{bound.name}, empty", {"bound": bound, "width": WIDTHS.get(bound.name, "")}) for bound in blank),
            *(Example(f"{bound.name}, sent", {"bound": bound, "optional": False}) for bound in sent),
            Example("as a group, own hint", {"bound": other["funder"], "hint": "One name.", "legend": True}),
        ],
        "error_summary": [
            Example("with errors", {"form": sent}),
            Example("without", {"form": ExampleForm(**form_options)}),
        ],
        "notice": [
            Example("plain", {"title": "Two places are kept", "text": "For an employer, and for a newcomer."}),
            Example("tip", {"title": "Welcome", "items": [("Find help", "#"), ("Or ask", "")], "kind": "tip"}),
            Example("bad", {"title": "This was not kept", "text": "The table was closed meanwhile.", "kind": "bad"}),
            Example("a line", {"title": "", "text": "Note removed."}),
        ],
        "steps": [Example("third of five", {"steps": ["What", "For whom", "Money", "Where", "Read again"], "current": 3})],
        "stage": [Example("a section", {"title": "Around the table", "lead": "Eight came.", "id": "example"})],
        "empty": [
            Example(
                "nothing yet",
                {
                    "title": "No roundtable on record yet",
                    "text": "When you add the first one, its report and its promises appear here.",
                    "act_label": "Add a roundtable",
                    "act_href": "#",
                    "example": "1 July 2021, online, 23 people.",
                },
            ),
            Example("no result", {"title": "Nothing within 30 km", "text": "The nearest is in Mâcon, 41 km."}),
        ],
        "pager": [
            Example(
                "middle",
                {"previous": ("Isère, roundtable 2", "#", "fr"), "next": ("Vaucluse, roundtable 2", "#", "en")},
            ),
            Example("last", {"previous": (ARABIC, "#", ""), "label": "More reports"}),
        ],
        "pages": [
            Example("middle", {"page": listed.page(9), "base": "?theme=work&"}),
            Example("first", {"page": listed.page(1), "label": "More pages"}),
            Example("one page only", {"page": Paginator([1], 10).page(1)}),
        ],
        "choice_chips": [Example("one chosen", {"label": "Themes", "items": chips})],
    }


def page_examples() -> dict[str, list[Example]]:
    """Examples of the parts that stand once a page."""
    return _page_parts()


def examples(**form_options: Any) -> dict[str, list[Example]]:
    """Examples of all other components, by name; ``form_options`` go to the example forms."""
    return dict(sorted({**_text_parts(), **_record_parts(), **_act_parts(**form_options)}.items()))
