"""Operators see how the site runs, on the web, and nothing of what people keep there."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from tests.factories import notices, text_of
from tests.mails.test_outbox_page import MAIL
from welcommune.accounts.models import Account
from welcommune.config.commands import operator as command
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.operations.watching.faults import forget_faults, known_faults
from welcommune.operations.watching.slow import forget_slow, note_slow, slow_statements

DESK = "/en/desk/operations/"
OUTBOX = "/en/desk/outbox/"


@pytest.fixture(autouse=True)
def nothing_noted():
    """What other tests left in the file."""
    forget_faults()
    forget_slow()


@pytest.fixture
def desk(cast, client_for) -> Client:
    return client_for(cast["operator"])


def verbs() -> list[str]:
    return list(AuditEvent.objects.filter(object_type="accounts.Account").order_by("id").values_list("verb", flat=True))


def test_the_command_gives_and_takes_it_and_wants_a_second_factor(network, client_for, capsys):
    before = len(verbs())
    assert command("Nobody@Example.org", no_longer=True) == 1
    assert command("no address", no_longer=False) == 1
    assert capsys.readouterr().err == "There is no account of nobody@example.org.\nno address is no e-mail address.\n"
    assert command("Ada@Example.org", no_longer=False) == 0
    assert capsys.readouterr().out.startswith("Ada@Example.org runs this site: http")
    ada = Account.objects.get(email="ada@example.org")
    assert client_for(ada).get(DESK).headers["Location"] == "/en/account/2fa/"
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "A" * 32})
    browser = client_for(ada)
    assert "How the site runs" in text_of(browser.get("/en/desk/"))
    assert browser.get(DESK).status_code == 200
    assert command("ada@example.org", no_longer=True) == 0
    assert browser.get(DESK).status_code == 404
    assert verbs()[before:] == ["accounts.make_operator", "accounts.end_operator"]


def test_the_start_tells_what_needs_somebody_and_what_is_well(desk):
    OutboxMessage.objects.create(kind="mail", state="dead", payload=MAIL, attempts=8)
    page = text_of(desk.get(DESK))
    needs, well = page.split("What is well")
    assert "Messages given up after several tries: 1." in needs
    assert "There is no backup yet." in needs
    assert "The database is that of this release." in well
    french = text_of(desk.get(DESK.replace("/en/", "/fr/")))
    assert "Messages abandonnés après plusieurs essais" in french
    assert "La base de données correspond à cette version." in french
    arabic = desk.get(DESK.replace("/en/", "/ar/")).content.decode()
    assert '<bdi dir="ltr"><code>welcommune outbox --retry-dead</code></bdi>' in arabic


def test_messages_are_seen_without_what_they_hold_tried_again_and_dropped(desk, cast):
    dead = [
        OutboxMessage.objects.create(kind="mail", state="dead", payload=MAIL, attempts=8, last_error="SMTPDataError")
        for _message in range(3)
    ]
    OutboxMessage.objects.create(kind="meetings.letter")
    page = text_of(desk.get(f"{OUTBOX}?state=dead"))
    assert page.count("SMTPDataError") == 3
    assert "example.org" not in page
    assert text_of(desk.get(f"{OUTBOX}?kind=meetings.letter")).count("SMTPDataError") == 0
    assert desk.post(f"{OUTBOX}{dead[0].pk}/drop/").status_code == 302
    assert desk.post(f"{OUTBOX}{dead[1].pk}/retry/").status_code == 302
    assert notices(desk.get(f"{OUTBOX}")) == ["It is let go.", "It is tried again."]
    assert desk.post(f"{OUTBOX}retry/").status_code == 302
    left = OutboxMessage.objects.filter(pk__in=[row.pk for row in dead])
    assert dict(left.values_list("pk", "state")) == {dead[1].pk: "queued", dead[2].pk: "queued"}
    told = AuditEvent.objects.filter(object_type="core.OutboxMessage", actor_id=cast["operator"].pk)
    again = [("portal.retry_message", row.pk) for row in dead[1:]]
    assert sorted(told.values_list("verb", "object_id")) == [("portal.drop_message", dead[0].pk), *sorted(again)]


def test_errors_are_grouped_and_taken_off_when_seen(desk, monkeypatch, client: Client, network):
    monkeypatch.setattr("welcommune.portal.queries.regions_context", lambda *_told: {}["+33 6 11 22 33 44"])
    client.raise_request_exception = False
    numbers = [client.get("/en/regions/").headers["X-Request-ID"] for _time in range(7)]
    (fault,) = known_faults()
    assert (fault.kind, fault.route, fault.times) == ("KeyError", "portal:regions", 7)
    assert fault.requests.split() == numbers[:1:-1]
    page = text_of(desk.get(f"{DESK}errors/"))
    assert "KeyError" in page
    assert numbers[-1] in page
    assert "33 44" not in page
    assert desk.post(f"{DESK}errors/seen/", {"kind": fault.kind, "place": "elsewhere", "route": fault.route}).url
    assert known_faults() == [fault]
    desk.post(f"{DESK}errors/seen/", {"kind": fault.kind, "place": fault.place, "route": fault.route})
    assert known_faults() == []
    assert "No errors" in text_of(desk.get(f"{DESK}errors/"))


def test_slow_statements_are_noted_without_values(desk, settings, client: Client, network):
    settings.SLOW_MS = 0
    client.get("/en/regions/?nothing=kept")
    settings.SLOW_MS = 200
    noted = slow_statements()
    assert {one.route for one in noted} <= {"portal:regions", "none"}
    assert any('FROM "network_region"' in one.statement for one in noted)
    forget_slow()
    for milliseconds in (300, 200, 900, 400):
        note_slow("SELECT 1 FROM t WHERE a = 'Amina' AND b IN (%s, %s, %s) LIMIT 21", milliseconds, route="portal:home")
    (one,) = slow_statements()
    assert (one.statement, one.times, one.total, one.usual_worst) == (
        "SELECT ? FROM t WHERE a = ? AND b IN (%s, …) LIMIT ?", 4, 1800, 900,
    )  # fmt: skip
    assert one.statement in text_of(desk.get(f"{DESK}slow/"))
    desk.post(f"{DESK}slow/forget/")
    assert slow_statements() == []


def test_what_is_noted_stays_bounded_and_never_stands_in_the_way(settings, tmp_path):
    for number in range(230):
        note_slow(f"SELECT x{chr(97 + number // 26)}{chr(97 + number % 26)}", 300, route="portal:home")
    assert len(slow_statements()) == 200
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.DATA = blocked
    note_slow("SELECT 1", 300, route="portal:home")
    assert slow_statements() == []


def test_an_error_of_the_database_is_told_by_who_asked(client: Client, network, monkeypatch):
    def ask(*_told):
        connection.cursor().execute("SELECT nonsense")

    monkeypatch.setattr("welcommune.portal.queries.regions_context", ask)
    client.raise_request_exception = False
    assert client.get("/en/regions/").status_code == 500
    assert [fault.place.partition(":")[0] for fault in known_faults()] == ["welcommune/portal/views/public.py"]
