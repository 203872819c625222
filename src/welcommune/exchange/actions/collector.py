"""Python's collector of what nothing holds any more, while a long list comes in."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Who brings in a long list holds a whole register while going through it.

    To look for cycles among all that, again and again, would take a third of the time, and there are none.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
