"""A running demo, started as a visitor of the repository starts it, on a data folder and database of its own."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.harness.processes import ends_with_us, free_port
from tests.harness.stores import Store, new_store

SECONDS_TO_START = 240
SECONDS_TO_END = 60
ADDRESS = re.compile(r"(?P<label>.*?)(?P<address>https?://[^\s\"'<>]+)")


class Demo:
    """``welcommune demo`` in a process of its own; the addresses that it prints are its ``links``.

    It begins on nothing, or on a copy of a store that another demo has filled; ``environment`` are settings of its own.
    """

    def __init__(self, filled: Store | None = None, **environment: str) -> None:
        self._environment = environment
        self._folder = tempfile.TemporaryDirectory(prefix="welcommune-demo-")
        data = Path(self._folder.name) / "data"
        self.store = filled.copy(data) if filled else new_store(data)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._starts = 0
        self.start()

    def start(self) -> None:
        """Start it, again too, when it has ended; ``output`` is that of the last start."""
        self._starts += 1
        with self._said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "welcommune.config.cli", "demo"],
                env=self.store.environment(PORT=str(self.port), **self._environment), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=ends_with_us(signal.SIGTERM),
            )  # fmt: skip

    @property
    def _said(self) -> Path:
        return Path(self._folder.name) / f"output-{self._starts}"

    @property
    def output(self) -> str:
        """All that it has printed so far."""
        return self._said.read_text(encoding="utf-8", errors="replace")

    def wait(self) -> None:
        """Return when it answers at /healthz; raise with its output when it does not."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise RuntimeError(f"the demo did not start:\n{self.output[-3000:]}")

    @property
    def links(self) -> dict[str, str]:
        """What stands before each printed address → the address."""
        found = (ADDRESS.search(line) for line in self.output.splitlines())
        ours = (match for match in found if match and f":{self.port}" in match["address"])
        return {match["label"].strip(" \t:–—-").lower(): match["address"] for match in ours}

    def link(self, role: str) -> str:
        """The printed sign-in address of a role."""
        for label, address in self.links.items():
            if label.startswith(role):
                return address
        raise LookupError(f"the demo printed no link for {role}:\n{self.output[-3000:]}")

    def stop(self) -> int:
        """Ask it to end as systemd and make do, and drop what it kept; returns its exit code."""
        try:
            return self.end()
        finally:
            self.store.drop()
            self._folder.cleanup()

    def end(self) -> int:
        """Ask it to end; what it kept stays, to be copied. Returns its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise RuntimeError(f"the demo did not end:\n{self.output[-3000:]}") from None
