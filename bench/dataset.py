"""Fill the data folder, count queries and bytes; ``python -m bench.dataset`` prints what it made as JSON.

The network that is shipped, and on top of it meetings with reports, recorded, drafted and published by the same
actions that the desk uses. They lie in all regions but one: the page of that one is measured as it is shipped.
"""

import json
import os
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from welcommune.accounts.models import Account  # noqa: E402
from welcommune.config import commands  # noqa: E402
from welcommune.config.demonstration import NETWORK_FILE  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.ids import new_id  # noqa: E402
from welcommune.core.tenancy import every_region  # noqa: E402
from welcommune.meetings.actions import (  # noqa: E402
    draft_report,
    note_attendance,
    publish_report,
    record_meeting,
)
from welcommune.meetings.models import MeetingFacts, MeetingKind, MeetingState, Mode, Unit  # noqa: E402
from welcommune.network.actions import grant_role  # noqa: E402
from welcommune.network.models import Network, Region, Role  # noqa: E402

MEETINGS = 100
BEYOND_SHIPPED = 10
REGION = "vaucluse"
PAGES = {
    "home page": "/en/",
    "region page": f"/en/regions/{REGION}/",
    "news, 100 rows": "/en/news/",
    "meetings, 100 rows": "/en/roundtables/",
    "roundtable page": f"/en/regions/{REGION}/roundtables/2/",
}


# Beside the pages of the cache: what is made for each request, or asked by machines.
OTHERS = {
    "search, two words": "/en/search/?q=roundtable+vaucluse", "search, a typo": "/en/search/?q=vaucluze",
    "feed of news": "/en/news.atom", "calendar": "/en/calendar.ics", "sign-in page": "/en/account/sign-in/",
}  # fmt: skip
DESK = {"desk of a facilitator": "/en/desk/", "a region at the desk": f"/en/desk/regions/{REGION}/"}


def hold(place: int, network: Network, region: Region, number: int) -> None:
    """One meeting more, held, with its attendance and its published report; ``place`` varies what it says."""
    facts = MeetingFacts(
        kind=MeetingKind.ROUNDTABLE, day=date(2022, 3, 1) + timedelta(days=5 * place), number=number,
        mode=list(Mode)[place % 3], duration_minutes=150,
    )  # fmt: skip
    meeting = record_meeting(
        by=SYSTEM, id=new_id(), network=network, region=region, facts=facts, state=MeetingState.HELD
    )
    people = 8 + place % 23
    note_attendance(
        by=SYSTEM, meeting=meeting, seen=meeting.version, totals={Unit.PEOPLE: (people, people)}, categories=[]
    )
    draft_report(by=SYSTEM, meeting=meeting)
    publish_report(by=SYSTEM, meeting=meeting)


def fill() -> None:
    """An empty data folder becomes one with more than a hundred meetings and articles."""
    commands.migrate()
    commands.load_network_file(NETWORK_FILE)
    network = Network.objects.get()
    others = list(Region.objects.exclude(slug=REGION).order_by("slug"))
    for place in range(MEETINGS):
        hold(place, network, others[place % len(others)], BEYOND_SHIPPED + place // len(others))


def signed_in() -> str:
    """The cookie of a facilitator."""
    account = Account.objects.create_user("facilitator@example.org", "Bench", is_fictitious=True)
    grant_role(by=SYSTEM, account=account, role=Role.FACILITATOR, region=Region.objects.get(slug=REGION))
    client = Client()
    client.force_login(account)
    return f"sessionid={client.cookies['sessionid'].value}"


def count(client: Client, path: str) -> int:
    """The queries of one request."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return len(captured)


def figures() -> dict[str, dict[str, int]]:
    """For each page its bytes, and its queries at the first request and at the second, from the page cache."""
    client, found = Client(), {}
    client.get("/en/privacy/")
    for name, path in PAGES.items():
        first, second = count(client, path), count(client, path)
        plain, packed = client.get(path), client.get(path, headers={"accept-encoding": "br"})
        found[name] = {
            "first": first, "second": second, "bytes": len(plain.content), "packed": len(packed.content),
            "rows": plain.content.count(b'<li class="said">') or plain.content.count(b'<th scope="row">'),
        }  # fmt: skip
    return found


def database() -> str:
    """The database and its version."""
    if connection.vendor == "sqlite":
        return f"SQLite {'.'.join(map(str, connection.Database.sqlite_version_info))}"
    return f"PostgreSQL {connection.pg_version // 10000}.{connection.pg_version % 10000}"


if __name__ == "__main__":
    with every_region("measuring"):
        fill()
        cookie = signed_in()
    told = {"pages": PAGES, "others": OTHERS, "desk": DESK, "cookie": cookie}
    print(json.dumps(told | {"database": database(), "figures": figures()}))
