"""Small counts of people who could be recognised are hidden, and what would give them away too."""

import random
from itertools import product

import pytest

from welcommune.network.sums import THRESHOLD, Cell, hide_small


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


def test_two_hidden_counts_that_come_to_two_or_to_eight_are_known_and_take_a_third():
    assert hidden(newcomers(1), newcomers(1, "refugees"), others(6)) == ["newcomers", "refugees", "officials"]
    assert hidden(newcomers(4), newcomers(4, "refugees"), others(6)) == ["newcomers", "refugees", "officials"]


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


def what_a_reader_can_tell(cells):
    """All that the hidden counts can be, for a reader who knows the rule, the other cells and the total."""
    gone = [cell for cell in cells if cell.hidden]
    total = sum(cell.count for cell in gone)

    def could_be(cell):
        if cell.protected and cell.count < THRESHOLD:
            return range(1, THRESHOLD)
        return range(THRESHOLD if cell.protected else 1, total + 1)

    every = [told for told in product(*map(could_be, gone)) if sum(told) == total]
    return [{told[place] for told in every} for place in range(len(gone))]


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_count_can_be_worked_out(seed):
    chance = random.Random(seed)
    drawn = [Cell(str(n), chance.randrange(0, 9), chance.random() < 0.6) for n in range(chance.randrange(2, 6))]
    shown = hide_small(drawn, total_shown=True)
    assert [cell.key for cell in shown if not cell.hidden and cell.protected and 0 < cell.count < THRESHOLD] == []
    told = what_a_reader_can_tell(shown)
    # Where everything is hidden there is nothing more to hide: the total alone is shown.
    all_gone = all(cell.hidden for cell in shown if cell.count)
    assert all_gone or [values for values in told if len(values) < 2] == []


@pytest.mark.parametrize("protected", [(True, False, False), (True, True, False), (True, True, True)])
def test_who_knows_in_which_order_counts_are_hidden_learns_no_more(protected):
    """All tables of three counts that would be printed alike, for each that is printed."""
    most, printed = 10, {}
    for counts in product(range(most + 1), repeat=3):
        cells = [Cell(str(n), count, keep) for n, (count, keep) in enumerate(zip(counts, protected, strict=True))]
        shown = tuple(None if cell.hidden else cell.count for cell in hide_small(cells, total_shown=True))
        printed.setdefault((shown, sum(counts)), []).append(counts)
    told = [
        (shown, alike)
        for (shown, total), alike in printed.items()
        # Larger tables may be printed alike; where all is hidden, there is nothing more to hide.
        if total <= most and any(shown)
        for place, keep in enumerate(protected)
        if keep and shown[place] is None and len({counts[place] for counts in alike}) == 1
    ]
    assert told == []
