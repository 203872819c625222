"""Lists and the board at the reference load; ``python -m bench.reference`` prints the figures as JSON.

The network of ``welcommune generate`` at a tenth of the reference load and at the whole: statements must be the same.
Times are those of a request in process, rendered anew each time; the database is warm, nothing of ours is.
"""

import json
import os
import time
from dataclasses import asdict
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.report import Figure, at_most, rounded  # noqa: E402
from welcommune.accounts.models import Account  # noqa: E402
from welcommune.config.commands import migrate  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.publication import SHELF  # noqa: E402
from welcommune.network.actions import grant_role, load_vocabularies  # noqa: E402
from welcommune.network.models import Network, Role  # noqa: E402
from welcommune.portal.actions import generate_network  # noqa: E402

LISTS = {
    "regions": "/en/regions/", "organisations": "/en/organisations/", "news": "/en/news/",
    "roundtables": "/en/roundtables/", "resources": "/en/resources/",
}  # fmt: skip
BOARD = "/en/desk/"
SCALES = (0.1, 1.0)
MOST_PUBLIC, MOST_DESK, MOST_MS = 6, 12, 60
# What each signed-in request asks first: session, account, roles and second factor, regions of its networks.
SIGNED_IN = 4
RUNS = 7


def fill(scale: float) -> Client:
    """An empty database with the network at ``scale``; a coordinator's browser."""
    call_command("flush", verbosity=0, interactive=False)
    load_vocabularies()
    generate_network(by=SYSTEM, scale=scale)
    account = Account.objects.create_user("bench@example.org", "Bench", is_fictitious=True)
    grant_role(by=SYSTEM, account=account, role=Role.COORDINATOR, network=Network.objects.get(slug="generated"))
    # Who coordinates comes in with two things.
    Authenticator.objects.create(user=account, type="totp", data={"secret": "A" * 32})
    client = Client()
    client.force_login(account)
    return client


def statements(client: Client, path: str) -> int:
    """How many statements a page costs that nobody has asked for before."""
    client.get(path)  # What each process remembers for good is not the page's.
    SHELF.pages.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def milliseconds(client: Client, path: str) -> float:
    """The median of some requests, each rendered anew."""
    taken = []
    for _run in range(RUNS):
        SHELF.pages.clear()
        start = time.perf_counter()
        assert client.get(path).status_code == 200
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def measured() -> list[Figure]:
    """All figures, the smaller scale first."""
    costs: dict[str, list[int]] = {}
    for scale in SCALES:
        client = fill(scale)
        for name, path in LISTS.items():
            costs.setdefault(name, []).append(statements(Client(), path))
        costs.setdefault("board", []).append(statements(client, BOARD) - SIGNED_IN)
    figures = []
    for name, (small, large) in costs.items():
        most = MOST_DESK if name == "board" else MOST_PUBLIC
        figures.append(at_most(f"{name} at the reference load, queries", large, "queries", most))
        figures.append(at_most(f"{name}, as many queries as at a tenth of it", large, "queries", small))
    figures.append(at_most("board at the reference load", rounded(milliseconds(client, BOARD)), "ms", MOST_MS))
    for name, path in LISTS.items():
        figures.append(Figure(f"{name} at the reference load", rounded(milliseconds(Client(), path)), "ms"))
    return figures


if __name__ == "__main__":
    migrate()
    print(json.dumps([asdict(figure) for figure in measured()]))
