"""News by mail: nothing before the owner confirms, one digest a period, one click to leave, no trace after."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories import OTHER, SEATS, beside, fields, meeting, news, region, report, text_of
from welcommune.accounts.forms import opened_mark
from welcommune.core.access import SYSTEM, Actor
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import claim, drain, go_round, handle
from welcommune.core.personal import Person, collect, erase
from welcommune.core.publication import publish as publish_stamps
from welcommune.core.tenancy import every_region
from welcommune.library.actions import publish_article
from welcommune.portal.actions import confirm_subscription, forget_unconfirmed, queue_digests
from welcommune.portal.models import Rhythm, Subscription
from welcommune.portal.queries import CHANGE, CONFIRM, LEAVE, link_token

WEDNESDAY = datetime(2026, 5, 6, 10, tzinfo=UTC)
MONDAY = datetime(2026, 5, 11, 5, tzinfo=UTC)  # seven o'clock in Paris
ADDRESS = "lectrice@example.org"


@pytest.fixture
def clock(network):
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor(clock, client_for):
    return client_for(None)


def sent(visitor, **typed):
    wishes = {"place": SEATS, "topics": ["reports", "other-news", "meetings"], "rhythm": "weekly", "language": "fr"}
    told = {"email": ADDRESS, "website": "", "opened": opened_mark(ago=30), **wishes}
    return visitor.post("/fr/subscribe/", told | typed)


def links(message):
    """The paths of our pages in a mail."""
    return [urlsplit(link).path for link in re.findall(r"https?://\S+", message.body)]


def one(purpose, message):
    [path] = [path for path in links(message) if f"/subscribe/{purpose}/" in path]
    return path


def subscribed(**told):
    """A subscription that its owner has confirmed."""
    fields = {"language": "en", "region": region(), "topics": ["reports", "other-news", "meetings"]} | told
    row = Subscription.objects.create(email=ADDRESS, network=region().participations.get().network, **fields)
    return confirm_subscription(by=Actor("link", row.pk), subscription=row)


def publish(title="A new bus line", **told):
    with every_region("test"):
        return publish_article(by=SYSTEM, article=news(title, **told))


def work():
    """What the worker does in a minute."""
    mail.outbox.clear()
    go_round()
    drain()
    return list(mail.outbox)


# Asking and confirming.


def test_the_form_has_a_link_on_pages_and_knows_the_region(visitor):
    assert 'href="/fr/subscribe/"' in visitor.get("/fr/news/").content.decode()
    page = visitor.get(f"/fr/regions/{SEATS}/")
    assert f'href="/fr/subscribe/?region={SEATS}"' in page.content.decode()
    assert fields(visitor.get(f"/fr/subscribe/?region={SEATS}"))["place"] == SEATS


def test_an_address_is_asked_and_confirms_by_a_button(visitor):
    assert sent(visitor).headers["Location"] == "/fr/subscribe/sent/"
    [question] = work()
    assert question.to == [ADDRESS]
    path = one("confirm", question)
    assert path.startswith("/fr/")
    for _look in range(3):  # A scanner of mails opens links.
        assert "Saône-et-Loire" in text_of(visitor.get(path))
    assert Subscription.objects.get().confirmed_at is None
    answer = visitor.post(path, follow=True)
    assert answer.redirect_chain[0][0].startswith("/fr/subscribe/change/")
    row = Subscription.objects.get()
    assert (row.email, row.language, row.region.slug, row.due_at) == (ADDRESS, "fr", SEATS, MONDAY)
    assert visitor.post(path).status_code == 302
    assert Subscription.objects.get().version == row.version


def test_the_answer_is_the_same_for_every_address(visitor):
    first = sent(visitor)
    with every_region("test"):
        confirm_subscription(by=SYSTEM, subscription=Subscription.objects.get())
    again = sent(visitor, rhythm="monthly", place="")
    other = sent(visitor, email="another@example.org")
    assert {(answer.status_code, answer["Location"]) for answer in (first, again, other)} == {
        (302, "/fr/subscribe/sent/")
    }
    # Whoever writes a confirmed address changes nothing; its owner gets the way to do so.
    assert Subscription.objects.get(email=ADDRESS).rhythm == "weekly"
    assert [message.to for message in work()] == [[ADDRESS], [ADDRESS], ["another@example.org"]]
    assert one("change", mail.outbox[0])


def test_an_address_that_was_not_confirmed_may_choose_again(visitor):
    sent(visitor)
    sent(visitor, email=ADDRESS.upper(), rhythm="monthly", place="")
    row = Subscription.objects.get()
    assert (row.rhythm, row.region) == ("monthly", None)


@pytest.mark.parametrize(
    "typed",
    [{"email": "nobody"}, {"email": ""}, {"topics": []}, {"language": "xx"}, {"rhythm": "daily"}, {"place": "nowhere"}],
)
def test_what_will_not_do_is_said_beside_its_field_and_nothing_is_lost(visitor, typed):
    answer = sent(visitor, **typed)
    assert (answer.status_code, Subscription.objects.count()) == (200, 0)
    assert set(beside(answer)) == set(typed)
    assert fields(answer)["email"] == typed.get("email", ADDRESS)


def test_a_field_that_people_do_not_see_keeps_machines_out(visitor):
    assert sent(visitor, website="https://example.org").headers["Location"] == "/fr/subscribe/sent/"
    assert (Subscription.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_a_form_from_a_page_that_is_too_old_is_kept(clock):
    client = Client(enforce_csrf_checks=True)
    told = {"email": ADDRESS, "topics": ["reports"], "rhythm": "weekly", "language": "fr", "opened": opened_mark(ago=9)}
    refused = client.post("/fr/subscribe/", told, headers={"sec-fetch-site": "same-origin"})
    assert (refused.status_code, refused["Location"]) == (302, "/fr/subscribe/")
    again = fields(client.get("/fr/subscribe/"))
    assert again["email"] == ADDRESS
    assert client.post("/fr/subscribe/", again).status_code == 302
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("mark", ["", "forged", "too quick", "too old"])
def test_a_form_sent_too_quickly_or_without_its_mark_is_shown_again(visitor, mark):
    made = {"too quick": lambda: opened_mark(), "too old": lambda: opened_mark(ago=25 * 3600)}
    answer = sent(visitor, opened=made.get(mark, lambda: mark)())
    assert (answer.status_code, Subscription.objects.count()) == (200, 0)
    again = fields(answer)
    with time_machine.travel(WEDNESDAY + timedelta(seconds=5)):
        assert visitor.post("/fr/subscribe/", again).status_code == 302


def test_too_many_from_one_place_are_refused_and_too_many_to_one_address_dropped(visitor):
    for _time in range(5):
        assert sent(visitor).status_code == 302
    assert len(work()) == 3
    answers = [sent(visitor, email=f"reader{number}@example.org") for number in range(16)]
    assert [answer.status_code for answer in answers] == [302] * 15 + [200]
    with time_machine.travel(WEDNESDAY + timedelta(days=1)):
        assert sent(visitor, email="late@example.org", opened=opened_mark(ago=9)).status_code == 302


def test_an_address_that_nobody_confirms_is_deleted_after_seven_days(visitor, clock):
    sent(visitor)
    [question] = work()
    for days, left in ((6, 1), (8, 0)):
        clock.move_to(WEDNESDAY + timedelta(days=days))
        go_round()
        assert Subscription.objects.count() == left
    assert visitor.get(one("confirm", question)).status_code == 410
    assert AuditEvent.objects.filter(verb="portal.forget_unconfirmed").count() == 1


def test_a_confirmed_address_stays(clock):
    subscribed()
    clock.move_to(WEDNESDAY + timedelta(days=400))
    assert forget_unconfirmed() == 0


# Links.


@pytest.mark.parametrize("purpose", ["confirm", "change", "leave"])
def test_a_link_opens_one_page_only(visitor, purpose):
    row = subscribed()
    tokens = {"confirm": CONFIRM, "change": CHANGE, "leave": LEAVE}
    for other, name in tokens.items():
        status = visitor.get(f"/fr/subscribe/{purpose}/{link_token(row, name)}/").status_code
        assert status == (200 if other == purpose else 410), other
    assert visitor.post(f"/fr/subscribe/{purpose}/cut/").status_code == 410


def test_wishes_are_changed_by_the_link(visitor):
    row = subscribed()
    path = f"/en/subscribe/change/{link_token(row, CHANGE)}/"
    sent_ = fields(visitor.get(path)) | {"place": "", "topics": ["reports"], "rhythm": "monthly", "language": "ar"}
    assert visitor.post(path, sent_).status_code == 302
    row.refresh_from_db()
    assert (row.region, row.topics, row.rhythm, row.language) == (None, ["reports"], "monthly", "ar")
    assert timezone.localtime(row.due_at).date().isoformat() == "2026-06-01"
    # From an old page: what stands there now is said, nothing is lost.
    answer = visitor.post(path, sent_ | {"rhythm": "weekly"})
    assert answer.status_code == 200
    assert fields(answer)["rhythm"] == "weekly"


def test_mail_programs_leave_with_one_click_and_without_cookies(network, clock):
    row = subscribed()
    path = f"/en/subscribe/leave/{link_token(row, LEAVE)}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    assert Subscription.objects.count() == 1
    robot = Client(enforce_csrf_checks=True)
    answer = robot.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, Subscription.objects.count()) == (200, 0)
    assert robot.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post("/en/subscribe/", {}).status_code == 403


def test_who_has_left_leaves_no_trace_but_identifiers(visitor):
    sent(visitor)
    [question] = work()
    visitor.post(one("confirm", question))
    row = Subscription.objects.get()
    visitor.post(f"/fr/subscribe/leave/{link_token(row, LEAVE)}/")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert ADDRESS not in str(cursor.fetchall()), table
    verbs = AuditEvent.objects.filter(object_id=row.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["portal.ask_subscription", "portal.confirm_subscription", "portal.leave_subscription"]


# The digest.


def test_a_digest_tells_once_what_is_new(clock):
    publish("Before")
    clock.move_to(WEDNESDAY + timedelta(hours=1))
    subscribed()
    clock.move_to(WEDNESDAY + timedelta(days=1))
    publish("In Digoin", lead="A bus.\nEvery evening.")
    publish("Elsewhere", at=OTHER)
    assert work() == []
    clock.move_to(MONDAY)
    [digest] = work()
    assert (digest.to, digest.subject) == ([ADDRESS], "What is new: Saône-et-Loire")
    assert "In Digoin\n  A bus. Every evening.\n  http" in digest.body
    assert "Before" not in digest.body
    assert "Elsewhere" not in digest.body
    assert Subscription.objects.get().due_at == MONDAY + timedelta(days=7)
    for days in (1, 7, 14):  # Nothing new, no mail.
        clock.move_to(MONDAY + timedelta(days=days))
        assert work() == []


def test_a_digest_says_why_it_comes_and_how_to_leave(visitor, clock):
    subscribed(language="fr")
    clock.move_to(MONDAY - timedelta(days=1))
    publish()
    clock.move_to(MONDAY)
    [digest] = work()
    leave = one("leave", digest)
    assert digest.extra_headers["List-Unsubscribe"] == f"<{settings.SITE_URL}{leave}>"
    assert digest.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.search(r"\nList-Unsubscribe:\s+<http", digest.message().as_string())
    assert all(path.startswith("/fr/") for path in links(digest))
    assert visitor.get(one("change", digest)).status_code == 200
    assert visitor.post(leave).status_code == 200
    assert Subscription.objects.count() == 0


def test_topics_are_told_apart(clock):
    with every_region("test"):
        row = meeting(number=44)
    subscribed(topics=["reports", "meetings"])
    clock.move_to(WEDNESDAY + timedelta(days=1))
    publish("Other news")
    with every_region("test"):
        article = report(row)
        meeting(number=45, state="planned", day=MONDAY.date() + timedelta(days=30), place="Digoin")
        meeting(number=46, state="cancelled", day=MONDAY.date() + timedelta(days=30))
    clock.move_to(MONDAY)
    [digest] = work()
    assert f"/en/news/{article.slug}/" in digest.body
    assert "Other news" not in digest.body
    assert "Roundtable 45" in digest.body
    assert "Roundtable 46" not in digest.body


def test_the_network_as_a_whole(clock):
    subscribed(region=None)
    clock.move_to(WEDNESDAY + timedelta(days=1))
    publish("Here")
    publish("There", at=OTHER)
    clock.move_to(MONDAY)
    [digest] = work()
    assert all(title in digest.body for title in ("Here", "There"))


@pytest.mark.parametrize(("rhythm", "now", "due"), [
    ("weekly", "2026-05-11T04:00Z", "2026-05-18T05:00Z"), ("weekly", "2026-05-10T23:00Z", "2026-05-18T05:00Z"),
    ("weekly", "2026-05-10T20:00Z", "2026-05-11T05:00Z"), ("weekly", "2026-10-22T05:00Z", "2026-10-26T06:00Z"),
    ("monthly", "2026-12-31T12:00Z", "2027-01-01T06:00Z"), ("monthly", "2026-06-01T12:00Z", "2026-07-01T05:00Z"),
])  # fmt: skip
def test_when_the_next_one_is_due(rhythm, now, due):
    assert Rhythm(rhythm).after(datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_a_worker_that_dies_at_any_step_neither_repeats_nor_loses_a_digest(clock):
    subscribed()
    clock.move_to(WEDNESDAY + timedelta(days=1))
    publish()
    clock.move_to(MONDAY)
    assert queue_digests() == 1
    assert queue_digests() == 0  # A second worker, or the same one started again.
    message = claim()
    handle(message)
    # It wrote the mail and died before it could say so: the message is taken up again.
    OutboxMessage.objects.filter(pk=message.pk).update(
        state="queued", lease_until=None, payload={"subscription": str(Subscription.objects.get().pk),
        "until": (MONDAY - timedelta(minutes=2)).isoformat()},
    )  # fmt: skip
    mail.outbox.clear()
    drain()
    assert len(mail.outbox) == 1


def test_a_digest_that_failed_is_made_up_for_by_the_next(clock):
    subscribed()
    clock.move_to(WEDNESDAY + timedelta(days=1))
    publish()
    clock.move_to(MONDAY)
    queue_digests()
    OutboxMessage.objects.update(state="dead")
    clock.move_to(MONDAY + timedelta(days=7))
    [digest] = work()
    assert "A new bus line" in digest.body


@pytest.mark.parametrize("written", [0, 1])
def test_who_leaves_while_a_mail_waits_gets_none(visitor, clock, written):
    row = subscribed()
    clock.move_to(WEDNESDAY + timedelta(days=1))
    publish()
    clock.move_to(MONDAY)
    queue_digests()
    for _step in range(written):
        handle(claim())
    assert ADDRESS not in str(list(OutboxMessage.objects.values()))
    visitor.post(f"/fr/subscribe/leave/{link_token(row, LEAVE)}/")
    assert work() == []


def test_who_has_an_account_too_finds_it_in_the_own_data_and_takes_it_away(clock, cast):
    facilitator = cast["facilitator"]
    row = subscribed()
    Subscription.objects.update(email=facilitator.email.upper())
    held = collect(Person(facilitator.pk, facilitator.email))
    assert [told["rhythm"] for told in held["portal"]["news_by_mail"]] == [row.rhythm]
    with every_region("test"):
        erase(Person(facilitator.pk, facilitator.email))
    assert not Subscription.objects.exists()


def test_answers_go_to_the_people_of_the_network(visitor, network):
    sent(visitor)
    [question] = work()
    assert question.reply_to == ([network.contact_email] if network.contact_email else [])
    type(network).objects.update(contact_email="coordination@example.org")
    publish_stamps(everywhere=True)
    sent(visitor)
    [again] = work()
    assert again.reply_to == ["coordination@example.org"]


def test_a_look_that_fails_does_not_keep_the_others_from_theirs(clock, monkeypatch, caplog):
    def broken():
        raise ValueError("broken")

    monkeypatch.setattr("welcommune.core.outbox._rounds", [broken, queue_digests])
    subscribed()
    clock.move_to(MONDAY)
    go_round()
    assert OutboxMessage.objects.count() == 1
    assert "broken failed" in caplog.text
