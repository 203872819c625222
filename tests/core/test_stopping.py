"""The order to end reaches whoever waits for it, at whatever moment it comes."""

import subprocess
import sys

# A timer of this process sends the signal thousands of times: while the wait begins, while it lasts, while it ends.
ORDERED_AGAIN_AND_AGAIN = """
import signal
from welcommune.core.stopping import Stop

stop = Stop(signal.SIGALRM)
assert not stop.wait(0.01)
signal.setitimer(signal.ITIMER_REAL, 0.00005, 0.00005)
for _time in range(20_000):
    stop.wait(0.001)
signal.setitimer(signal.ITIMER_REAL, 0)
print(stop.is_set())
"""


def test_an_order_that_comes_while_somebody_waits_for_it_holds_up_nobody():
    done = subprocess.run(
        [sys.executable, "-c", ORDERED_AGAIN_AND_AGAIN], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "True\n"
