"""Errors by type, place and route: how often, when first and last, and the numbers of the last requests."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from welcommune.operations.watching.counts import COUNTS
from welcommune.operations.watching.places import Told
from welcommune.operations.watching.store import read, write

# The numbers of the last five requests are kept: ten letters and a space each.
NOTE = """
INSERT INTO fault VALUES (:kind, :place, :route, 1, :now, :now, :request) ON CONFLICT DO UPDATE SET
times = times + 1, last = :now, requests = substr(:request || ' ' || requests, 1, 55)
"""
# Of more than 200 the oldest go: what is not there any more may have been mended.
BOUND = """
DELETE FROM fault WHERE (kind, place, route) IN
(SELECT kind, place, route FROM fault ORDER BY last DESC LIMIT -1 OFFSET 200)
"""


@dataclass(frozen=True)
class Fault:
    """One kind of error at one place."""

    kind: str
    place: str
    route: str
    times: int
    first: float
    last: float
    requests: str

    @property
    def first_at(self) -> datetime:
        return datetime.fromtimestamp(self.first, UTC)

    @property
    def last_at(self) -> datetime:
        return datetime.fromtimestamp(self.last, UTC)


def note_fault(told: Told, *, route: str, request_id: str) -> None:
    """Count one more; it never fails."""
    facts = {"kind": told.kind, "place": told.place, "route": route, "now": time.time(), "request": request_id}
    COUNTS.add(("errors", 1))
    write((NOTE, facts), (BOUND, {}))


def known_faults() -> list[Fault]:
    """All that are noted, the last one first."""
    return [Fault(*row) for row in read("SELECT * FROM fault ORDER BY last DESC, kind, place, route")]


def forget_faults(kind: str = "", place: str = "", route: str = "") -> None:
    """Take one off the list, or all where none is named."""
    if kind:
        write(("DELETE FROM fault WHERE kind = ? AND place = ? AND route = ?", (kind, place, route)))
    else:
        write(("DELETE FROM fault", ()))
