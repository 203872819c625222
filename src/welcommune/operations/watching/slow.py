"""Statements that take long, without a value in them: how often, how long, and for which page."""

import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from welcommune.operations.watching.store import read, write

LONGEST = 1000
# Our own statements hold places for values; what some part of the database library writes into them goes.
TEXT, NUMBER = re.compile(r"'(?:[^']|'')*'"), re.compile(r"\b\d+(?:\.\d+)?\b")
MANY_PLACES, GAPS = re.compile(r"%s(?:\s*,\s*%s)+"), re.compile(r"\s+")
# The last forty times are kept, so that the page can tell what 95 of 100 took at most.
NOTE = """
INSERT INTO slow VALUES (:statement, :route, 1, :ms, :now, json_array(:ms)) ON CONFLICT DO UPDATE SET
times = times + 1, total = total + :ms, last = :now, recent = (
    SELECT json_group_array(ms) FROM
    (SELECT :ms AS ms, -1 AS age UNION ALL SELECT value, key FROM json_each(recent) ORDER BY age LIMIT 40)
)
"""
# Of more than 200, those that were not slow for longest go.
BOUND = """
DELETE FROM slow WHERE (statement, route) IN
(SELECT statement, route FROM slow ORDER BY last DESC LIMIT -1 OFFSET 200)
"""


@dataclass(frozen=True)
class Slow:
    """One statement of one page, times in milliseconds."""

    statement: str
    route: str
    times: int
    total: float
    last: float
    recent: str

    @property
    def last_at(self) -> datetime:
        return datetime.fromtimestamp(self.last, UTC)

    @property
    def usual_worst(self) -> float:
        """What 95 of 100 of the last times took at most."""
        times = sorted(json.loads(self.recent))
        return float(times[max(0, -(-len(times) * 95 // 100) - 1)])


def normalised(sql: str) -> str:
    """A statement without values; lists of any length are one statement."""
    plain = GAPS.sub(" ", NUMBER.sub("?", TEXT.sub("?", sql))).strip()
    return MANY_PLACES.sub("%s, …", plain)[:LONGEST]


def note_slow(sql: str, milliseconds: float, *, route: str) -> None:
    """Count one more; it never fails."""
    facts = {"statement": normalised(sql), "route": route, "ms": round(milliseconds, 1), "now": time.time()}
    write((NOTE, facts), (BOUND, {}))


def slow_statements() -> list[Slow]:
    """All that are noted, those first that took most time in all."""
    return [Slow(*row) for row in read("SELECT * FROM slow ORDER BY total DESC, statement, route")]


def forget_slow() -> None:
    """Begin anew."""
    write(("DELETE FROM slow", ()))
