"""From minutes on the way to kilometres as the crow flies, and back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Travel:
    """A way to travel: how much longer the way is than the straight line, and how fast one gets on.

    ``circuity`` and ``km_per_hour`` are estimates for a whole region. They know no mountain, river or timetable, so
    a page that shows what follows from them says so.
    """

    code: str
    circuity: float
    km_per_hour: float

    def straight_km(self, minutes: float) -> float:
        """How far the straight line reaches in ``minutes``."""
        return minutes / 60 * self.km_per_hour / self.circuity

    def way_km(self, straight_km: float) -> float:
        """How long the way is along a straight line of ``straight_km``."""
        return straight_km * self.circuity

    def minutes(self, straight_km: float) -> float:
        """How long one is under way along a straight line of ``straight_km``."""
        return self.way_km(straight_km) / self.km_per_hour * 60


CAR = Travel("car", circuity=1.3, km_per_hour=50)
# On foot and by bus or bicycle together, from door to door.
WITHOUT_CAR = Travel("without_car", circuity=1.3, km_per_hour=15)
TRAVELS = {travel.code: travel for travel in (CAR, WITHOUT_CAR)}
