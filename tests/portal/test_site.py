"""What every site owes its visitors and its keepers: languages, errors, sitemap, health, plain words."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, RequestFactory
from django.utils.translation import override

from tests.factories import SEATS, news, text_of, tree
from tests.harness.html import elements
from welcommune.core.access import SYSTEM
from welcommune.library.actions import publish_article, withdraw_article
from welcommune.network.models import Region
from welcommune.portal.views import public

LANGUAGES = [(code, "rtl" if code == "ar" else "ltr") for code in ("en", "fr", "es", "pl", "el", "ar")]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def page_of(answer):
    root = tree(answer)
    [heading] = elements(root, "h1")
    return root.get("lang"), root.get("dir"), heading.text


@pytest.mark.usefixtures("scope")
@pytest.mark.parametrize("path", ["", "news/", f"regions/{SEATS}/"])
def test_what_is_not_in_the_language_of_a_list_tells_which_language_it_is_in(visitor, path):
    publish_article(by=SYSTEM, article=news("A bus on Sundays", dated=date(2030, 1, 1)))
    shown = {language: text_of(visitor.get(f"/{language}/{path}")) for language in ("ar", "en")}
    told = {language: "A bus on Sundays (EN)" in page for language, page in shown.items()}
    assert (told, "A bus on Sundays" in shown["en"]) == ({"ar": True, "en": False}, True)


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
@pytest.mark.parametrize(("status", "view"), [(404, public.not_found), (403, public.forbidden), (500, public.broken)])
def test_error_pages_speak_the_language_of_the_address(db, language, direction, status, view):
    with override(language):
        answer = view(RequestFactory().get(f"/{language}/x/"))
        home = f'href="/{language}/"'
    assert (answer.status_code, page_of(answer)[:2], home in answer.content.decode()) == (
        status, (language, direction), True,
    )  # fmt: skip


def test_each_language_has_its_own_words(db):
    for view in (public.not_found, public.forbidden, public.broken):
        said = []
        for language, _direction in LANGUAGES:
            with override(language):
                said.append(page_of(view(RequestFactory().get("/")))[2])
        assert len(set(said)) == len(LANGUAGES)


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
def test_an_address_that_leads_nowhere(visitor, language, direction):
    answer = visitor.get(f"/{language}/nowhere/")
    assert (answer.status_code, page_of(answer)[:2]) == (404, (language, direction))


def test_a_page_that_breaks_says_so_without_telling_what(network):
    Region.objects.update(point=["no number"])
    answer = Client(raise_request_exception=False).get("/fr/")
    assert (answer.status_code, page_of(answer)[:2]) == (500, ("fr", "ltr"))
    assert "no number" not in answer.content.decode()


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("fr", "/fr/"), ("fr-CA,fr;q=0.8", "/fr/"), ("ar", "/ar/"), ("de, ar;q=0.5", "/ar/"), ("de", "/en/"),
        ("", "/en/"), ("en;q=0.1, fr;q=0.9", "/fr/"), ("x" * 5000, "/en/"),
    ],
)  # fmt: skip
def test_the_bare_address_leads_to_the_language_of_the_browser(visitor, wanted, place):
    answer = visitor.get("/", headers={"accept-language": wanted})
    assert (answer.status_code, answer["Location"], answer["Vary"].split(", ")[0]) == (
        302, place, "Accept-Language",
    )  # fmt: skip


def addresses(visitor):
    """The entries of the sitemap: the address → its other languages."""
    answer = visitor.get("/sitemap.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(answer.content.decode())
    return {
        entry.findtext(f"{SITEMAP}loc"): {link.get("hreflang"): link.get("href") for link in entry.iter(f"{XHTML}link")}
        for entry in root.iter(f"{SITEMAP}url")
    }


def test_programs_are_told_where_the_sitemap_is_and_what_is_not_for_them(visitor):
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /*/desk/" in lines
    assert lines[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"


def test_every_public_page_is_in_the_sitemap_in_each_language(visitor):
    found = addresses(visitor)
    paths = {place.removeprefix(settings.SITE_URL) for place in found}
    assert {path[:4] for path in paths} == {f"/{code}/" for code, _way in LANGUAGES}
    by_language = [sorted(path[4:] for path in paths if path[:4] == f"/{code}/") for code, _way in LANGUAGES]
    assert all(found == by_language[0] for found in by_language)
    assert {"", "regions/", "roundtables/", "news/", "accessibility/", "privacy/", f"regions/{SEATS}/"} <= {
        *by_language[0]
    }
    assert len([path for path in by_language[0] if path.startswith("regions/") and path.count("/") == 2]) == 10


def test_every_address_of_the_sitemap_answers(visitor):
    paths = [place.removeprefix(settings.SITE_URL) for place in addresses(visitor)]
    assert {path: visitor.get(path).status_code for path in paths if path.startswith("/en/")} == {
        path: 200 for path in paths if path.startswith("/en/")
    }


def test_each_entry_names_its_other_languages(visitor):
    for links in addresses(visitor).values():
        assert links.keys() == {*(code for code, _way in LANGUAGES), "x-default"}
        assert links["x-default"] == links["en"]


def test_another_language_keeps_the_page_with_its_filters(visitor):
    answer = visitor.get("/fr/regions/?country=gr&class=%22urban%26%22")
    [*links] = elements(tree(answer), "a")
    switch = {link.get("hreflang"): link.get("href") for link in links if link.get("hreflang")}
    assert switch == {code: f"/{code}/regions/?country=gr&class=%22urban%26%22" for code, _way in LANGUAGES}


@pytest.mark.usefixtures("scope")
def test_the_sitemap_follows_what_is_published(visitor):
    article = news()
    place = f"{settings.SITE_URL}/en/news/{article.slug}/"
    seen = [place in addresses(visitor)]
    for act in (publish_article, withdraw_article):
        act(by=SYSTEM, article=article)
        seen.append(place in addresses(visitor))
    assert seen == [False, True, False]


def test_health_asks_nothing_of_the_database(client_for, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client_for(None).get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")
    assert "no-store" in answer["Cache-Control"]


def test_ready_while_the_database_is_there_and_migrated(client_for, db):
    answer = client_for(None).get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready")


def test_not_ready_while_migrations_wait(client_for, db):
    MigrationRecorder.Migration.objects.filter(app="portal").delete()
    MigrationRecorder.Migration.objects.filter(app="meetings").delete()
    answer = client_for(None).get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"Migrations are waiting: run welcommune migrate.")


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_privacy_and_accessibility_in_each_language(visitor, name, language, direction):
    answer = visitor.get(f"/{language}/{name}/")
    assert (answer.status_code, page_of(answer)[:2]) == (200, (language, direction))
    assert f'href="/{language}/{name}/"' in visitor.get(f"/{language}/").content.decode()


def test_a_visitor_gets_no_cookie(visitor):
    for path in ("/en/", f"/en/regions/{SEATS}/", "/en/news/", "/en/privacy/", "/en/nowhere/"):
        assert list(visitor.get(path).cookies) == []


def test_a_site_without_any_network_says_what_to_do_first(client_for, db):
    visitor = client_for(None)
    assert "No network here yet" in text_of(visitor.get("/en/"))
    assert [visitor.get(path).status_code for path in ("/en/regions/", "/en/news/", "/en/privacy/")] == [404, 200, 200]
