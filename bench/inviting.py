"""A thousand invitations queued, and two thousand meetings listed; ``python -m bench.inviting`` prints JSON."""

import json
import os
import time
from dataclasses import asdict
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.report import Figure, at_most, rounded  # noqa: E402
from welcommune.config.operations import migrate  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.ids import new_id  # noqa: E402
from welcommune.core.models import OutboxMessage  # noqa: E402
from welcommune.core.tenancy import every_region  # noqa: E402
from welcommune.meetings import actions  # noqa: E402
from welcommune.meetings.models import Meeting, MeetingFacts, MeetingInvitation  # noqa: E402
from welcommune.network.actions import load_vocabularies  # noqa: E402
from welcommune.network.models import Network, Region  # noqa: E402
from welcommune.portal.actions import generate_network  # noqa: E402

GUESTS, MEETINGS, MOST_SECONDS, MOST_QUERIES = 1000, 2000, 2, 10


def queued(network: Network, region: Region) -> float:
    """Seconds from the button until all mails wait in the queue."""
    facts = MeetingFacts(kind="expert_group", day=timezone.localdate() + timedelta(days=30))
    meeting = actions.record_meeting(by=SYSTEM, id=new_id(), network=network, region=region, facts=facts)
    told = {"meeting": meeting, "name": "Guest", "language": "fr", "purpose": "bench"}
    MeetingInvitation.objects.bulk_create(
        MeetingInvitation(email=f"guest-{number}@example.org", **told) for number in range(GUESTS)
    )
    before, start = OutboxMessage.objects.count(), time.perf_counter()
    actions.send_invitations(by=SYSTEM, meeting=meeting)
    took = time.perf_counter() - start
    assert OutboxMessage.objects.count() == before + GUESTS
    return took


def queries_of(path: str) -> int:
    """How many queries a page makes that no cache holds."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().get(path, headers={"host": "localhost"})
    assert answer.status_code == 200, (path, answer.status_code)
    return len(asked)


def measured() -> list[Figure]:
    """The queue, then the pages."""
    network, region = Network.objects.order_by("pk")[0], Region.objects.order_by("slug")[0]
    took = queued(network, region)
    day = timezone.localdate()
    Meeting.objects.bulk_create(
        Meeting(network=network, region=region, kind="visit", state="held", day=day - timedelta(days=number))
        for number in range(MEETINGS)
    )
    figures = [at_most(f"{GUESTS} invitations queued", rounded(took), "s", MOST_SECONDS)]
    for name, path in (("list", "/en/roundtables/"), ("calendar", "/en/calendar.ics")):
        figures.append(at_most(f"{name} of {MEETINGS} meetings", queries_of(path), "queries", MOST_QUERIES))
    return figures


if __name__ == "__main__":
    migrate()
    call_command("flush", verbosity=0, interactive=False)
    load_vocabularies()
    generate_network(by=SYSTEM, scale=0.1)
    with every_region("measuring"):
        print(json.dumps([asdict(figure) for figure in measured()]))
