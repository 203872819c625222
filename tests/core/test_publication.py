"""Public pages are rendered once and served whole, until somebody publishes or the day turns."""

import gzip
from datetime import UTC, datetime

import brotli
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import OTHER, SEATS, news
from welcommune.core.access import SYSTEM
from welcommune.core.publication import SHELF, publish
from welcommune.core.tenancy import every_region
from welcommune.library.actions import publish_article
from welcommune.network.models import Network, Region

HOME, HERE, THERE = "/en/", f"/en/regions/{SEATS}/", f"/en/regions/{OTHER}/"
STAMPS = "SELECT key, value FROM core_stamp"


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


@pytest.fixture
def asked(visitor):
    """How a page comes: the answer and the statements that it took."""

    def ask(path, **headers):
        with CaptureQueriesContext(connection) as caught:
            answer = visitor.get(path, headers=headers)
        return answer, [query["sql"] for query in caught.captured_queries]

    return ask


def is_from_the_shelf(statements):
    return len(statements) == 1 and statements[0].startswith(STAMPS)


def test_a_page_is_rendered_once_and_then_served_by_one_query(asked):
    first, rendering = asked(HOME)
    second, serving = asked(HOME)
    assert (len(rendering) > 1, is_from_the_shelf(serving)) == (True, True)
    assert (first.status_code, first.content, first["ETag"]) == (200, second.content, second["ETag"])
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"] != ""


def test_who_has_the_page_already_is_told_so_without_the_page(asked):
    first, _queries = asked(HOME)
    again, _queries = asked(HOME, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other, _queries = asked(HOME, if_none_match='W/"something-else"')
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("visit", ["first", "second"])
@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate", "gzip", gzip.decompress), ("gzip, deflate, br", "br", brotli.decompress), ("", None, bytes)],
    ids=["gzip", "brotli", "plain"],
)
def test_the_page_comes_in_the_best_encoding_that_the_browser_reads(asked, visit, accepted, encoding, unpack):
    plain = asked(HOME)[0].content
    if visit == "first":
        SHELF.clear()
    answer, _queries = asked(HOME, accept_encoding=accepted)
    assert (answer.get("Content-Encoding"), unpack(answer.content)) == (encoding, plain)
    assert int(answer["Content-Length"]) == len(answer.content)
    assert answer["Vary"] == "Accept-Encoding, Cookie"


def test_languages_and_filters_are_pages_of_their_own(asked):
    bodies = {path: asked(path)[0].content for path in (HOME, "/fr/", "/en/?country=pl", "/en/?country=fr")}
    assert len(set(bodies.values())) == 4
    assert {path: asked(path)[0].content for path in bodies} == bodies


def test_whoever_signed_in_gets_the_page_rendered_for_them(cast, client_for, asked):
    public, _queries = asked(HOME)
    own = client_for(cast["member"]).get(HOME)
    assert "ETag" not in own.headers
    assert (b'href="/en/desk/">Desk</a>' in own.content, b'href="/en/desk/">Desk</a>' in public.content) == (
        True,
        False,
    )
    assert asked(HOME)[0].content == public.content


@pytest.mark.usefixtures("scope")
def test_what_is_published_shows_at_once(asked):
    draft = news("A line of buses to every village")
    before = [asked(path)[0].content for path in (HOME, HERE, "/en/news/")]
    publish_article(by=SYSTEM, article=draft)
    after = [asked(path)[0].content for path in (HOME, HERE, "/en/news/")]
    assert [b"A line of buses to every village" in page for page in before] == [False] * 3
    assert [b"A line of buses to every village" in page for page in after] == [True] * 3


def test_a_region_that_nothing_was_published_in_keeps_its_page(asked):
    here, there = asked(HERE)[0], asked(THERE)[0]
    with every_region("test"):
        publish_article(by=SYSTEM, article=news())
    answer, statements = asked(THERE)
    assert (answer["ETag"], is_from_the_shelf(statements)) == (there["ETag"], True)
    answer, statements = asked(HERE)
    assert (answer["ETag"] == here["ETag"], is_from_the_shelf(statements)) == (False, False)


def test_what_every_page_shows_renews_every_page(asked):
    paths = (HOME, HERE, THERE, "/en/privacy/", "/en/news/")
    [asked(path) for path in paths]
    Network.objects.update(funding_statement={"en": "Paid by everybody."})
    publish(everywhere=True)
    assert [b"Paid by everybody." in asked(path)[0].content for path in paths] == [True] * 5


def test_a_region_that_takes_another_name_has_it_in_every_list_and_language(asked):
    paths = ("/en/news/", "/fr/news/", "/en/roundtables/", "/fr/roundtables/")
    [asked(path) for path in paths]
    Region.objects.update(name={"en": "Elsewhere", "fr": "Ailleurs"})
    publish(everywhere=True)
    pages = [asked(path)[0].content.decode() for path in paths]
    assert [("Elsewhere" in page, "Ailleurs" in page) for page in pages] == [(True, False), (False, True)] * 2


def test_a_page_does_not_live_past_midnight_of_its_day(network, client_for):
    with time_machine.travel(datetime(2026, 5, 4, 21, 59, tzinfo=UTC), tick=False) as clock:
        client = client_for(None)
        client.get(HOME)
        kept = SHELF.get(HOME)
        clock.shift(30)
        client.get(HOME)
        assert SHELF.get(HOME) is kept
        clock.shift(60)
        client.get(HOME)
        assert (kept.day, SHELF.get(HOME).day) == ("2026-05-04", "2026-05-05")


@pytest.mark.parametrize("path", ["/en/nowhere/", "/en/news/no-such-news/", "/en/news/?page=99"])
def test_what_is_not_found_is_not_kept(visitor, path):
    assert visitor.get(path).status_code == 404
    assert SHELF.get(path) is None


def test_the_shelf_throws_out_what_was_not_read_for_the_longest(asked):
    asked(HOME), asked(HERE)
    places, SHELF.places = SHELF.places, 2
    try:
        asked(HOME), asked(THERE)
        assert sorted(SHELF.pages) == sorted([HOME, THERE])
    finally:
        SHELF.places = places
