"""The demonstration: server and worker at once, on the real network."""

import socket
import subprocess
import sys
from pathlib import Path

from welcommune.config.commands import prepare_demo
from welcommune.config.serving import address
from welcommune.core.stopping import Stop

SECONDS_TO_END = 30
NETWORK_FILE = Path(__file__).resolve().parent.parent / "exchange" / "networks" / "share-sira.yaml"


def _ended(child: "subprocess.Popen[bytes]") -> int:
    """Its exit code. It may finish what it is at; what takes longer than that is safe to kill."""
    try:
        return child.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


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
    if _is_taken(*address()):
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
