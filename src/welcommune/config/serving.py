"""Gunicorn, in the process that has loaded the site already: loading it once more would double the time to start."""

import ctypes
import os
import sys
from pathlib import Path

from gunicorn.app.wsgiapp import WSGIApplication

# Few heaps, and large blocks given back to the system at once: glibc's mallopt(3), by the numbers of its malloc.h.
ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
HEAPS = {ARENA_MAX: 2, MMAP_THRESHOLD: 131_072, TRIM_THRESHOLD: 131_072}


def address() -> tuple[str, str]:
    """Where the site is served: host and port."""
    return os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")


def words_for_gunicorn(workers: int) -> list[str]:
    """Its command line: workers share the loaded application, SQLite in WAL mode, and nothing else."""
    host, port = address()
    return [
        "gunicorn", "welcommune.config.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", "4", "--preload", "--no-control-socket",
        "--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",  # noqa: S108
        # Where the site lies is ours to say, not that of whoever asks.
        "--forwarder-headers", "",
        # A worker that was told to end while it began may not have heard it: it is ended after these seconds.
        "--graceful-timeout", "5", "--log-level", "warning", "--logger-class", "welcommune.config.logs.GunicornLogger",
    ]  # fmt: skip


def run_gunicorn(workers: int) -> int:
    """Become gunicorn, until told to stop."""
    # Other libraries of C have no such choice.
    if set_heap := getattr(ctypes.CDLL(None), "mallopt", None):
        for option, value in HEAPS.items():
            set_heap(option, value)
    # It reads its command line from there.
    sys.argv = words_for_gunicorn(workers)
    WSGIApplication(prog="gunicorn").run()
    return 0
