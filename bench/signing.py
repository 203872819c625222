"""Signing in by a code that comes by mail; ``python -m bench.signing`` prints the figures as JSON.

In process, without the mail server's time: the address is typed, the mail is written and taken from the queue, the
code is typed, and the desk is shown. Each of the people comes from an address of their own.
"""

import json
import os
import re
import time
from dataclasses import asdict
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.core import mail  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from bench.reference import fill  # noqa: E402
from bench.report import Figure, rounded  # noqa: E402
from welcommune.accounts.models import Account  # noqa: E402
from welcommune.config.commands import migrate  # noqa: E402
from welcommune.core import outbox  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.network.actions import grant_role  # noqa: E402
from welcommune.network.models import Region, Role  # noqa: E402

PEOPLE, SCALE = 30, 0.1


def sign_in(number: int) -> float:
    """Milliseconds from the typed address to the desk of one person."""
    client, email = Client(REMOTE_ADDR=f"192.0.2.{number}"), f"person{number}@example.org"
    begun = time.perf_counter()
    answer = client.post("/en/account/sign-in/", {"email": email})
    outbox.drain()
    found = re.search(r"code: (\S+)", str(mail.outbox[-1].body))
    assert found and answer.status_code == 302, answer.status_code
    answer = client.post(answer["Location"], {"code": found[1]})
    assert answer.status_code == 302, answer.status_code
    assert client.get("/en/desk/").status_code == 200
    return (time.perf_counter() - begun) * 1000


def measured() -> list[Figure]:
    """The median of some people, and the slowest of them."""
    fill(SCALE)
    place = Region.objects.order_by("slug").first()
    for number in range(PEOPLE):
        account = Account.objects.create_user(f"person{number}@example.org", "Bench", is_fictitious=True)
        grant_role(by=SYSTEM, account=account, role=Role.FACILITATOR, region=place)
    taken = [sign_in(number) for number in range(PEOPLE)]
    return [
        Figure("sign-in by mailed code, from the address to the desk", rounded(median(taken)), "ms"),
        Figure("the slowest of thirty", rounded(max(taken)), "ms"),
    ]


if __name__ == "__main__":
    migrate()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        print(json.dumps([asdict(figure) for figure in measured()]))
