"""Actions, as lists of services tell of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import ExternalId
from welcommune.core.text import Translated, clean_text
from welcommune.exchange.sheets import BadValue, values
from welcommune.exchange.sheets.saying import Joined
from welcommune.exchange.targets.base import Field, Reader, Setting, Target, Trouble, Values
from welcommune.exchange.targets.headers import ACTIONS, KINDS
from welcommune.exchange.targets.organisations.fields import PARSERS as OF_ORGANISATIONS
from welcommune.exchange.targets.records.planner import Kind, RecordPlanner
from welcommune.exchange.targets.records.reading import RecordReader, choice_words, day, line, term_words
from welcommune.mapping.models import Action, ActionKind
from welcommune.network.models import NAME, SLUG, Term
from welcommune.search.words import latin
from welcommune.stakeholders.models import Organisation
from welcommune.stakeholders.queries import fold

ACTION, PLACE, WHEN, ASK = (
    gettext_lazy("Action"), gettext_lazy("Where"), gettext_lazy("When"), gettext_lazy("Where to ask"),
)  # fmt: skip
LABELS: Final[dict[Any, dict[str, Any]]] = {
    ACTION: {
        "name": gettext_lazy("Name"), "lead": gettext_lazy("Run by"), "kind": gettext_lazy("Kind"),
        "themes": gettext_lazy("Themes"), "groups": gettext_lazy("For whom"), "about": gettext_lazy("What it is"),
        "languages": gettext_lazy("Languages spoken"), "capacity": gettext_lazy("Places"),
        "key": gettext_lazy("Its number or code in this list"),
    },
    PLACE: {
        "address": gettext_lazy("Street and number"), "postcode": gettext_lazy("Postcode"),
        "town": gettext_lazy("Town"),
    },
    WHEN: {
        "schedule": gettext_lazy("When"), "starts_on": gettext_lazy("First day"), "ends_on": gettext_lazy("Last day"),
    },
    ASK: {
        "website": gettext_lazy("Website"), "email": gettext_lazy("E-mail for everybody"),
        "phone": gettext_lazy("Telephone for everybody"),
    },
}  # fmt: skip
EXAMPLES = {
    "name": "Cours de français du soir", "lead": "Association Le Pont", "themes": "language", "town": "Mâcon",
    "postcode": "71000", "schedule": "mardi, 18 h", "capacity": "12",
}  # fmt: skip
FOR_ALL = {"lead", "kind", "town"}
MOST_PLACES = 100_000


def capacity(text: str) -> int:
    """A number of places."""
    number = values.parse_number(text)
    if number != int(number) or not 0 <= number <= MOST_PLACES:
        raise BadValue(_("Write a whole number of places."))
    return int(number)


PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    "name": line(NAME), "lead": line(NAME), "key": line(180), "address": line(200), "postcode": line(12),
    "town": line(120), "schedule": line(300), "capacity": capacity, "starts_on": day, "ends_on": day,
    "about": lambda text: clean_text(values.parse_text(text, most=4000)),
} | {name: OF_ORGANISATIONS[name] for name in ("languages", "website", "email", "phone")}  # fmt: skip


def _reader(words: Mapping[tuple[str, str], str]) -> RecordReader:
    known = {
        "kind": choice_words(ActionKind.choices, KINDS), "themes": term_words("theme"), "groups": term_words("group"),
    }  # fmt: skip
    return RecordReader(words, PARSERS, known, frozenset({"themes", "groups"}))


class ActionsKind(Kind):
    """See ``Kind``."""

    model: type[Model] = Action
    columns: tuple[str, ...] = (
        "name", "about", "lead_id", "kind", "languages", "capacity", "address", "postcode", "town", "schedule",
        "starts_on", "ends_on", "website", "email", "phone",
    )  # fmt: skip
    links: Mapping[str, str] = {"themes": "themes", "groups": "groups"}
    has_twins = False

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.slugs = set(Action.plain.values_list("slug", flat=True))
        rows = Organisation.objects.filter(merged_into__isnull=True).order_by("pk")
        self.names = dict(rows.values_list("pk", "name"))
        self.by_name = {fold(name): pk for pk, name in self.names.items()}
        terms = Term.objects.filter(vocabulary__in=["theme", "group"])
        self.terms = {(f"{term.vocabulary}s", term.code): term for term in terms}

    def told(self, values: Values) -> dict[str, Any]:
        """See ``Kind``; a lead that the register does not hold is not taken over."""
        plain = ("name", "kind", "languages", "capacity", "address", "postcode", "town", "schedule", "website", "email")
        told = {name: values[name] for name in (*plain, "phone") if name in values}
        told |= {name: date.fromisoformat(values[name]) for name in ("starts_on", "ends_on") if name in values}
        if text := values.get("about"):
            told["about"] = Translated({self.setting.language: text})
        if lead := self.by_name.get(fold(values.get("lead", ""))):
            told["lead_id"] = lead
        return told

    def notes(self, values: Values) -> Iterable[Trouble]:
        """See ``Kind``."""
        if (lead := values.get("lead")) and fold(lead) not in self.by_name:
            sentence = _("The register holds no organisation of this name: who runs it is left open.")
            yield Trouble("lead", lead, sentence, "warning")

    def fresh(self, values: Values) -> dict[str, Any]:
        """An address of its own, and the language of the region."""
        languages = self.setting.region.languages
        stem = slugify(latin(values["name"]))[: SLUG - 10].strip("-") or "action"
        numbered = (f"{stem}-{number}" for number in range(2, len(self.slugs) + 3))
        slug = next(one for one in (stem, *numbered) if one not in self.slugs)
        self.slugs.add(slug)
        return {"slug": slug, "language": languages[0] if languages else self.setting.language}

    def identity(self, columns: Mapping[str, Any]) -> str:
        """An action is met again by its name and town."""
        return f"{fold(columns['name'])}|{fold(columns['town'] or '')}"

    def field_of(self, column: str) -> str:
        """See ``Kind``."""
        return column.removesuffix("_id")

    def words(self, column: str, value: Any) -> object:
        """See ``Kind``."""
        if column == "lead_id":
            return self.names.get(value, "")
        if column == "kind":
            return dict(ActionKind.choices).get(value, "")
        return Joined("commas", value) if isinstance(value, list) else "" if value is None else value

    def linked(self, name: str, code: str) -> tuple[UUID, object]:
        """See ``Kind``."""
        term = self.terms[name, code]
        return term.pk, term.name


class Actions(Target):
    """See ``Target``."""

    key = "actions"
    label = gettext_lazy("actions and services for newcomers")
    models = (Action, ExternalId)
    choice_fields = ("kind", "themes", "groups")
    sheets = ("service", "action")

    def fields(self) -> Sequence[Field]:
        """See ``Target``."""
        return [
            Field(key, label, ACTIONS.get(key, ()), None, key == "name", key == "key", group=group,
                  example=EXAMPLES.get(key, ""), for_all=key in FOR_ALL)
            for group, labels in LABELS.items() for key, label in labels.items()
        ]  # fmt: skip

    def reader(self, words: Mapping[tuple[str, str], str]) -> Reader:
        """See ``Target``."""
        return _reader(words)

    def choices(self, field: str) -> list[tuple[str, str]]:
        """See ``Target``."""
        return _reader({}).known[field].offered()

    def planner(self, setting: Setting) -> RecordPlanner:
        """See ``Target``."""
        return RecordPlanner(setting, ActionsKind(setting))
