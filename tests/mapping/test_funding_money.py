"""Money is counted so that the figures can be defended, and periods are compared and drawn as they are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from welcommune.mapping.sums.money import Band, grouped, overlapping, sums_of
from welcommune.mapping.sums.timeline import timeline


@dataclass(frozen=True)
class Told:
    """What is counted of a line."""

    amount: Decimal | None = None
    currency: str = "EUR"
    certainty: str = "confirmed"
    is_in_kind: bool = False
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None


def test_nothing_is_added_to_what_is_another_kind_of_money():
    sums = sums_of([
        Told(Decimal("100.10")), Told(Decimal("0.20")), Told(Decimal(50), "GBP"), Told(Decimal(7), certainty="applied"),
        Told(Decimal(8), certainty="expected"), Told(Decimal(9), is_in_kind=True), Told(),
        Told(amount_from=Decimal(10), amount_to=Decimal(20)), Told(amount_from=Decimal(1), amount_to=Decimal(2)),
        Told(amount_from=Decimal(5), currency="PLN"),
    ])  # fmt: skip
    assert dict(sums.confirmed) == {"EUR": Decimal("100.30"), "GBP": Decimal(50)}
    assert (dict(sums.hoped), dict(sums.in_kind)) == ({"EUR": Decimal(15)}, {"EUR": Decimal(9)})
    assert dict(sums.bands) == {"EUR": Band(Decimal(11), Decimal(22), 2), "PLN": Band(Decimal(5), None, 1)}
    assert (sums.unstated, sums.lines) == (1, 10)
    by_theme = grouped([(["b", "a"], Told(Decimal(3))), (["a"], Told(Decimal(4)))])
    assert {name: dict(each.confirmed) for name, each in by_theme.items()} == {"a": {"EUR": 7}, "b": {"EUR": 3}}


def test_periods_overlap_only_for_one_purpose_and_on_shared_days():
    year, next_year = (date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), None)
    lines = [
        ("a", "x", year), ("b", "x", (date(2026, 12, 31), date(2027, 6, 1))), ("c", "x", next_year), ("d", "y", year),
        ("e", "x", (None, None)),
    ]  # fmt: skip
    assert overlapping(lines) == {"a": ["b"], "b": ["a", "c"], "c": ["b"]}


def test_bars_lie_between_the_years_and_are_cut_at_the_edge():
    shape = timeline([(date(2026, 1, 1), date(2026, 12, 31)), (date(1999, 1, 1), None)], date(2026, 7, 1))
    assert [year for year, _x in shape.years] == [2023, 2024, 2025, 2026]
    first, second = shape.bars
    assert (first.x, first.x + first.width, first.is_open) == (dict(shape.years)[2026], shape.width, False)
    assert (second.x, second.width, second.is_open, second.y > first.y) == (0.0, shape.width, True, True)
