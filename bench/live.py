"""A meeting that goes on: notes reach the others, people check in; ``python -m bench.live`` prints JSON.

Twelve people type, each asking for the list every 1.5 seconds as the page does, while a hundred check in. Then people
check in as fast as the door lets them, and at the rate that is asked for. The site runs as ``welcommune serve`` starts
it; the clients are threads on the same machine. Give a data folder of its own: ``WELCOMMUNE_DATA=$(mktemp -d)``.
"""

import http.client
import json
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from bench.report import Figure, at_most, rounded  # noqa: E402
from bench.server import Server, clean_environment, running  # noqa: E402
from welcommune.accounts.models import Account  # noqa: E402
from welcommune.config.commands import load_network_file, migrate  # noqa: E402
from welcommune.config.demonstration import NETWORK_FILE  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.ids import new_id  # noqa: E402
from welcommune.core.tenancy import every_region  # noqa: E402
from welcommune.meetings.models import Insight, Meeting, Participant  # noqa: E402
from welcommune.meetings.queries import code_of  # noqa: E402
from welcommune.network.actions import grant_role, load_vocabularies  # noqa: E402
from welcommune.portal.actions import create_cast, open_live_meeting  # noqa: E402

TYPING, COMING, SECONDS, EVERY, PAUSE = 12, 100, 30, 1.5, 3.0
RATE, RUSH_SECONDS, CONNECTIONS = 200, 5, 16
MOST_SECONDS, MOST_MS = 2.0, 200
# A server lets a quiet connection go; browsers know and open another one.
KEPT_OPEN = 1.0
# Of our own making: the cookie and the field only have to be equal.
TOKEN = "a" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"}


class Visitor:
    """One kept-alive connection, with a session or without."""

    def __init__(self, port: int, session: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        signed_in = f"; {settings.SESSION_COOKIE_NAME}={session}" if session else ""
        self._used = 0.0
        self._headers = FORM | {"Cookie": FORM["Cookie"] + signed_in}

    def ask(self, method: str, path: str, fields: dict[str, str], **headers: str) -> tuple[int, str, str]:
        """Status, mark and body of the answer."""
        if time.perf_counter() > self._used + KEPT_OPEN:
            self._connection.close()
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}) if fields else None
        self._connection.request(method, path, body, self._headers | headers)
        answer = self._connection.getresponse()
        page, self._used = answer.read().decode(), time.perf_counter()
        return answer.status, answer.headers.get("ETag", ""), page

    def close(self) -> None:
        """Let the server's thread go."""
        self._connection.close()


class Table:
    """What is known of each note: when it was sent, and when each of the others saw it first."""

    def __init__(self) -> None:
        self.sent: dict[str, float] = {}
        self.seen: dict[tuple[str, int], float] = {}

    def read(self, who: int, page: str) -> None:
        """Note which notes ``who`` sees for the first time."""
        now = time.perf_counter()
        for key in [key for key in self.sent if key in page]:
            self.seen.setdefault((key, who), now)

    def waits(self) -> list[float]:
        """Seconds from sending to each of the others, in order; a note that did not arrive waits for ever."""
        pairs = [(key, who) for key in self.sent for who in range(TYPING)]
        return sorted(self.seen.get(pair, float("inf")) - self.sent[pair[0]] for pair in pairs)


