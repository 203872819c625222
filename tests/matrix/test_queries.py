"""How many statements a page costs: the same with few rows and with many, and never more than the budget."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.matrix.line import Line
from tests.matrix.pages import PAGES, by_name
from tests.matrix.rows import add_meeting, grow
from welcommune.core.publication import SHELF
from welcommune.core.tenancy import every_region
from welcommune.network.queries import region_places, the_network

pytestmark = pytest.mark.once

PUBLIC_LIST, REGION_PAGE, DESK_PAGE = 6, 12, 12
# What every signed-in request asks first: the session, the account, its roles, and the regions of its networks.
SIGNED_IN = {"facilitator": 3, "coordinator": 4, "operator": 4}
SHOWN = [line for line in PAGES if line.reader() and not line.name.startswith("account")]
PUBLISHED = [line for line in SHOWN if line.name.startswith("portal:") and line.is_shared and not line.is_desk]
LISTS = (
    "portal:actions", "portal:regions",
    "portal:organisations", "portal:roundtables", "portal:news", "portal:feed", "portal:calendar",
)  # fmt: skip


def cost(client: Client, path: str) -> int:
    """Statements of one page that nobody has asked for before."""
    SHELF.pages.clear()
    cache.clear()
    # A process that has answered before knows these.
    the_network()
    for language, _name in settings.LANGUAGES:
        region_places(language)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def more(scene, times: int) -> None:
    with every_region("test"):
        grow(scene, times)


@pytest.mark.parametrize("room", sorted({line.room for line in SHOWN}))
def test_three_rows_cost_what_one_costs(room: str, scene, browser):
    """And a page of the desk keeps its budget with three, for whoever may open it."""
    lines = [line for line in SHOWN if line.room == room]
    more(scene, 1)
    with_one = {line.name: cost(browser(line.reader()), line.path(scene)) for line in lines}
    more(scene, 2)
    with_three = {line.name: cost(browser(line.reader()), line.path(scene)) for line in lines}
    assert with_three == with_one
    found = {
        (line.name, role): cost(browser(role), line.path(scene)) - asked
        for line in lines if line.is_desk for role, asked in SIGNED_IN.items() if line.get[role] == 200
    }  # fmt: skip
    assert {who: most for who, most in found.items() if most > DESK_PAGE} == {}


@pytest.mark.parametrize("line", [line for line in PUBLISHED if line.name in LISTS], ids=by_name)
def test_a_public_list_of_a_hundred_rows(line: Line, scene, browser):
    with every_region("test"):
        for number in range(100):
            add_meeting(scene, number)
    assert cost(browser("visitor"), line.path(scene)) <= PUBLIC_LIST


def test_the_page_of_a_region(scene, browser):
    more(scene, 3)
    for language in ("fr", "ar"):
        path = next(line for line in PAGES if line.name == "portal:region").path(scene, language)
        assert cost(browser("visitor"), path) <= REGION_PAGE


@pytest.mark.parametrize("line", PUBLISHED, ids=by_name)
def test_a_page_from_the_shelf_costs_one_statement(line: Line, scene, browser):
    path = line.path(scene)
    first = browser("visitor").get(path)
    with CaptureQueriesContext(connection) as captured:
        second = browser("visitor").get(path)
    assert len(captured) == 1
    assert second.content == first.content
