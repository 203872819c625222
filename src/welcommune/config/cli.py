"""The command ``welcommune``: demo, serve, migrate, load, work.

``demo`` runs server and worker together; ``serve`` and ``work`` are separate processes otherwise.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
NETWORK_FILE = Path(__file__).resolve().parent.parent / "exchange" / "networks" / "share-sira.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="welcommune", description="Regional cooperation on welcome and integration.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="load the real network and serve it, with sign-in links for a fictitious cast")
    serve = commands.add_parser("serve", help="serve with gunicorn on $HOST and $PORT")
    serve.add_argument("--workers", type=int, default=2)
    commands.add_parser("migrate", help="bring the database and the vocabularies up to date")
    load = commands.add_parser("load", help="bring in a network file (docs/network-file.md)")
    load.add_argument("file", type=Path)
    commands.add_parser("work", help="send and run what is waiting in the outbox")
    chosen = vars(parser.parse_args(arguments))
    name = chosen.pop("command")
    run: dict[str, Callable[..., int]] = {
        "demo": demo,
        "serve": run_server,
        "migrate": migrate,
        "load": load_file,
        "work": work,
    }
    return run[name](**chosen)


def _start_django() -> None:
    import django  # noqa: PLC0415 - settings are read here, after the command has set its environment

    django.setup()


def migrate() -> int:
    """Database, vocabularies, static files."""
    _start_django()
    from welcommune.config import operations  # noqa: PLC0415

    operations.migrate()
    return 0


def load_file(file: Path) -> int:
    """Load a network file; problems are printed with their lines and nothing is changed."""
    _start_django()
    from welcommune.config import operations  # noqa: PLC0415

    return operations.load(file)


def work() -> int:
    """Drain the outbox until told to stop."""
    _start_django()
    from welcommune.core import outbox  # noqa: PLC0415

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    outbox.work(stop)
    return 0


def run_server(workers: int = 2) -> int:
    """Become gunicorn: workers share the loaded application, SQLite in WAL mode, and nothing else."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    command = [
        sys.executable, "-m", "gunicorn", "welcommune.config.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", "4", "--preload", "--no-control-socket",
        "--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",  # noqa: S108
        "--log-level", "warning",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606


def demo() -> int:
    """Everything at once, in the foreground, until Ctrl-C or SIGTERM."""
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("WELCOMMUNE_DEMO", "1")
    os.environ.setdefault("WELCOMMUNE_URL", f"http://127.0.0.1:{port}")
    _start_django()
    from welcommune.config import operations  # noqa: PLC0415

    operations.prepare_demo(NETWORK_FILE)
    children = [
        subprocess.Popen([sys.executable, "-m", "welcommune.config.cli", name])  # noqa: S603
        for name in ("serve", "work")
    ]
    return _watch(children)


def _watch(children: list["subprocess.Popen[bytes]"]) -> int:
    """Wait for the children; when one ends or we are told to stop, end them all."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    while not stop.wait(0.2):
        if any(child.poll() is not None for child in children):
            break
    told = stop.is_set()
    for child in children:
        child.terminate()
    codes = [child.wait(timeout=30) for child in children]
    return 0 if told else next((code for code in codes if code), 1)


if __name__ == "__main__":
    sys.exit(main())
