"""Links to elsewhere: tried once a week, broken after two days, and never asked of an address that is not public."""

import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine

from tests.factories import SEATS, region, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import drain, go_round
from welcommune.core.text import Translated
from welcommune.library.actions import note_link
from welcommune.library.actions.links import answers, is_public_address, queue_link_checks
from welcommune.library.models import Resource

MONDAY = datetime(2026, 5, 11, 9, tzinfo=UTC)
PLACES = {
    "/moved": "/here", "/round": "/round", "/away": "http://[::1]:80/meta-data/", "/other-script": "/دليل?صفحة=1",
}  # fmt: skip
IN_BYTES = "/%D8%AF%D9%84%D9%8A%D9%84?%D8%B5%D9%81%D8%AD%D8%A9=1"


class Elsewhere(BaseHTTPRequestHandler):
    """A site with a page, moved pages, a forbidden one and nothing else."""

    asked: list[str]

    def do_GET(self):
        type(self).asked.append(self.path)
        known = {"/here": 200, "/no-programs": 403, "/gone": 410, "/?page=1": 200, IN_BYTES: 200}
        status = 302 if self.path in PLACES else known.get(self.path, 404)
        self.send_response(status)
        if self.path in PLACES:
            self.send_header("Location", PLACES[self.path].encode().decode("latin-1"))
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def elsewhere():
    Elsewhere.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def only_here(address):
    return address == "127.0.0.1"


@pytest.fixture
def clock(network, scope):
    Resource.plain.all().update(url="")
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def linked(url="http://127.0.0.1:9/"):
    return Resource.plain.create(
        id=new_id(), slug="guide", kind="guide", title=Translated({"en": "A guide"}), region=region(SEATS), url=url,
        state="published",
    )  # fmt: skip


def fresh(resource):
    return Resource.plain.get(pk=resource.pk)


@pytest.mark.parametrize(
    ("path", "is_there"),
    [("/here", True), ("/moved", True), ("/no-programs", True), ("/gone", False), ("/nothing", False),
     ("/round", False), ("/other-script", True), ("/دليل?صفحة=1", True), ("?page=1", True)],
)  # fmt: skip
def test_whoever_answers_is_there(elsewhere, path, is_there):
    assert answers(elsewhere + path, only_here) == is_there


def test_a_redirect_does_not_lead_to_a_place_that_must_not_be_asked(elsewhere):
    assert not answers(f"{elsewhere}/away", only_here)
    assert Elsewhere.asked == ["/away"]


def test_a_server_that_drips_is_cut_off():
    def drip(listening):
        other, _address = listening.accept()
        with other, suppress(OSError):
            while not over.wait(0.05):
                other.sendall(b"x")

    over, began = threading.Event(), time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=drip, args=(listening,))
        server.start()
        assert not answers(f"http://127.0.0.1:{listening.getsockname()[1]}/", only_here, seconds=0.5)
        over.set()
        server.join()
    assert time.monotonic() - began < 3


def test_when_this_machine_is_cut_off_no_link_is_to_blame(clock, monkeypatch):
    def no_names(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    resource = linked("https://example.org/guide")
    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    for _day in range(3):
        assert queue_link_checks() == 1
        drain()
        clock.shift(timedelta(days=1))
    assert (fresh(resource).checked_on, fresh(resource).failing_since) == (None, None)
    assert not OutboxMessage.objects.filter(state="queued").exists()


def test_this_machine_is_never_asked(elsewhere):
    assert not answers(f"{elsewhere}/here")
    assert Elsewhere.asked == []


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http:///x", "http://127.0.0.1:99999/", "file:///etc/passwd", ""])
def test_what_is_no_address_of_the_web_is_not_there(url):
    assert not answers(url, only_here)


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fd00::1", False), ("::ffff:127.0.0.1", False),
        ("100.64.0.1", False), ("64:ff9b::a00:1", False), ("64:ff9b::5db8:d822", True), ("2002:7f00:1::", False),
        ("::127.0.0.1", False), ("fec0::1", False), ("ff0e::1", False),
    ],
)  # fmt: skip
def test_public_addresses(address, is_public):
    assert is_public_address(address) == is_public


def test_links_are_tried_once_a_week(clock):
    resource = linked()
    go_round()
    assert OutboxMessage.objects.filter(kind="library.try_link").count() == 1
    go_round()
    assert OutboxMessage.objects.filter(kind="library.try_link").count() == 1
    note_link(by=SYSTEM, resource=fresh(resource), url=resource.url, is_there=True)
    clock.shift(timedelta(days=6))
    assert queue_link_checks() == 0
    clock.shift(timedelta(days=1))
    assert queue_link_checks() == 1


def test_a_link_is_broken_when_it_fails_on_a_second_day(clock, client_for, cast):
    resource = linked()
    page, desk = "/en/resources/guide/", client_for(cast["facilitator"])
    words = "This link has not answered since"
    go_round()
    drain()  # Nobody may be asked on this machine: that is no answer.
    assert (fresh(resource).failing_since, fresh(resource).is_broken) == (MONDAY.date(), False)
    assert words not in text_of(client_for(None).get(page))
    clock.shift(timedelta(days=1))
    go_round()
    drain()
    assert fresh(resource).is_broken
    assert words in text_of(client_for(None).get(page))
    assert "the link of “A guide” is broken" in text_of(desk.get("/en/desk/"))
    assert [event.verb for event in AuditEvent.objects.filter(object_id=resource.pk)] == ["library.note_link"]
    note_link(by=SYSTEM, resource=fresh(resource), url=resource.url, is_there=True)
    assert (fresh(resource).failing_since, words in text_of(client_for(None).get(page))) == (None, False)


def test_a_broken_link_of_the_network_is_told_to_who_coordinates_it(clock, client_for, cast, network):
    resource = linked()
    Resource.plain.filter(pk=resource.pk).update(region=None, network=network, failing_since=MONDAY - timedelta(days=9))
    note_link(by=SYSTEM, resource=fresh(resource), url=resource.url, is_there=False)
    told = {role: "the link of “A guide” is broken" in text_of(client_for(cast[role]).get("/en/desk/"))
            for role in ("coordinator", "auditor", "facilitator")}  # fmt: skip
    assert told == {"coordinator": True, "auditor": False, "facilitator": False}


def test_a_link_that_was_changed_meanwhile_is_left_alone(clock):
    resource = linked()
    note_link(by=SYSTEM, resource=resource, url="https://example.org/old", is_there=False)
    assert (fresh(resource).checked_on, fresh(resource).failing_since) == (None, None)