def together(acts: list[Callable[[], None]]) -> None:
    """Run all at once, and wait for all."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def look_again_and_again(visitor: Visitor, path: str, who: int, table: Table, until: float) -> None:
    """What the page does: ask every moment, and read the list where it has changed."""
    state, moment = "", time.perf_counter() + random.random() * EVERY
    while moment < until:
        time.sleep(max(0, moment - time.perf_counter()))
        status, mark, page = visitor.ask("GET", f"{path}notes/", {}, **{"If-None-Match": state})
        if status == 200:
            state = mark
            table.read(who, page)
        moment += EVERY


def type_notes(visitor: Visitor, path: str, table: Table, until: float) -> None:
    """A note every few seconds, until shortly before the end."""
    while True:
        time.sleep(PAUSE * (0.5 + random.random()))
        # The others must have time to ask for it.
        if time.perf_counter() > until - 3 * EVERY:
            return
        key = str(new_id())
        table.sent[key] = time.perf_counter()
        note = {"id": key, "kind": "need", "text": f"Un bus le soir {key}"}
        status, _mark, told = visitor.ask("POST", path, note, Accept="application/json")
        assert (status, json.loads(told)) == (200, {"refused": ""}), told


def check_in(visitor: Visitor, door: str) -> float:
    """One person of an organisation; the milliseconds until the answer."""
    begun = time.perf_counter()
    status, _mark, _page = visitor.ask("POST", door, {"id": str(new_id()), "organisation_name": "Club de marche"})
    assert status == 302, status
    return 1000 * (time.perf_counter() - begun)


def check_in_one_by_one(port: int, door: str, until: float) -> None:
    """A hundred people over the time, each with a telephone of their own."""
    for _person in range(COMING):
        visitor = Visitor(port)
        visitor.ask("GET", door, {})
        check_in(visitor, door)
        visitor.close()
        time.sleep(max(0.0, (until - time.perf_counter()) / COMING / 2))


def typing(server: Server, path: str, door: str, sessions: list[str]) -> list[Figure]:
    """Twelve type and a hundred check in."""
    table, until = Table(), time.perf_counter() + SECONDS
    acts: list[Callable[[], None]] = [lambda: check_in_one_by_one(server.port, door, until)]
    for who, session in enumerate(sessions):
        eyes, hands = Visitor(server.port, session), Visitor(server.port, session)
        acts.append(lambda eyes=eyes, who=who: look_again_and_again(eyes, path, who, table, until))  # type: ignore[misc]
        acts.append(lambda hands=hands: type_notes(hands, path, table, until))  # type: ignore[misc]
    together(acts)
    waits = table.waits()
    assert Insight.plain.filter(pk__in=table.sent).count() == len(table.sent), "each note is there once"
    name = f"{len(table.sent)} notes by {TYPING} who type while {COMING} check in, until the others see them:"
    return [
        at_most(f"{name} 95 of 100", waits[int(0.95 * len(waits))], "s", MOST_SECONDS),
        Figure(f"{name} half", rounded(waits[len(waits) // 2]), "s"),
        Figure(f"{name} the last", rounded(waits[-1]), "s"),
    ]


def rush(server: Server, door: str, rate: float) -> tuple[float, list[float]]:
    """Check in for some seconds at ``rate`` a second, or as fast as it goes: how many a second, and how long each."""
    took: list[float] = []
    turn, begun = count(), time.perf_counter()

    def one() -> None:
        visitor = Visitor(server.port)
        while (due := begun + next(turn) / rate if rate else time.perf_counter()) < begun + RUSH_SECONDS:
            time.sleep(max(0.0, due - time.perf_counter()))
            took.append(check_in(visitor, door))
        visitor.close()

    together([one] * CONNECTIONS)
    return len(took) / (time.perf_counter() - begun), sorted(took)


def rushes(server: Server, door: str) -> list[Figure]:
    """As fast as it goes, and at the rate asked for."""
    found = []
    for rate, words in ((0, f"as fast as {CONNECTIONS} connections go"), (RATE, f"at {RATE} a second")):
        done, took = rush(server, door, rate)
        found.append(Figure(f"check-ins {words}: done", rounded(done), "a second"))
        found.append(at_most(f"check-ins {words}: 99 of 100", took[int(0.99 * len(took))], "ms", MOST_MS))
    return found


def prepare() -> tuple[Meeting, list[str]]:
    """The network, today's meeting, and a session for each who types."""
    call_command("flush", verbosity=0, interactive=False)
    load_vocabularies()
    load_network_file(NETWORK_FILE)
    meeting = open_live_meeting(create_cast()["facilitator"])
    sessions = []
    for number in range(TYPING):
        account = Account.objects.create_user(f"notes{number}@example.org", f"Note taker {number}")
        grant_role(by=SYSTEM, account=account, role="facilitator", region=meeting.region)
        client = Client()
        client.force_login(account)
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return meeting, sessions


def measured() -> list[Figure]:
    """All figures of a meeting that goes on."""
    meeting, sessions = prepare()
    path, door = f"/fr/desk/meetings/{meeting.pk}/capture/", f"/fr/in/{code_of(meeting)}/"
    # The same site to the server as to us: what we sign it must know.
    names = ("WELCOMMUNE_DATA", "WELCOMMUNE_SECRET_KEY", "DATABASE_URL")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    with running(clean_environment() | kept | {"WELCOMMUNE_CHECK_INS_A_MINUTE": "1000000"}) as server:
        server.seconds_to("/healthz")
        figures = typing(server, path, door, sessions)
        figures += rushes(server, door)
    assert Participant.objects.filter(meeting=meeting).exists()
    return figures


if __name__ == "__main__":
    migrate()
    with every_region("measuring"):
        print(json.dumps([asdict(figure) for figure in measured()], ensure_ascii=False))
