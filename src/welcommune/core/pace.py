"""How often the same thing may be done: counted in each process, forgotten after its minute, kept nowhere."""

import time
from collections import OrderedDict, deque
from collections.abc import Hashable
from threading import Lock

SECONDS = 60.0
MOST_KEYS = 5000


class Pace:
    """At most ``most`` times a minute for one key."""

    def __init__(self) -> None:
        self._times: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, key: Hashable, most: int) -> bool:
        """Count one more time for ``key``; ``False`` where that is one too many."""
        now = time.monotonic()
        with self._lock:
            times = self._times.setdefault(key, deque())
            self._times.move_to_end(key)
            while times and times[0] < now - SECONDS:
                times.popleft()
            is_fine = len(times) < most
            if is_fine:
                times.append(now)
            while len(self._times) > MOST_KEYS:
                self._times.popitem(last=False)
        return is_fine
