"""The worker killed while it sends invitations: each guest gets the one invitation, and no other."""

import subprocess
import sys

from tests.faults.service import Service, until
from tests.faults.test_digest import received, total

GUESTS = 60
INVITE = f"""
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.tenancy import every_region
from welcommune.meetings import actions
from welcommune.meetings.models import MeetingFacts, MeetingInvitation
from welcommune.network.models import Network, Region
with every_region("a test"):
    facts = MeetingFacts(kind="expert_group", day=timezone.localdate() + timedelta(days=30))
    where = {{"network": Network.objects.get(), "region": Region.objects.order_by("slug")[0]}}
    row = actions.record_meeting(by=SYSTEM, id=new_id(), facts=facts, **where)
    for number in range({GUESTS}):
        email = f"guest-{{number}}@example.org"
        MeetingInvitation.objects.create(meeting=row, name="Guest", email=email, language="fr", purpose="a test")
    for _twice in range(2):
        actions.send_invitations(by=SYSTEM, meeting=row)
"""


def is_done(one: Service) -> bool:
    waiting = one.rows("SELECT count(*) FROM core_outboxmessage WHERE state <> 'sent'")
    return waiting == [(0,)] and total(one) >= GUESTS


def test_a_worker_killed_while_it_sends_invitations_sends_each_guest_one(service):
    one: Service = service()
    more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}
    subprocess.run([sys.executable, "-c", INVITE], env=one.store.environment(**more), check=True, timeout=60)
    for mails in (10, 40):
        one.work()
        until(lambda wanted=mails: total(one) >= wanted, "the next mails")
        one.kill_worker()
        one.rows("UPDATE core_outboxmessage SET lease_until = '2000-01-01 00:00:00' WHERE lease_until IS NOT NULL")
    one.work()
    until(lambda: is_done(one), "the last mails")
    found = received(one)
    assert len(found) == GUESTS
    # Sent, but not noted before the kill: once more at most for each kill, under the same name.
    assert [names for names in found.values() if len(names) > 1] == []
    assert total(one) <= GUESTS + 2
