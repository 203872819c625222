"""The outbox at the desk and on the command line: what waits, what went, what was given up; no address in full."""

import pytest
from django.utils import timezone

from tests.factories import table, text_of
from welcommune.config.cli import main
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import drain, queue

PAGE = "/en/desk/outbox/"
MAIL = {"to": "amal@example.org", "subject": "About a meeting", "body": "Private words"}


@pytest.fixture
def dead(network):
    told = {"state": "dead", "attempts": 8, "last_error": "SMTPDataError"}
    return OutboxMessage.objects.create(kind="mail", payload=MAIL, **told)


@pytest.fixture
def coordinator(cast, client_for):
    return client_for(cast["coordinator"])


def rows(answer):
    return [row[:3] + row[4:5] + row[6:7] for row in table(answer, "Outgoing mail")]


def test_what_failed_is_seen_with_its_reason_and_no_address_in_full(dead, coordinator):
    answer = coordinator.get(PAGE)
    [row] = rows(answer)
    assert row == ["Mails to one person", "a***@example.org", "given up", "8", "SMTPDataError"]
    page = answer.content.decode()
    assert [word for word in ("amal@", "Private words", "About a meeting") if word in page] == []


def test_it_is_tried_again_with_all_its_tries_and_counted_once_it_went(dead, coordinator):
    answer = coordinator.post(f"{PAGE}{dead.pk}/retry/", follow=True)
    assert [(row[2], row[3]) for row in rows(answer)] == [("waiting", "0")]
    assert coordinator.post(f"{PAGE}{dead.pk}/retry/").status_code == 404
    drain()
    answer = coordinator.get(PAGE)
    assert "Nothing waits" in text_of(answer)
    assert table(answer, "Sent today") == [["Mails to one person", "1"]]
    assert rows(coordinator.get(f"{PAGE}?state=sent"))[0][2] == "sent"
    assert [line.actor_kind for line in AuditEvent.objects.filter(verb="portal.retry_message")] == ["account"]


def test_it_is_let_go_for_good(dead, coordinator):
    waiting = queue("mail", MAIL)
    assert coordinator.post(f"{PAGE}{waiting.pk}/drop/").status_code == 404
    coordinator.post(f"{PAGE}{dead.pk}/drop/")
    assert [row.pk for row in OutboxMessage.objects.all()] == [waiting.pk]
    assert AuditEvent.objects.filter(verb="portal.drop_message", object_id=dead.pk).count() == 1


def test_lists_are_narrowed_and_cost_the_same_for_any_length(dead, coordinator, django_assert_max_num_queries):
    for number in range(60):
        queue("portal.question", {"subscription": str(number)})
    assert len(rows(coordinator.get(f"{PAGE}?kind=mail"))) == 1
    with django_assert_max_num_queries(12):
        assert len(rows(coordinator.get(PAGE))) == 50
    assert len(rows(coordinator.get(f"{PAGE}?state=queued&kind=portal.question&page=2"))) == 10


def test_the_command_counts_and_tries_again(dead, capsys):
    assert main(["outbox"]) == 0
    assert capsys.readouterr().out.split() == ["dead", "mail", "1"]
    assert main(["outbox", "--retry-dead"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "1 given up before, tried again now."
    assert (drain(), OutboxMessage.objects.get().done_at.date()) == (1, timezone.now().date())
