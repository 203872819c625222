"""What the map holds: actions by theme, funding and when it ends."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Cell, Section, Table, chart
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, age_notes, best, day, named
from welcommune.mapping.models import Certainty, FundingLevel


def actions(facts: Facts) -> Section:
    """What is offered, how much of it under which theme, and by whom."""
    items = facts.items("actions")
    if not items:
        return Section("actions", _("Actions by theme"), (), age_notes(items, facts.today))
    head = (_("Action"), _("Run by"), _("Town"), _("Last confirmed"))
    rows = tuple(
        (named(item), best(item["lead"]) or NOTHING, item["town"] or NOTHING, day(item["as_of"])) for item in items
    )
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
    blocks = (Table(_("Funding, the first to end first"), head, rows),) if rows else ()
    return Section("funding", _("Funding and when it ends"), blocks, age_notes(items, facts.today))


def _purpose(item: Item) -> str:
    level = str(FundingLevel(item["level"]).label) if item["level"] else ""
    return ui.commas([item["purpose"], item["programme"], level]) or NOTHING


def _amount(item: Item) -> str:
    parts = [item["amount"]] if item["amount"] else [item["amount_from"], item["amount_to"]]
    money = " – ".join(ui.number(Decimal(part)) for part in parts if part)
    words = f"{money} {item['currency']}" if money else _("not stated")
    sure = "" if item["certainty"] == Certainty.CONFIRMED else str(Certainty(item["certainty"]).label)
    return ui.commas([words, _("in kind") if item["is_in_kind"] else "", sure])
