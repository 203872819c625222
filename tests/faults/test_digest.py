"""The worker killed while it makes and sends digests: each reader gets the one of the period, and no other."""

import re
import subprocess
import sys
from collections import Counter, defaultdict

from tests.faults.service import Service, until

READERS = 60
FIND = re.compile(r"^(To|Message-ID): (\S+)", re.MULTILINE)
SUBSCRIBE = f"""
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from welcommune.network.models import Network
from welcommune.portal.models import Subscription
now = timezone.now()
since = now - timedelta(days=8)
for number in range({READERS}):
    Subscription.objects.create(
        email=f"reader-{{number}}@example.org", language="fr", network=Network.objects.get(), confirmed_at=since,
        topics=["reports", "other-news"], told_until=since, due_at=now - timedelta(hours=1),
    )
from welcommune.library.models import Article
Article.plain.filter(state="published").update(published_at=now - timedelta(days=1))
"""


def received(one: Service) -> dict[str, Counter[str]]:
    """Per address, the names of the mails that it got."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for file in one.mails.iterdir():
        # A mail that is being written, or that a kill cut short, may end within a letter.
        for mail in file.read_text(encoding="utf-8", errors="replace").split("-" * 79 + "\n"):
            told = dict(FIND.findall(mail))
            if "To" in told and "List-Unsubscribe" in mail:
                found[told["To"]][told["Message-ID"]] += 1
    return found


def total(one: Service) -> int:
    return sum(names.total() for names in received(one).values())


def is_done(one: Service) -> bool:
    waiting = one.rows("SELECT count(*) FROM core_outboxmessage WHERE state <> 'sent'")
    return waiting == [(0,)] and total(one) >= READERS


def test_a_worker_killed_again_and_again_sends_each_reader_one_digest(service):
    one: Service = service()
    more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}
    subprocess.run([sys.executable, "-c", SUBSCRIBE], env=one.store.environment(**more), check=True, timeout=60)
    queued = "SELECT count(*) FROM core_outboxmessage WHERE kind IN ('portal.digest', 'portal.letter')"
    for wanted in (lambda: one.rows(queued)[0][0] >= 20, lambda: total(one) >= 10, lambda: total(one) >= 40):
        one.work()
        until(wanted, "the next step")
        one.kill_worker()
        one.rows("UPDATE core_outboxmessage SET lease_until = '2000-01-01 00:00:00' WHERE lease_until IS NOT NULL")
    one.work()
    until(lambda: is_done(one), "the last digests")
    found = received(one)
    assert len(found) == READERS
    # Sent, but not noted before the kill: once more at most for each kill, under the same name.
    assert [names for names in found.values() if len(names) > 1] == []
    assert total(one) <= READERS + 3
