"""Small counts of people in protected groups are hidden in public.

Cells under the threshold read "fewer than 5". Where the total is shown and exactly one cell is
hidden, subtraction would reveal it: then the next smallest cell is hidden too (complementary
suppression, as in the disclosure-control handbooks of statistical offices).
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
    shown = [replace(cell, hidden=cell.protected and 0 < cell.count < THRESHOLD) for cell in cells]
    hidden = [cell for cell in shown if cell.hidden]
    open_cells = sorted((cell for cell in shown if not cell.hidden and cell.count), key=lambda cell: cell.count)
    if total_shown and len(hidden) == 1 and open_cells:
        second = open_cells[0].key
        return [replace(cell, hidden=cell.hidden or cell.key == second) for cell in shown]
    return shown
