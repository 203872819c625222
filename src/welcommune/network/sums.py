"""Small counts of people in protected groups are hidden in public.

Cells under the threshold read "fewer than 5". Where the total is shown, subtraction would narrow them down: then the
next smallest cells are hidden too (complementary suppression, as in the disclosure-control handbooks of statistical
offices), until each hidden count could be more than one number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

THRESHOLD = 5


@dataclass(frozen=True)
class Cell:
    """A count of people; ``protected`` marks a group whose members could be recognised."""

    key: str
    count: int
    protected: bool
    hidden: bool = False


def hide_small(cells: Sequence[Cell], *, total_shown: bool) -> list[Cell]:
    """The cells with those marked ``hidden`` that the public may not learn; the order is kept."""
    hidden = [cell for cell in cells if _is_small(cell)]
    # A count of nobody gives nothing away, and hides nothing.
    others = sorted((cell for cell in cells if cell.count and cell not in hidden), key=lambda cell: cell.count)
    while total_shown and others and _can_be_told(hidden, others[0].count):
        # Equal ones go together: which of them was taken would tell that it is not smaller.
        least = others[0].count
        hidden += [cell for cell in others if cell.count == least]
        others = [cell for cell in others if cell.count > least]
    return [replace(cell, hidden=cell in hidden) for cell in cells]


def total_tells(cells: Sequence[Cell], uncounted: Sequence[Cell], total: int) -> bool:
    """Whether a total, itself below the threshold, narrows down a count of a protected group that is not told.

    ``cells`` are as ``hide_small`` gave them; of ``uncounted`` groups it is only known that somebody was there. Totals
    that would give nothing away yet are hidden too: else that one is hidden would tell what it is.
    """
    hidden = [cell for cell in cells if cell.hidden]
    return 0 < total < THRESHOLD and any(cell.protected for cell in (*hidden, *uncounted))


def _is_small(cell: Cell) -> bool:
    return cell.protected and 0 < cell.count < THRESHOLD


def _can_be_told(hidden: Sequence[Cell], least_shown: int) -> bool:
    """Whether somebody who knows what the hidden counts come to can tell one of them.

    That the smallest are hidden first is no secret: each of those is below the smallest that is shown.
    """
    total = sum(cell.count for cell in hidden)
    low = [THRESHOLD if cell.protected and not _is_small(cell) else 1 for cell in hidden]
    high = [THRESHOLD - 1 if _is_small(cell) else min(total, least_shown - 1) for cell in hidden]
    return any(
        max(least, total - sum(high) + most) == min(most, total - sum(low) + least)
        for least, most in zip(low, high, strict=True)
    )
