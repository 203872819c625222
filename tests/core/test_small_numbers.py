"""Small counts of people who could be recognised are hidden, and what would give them away too."""

import pytest

from welcommune.core.small_numbers import Cell, hide_small


def hidden(*cells, total_shown=True):
    return [cell.key for cell in hide_small(cells, total_shown=total_shown) if cell.hidden]


def newcomers(count, key="newcomers"):
    return Cell(key, count, protected=True)


def others(count, key="officials"):
    return Cell(key, count, protected=False)


@pytest.mark.parametrize(("count", "gone"), [(0, []), (1, ["newcomers"]), (4, ["newcomers"]), (5, []), (60, [])])
def test_a_protected_count_from_one_to_four_is_hidden(count, gone):
    assert hidden(newcomers(count), total_shown=False) == gone


def test_a_small_count_of_nobody_in_danger_is_shown():
    assert hidden(others(1), others(2, "associations")) == []


def test_one_hidden_count_takes_the_next_smallest_with_it():
    assert hidden(others(9), newcomers(3), others(6, "associations")) == ["newcomers", "associations"]


def test_a_count_of_nobody_gives_nothing_away_and_is_not_taken():
    assert hidden(others(0), newcomers(3), others(6, "associations")) == ["newcomers", "associations"]


def test_two_hidden_counts_need_no_third():
    assert hidden(newcomers(3), newcomers(2, "refugees"), others(6)) == ["newcomers", "refugees"]


def test_without_a_total_nothing_can_be_subtracted():
    assert hidden(newcomers(3), others(6), total_shown=False) == ["newcomers"]


def test_where_there_is_no_second_count_the_first_is_hidden_still():
    assert hidden(newcomers(3)) == ["newcomers"]


def test_the_order_and_the_counts_stay():
    cells = [others(9), newcomers(3), others(6, "associations")]
    assert [(cell.key, cell.count) for cell in hide_small(cells, total_shown=True)] == [
        ("officials", 9), ("newcomers", 3), ("associations", 6),
    ]  # fmt: skip
