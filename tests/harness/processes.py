"""Programs that tests start: they end with the tests, however those end."""

import ctypes
import signal
import socket
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def ends_with_us(number: signal.Signals) -> Callable[[], None]:
    """For ``preexec_fn``: Linux sends the signal to the child when its parent dies, even by kill -9."""
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, number)

    return ask


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
