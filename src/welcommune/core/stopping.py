"""The order to end, as systemd and Ctrl-C give it."""

import os
import select
import signal
from contextlib import suppress
from typing import Any

ASKED = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Set by a signal, waited for by the thread that the signal interrupts.

    An event of ``threading`` will not do: its ``set`` takes the lock that its ``wait`` may hold at that very
    moment, and the process would never end. A pipe has no lock.
    """

    def __init__(self, *signals: signal.Signals) -> None:
        """Begin to listen to these signals, by default to those that ask a process to end."""
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        self._is_set = False
        for number in signals or ASKED:
            signal.signal(number, self._set)

    def _set(self, *_told: Any) -> None:
        self._is_set = True
        with suppress(BlockingIOError):  # full of earlier orders
            os.write(self._writing, b"\0")

    def is_set(self) -> bool:
        """Whether the order was given."""
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Return when it is given, at the latest after so many seconds; whether it was."""
        select.select([self._reading], [], [], seconds)
        return self._is_set
