"""A server and a worker as processes, and a client that speaks to them as a browser does."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.harness.filled import Prepared
from tests.harness.processes import ends_with_us, free_port

SECONDS = 180
METRICS_TOKEN = "for-the-figures-of-tests"
# How many moments a trial kills at beyond its few; ``make faults`` asks for twenty.
KILLS = int(os.environ.get("WELCOMMUNE_TEST_KILLS", "0"))
MEETING = re.compile(r"/fr(/desk/meetings/[0-9a-f-]{36}/)")
FIELD = re.compile(r'<input type="hidden" name="(?P<name>id|seen)" value="(?P<value>[^"]*)"')
COOKIE_PATH = re.compile(r"Path=([^;]+)", re.IGNORECASE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


FORM = "application/x-www-form-urlencoded"


class _Named(BytesIO):
    """What a file holds, under a name as a browser sends it."""

    name = "file.png"


def moments(few: int) -> range:
    """The kills of one trial: few with all other tests, many where somebody has the time."""
    return range(max(few, KILLS))


def until(said: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """Ask until the answer is true; the wait ends with ``what`` was awaited."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := said():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


def children(pid: int) -> list[int]:
    """The direct children of a process."""
    running = (entry for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [int(entry.name) for entry in running if _parent(entry) == pid]


def descendants(pid: int) -> list[int]:
    """Children, their children, and so on."""
    direct = children(pid)
    return direct + [one for child in direct for one in descendants(child)]


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return -1


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def command(*words: str, python: str = sys.executable) -> list[str]:
    """``welcommune`` with these words."""
    return [python, "-m", "welcommune.config.cli", *words]


class Service:
    """Gunicorn with two workers, and the outbox worker, both to be killed; ``settings`` are its own."""

    def __init__(self, folder: Path, prepared: Prepared, data: Path | None = None, **settings: str) -> None:
        self.folder, self.links, self.settings = folder, prepared.links, settings
        self.mails = folder / "mails"
        self.mails.mkdir(parents=True)
        self.store = prepared.store.copy(data or folder / "data")
        self.port = int(settings.get("PORT") or free_port())
        self.python = sys.executable
        # What the processes are started by, as ``faketime``.
        self.started_by: list[str] = []
        self.server: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        # Of a demonstration, so that its fictitious coordinator needs no telephone.
        more = {"PORT": str(self.port), "EMAIL_URL": f"filemail:///{self.mails}", "WELCOMMUNE_DEMO": "1"}
        more |= {"WELCOMMUNE_METRICS_TOKEN": METRICS_TOKEN} | self.settings
        with (self.folder / "output").open("ab") as output:
            return subprocess.Popen(
                [*self.started_by, *command(*words, python=self.python)], env=self.store.environment(**more),
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=ends_with_us(signal.SIGKILL),
            )  # fmt: skip

    def serve(self) -> None:
        """Start the server and wait until two workers serve."""
        self.server = self._start("serve", "--workers", "2")
        until(self.answers, f"the server:\n{self.output[-2000:]}")
        until(lambda: len(self.server_workers) == 2, "two server workers")

    def work(self) -> None:
        """Start the outbox worker."""
        self.worker = self._start("work")

    @property
    def output(self) -> str:
        """All that the processes printed."""
        said = self.folder / "output"
        return said.read_text(encoding="utf-8", errors="replace") if said.exists() else ""

    @property
    def server_workers(self) -> list[int]:
        """The processes that answer requests."""
        return children(self.server.pid) if self.server else []

    def answers(self) -> bool:
        """Whether the server answers now."""
        try:
            return Client(self).get("/healthz").status == 200
        except OSError:
            return False

    def kill_server(self) -> None:
        """Master and workers at once, as when the power goes."""
        if self.server is not None:
            workers = self.server_workers
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            until(lambda: not any(is_alive(pid) for pid in workers), "the killed workers to be gone")
            self.server = None

    def kill_worker(self) -> None:
        """The outbox worker, wherever it is."""
        if self.worker is not None:
            # With whatever it was started by, which may have stayed.
            with suppress(ProcessLookupError):
                os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def end(self) -> None:
        """Leave nothing running."""
        self.kill_server()
        self.kill_worker()
        self.store.drop()

    @property
    def processes(self) -> list[int]:
        """All of them: the server, its workers, the outbox worker."""
        return [pid for one in (self.server, self.worker) if one for pid in (one.pid, *children(one.pid))]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        return self.store.rows(sql, *values)

    def meeting(self) -> str:
        """The desk address of the first roundtable of Saône-et-Loire, without its language."""
        client = Client(self)
        client.sign_in("editor")
        found = MEETING.search(client.get("/fr/desk/regions/saone-et-loire/").text)
        assert found is not None
        return found[1]


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    text: str
    location: str
    kind: str = ""

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        return next(unescape(match["value"]) for match in FIELD.finditer(self.text) if match["name"] == name)


class Client:
    """A browser without a picture: cookies, tokens, one connection a request."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.cookies: dict[str, str] = {}
        # Where its cookies are sent back to.
        self.paths: set[str] = set()
        self.token = ""
        # What it says of itself beyond that.
        self.headers: dict[str, str] = {}

    def copy(self) -> "Client":
        """Another window of the same person."""
        other = Client(self.service)
        other.cookies, other.token = dict(self.cookies), self.token
        return other

    def _ask(self, method: str, path: str, body: str | bytes = "", kind: str = FORM) -> Answer:
        headers = {"Connection": "close"} | self.headers
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers["Content-Type"] = kind
        with closing(http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=40)) as connection:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for cookie in response.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
                self.paths.update(COOKIE_PATH.findall(cookie))
        if found := TOKEN.search(text):
            self.token = found[1]
        return Answer(
            response.status, text, response.headers.get("Location", ""), response.headers.get("Content-Type", "")
        )

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form; the token is that of the page read last."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **fields}))

    def post_file(self, path: str, field: str, content: bytes, **fields: str) -> Answer:
        """Send a form with a file."""
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": self.token, **fields, field: _Named(content)})
        return self._ask("POST", path, body, MULTIPART_CONTENT)

    def sign_in(self, role: str) -> "Client":
        """Follow the printed link and press its button."""
        path = self.service.links[role]
        self.get(path)
        assert self.post(path).status == 302, f"{role} could not sign in"
        return self

    def insist(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again for as long as the server breaks off or is away."""

        def one() -> Answer | None:
            try:
                return ask()
            except (OSError, http.client.HTTPException):
                return None

        answer: Answer = until(one, f"an answer:\n{self.service.output[-2000:]}")
        return answer
