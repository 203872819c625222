"""The two processes of a site: the server of its pages, and the worker of its outbox."""

import sys

# Whatever a page may queue has its handler beside the action that the page calls: who reads the addresses knows all.
import welcommune.config.urls  # noqa: F401
from welcommune.config.serving import run_gunicorn
from welcommune.core import outbox
from welcommune.core.stopping import Stop
from welcommune.operations.actions import reasons_not_to_start


def _is_unsafe() -> bool:
    """Tell what is not safe about the settings for a place that others reach; whether there is anything."""
    reasons = reasons_not_to_start()
    sys.stderr.write("".join(f"{reason}\n" for reason in reasons))
    return bool(reasons)


def serve(workers: int = 2) -> int:
    """Serve until told to stop, unless something about the settings is not safe."""
    return 1 if _is_unsafe() else run_gunicorn(workers)


def work() -> int:
    """Drain the outbox until told to stop, unless something about the settings is not safe."""
    if _is_unsafe():
        return 1
    outbox.work(Stop())
    return 0
