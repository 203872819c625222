"""A running server, what it answers, and the memory of its processes."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.harness.processes import ends_with_us, free_port

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 90
TICKS = os.sysconf("SC_CLK_TCK")
OURS = {"DATABASE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "PORT", "HOST"}


def clean_environment() -> dict[str, str]:
    """The environment without anything that would change the settings."""
    return {name: value for name, value in os.environ.items() if name not in OURS and name[:11] != "WELCOMMUNE_"}


class Server:
    """One server in processes of its own: ``python -m`` and these words."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self.port = free_port()
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=environment | {"PORT": str(self.port)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=ends_with_us(signal.SIGTERM),
        )  # fmt: skip

    def get(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        """Status and headers (names in small letters) of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            return response.status, {name.lower(): value for name, value in response.getheaders()}
        finally:
            connection.close()

    def seconds_to(self, path: str) -> float:
        """Seconds from the start of the process to the first complete answer of ``path``."""
        while time.perf_counter() - self.begun < SECONDS_TO_START and self.process.poll() is None:
            try:
                status, _headers = self.get(path, {})
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)
                continue
            assert status == 200, f"{path} answered {status}"
            return time.perf_counter() - self.begun
        raise RuntimeError(f"no answer for {path}")

    def processes(self) -> list[int]:
        """Master and workers."""
        master = self.process.pid
        return [master, *map(int, Path(f"/proc/{master}/task/{master}/children").read_text().split())]

    def processor_seconds(self) -> float:
        """Time that master and workers have spent on a processor."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.processes()]
        return sum(int(user) + int(system) for *_, user, system in (stat[:13] for stat in stats)) / TICKS

    def memory(self) -> tuple[float, float]:
        """Megabytes of master and workers: PSS; and the same as if no other program shared their libraries."""
        tree = self.processes()
        rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in tree]
        status = [Path(f"/proc/{pid}/status").read_text() for pid in tree]
        own = sum(kilobytes("Pss_Anon", text) + kilobytes("Pss_Shmem", text) for text in rollups)
        libraries = max(kilobytes("RssFile", text) for text in status)
        return sum(kilobytes("Pss", text) for text in rollups) / 1000, (own + libraries) / 1000

    def stop(self) -> None:
        """End it as an administrator would."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def kilobytes(name: str, text: str) -> int:
    """A line of /proc, "Pss:  1234 kB"."""
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    assert found, f"this kernel does not tell {name}"
    return int(found[1])


@contextmanager
def running(environment: dict[str, str], *words: str) -> Iterator[Server]:
    """A server that ends with the block; without words, the project's own."""
    server = Server(environment, *(words or ("welcommune.config.cli", "serve")))
    try:
        yield server
    finally:
        server.stop()
