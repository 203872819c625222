"""How often the same thing may be done in a minute: counted in each process, kept nowhere."""

import time
from collections import Counter
from collections.abc import Hashable
from threading import Lock


class Pace:
    """Counts by key, and anew with each minute."""

    def __init__(self) -> None:
        self._minute, self._counts, self._lock = 0, Counter[Hashable](), Lock()

    def allows(self, key: Hashable, most: int) -> bool:
        """Count once more for ``key``; ``False`` where that is more than ``most`` in this minute."""
        minute = int(time.monotonic() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[key] += 1
            return self._counts[key] <= most
