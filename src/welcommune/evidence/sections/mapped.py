"""What the map holds: actions by theme, funding and when it ends."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Cell, Section, Table, chart
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, age_notes, best, day, named, referred
from welcommune.mapping.models import AssetKind, Certainty, FundingLevel, StrategyLevel


def actions(facts: Facts) -> Section:
    """What is offered, how much of it under which theme, and by whom."""
    items = facts.items("actions")
    if not items:
        return Section("actions", _("Actions by theme"), (), age_notes(items, facts.today))
    head = (_("Action"), _("Run by"), _("Town"), _("Last confirmed"))
    rows = tuple((named(item), _lead(item), item["town"] or NOTHING, day(item["as_of"])) for item in items)
    by_theme = chart(_("Actions by theme"), (_("Theme"), _("Actions")), _by_theme(items))
    blocks = (by_theme, Table(_("Actions"), head, rows))
    return Section("actions", _("Actions by theme"), blocks, age_notes(items, facts.today))


def _by_theme(items: Sequence[Item]) -> list[tuple[Cell, int]]:
    """How many actions each theme has, the most first; one that is under several counts in each."""
    names = {code: best(texts) for item in items for code, texts in item["themes"]}
    many = Counter(code for item in items for code, _texts in item["themes"])
    in_order = sorted(many.items(), key=lambda theme: (-theme[1], theme[0]))
    without = sum(not item["themes"] for item in items)
    last: list[tuple[Cell, int]] = [(_("No theme noted"), without)] if without else []
    return [*((Said(capfirst(names[code].text), names[code].language), n) for code, n in in_order), *last]


def funding(facts: Facts) -> Section:
    """Whose money carries what, and until when; the first to end stands first."""
    items = facts.items("funding")
    head = (_("Funder"), _("What for"), _("Amount"), _("Until"))
    rows = tuple((named(item) or NOTHING, _purpose(item), _amount(item), day(item["ends"])) for item in items)
    tables = (Table(_("Funding, the first to end first"), head, rows), _ending(items))
    blocks = tuple(table for table in tables if table.rows)
    return Section("funding", _("Funding and when it ends"), blocks, age_notes(items, facts.today))


def _ending(items: Sequence[Item]) -> Table:
    """The confirmed amounts that end in each year, by currency; ranges, help in kind and hopes are left out."""
    sums: dict[tuple[str, str], Decimal] = {}
    for item in items:
        if item["amount"] and item["ends"] and item["certainty"] == Certainty.CONFIRMED and not item["is_in_kind"]:
            key = item["ends"][:4], item["currency"]
            sums[key] = sums.get(key, Decimal(0)) + Decimal(item["amount"])
    rows = tuple((year, f"{ui.number(amount)} {currency}") for (year, currency), amount in sorted(sums.items()))
    return Table(_("Confirmed money that ends, by year"), (_("Year"), _("Amount")), rows)


def assets(facts: Facts) -> Section:
    """What there is that could answer a need."""
    items = facts.items("assets")
    head = (_("What there is"), _("Kind"), _("How many"), _("Organisation"))
    rows = tuple(_asset(facts, item) for item in items)
    blocks = (Table(_("What could be made use of"), head, rows),) if rows else ()
    return Section("assets", _("What the region has"), blocks, age_notes(items, facts.today))


def _asset(facts: Facts, item: Item) -> tuple[Cell, ...]:
    spoken = facts.spoken.get(item["key"])
    whose = spoken.attribution if spoken and spoken.text else ""
    many = ui.number(item["quantity"]) if item["quantity"] else NOTHING
    return referred(facts, item), str(AssetKind(item["kind"]).label), many, whose or NOTHING


def _lead(item: Item) -> Cell:
    return best(item["lead"]) or NOTHING


def strategies(facts: Facts) -> Section:
    """Strategies and plans that matter for the welcome, with their time."""
    items = facts.items("strategies")
    head = (_("Strategy"), _("Issued by"), _("Level"), _("When"))
    rows = tuple((named(item), _lead(item), str(StrategyLevel(item["level"]).label), _period(item)) for item in items)
    blocks = (Table(_("Strategies"), head, rows),) if rows else ()
    return Section("strategies", _("Strategies"), blocks, age_notes(items, facts.today))


def _period(item: Item) -> str:
    return " – ".join(day(item[name]) for name in ("starts", "ends") if item[name]) or NOTHING


def _purpose(item: Item) -> str:
    level = str(FundingLevel(item["level"]).label) if item["level"] else ""
    return ui.commas([item["purpose"], item["programme"], level]) or NOTHING


def _amount(item: Item) -> str:
    parts = [item["amount"]] if item["amount"] else [item["amount_from"], item["amount_to"]]
    money = " – ".join(ui.number(Decimal(part)) for part in parts if part)
    words = f"{money} {item['currency']}" if money else _("not stated")
    sure = "" if item["certainty"] == Certainty.CONFIRMED else str(Certainty(item["certainty"]).label)
    return ui.commas([words, _("in kind") if item["is_in_kind"] else "", sure])
