"""Every page as a strict parser, a screen reader and a slow line get it, read left to right and right to left."""

from urllib.parse import urlsplit

import html5lib
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.harness.html import assert_valid
from tests.harness.weight import weigh
from tests.matrix.line import Line
from tests.matrix.pages import PAGES, by_name
from welcommune.core.guards import WRITES, ReadOnlyGuard, WroteOnRead
from welcommune.core.models import Stamp

pytestmark = pytest.mark.once

HEAVIEST = 60 * 1024
POLICY = {
    "default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"},
    "connect-src": {"'self'"}, "font-src": {"'self'"}, "form-action": {"'self'"}, "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}  # fmt: skip
FETCHED = dict.fromkeys(("img", "script", "iframe", "source", "video", "audio"), "src") | {"use": "href"}
LOADING = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
SESSIONS = '"django_session"'
NOT_HTML = {
    "stakeholders:register_csv", "stakeholders:alike", "mapping:action_alike", "healthz", "readyz", "sitemap",
    "portal:photo", "exchange:template", "exchange:problems",
}  # fmt: skip
SHOWN = [line for line in PAGES if line.reader() and line.is_html and line.name not in NOT_HTML]
PUBLISHED = [line for line in SHOWN if line.name.startswith("portal:") and line.is_shared and not line.is_desk]
both = pytest.mark.parametrize("language", ["fr", "ar"])
every = pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])


def root_of(response):
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def page(browser, line: Line, scene, language: str):
    response = browser(line.reader()).get(line.path(scene, language))
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    return response


@every
@pytest.mark.parametrize("line", SHOWN, ids=by_name)
def test_a_page_is_sound(line: Line, language: str, scene, browser):
    response = page(browser, line, scene, language)
    root = assert_valid(response.content)
    assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert policy(response) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert list(elsewhere(root)) == []
    # Whatever else a template wrote in the place of an address holds a space.
    assert [link.get("href") for link in root.iter("a") if " " in (link.get("href") or "")] == []


def policy(response) -> dict[str, set[str]]:
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def elsewhere(root):
    """Addresses of other machines that a browser would ask by itself."""
    loaded = [element.get(FETCHED[element.tag]) for element in root.iter() if element.tag in FETCHED]
    loaded += [link.get("href") for link in root.iter("link") if LOADING & set(link.get("rel", "").split())]
    yield from (address for address in loaded if address and urlsplit(address).netloc)


@both
@pytest.mark.parametrize("line", PUBLISHED, ids=by_name)
def test_a_public_page_names_itself_in_every_language(line: Line, language: str, scene, browser):
    links = list(root_of(page(browser, line, scene, language)).iter("link"))
    alternates = {link.get("hreflang"): link.get("href") for link in links if link.get("hreflang")}
    expected = {code: settings.SITE_URL + line.path(scene, code) for code, _name in settings.LANGUAGES}
    assert alternates == expected | {"x-default": expected["en"]}
    assert [link.get("href") for link in links if link.get("rel") == "canonical"] == [expected[language]]


@pytest.mark.parametrize("line", [line for line in SHOWN if line.is_desk], ids=by_name)
def test_a_page_of_the_desk_is_kept_nowhere(line: Line, scene, browser):
    assert "no-store" in page(browser, line, scene, "fr").headers["Cache-Control"]


@both
@pytest.mark.parametrize("line", PUBLISHED, ids=by_name)
def test_a_public_page_is_light(line: Line, language: str, scene, browser):
    weight = weigh(browser("visitor"), line.path(scene, language))
    assert weight.total - sum(weight.images.values()) <= HEAVIEST


@pytest.mark.parametrize("line", [line for line in PAGES if not line.is_act], ids=by_name)
def test_a_page_that_is_read_writes_nothing(line: Line, scene, browser):
    for role in {"visitor", line.reader() or "facilitator"}:
        client = browser(role)
        with CaptureQueriesContext(connection) as captured:
            client.get(line.path(scene))
        asked = (query["sql"] for query in captured if SESSIONS not in query["sql"])
        assert [sql[:90] for sql in asked if WRITES.match(sql)] == []


def test_the_guard_is_on():
    def writing(_request):
        Stamp.objects.create(key="x", value="x")
        return HttpResponse("written")

    assert settings.MIDDLEWARE[-1] == "welcommune.core.guards.ReadOnlyGuard"
    guarded = ReadOnlyGuard(writing)
    for method in ("get", "head", "options"):
        with pytest.raises(WroteOnRead), transaction.atomic():
            guarded(getattr(RequestFactory(), method)("/fr/"))
    assert guarded(RequestFactory().post("/fr/")).content == b"written"


@both
@pytest.mark.parametrize("path", ["/nowhere/", "/news/nothing/", "/regions/nowhere/", "/desk/meetings/x/"])
def test_an_error_page_is_sound(path: str, language: str, browser):
    response = browser("facilitator").get(f"/{language}{path}")
    assert response.status_code == 404
    assert_valid(response.content)
    assert policy(response) == POLICY


def test_a_link_that_has_ended_says_so(browser):
    response = browser("visitor").get("/fr/account/enter/nothing/")
    assert response.status_code == 410
    assert_valid(response.content)
