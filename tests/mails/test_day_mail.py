"""One mail a day at most: every topic in it, as often as was chosen, once, whatever dies."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client

from tests.factories import commitment, fields, meeting, news, region
from tests.mails.reading import links
from tests.matrix.data import own_mail
from tests.meetings.guests import contact
from welcommune.accounts import actions
from welcommune.accounts.models import Account, MailWish
from welcommune.accounts.queries import choose_token, mark_of
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import claim, drain, go_round, handle
from welcommune.library.actions import publish_article
from welcommune.library.models import Article
from welcommune.meetings.models import Commitment
from welcommune.network.actions import grant_role
from welcommune.portal.models import Subscription

SUNDAY = datetime(2026, 5, 10, 8, tzinfo=ZoneInfo("Europe/Paris"))
ADDRESS = "nour@example.org"

pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def clock(network):
    with time_machine.travel(SUNDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def keeper(clock):
    """Somebody who keeps a region in which something waits."""
    account = Account.objects.create_user(ADDRESS, "Nour", language="fr")
    grant_role(by=SYSTEM, account=account, role="facilitator", region=region())
    meeting()
    return account


def work():
    """What the worker does in a minute."""
    mail.outbox.clear()
    go_round()
    drain()
    return [message for message in mail.outbox if message.to == [ADDRESS]]


def choose(rhythm):
    actions.choose_mail(by=SYSTEM, mark=mark_of(ADDRESS), chosen={"desk": rhythm})


def days_with_mail(clock, many):
    found = []
    for day in range(many):
        clock.move_to(SUNDAY + timedelta(days=day))
        found += [day] * len(work() + work())
    return found


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [("daily", [0, 1, 2, 3, 4, 5, 6, 7, 8]), ("weekly", [0, 1, 8]), ("never", [])],
)
def test_it_comes_as_often_as_was_chosen_and_once_a_day_at_most(keeper, clock, rhythm, days):
    choose(rhythm)
    assert days_with_mail(clock, 9) == days


def test_nothing_comes_before_seven_and_a_monday_missed_is_made_up_for(keeper, clock):
    clock.move_to(SUNDAY.replace(hour=6))
    assert work() == []
    clock.move_to(SUNDAY)
    assert len(work()) == 1
    clock.move_to(SUNDAY + timedelta(days=3))  # The worker stood still on Monday.
    assert len(work()) == 1


def test_who_has_nothing_to_do_hears_nothing_and_who_is_erased_neither(keeper, clock):
    Account.objects.create_user("idle@example.org", "Idle", language="fr")
    go_round()
    assert [row.payload["to"] for row in OutboxMessage.objects.filter(kind="accounts.day-mail")] == [ADDRESS]
    actions.erase_account(by=SYSTEM, account=keeper)
    assert work() == []


def test_a_worker_that_dies_at_any_step_neither_repeats_nor_loses_it(keeper, clock):
    go_round()
    go_round()
    mail.outbox.clear()
    first = claim()
    handle(first)
    # Handled, and the worker died before it noted so: the message is taken up again.
    OutboxMessage.objects.filter(pk=first.pk).update(
        state="queued", payload={"to": ADDRESS, "language": "fr", "until": SUNDAY.isoformat()}
    )
    drain()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_the_link_of_a_mail_chooses_without_an_account_and_ends_after_three_months(keeper, clock):
    [message] = work()
    [path] = [path for path in links(message) if "/mail/wishes/" in path]
    visitor = Client()
    assert fields(visitor.get(path))["desk"] == "weekly"
    answer = visitor.post(path, own_mail(None), follow=True)
    assert [row.rhythm for row in MailWish.objects.all()] == ["never"]
    assert urlsplit(answer.redirect_chain[0][0]).query == "kept=1"
    line = AuditEvent.objects.get(verb="accounts.choose_mail")
    assert (line.actor_kind, line.fields) == ("link", ["rhythm"])
    assert "nour" not in str(MailWish.objects.values().get())
    clock.shift(timedelta(days=91))
    assert (visitor.get(path).status_code, visitor.get(path[:-5] + "/").status_code) == (410, 410)


def test_mail_programs_leave_with_one_click_and_erasure_keeps_the_no(keeper, clock):
    [message] = work()
    leave = message.extra_headers["List-Unsubscribe"].strip("<>")
    visitor = Client(enforce_csrf_checks=True)
    assert (visitor.get(leave).status_code, MailWish.objects.get().rhythm) == (200, "weekly")
    assert visitor.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    actions.erase_account(by=SYSTEM, account=keeper)
    assert MailWish.objects.get().rhythm == "never"
    assert visitor.get(leave).status_code == 200


def test_people_choose_in_their_account(keeper, client_for):
    browser = client_for(keeper)
    assert "/fr/account/mail/" in browser.get("/fr/account/").content.decode()
    assert browser.post("/fr/account/mail/", {"desk": "at once"}).status_code == 200
    assert browser.post("/fr/account/mail/", {"desk": "daily"})["Location"] == "/fr/account/mail/"
    assert MailWish.objects.get().rhythm == "daily"
    assert choose_token(mark_of(ADDRESS)) != choose_token(mark_of("other@example.org"))


def test_whatever_collects_things_an_address_gets_one_of_it_a_day_and_loses_none(keeper, clock):
    network = region().participations.get().network
    Subscription.objects.create(
        email=ADDRESS, language="fr", network=network, region=region(), topics=["reports", "other-news"],
        confirmed_at=SUNDAY, told_until=SUNDAY - timedelta(days=2), due_at=SUNDAY,
    )  # fmt: skip
    publish_article(by=SYSTEM, article=news("A bus line"))
    Article.plain.filter(state="published").update(published_at=SUNDAY - timedelta(hours=1))
    owner = contact("Nour", ADDRESS)
    row = commitment(meeting(number=None, day=SUNDAY.date() - timedelta(days=1)), contact=owner, language="en")
    Commitment.plain.filter(pk=row.pk).update(owned_since=SUNDAY - timedelta(days=1))
    found = []
    for day in range(4):
        clock.move_to(SUNDAY + timedelta(days=day))
        found.append([message.subject for message in work() + work()])
    assert [len(subjects) for subjects in found] == [1, 1, 1, 0]
    assert len({subject for subjects in found for subject in subjects}) == 3
