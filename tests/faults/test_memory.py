"""Fifty thousand requests, of every kind: the server holds in the end what it held after the first ones."""

import http.client
import itertools
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.service import Client, Service

REQUESTS, WARM = 50_000, 30_000
ASKERS = 4
MOST_GROWTH = 16 * 1024**2
# Kept pages, read again and again.
# After the warm-up the shelf of kept pages is full, with addresses that nobody asks for again.
KEPT = [
    f"/{language}/{page}"
    for language in ("en", "fr", "ar")
    for page in ("", "news/", "regions/", "regions/saone-et-loire/", "organisations/", "roundtables/", "resources/")
]
# Never the same address twice, as crawlers, scanners and links of newsletters have them.
NEW = ("/fr/?utm_source={}", "/pl/news/?page={}", "/fr/search/?q=mobilite+{}", "/en/nowhere/{}/")
DESK = ("/fr/desk/", "/fr/desk/regions/saone-et-loire/", "/fr/desk/search/?q=table+{}")


def memory(one: Service) -> int:
    """Bytes that the server and its workers hold, all that they share counted once."""
    pages = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in one.processes]
    return sum(int(page.partition("\nPss:")[2].split()[0]) * 1024 for page in pages)


class Asker(threading.Thread):
    """Asks over one connection: of ten pages, seven kept ones, two new ones and one of the desk."""

    def __init__(self, one: Service, person: Client, numbers: "itertools.count[int]", last: int) -> None:
        super().__init__(daemon=True)
        self.one, self.last, self.numbers = one, last, numbers
        self.cookie = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        self.wrong: list[str] = []

    def run(self) -> None:
        """Ask until all have been asked."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.one.port, timeout=60)) as connection:
            while (number := next(self.numbers)) < self.last:
                self._ask(connection, number)

    def _ask(self, connection: http.client.HTTPConnection, number: int) -> None:
        turn, signed = number % 10, {}
        if turn == 9:
            path, signed = DESK[number // 10 % len(DESK)], {"Cookie": self.cookie}
        else:
            path = NEW[number // 10 % len(NEW)] if turn > 6 else KEPT[number // 10 % len(KEPT)]
        connection.request("GET", path.format(number), headers=signed)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 404, 429):  # Who searches so often is told to wait.
            self.wrong.append(f"{answer.status} {path}")


def _ask(one: Service, person: Client, numbers: "itertools.count[int]", last: int) -> None:
    askers = [Asker(one, person, numbers, last) for _asker in range(ASKERS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert [wrong for asker in askers for wrong in asker.wrong] == []


@pytest.mark.long
def test_memory_is_flat_over_fifty_thousand_requests(service):
    one: Service = service()
    one.serve()
    person, numbers = Client(one).sign_in("facilitator"), itertools.count()
    _ask(one, person, numbers, WARM)
    workers, warm = one.server_workers, memory(one)
    _ask(one, person, numbers, REQUESTS)
    assert one.server_workers == workers
    grown = memory(one) - warm
    assert grown < MOST_GROWTH, f"{warm / 1024**2:.0f} MB, and then {grown / 1024**2:.0f} MB more"
