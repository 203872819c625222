"""What the map holds: actions by theme, funding and when it ends."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Block, Cell, Section, Table, chart
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, age_notes, best, day, named, referred
from welcommune.mapping.models import ActionState, AssetKind, Certainty, FundingLevel, StrategyLevel
from welcommune.mapping.queries.funding import amount_words, in_a_year, money_words, sum_facts
from welcommune.mapping.sums.money import Sums, When, by_when, ending, grouped, sums_of


def actions(facts: Facts) -> Section:
    """What is offered, how much of it under which theme, and by whom."""
    items = facts.items("actions")
    going, over = ([item for item in items if (item["state"] == ActionState.ENDED) is ended] for ended in (False, True))
    head = (_("Action"), _("Run by"), _("Town"), _("Can one join?"), _("Last confirmed"))
    blocks: list[Block] = []
    if going:
        blocks.append(chart(_("Actions by theme"), (_("Theme"), _("Actions")), _by_theme(going)))
        blocks.append(Table(_("Actions"), head, tuple(_action(item) for item in going)))
    if over:
        rows = tuple((named(item), _lead(item), item["town"] or NOTHING) for item in over)
        blocks.append(Table(_("Actions that have ended"), head[:3], rows))
    return Section("actions", _("Actions by theme"), tuple(blocks), age_notes(items, facts.today))


def _action(item: Item) -> tuple[Cell, ...]:
    """Versions of before kept one date, whatever it was about."""
    state = str(ActionState(item["state"]).label) if item["state"] else NOTHING
    return named(item), _lead(item), item["town"] or NOTHING, state, day(item.get("confirmed", item["as_of"]))


def _by_theme(items: Sequence[Item]) -> list[tuple[Cell, int]]:
    """How many actions each theme has, the most first; one that is under several counts in each."""
    names = {code: best(texts) for item in items for code, texts in item["themes"]}
    many = Counter(code for item in items for code, _texts in item["themes"])
    in_order = sorted(many.items(), key=lambda theme: (-theme[1], theme[0]))
    without = sum(not item["themes"] for item in items)
    last: list[tuple[Cell, int]] = [(_("No theme noted"), without)] if without else []
    return [*((Said(capfirst(names[code].text), names[code].language), n) for code, n in in_order), *last]


@dataclass(frozen=True)
class Frozen:
    """A funding line as it was frozen, to be counted like one of the desk."""

    amount: Decimal | None
    amount_from: Decimal | None
    amount_to: Decimal | None
    currency: str
    certainty: str
    is_in_kind: bool
    starts_on: date | None
    ends_on: date | None


def frozen_line(item: Item) -> Frozen:
    """A fact about funding, with amounts and days to count with."""
    exact, low, high = (Decimal(item[name]) if item[name] else None for name in ("amount", "amount_from", "amount_to"))
    starts, ends = (date.fromisoformat(item[name]) if item[name] else None for name in ("starts", "ends"))
    return Frozen(exact, low, high, item["currency"], item["certainty"], item["is_in_kind"], starts, ends)


def funding(facts: Facts) -> Section:
    """Whose money carries what, and until when, the first to end first; what it comes to, and what ends soon."""
    items = facts.items("funding")
    lines = [frozen_line(item) for item in items]
    head = (_("Funder"), _("What for"), _("Amount"), _("When"))
    rows = tuple(
        (named(item) or NOTHING, purpose_words(item), amount_told(line), lasting(item))
        for item, line in zip(items, lines, strict=True)
    )
    soon = ending(lines, facts.today, in_a_year(facts.today))
    tables = (
        Table(_("Funding, the first to end first"), head, rows), _whole(lines, facts.today),
        _sums(_("Ends within 12 months"), soon), _by_year(lines),
    )  # fmt: skip
    blocks = tuple(table for table in tables if table.rows)
    return Section("funding", _("Funding and when it ends"), blocks, age_notes(items, facts.today))


def _whole(lines: Sequence[Frozen], today: date) -> Table:
    """What all comes to, with what runs on the day of reading apart from what is to come, over, or without a day."""
    words = {
        When.RUNNING: pgettext("money", "Running"), When.TO_COME: pgettext("money", "To come"),
        When.OVER: pgettext("money", "Over"), When.UNDATED: _("Dates not known"),
    }  # fmt: skip
    columns = {words[one]: dict(sum_facts(sums)) for one, sums in by_when(lines, today).items()}
    if len(columns) > 1:
        columns[_("All of it")] = dict(sum_facts(sums_of(lines)))
    rows = ((kind, *(told.get(kind, NOTHING) for told in columns.values())) for kind, _all in sum_facts(sums_of(lines)))
    title = _("What it comes to, as of %(date)s") % {"date": ui.date(today)}
    return Table(title, (_("Kind"), *columns), tuple(rows))


def funding_sums(facts: Facts) -> dict[str, Any]:
    """The same for machines: the day, and the sums by how they stand to it; never across kinds or currencies."""
    sums = by_when([frozen_line(item) for item in facts.items("funding")], facts.today)
    return {"as_of": facts.today.isoformat(), **{one.value: _plain(told) for one, told in sums.items()}}


def _plain(sums: Sums) -> dict[str, Any]:
    kinds = {"confirmed": sums.confirmed, "applied_or_expected": sums.hoped, "in_kind": sums.in_kind}
    bands = {code: {"low": str(band.low), "high": _text(band.high)} for code, band in sorted(sums.bands.items())}
    amounts = {kind: {code: str(of[code]) for code in sorted(of)} for kind, of in kinds.items() if of}
    return {"lines": sums.lines, **amounts, **({"bands": bands} if bands else {}), "not_stated": sums.unstated}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _sums(title: str, lines: Sequence[Frozen]) -> Table:
    """What lines come to, as at the desk: each kind of money and each currency apart."""
    return Table(title, (_("Kind"), _("Amount")), tuple(sum_facts(sums_of(lines))))


def _by_year(lines: Sequence[Frozen]) -> Table:
    """The confirmed amounts that end in each year, by currency; bands, help in kind and hopes are left out."""
    years = grouped(([str(line.ends_on.year)], line) for line in lines if line.ends_on)
    rows = tuple((year, money_words(sums.confirmed)) for year, sums in years.items() if sums.confirmed)
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
    rows = tuple(
        (named(item), _lead(item), str(StrategyLevel(item["level"]).label), period_words(item)) for item in items
    )
    blocks = (Table(_("Strategies"), head, rows),) if rows else ()
    return Section("strategies", _("Strategies"), blocks, age_notes(items, facts.today))


def period_words(item: Item) -> str:
    """From when until when."""
    return " – ".join(day(item[name]) for name in ("starts", "ends") if item[name]) or NOTHING


def lasting(item: Item) -> str:
    """From when until when there is money, as far as somebody told us."""
    starts, ends = day(item["starts"]), day(item["ends"])
    if item["starts"] and not item["ends"]:
        return _("From %(date)s on") % {"date": starts}
    return f"{starts} – {ends}" if item["starts"] else _("Until %(date)s") % {"date": ends} if item["ends"] else NOTHING


def purpose_words(item: Item) -> str:
    """What the money is for, from which programme and level."""
    level = str(FundingLevel(item["level"]).label) if item["level"] else ""
    return ui.commas([item["purpose"], item["programme"], level]) or NOTHING


def amount_told(line: Frozen) -> str:
    """How much it is, and how sure."""
    sure = "" if line.certainty == Certainty.CONFIRMED else str(Certainty(line.certainty).label)
    return ui.commas([amount_words(line), _("in kind") if line.is_in_kind else "", sure])
