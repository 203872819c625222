"""What is told of a fact, field by field and as its section shows it, so that two versions of it can be compared."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Cell
from welcommune.evidence.sections.facts import NO_LANGUAGE, Facts, Item, best, day, named, source_words
from welcommune.evidence.sections.gaps import answers_told, towns_told, where_missing
from welcommune.evidence.sections.mapped import amount_told, frozen_line, lasting, period_words, purpose_words
from welcommune.evidence.sections.steps import time_told
from welcommune.evidence.sections.table import (
    convened_by,
    kind_of_people,
    meeting_label,
    roles_told,
    when_held,
    who_came,
)
from welcommune.evidence.sections.territory import territory_label, value_told
from welcommune.library.models import ResourceKind
from welcommune.mapping.models import ActionState, AssetKind, GapState, StrategyLevel
from welcommune.mapping.queries.provision import Standing
from welcommune.meetings.models import CommitmentState, InsightKind
from welcommune.meetings.queries import people_words

Told = Mapping[str, Cell]


def told(part: str, facts: Facts, item: Item) -> Told:
    """Label → value, in the reader's language. What a version of before did not keep is left out, not empty."""
    return {**FIELDS[part](facts, item), _("Source"): source_words(item)}


def _territory(_facts: Facts, item: Item) -> Told:
    return {_("What"): territory_label(item), _("Value"): value_told(item), _("Not certain"): best(item["doubt"])}


def _table(_facts: Facts, item: Item) -> Told:
    return {_("Name"): named(item), _("Kind"): best(item["kind"]), _("At the table as"): roles_told(item)}


def _people(_facts: Facts, item: Item) -> Told:
    """A count that the public may not learn was not kept, and is told as hidden."""
    many = people_words(item["count"] or 0, item["count"] is None)
    return {_("Kind"): kind_of_people(item), _("How many"): many}


def _meeting(_facts: Facts, item: Item) -> Told:
    told: dict[str, Cell] = {
        _("Name"): meeting_label(item), _("Date"): when_held(item), _("Who came"): who_came(item),
    }  # fmt: skip
    return told | ({_("Convened by"): convened_by(item)} if "conveners" in item else {})


def _said(_facts: Facts, item: Item) -> Told:
    return {_("Kind"): str(InsightKind(item["kind"]).label), _("Date"): day(item["as_of"])}


def _action(_facts: Facts, item: Item) -> Told:
    found: dict[str, Cell] = {
        _("Name"): named(item), _("Run by"): best(item["lead"]), _("Town"): item["town"],
        _("Themes"): ui.commas(best(texts) for _code, texts in item["themes"]),
        _("State"): str(ActionState(item["state"]).label) if item["state"] else "",
    }  # fmt: skip
    kept = {_("Ends on"): "ends", _("Last confirmed"): "confirmed"}
    return found | {label: day(item[name]) for label, name in kept.items() if name in item}


def _funding(_facts: Facts, item: Item) -> Told:
    return {
        _("Funder"): named(item), _("What for"): purpose_words(item), _("Amount"): amount_told(frozen_line(item)),
        _("When"): lasting(item), _("Date"): day(item["as_of"]),
    }  # fmt: skip


def _asset(_facts: Facts, item: Item) -> Told:
    many = ui.number(item["quantity"]) if item["quantity"] else ""
    return {_("Kind"): str(AssetKind(item["kind"]).label), _("How many"): many}


def _strategy(_facts: Facts, item: Item) -> Told:
    return {
        _("Title"): named(item), _("Issued by"): best(item["lead"]), _("When"): period_words(item),
        _("Level"): str(StrategyLevel(item["level"]).label), _("Address"): Said(item["url"], NO_LANGUAGE),
    }  # fmt: skip


def _coverage(_facts: Facts, item: Item) -> Told:
    whole = str(Standing(item["standing"]).label)
    return {_("In the region"): whole, _("In its towns on record"): towns_told(item)}


def _gap(facts: Facts, item: Item) -> Told:
    return {
        _("Title"): named(item), _("Where and for whom"): where_missing(item),
        _("State"): str(GapState(item["state"]).label), _("What answers it"): answers_told(facts, item),
    }  # fmt: skip


def _pilot(_facts: Facts, item: Item) -> Told:
    return {
        _("Title"): named(item), _("What it is"): best(item["about"]), _("Led by"): best(item["lead"]),
        _("Place"): best(item["place"]), _("When"): time_told(item), _("Address"): Said(item["url"], NO_LANGUAGE),
    }  # fmt: skip


def _resource(_facts: Facts, item: Item) -> Told:
    """Whatever names or shows a person is told by nothing that either version may have kept."""
    title = {_("Title"): named(item)} if "name" in item else {}
    kind, publisher = str(ResourceKind(item["kind"]).label), best(item["publisher"])
    return {**title, _("Kind"): kind, _("Published by"): publisher, _("Date"): day(item["as_of"])}


def _promise(_facts: Facts, item: Item) -> Told:
    state = capfirst(str(CommitmentState(item["state"]).label))
    return {_("Organisation"): best(item["lead"]), _("By when"): day(item["due"]), _("State"): state}


FIELDS: Final[dict[str, Callable[[Facts, Item], Told]]] = {
    "territory": _territory, "table": _table, "people": _people, "meetings": _meeting, "said": _said,
    "actions": _action, "funding": _funding, "assets": _asset, "strategies": _strategy, "coverage": _coverage,
    "gaps": _gap, "pilots": _pilot, "resources": _resource, "promises": _promise, "coming": _meeting,
}  # fmt: skip
