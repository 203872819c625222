"""The processes that serve: gunicorn, the outbox worker, and the demonstration that holds both."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from welcommune.config.commands import prepare_demo
from welcommune.core import outbox
from welcommune.core.stopping import Stop
from welcommune.operations.actions import reasons_not_to_start

SECONDS_TO_END = 30
NETWORK_FILE = Path(__file__).resolve().parent.parent / "exchange" / "networks" / "share-sira.yaml"


def _is_unsafe() -> bool:
    """Tell what is not safe about the settings for a place that others reach; whether there is anything."""
    reasons = reasons_not_to_start()
    sys.stderr.write("".join(f"{reason}\n" for reason in reasons))
    return bool(reasons)


def work() -> int:
    """Drain the outbox until told to stop."""
    if _is_unsafe():
        return 1
    outbox.work(Stop())
    return 0


def serve(workers: int = 2) -> int:
    """Become gunicorn: workers share the loaded application, SQLite in WAL mode, and nothing else."""
    if _is_unsafe():
        return 1
    host, port = _address()
    # Few heaps, and large blocks given back to the system at once: see glibc's mallopt(3).
    for name, value in (("ARENA_MAX", "2"), ("MMAP_THRESHOLD_", "131072"), ("TRIM_THRESHOLD_", "131072")):
        os.environ.setdefault(f"MALLOC_{name}", value)
    command = [
        sys.executable, "-m", "gunicorn", "welcommune.config.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", "4", "--preload", "--no-control-socket",
        "--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",  # noqa: S108
        # Where the site lies is ours to say, not that of whoever asks.
        "--forwarder-headers", "",
        # A worker that was told to end while it began may not have heard it: it is ended after these seconds.
        "--graceful-timeout", "5", "--log-level", "warning", "--logger-class", "welcommune.config.logs.GunicornLogger",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606


def _ended(child: "subprocess.Popen[bytes]") -> int:
    """Its exit code. It may finish what it is at; what takes longer than that is safe to kill."""
    try:
        return child.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _address() -> tuple[str, str]:
    """Where the site is served: host and port."""
    return os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")


def _is_taken(host: str, port: str) -> bool:
    """Tell that nothing can be served there, before anything is loaded; whether it is so."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, int(port)), family=family).close()
    except (OSError, OverflowError, ValueError) as error:
        # Python adds the address to the sentence of the system; it stands there already.
        reason = str(getattr(error, "strerror", None) or "that is no port").partition(" (while")[0]
        sys.stderr.write(f"Nothing can be served on port {port} of {host}: {reason}.\n")
        sys.stderr.write("Choose another port, for example: PORT=8001 make demo\n")
        return True
    return False


def demo() -> int:
    """Everything at once, in the foreground, until Ctrl-C or SIGTERM."""
    if _is_taken(*_address()):
        return 1
    stop = Stop()
    prepare_demo(NETWORK_FILE)
    children = [
        subprocess.Popen([sys.executable, "-m", "welcommune.config.cli", name])  # noqa: S603
        for name in ("serve", "work")
    ]
    while not stop.wait(0.2):
        if any(child.poll() is not None for child in children):
            sys.stderr.write("A part of the demonstration ended by itself, so all of it ends. Its data stay.\n")
            break
    for child in children:
        child.terminate()
    codes = [_ended(child) for child in children]
    return 0 if stop.is_set() else next((code for code in codes if code), 1)
