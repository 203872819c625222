"""One line for each request and each error, all with the number that the visitor is told."""

import json
import logging
import re

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from tests.factories import text_of
from tests.harness.log import listening
from welcommune.config.logs import PlainFormatter, formatter
from welcommune.core.models import OutboxMessage
from welcommune.core.outbox import drain

NUMBER = re.compile(r"^[0-9a-f]{10}$")


class Refusing(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(messages[0].to[0])


def read(lines: list[str], event: str) -> list[dict]:
    return [told for line in lines if (told := json.loads(line))["event"] == event]


def test_a_request_is_told_by_its_route_and_its_number(client: Client, network):
    with listening() as lines:
        answers = [
            client.get("/en/regions/saone-et-loire/?q=private"),
            client.get("/en/nowhere/"),
            client.get("/healthz"),
        ]
        again = client.get("/en/regions/saone-et-loire/?q=private")
    told = read(lines, "request")
    assert [(it["route"], it["method"], it["status"]) for it in told] == [
        ("portal:region", "GET", 200), ("none", "GET", 404), ("healthz", "GET", 200), ("portal:region", "GET", 200),
    ]  # fmt: skip
    numbers = [answer.headers["X-Request-ID"] for answer in (*answers, again)]
    assert [it["request"] for it in told] == numbers
    assert len(set(numbers)) == 4
    assert all(NUMBER.match(number) for number in numbers)
    # From the shelf the page costs the one statement that reads its stamps.
    assert [it["queries"] for it in told[1:]] == [0, 0, 1]
    assert set(told[0]) == {"time", "level", "event", "request", "route", "method", "status", "ms", "queries"}
    assert told[0]["ms"] > 0


@pytest.fixture
def broken(monkeypatch, client: Client) -> Client:
    """A site whose regions page breaks with a private text in the error."""
    monkeypatch.setattr("welcommune.portal.queries.regions_context", lambda *_told: {}["+33 6 11 22 33 44"])
    client.raise_request_exception = False
    return client


def test_an_error_is_told_by_its_type_and_place_and_the_visitor_gets_the_number(broken: Client, network):
    with listening() as lines:
        answer = broken.get("/en/regions/")
    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert f"tell whoever runs this site this number: {number}" in text_of(answer)
    (error,) = [told for line in lines if "error" in (told := json.loads(line))]
    assert (error["error"], error["route"], error["request"]) == ("KeyError", "portal:regions", number)
    assert re.fullmatch(r"welcommune/portal/views/public\.py:\d+ regions", error["place"])
    assert "33 44" not in "".join(lines)


def test_what_a_request_queued_is_told_under_its_number(client: Client, network, cast, settings):
    with listening() as lines:
        asked = client.post("/en/account/sign-in/", {"email": cast["member"].email})
        settings.EMAIL_BACKEND = f"{__name__}.Refusing"
        drain()
        OutboxMessage.objects.update(next_try_at="2020-01-01T00:00Z")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        drain()
    assert asked.status_code == 302, asked.status_code
    failed, sent = [told for line in lines if (told := json.loads(line))["event"].startswith("outbox message")]
    assert (failed["level"], failed["error"], sent["level"]) == ("warning", "ConnectionRefusedError", "info")
    assert failed["request"] == sent["request"] == asked.headers["X-Request-ID"]
    assert cast["member"].email not in "".join(lines)


def test_plain_lines_are_for_eyes(client: Client, db, settings):
    with listening(PlainFormatter()) as lines:
        answer = client.get("/healthz")
        try:
            raise LookupError("private")
        except LookupError:
            logging.getLogger("welcommune.core.outbox").exception("the outbox could not be read")
    number = answer.headers["X-Request-ID"]
    assert re.fullmatch(
        rf"\d\d:\d\d:\d\d INFO request request={number} route=healthz method=GET status=200 ms=[\d.]+ queries=0",
        lines[0],
    )
    assert lines[1][9:].startswith("ERROR the outbox could not be read error=LookupError place=")
    assert lines[2].startswith("    ")
    assert "private" not in "".join(lines)
    settings.LOG = "plain"
    assert isinstance(formatter(), PlainFormatter)


def test_of_what_a_library_fills_in_only_numbers_and_signals_are_told():
    server = logging.getLogger("gunicorn.error")
    with listening() as lines:
        server.error("Worker (pid:%s) was sent %s!", 4711, "SIGKILL")
        server.error("Bad request from %s: %s", "192.0.2.7", 400)
    assert [json.loads(line)["event"] for line in lines] == [
        "Worker (pid:4711) was sent SIGKILL!",
        "Bad request from %s: %s",
    ]
