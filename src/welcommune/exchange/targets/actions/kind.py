"""What a row about an action would do to the record."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import ExternalId
from welcommune.core.text import Translated
from welcommune.exchange.formats.whom import EVERYBODY
from welcommune.exchange.sheets.records import said
from welcommune.exchange.sheets.saying import Joined
from welcommune.exchange.targets.actions.places import Towns
from welcommune.exchange.targets.actions.reader import EVERY_SITUATION, levels_clash
from welcommune.exchange.targets.base import Setting, Trouble, Values
from welcommune.exchange.targets.records.planner import Kind
from welcommune.mapping.models import Action, ActionKind, ActionState, Cost, LanguageLevel, Referral, Serves
from welcommune.network.models import SLUG, Term
from welcommune.search.words import latin
from welcommune.stakeholders.models import Organisation
from welcommune.stakeholders.queries import fold

# Fields of a row that are columns of an action under the same name.
SAME: Final = (
    "name", "kind", "languages", "level_from", "level_to", "capacity", "address", "postcode", "town", "serves",
    "schedule", "state", "cost", "cost_note", "referral", "website", "email", "phone",
    "is_public",
)  # fmt: skip
DAYS: Final = {"starts_on": "starts_on", "ends_on": "ends_on", "confirmed_on": "dated"}
TEXTS: Final = ("about", "joining")
POINT: Final = ("latitude", "longitude")
VOCABULARIES: Final = {"theme": "themes", "group": "groups", "situation": "situations"}
CHOICES: Final[dict[str, Any]] = {
    "kind": ActionKind, "level_from": LanguageLevel, "level_to": LanguageLevel, "serves": Serves,
    "state": ActionState, "cost": Cost, "referral": Referral,
}  # fmt: skip
# Formats that name what they tell of, as the command notes these names.
FILES: Final = ("data-inclusion", "hsds")
IN_LIST: Final = _("%(town)s, as in the list of places")
NO_LEAD: Final = _("The register holds no organisation of this name: who runs it is left open.")
NO_PARTNER: Final = _("The register holds no organisation of this name: it is not noted as a partner.")


class ActionsKind(Kind):
    """See ``Kind``."""

    model: type[Model] = Action
    columns: tuple[str, ...] = (
        *SAME, *DAYS, *TEXTS, *POINT, "lead_id", "place_id", "is_for_everybody",
    )  # fmt: skip
    links: Mapping[str, str] = {
        "themes": "themes", "groups": "groups", "situations": "situations", "partners": "partners", "places": "served",
    }  # fmt: skip
    has_twins = False
    # One that was merged into another has given that its key, and is not met by its name.
    standing = Q(merged_into__isnull=True)
    # Beside the name of the town, the place that it is in the list is told as the town.
    FIELDS: Final = {
        "lead_id": "lead", "place_id": "town", "is_for_everybody": "situations", "confirmed_on": "dated",
        "latitude": "", "longitude": "",
    }  # fmt: skip

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.towns = Towns(setting.region)
        self.slugs = set(Action.plain.values_list("slug", flat=True))
        # The number that the last address of its kind has: lists name many things alike.
        self.stems: dict[str, int] = {}
        rows = Organisation.objects.filter(merged_into__isnull=True).order_by("pk")
        self.names = dict(rows.values_list("pk", "name"))
        self.by_name = {fold(name): pk for pk, name in self.names.items()}
        terms = Term.objects.filter(vocabulary__in=VOCABULARIES)
        self.terms = {(VOCABULARIES[term.vocabulary], term.code): term for term in terms}
        self.term_names = {term.pk: term.name for term in self.terms.values()}

    def told(self, values: Values) -> dict[str, Any]:
        """See ``Kind``; a lead that the register does not hold is not taken over, nor a town that may be several."""
        told: dict[str, Any] = {name: values[name] for name in SAME if name in values}
        told |= {name: date.fromisoformat(values[key]) for name, key in DAYS.items() if key in values}
        told |= {name: Translated({self.setting.language: values[name]}) for name in TEXTS if values.get(name)}
        if lead := self.by_name.get(fold(values.get("lead", ""))):
            told["lead_id"] = lead
        if situations := values.get("situations"):
            told["is_for_everybody"] = EVERYBODY in situations
        if (typed := _where(values)) and (place := self.towns.one(typed)):
            told |= {"place_id": place.pk, **{name: getattr(place, name) for name in POINT}}
        return told

    def beside(self, told: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """See ``Kind``: texts in other languages stay, a later confirmation too, and a point told more exactly."""
        told = told | {name: Translated(before[name]).retold(told[name]) for name in TEXTS if name in told}
        has_moved = "town" in told and fold(told["town"]) != fold(before["town"] or "")
        if "cost_note" not in told and told.get("cost", before["cost"]) != before["cost"]:
            # What was said of the cost before is not about this one.
            told["cost_note"] = ""
        left: set[str] = set()
        if "place_id" in told and told["place_id"] == before["place_id"]:
            left |= set(POINT)
        elif "place_id" not in told and has_moved:
            told |= dict.fromkeys(("place_id", *POINT))
        if "confirmed_on" in told and before["confirmed_on"] and before["confirmed_on"] > told["confirmed_on"]:
            left.add("confirmed_on")
        return {name: value for name, value in told.items() if name not in left}

    def named(self) -> Iterable[tuple[str, UUID]]:
        """See ``Kind``: those that the command brought in, and those that went out from here."""
        rows = ExternalId.objects.filter(source__in=FILES).order_by("pk").values_list("value", "object_id")
        own = Action.plain.filter(region=self.setting.region).values_list("pk", "slug")
        return [*((name, pk) for pk, slug in own for name in (str(pk), f"welcommune--{slug}")), *rows]

    def clash(self, columns: Mapping[str, Any]) -> Trouble | None:
        """See ``Kind``: levels go upwards."""
        return levels_clash(columns)

    def notes(self, values: Values) -> Iterable[Trouble]:
        """See ``Kind``."""
        if (lead := values.get("lead")) and fold(lead) not in self.by_name:
            yield Trouble("lead", lead, NO_LEAD, "warning")
        for partner in values.get("partners", ()):
            if fold(partner) not in self.by_name:
                yield Trouble("partners", partner, NO_PARTNER, "warning")
        for typed in values.get("served", ()):
            if why := self.towns.why_not(typed):
                yield Trouble("served", typed, why, "warning")
        if (typed := _where(values)) and self.towns.is_doubtful(typed) and (why := self.towns.why_not(typed)):
            yield Trouble("town", typed, why, "warning")

    def fresh(self, values: Values) -> dict[str, Any]:
        """An address of its own, and the language of the region; what names towns is for certain towns."""
        languages = self.setting.region.languages
        stem = slugify(latin(values["name"]))[: SLUG - 10].strip("-") or "action"
        slug, number = stem, self.stems.get(stem, 1)
        while slug in self.slugs:
            number += 1
            slug = f"{stem}-{number}"
        self.stems[stem] = number
        self.slugs.add(slug)
        fresh = {"slug": slug, "language": languages[0] if languages else self.setting.language}
        return fresh | ({"serves": Serves.PLACES.value} if any(map(self.towns.one, values.get("served", ()))) else {})

    def identity(self, columns: Mapping[str, Any]) -> str:
        """An action is met again by its name and town."""
        return f"{fold(columns['name'])}|{fold(columns['town'] or '')}"

    def field_of(self, column: str) -> str:
        """See ``Kind``."""
        return self.FIELDS.get(column, column)

    def words(self, column: str, value: Any) -> object:
        """See ``Kind``."""
        if column == "lead_id":
            return self.names.get(value, "")
        if column == "place_id":
            return said(IN_LIST, town=self.towns.label(value)) if value else ""
        if column == "is_for_everybody":
            return EVERY_SITUATION if value else ""
        if column == "is_public":
            return _("yes") if value else _("no")
        if column in TEXTS:
            return Translated(value).in_(self.setting.language)
        if column in CHOICES:
            return dict(CHOICES[column].choices).get(value, "")
        return Joined("commas", value) if isinstance(value, list) else "" if value is None else value

    def codes(self, name: str, values: Values) -> Iterable[str]:
        """See ``Kind``: what is known of it."""
        told = [code for code in super().codes(name, values) if code != EVERYBODY or name != "situations"]
        if name == "partners":
            return [partner for partner in told if fold(partner) in self.by_name]
        return [town for town in told if self.towns.one(town)] if name == "places" else told

    def is_whole(self, name: str, values: Values) -> bool:
        """See ``Kind``: which situations are accepted is told from end to end, and so is for which towns it is."""
        return name == "situations" or (name == "places" and all(map(self.towns.one, values["served"])))

    def linked(self, name: str, code: str) -> tuple[UUID, object]:
        """See ``Kind``."""
        if name == "partners":
            pk = self.by_name[fold(code)]
            return pk, self.names[pk]
        if name == "places" and (place := self.towns.one(code)):
            return place.pk, self.towns.label(place.pk)
        term = self.terms[name, code]
        return term.pk, term.name

    def name_of(self, name: str, pk: UUID) -> object:
        """See ``Kind``."""
        return self.towns.label(pk) if name == "places" else self.term_names.get(pk, "")


def _where(values: Values) -> str:
    """The town as it is looked up, with its postcode where it has one."""
    return f"{values.get('postcode', '')} {values.get('town', '')}".strip()
