"""1,000 invitations sent, and the lists of 2,000 meetings; ``python -m bench.inviting`` prints JSON.

The network of ``welcommune generate`` at a tenth of the reference load, with meetings in it up to 2,000. Pages are
rendered anew each time; the mails are queued and not sent, since sending is the mail server's time.
"""

import json
import os
from dataclasses import asdict
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.importing import timed  # noqa: E402
from bench.reference import fill, milliseconds, statements  # noqa: E402
from bench.report import Figure, at_most, rounded  # noqa: E402
from welcommune.accounts.models import Account  # noqa: E402
from welcommune.config.commands import migrate  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.ids import new_id  # noqa: E402
from welcommune.core.models import OutboxMessage  # noqa: E402
from welcommune.core.tenancy import every_region  # noqa: E402
from welcommune.meetings import actions  # noqa: E402
from welcommune.meetings.models import Meeting, MeetingFacts  # noqa: E402
from welcommune.network.actions import grant_role  # noqa: E402
from welcommune.network.models import Network, Region, Role  # noqa: E402
from welcommune.stakeholders.models import Contact  # noqa: E402

# What each signed-in request asks first: session, account, roles.
SIGNED_IN = 3
SCALE, GUESTS, MEETINGS = 0.1, 1000, 2000
MOST_SECONDS, MOST_QUERIES = 2, 10


def facilitator(place: Region) -> Client:
    """The browser of somebody who keeps the records of the region."""
    account = Account.objects.create_user("facilitator@example.org", "Bench", is_fictitious=True)
    grant_role(by=SYSTEM, account=account, role=Role.FACILITATOR, region=place)
    client = Client()
    client.force_login(account)
    return client


def meeting_to_come(network: Network, place: Region) -> Meeting:
    """A roundtable in three weeks, with 1,000 contacts on its guest list."""
    facts = MeetingFacts(kind="expert_group", day=timezone.localdate() + timedelta(days=21), place="Digoin")
    row = actions.record_meeting(by=SYSTEM, id=new_id(), network=network, region=place, facts=facts)
    told = {"region": place, "source": "bench", "purpose": "bench", "language": "fr"}
    people = [Contact(name=f"Personne {n}", email=f"p{n}@example.org", **told) for n in range(GUESTS)]
    actions.invite_contacts(by=SYSTEM, meeting=row, contacts=Contact.plain.bulk_create(people))
    return row


def more_meetings(network: Network, place: Region) -> None:
    """Meetings up to 2,000, half of them to come."""
    first = timezone.localdate() - timedelta(days=MEETINGS // 2)
    missing = range(MEETINGS - Meeting.plain.count())
    Meeting.plain.bulk_create(
        Meeting(network=network, region=place, kind="visit", day=first + timedelta(days=n),
                state="planned" if n > MEETINGS // 2 else "held")
        for n in missing
    )  # fmt: skip


def measured() -> list[Figure]:
    """The sending, then the pages."""
    fill(SCALE)
    network = Network.objects.get(slug="generated")
    place = Region.objects.filter(participations__network=network).order_by("slug")[0]
    client = facilitator(place)
    with every_region("measuring"):
        row = meeting_to_come(network, place)
        more_meetings(network, place)
        before = OutboxMessage.objects.count()
        took = timed(lambda: actions.send_invitations(by=SYSTEM, meeting=row))
        assert OutboxMessage.objects.count() - before == GUESTS
        again = timed(lambda: actions.send_invitations(by=SYSTEM, meeting=row))
        assert OutboxMessage.objects.count() - before == GUESTS, "each person gets each mail once"
    public = {"roundtables": "/en/roundtables/", "calendar": "/en/calendar.ics"}
    desk = {
        "desk of the region": f"/en/desk/regions/{place.slug}/",
        f"guest list of {GUESTS}": f"/en/desk/meetings/{row.pk}/guests/",
    }
    costs = {name: statements(Client(), path) for name, path in public.items()}
    costs |= {name: statements(client, path) - SIGNED_IN for name, path in desk.items()}
    times = {name: milliseconds(Client(), path) for name, path in public.items()}
    times |= {name: milliseconds(client, path) for name, path in desk.items()}
    return [
        at_most(f"{GUESTS} invitations queued", rounded(took), "s", MOST_SECONDS),
        Figure(f"{GUESTS} invitations sent a second time: nothing is queued", rounded(again), "s"),
        *(at_most(f"{name}, {MEETINGS} meetings, queries", n, "queries", MOST_QUERIES) for name, n in costs.items()),
        *(Figure(f"{name}, {MEETINGS} meetings", rounded(took), "ms") for name, took in times.items()),
    ]


if __name__ == "__main__":
    migrate()
    print(json.dumps([asdict(figure) for figure in measured()]))
