"""A region on the coordinator's board: what is known of it, whether it is late, losing people or silent."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.text import Said
from welcommune.core.ui import commas
from welcommune.portal.queries.spark import Point, Spark, spark

# Networks promise about four roundtables a year: after this long without one, and none planned, a region is late.
LATE_AFTER = timedelta(days=150)
# "Losing people": the last count is at most two thirds of the first one of the same unit.
LOSS = 2 / 3
MOST_POINTS = 8


@dataclass(slots=True)
class BoardRow:
    """One region on the board."""

    key: UUID
    slug: str
    name: Said
    country: str
    urban_rural: str
    promised: int | None
    held: int = 0
    last_day: date | None = None
    next_day: date | None = None
    people: list[Point] = field(default_factory=list)
    organisations: list[Point] = field(default_factory=list)
    missing: int = 0
    is_told: bool = False
    entries: int = 0
    stale: int = 0
    drafts: int = 0
    to_report: int = 0
    active_on: date | None = None
    # The day that lateness is measured by: today, or the last day of a network that has ended.
    by_day: date = date.max

    @property
    def is_late(self) -> bool:
        """Roundtables are still owed, none is planned, and the last one was long ago."""
        owed = self.promised is not None and self.held < self.promised
        return bool(owed and self.next_day is None and self.last_day and self.by_day - self.last_day > LATE_AFTER)

    @property
    def share_left(self) -> float:
        """The last count of people as a share of the first; 1 where there are no two counts to compare."""
        known = [point.value for point in self.people if point.value is not None]
        return known[-1] / known[0] if len(known) > 1 and known[0] else 1.0

    @property
    def is_losing(self) -> bool:
        """The last count of people is at most two thirds of the first."""
        return self.share_left <= LOSS

    @property
    def is_silent(self) -> bool:
        """No roundtable is on record, neither held nor to come."""
        return not self.held and not self.next_day

    @property
    def stones(self) -> list[str]:
        """One mark for each roundtable that was promised or held; a single one where they are too many to count."""
        owed = max(0, (self.promised or 0) - self.held)
        if self.held + owed > MOST_POINTS:
            return ["late" if self.is_late else "held"]
        planned = min(owed, 1) if self.next_day else 0
        missing = "late" if self.is_late else "norecord"
        return ["held"] * self.held + ["planned"] * planned + [missing] * (owed - planned)

    @property
    def progress(self) -> str:
        """Roundtables held of those promised, in words."""
        if self.promised is None:
            return _("%(held)s, promise not known") % {"held": self.held}
        return _("%(held)s of %(promised)s") % {"held": self.held, "promised": self.promised}

    @property
    def people_spark(self) -> Spark:
        """How many people came, one point a roundtable."""
        return spark(self.people, self.places)

    @property
    def organisations_spark(self) -> Spark:
        """How many organisations came, one point a roundtable."""
        return spark(self.organisations, self.places)

    @property
    def places(self) -> int:
        """How many roundtables a sparkline has room for: those promised, while they are few."""
        return min(self.promised or 0, MOST_POINTS)

    @property
    def waiting(self) -> str:
        """Drafts and reports that are due, in words."""
        words = []
        if self.drafts:
            words.append(ngettext("%(n)s draft", "%(n)s drafts", self.drafts) % {"n": self.drafts})
        if self.to_report:
            words.append(ngettext("%(n)s report due", "%(n)s reports due", self.to_report) % {"n": self.to_report})
        return commas(words) or _("none")
