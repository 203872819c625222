"""What pages tell machines: schema.org data, Open Graph, and a sitemap that stays within its limits."""

import json
from datetime import date, time
from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests.factories import SEATS, meeting, news, picture, quote, report, tree, upload
from tests.harness.html import elements, problems
from welcommune.core.access import SYSTEM
from welcommune.core.text import Translated
from welcommune.core.ui import linked_data
from welcommune.library.actions import publish_article, set_photo, write_text
from welcommune.meetings.actions import move_meeting
from welcommune.portal.queries import organisation_ld, site
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
EVIL = "</script><script>alert(1)</script><!-- & \u2028"


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def told(visitor, path):
    """The blocks of data on a page."""
    scripts = elements(tree(visitor.get(path)), "script")
    return [json.loads(script.text) for script in scripts if script.get("type") == "application/ld+json"]


def properties(visitor, path):
    """Open Graph: each property with its values."""
    found: dict[str, list[str]] = {}
    for meta in elements(tree(visitor.get(path)), "meta"):
        if meta.get("property"):
            found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


def published(**words):
    return publish_article(by=SYSTEM, article=news(**words))


def test_the_home_page_says_which_network_it_is(visitor):
    [data] = told(visitor, "/fr/")
    assert (data["@context"], data["@type"], data["name"]) == ("https://schema.org", "Organization", "SHARE SIRA")
    assert data["url"] == f"{settings.SITE_URL}/fr/"
    assert data["@id"] == told(visitor, "/ar/")[0]["@id"]


def test_a_meeting_is_an_event(visitor):
    row = meeting(
        state="planned", day=date(2027, 7, 6), starts_at=time(9, 30), ends_at=time(12), zone="Europe/Paris",
        mode="hybrid", place="Digoin",
    )  # fmt: skip
    path = f"/fr/regions/{SEATS}/roundtables/44/"
    [data] = told(visitor, path)
    assert (data["@type"], data["url"]) == ("Event", settings.SITE_URL + path)
    assert (data["startDate"], data["endDate"]) == ("2027-07-06T09:30:00+02:00", "2027-07-06T12:00:00+02:00")
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["VirtualLocation", "Place"]
    assert data["location"][1]["name"] == "Digoin"
    assert data["organizer"][0]["name"] == "SHARE SIRA"
    for state, status in (("postponed", "EventPostponed"), ("cancelled", "EventCancelled")):
        move_meeting(by=SYSTEM, meeting=row, state=state)
        assert told(visitor, path)[0]["eventStatus"] == f"https://schema.org/{status}"


def test_what_nobody_told_is_not_stated(visitor):
    meeting(day=date(2027, 7, 6))
    [data] = told(visitor, f"/fr/regions/{SEATS}/roundtables/44/")
    assert data["startDate"] == "2027-07-06"
    assert not {"endDate", "eventAttendanceMode", "inLanguage"} & set(data)


def test_an_article_is_a_news_article_in_its_language(visitor):
    article = published()
    [data] = told(visitor, f"/fr/news/{article.slug}/")
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("NewsArticle", "A new bus line", "en")
    assert data["publisher"]["name"] == data["isPartOf"]["name"] == "SHARE SIRA"
    assert data["dateModified"] >= data["datePublished"] >= "2026"
    assert "image" not in data
    [shown] = properties(visitor, f"/fr/news/{article.slug}/")["og:image"]
    assert shown.startswith(f"{settings.SITE_URL}/static/") and "card" in shown


def test_a_picture_is_told_where_there_is_one(visitor):
    article = published()
    words = {"credit": "La plateforme", "alternative": Translated({"en": "A bus"})}
    photo = set_photo(by=SYSTEM, article=article, upload=upload(picture()), **words)
    place = f"{settings.SITE_URL}/en/photos/{photo.pk}.webp"
    assert told(visitor, f"/en/news/{article.slug}/")[0]["image"] == [place]
    found = properties(visitor, f"/en/news/{article.slug}/")
    assert (found["og:image"], found["og:image:alt"], found["og:type"]) == ([place], ["A bus"], ["article"])


def test_no_text_can_end_the_block(visitor):
    article = published(title=EVIL.replace("\u2028", ""))
    page = visitor.get(f"/en/news/{article.slug}/")
    assert b"<script>alert" not in page.content
    assert told(visitor, f"/en/news/{article.slug}/")[0]["headline"].strip() == EVIL.replace("\u2028", "").strip()
    block = str(linked_data({"x": EVIL}))
    assert block.count("<") == 2
    assert json.loads(block[block.index(">") + 1 : block.rindex("<")]) == {"x": EVIL}


def test_only_data_of_the_exact_type_is_no_script():
    page = '<!doctype html><html lang="en" dir="ltr"><head><title>x</title>%s</head><body><main></main></body>'
    for kind, is_script in (
        ("application/ld+json", False), ("application/ld+json; x", True), ("text/javascript", True), ("module", True),
    ):  # fmt: skip
        found = [problem for problem in problems(page % f'<script type="{kind}">1</script>') if "inline" in problem]
        assert bool(found) is is_script, kind


def test_quotes_and_people_are_not_in_the_data(visitor):
    row = meeting()
    quote(row, "We were expected, and that changed everything.", attribution="named", person="Amina")
    article = report(row)
    for path in (f"/en/news/{article.slug}/", f"/en/regions/{SEATS}/roundtables/44/"):
        assert "Amina" not in json.dumps(told(visitor, path))


def test_an_organisation_tells_no_more_than_it_may(network):
    row = Organisation(
        name="Villages", language="fr", town="Digoin", postcode="71160", address="1 rue du Port", country="fr",
        website="https://example.org", is_sensitive=False,
    )  # fmt: skip
    data = organisation_ld(row, "https://x/organisations/villages/")
    assert (data["@type"], data["url"], data["address"]["streetAddress"]) == (
        "Organization", "https://example.org", "1 rue du Port",
    )  # fmt: skip
    row.is_sensitive = True
    hidden = organisation_ld(row)
    assert hidden["address"] == {"@type": "PostalAddress", "addressLocality": "Digoin", "addressCountry": "FR"}


@pytest.mark.parametrize("path", ["", "news/", f"regions/{SEATS}/"])
def test_pages_say_what_they_are_when_they_are_shared(visitor, path):
    found = properties(visitor, f"/fr/{path}")
    assert found["og:url"] == [f"{settings.SITE_URL}/fr/{path}"]
    assert found["og:type"] == ["website"]
    assert found["og:locale"] == ["fr_FR"]
    assert "fr_FR" not in found["og:locale:alternate"]
    assert len(found["og:locale:alternate"]) == len(settings.LANGUAGES) - 1
    assert found["og:title"][0]


def test_the_desk_is_not_shared(cast, client_for):
    page = client_for(cast["facilitator"]).get("/fr/desk/")
    assert b"og:" not in page.content
    assert b"ld+json" not in page.content


def sitemap(visitor, path="/sitemap.xml"):
    answer = visitor.get(path)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def test_the_sitemap_says_when_a_page_changed(visitor):
    article = published()
    place = f"{settings.SITE_URL}/en/news/{article.slug}/"

    def changed():
        return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in sitemap(visitor)}[place]

    before = changed()
    article.texts.update(created_at="2020-01-01T00:00:00Z")
    type(article).plain.filter(pk=article.pk).update(changed_at="2020-01-01T00:00:00Z")
    write_text(by=SYSTEM, article=article, language="fr", title="Un bus", lead="", parts=[])
    assert before[:4] != "2020"
    assert changed() >= before[:10]


def test_meetings_without_a_number_are_in_the_sitemap(visitor):
    row = meeting(kind="visit", number=None)
    places = {url.findtext(f"{SITEMAP}loc") for url in sitemap(visitor)}
    assert f"{settings.SITE_URL}/fr/meetings/{row.pk}/" in places


def test_a_long_sitemap_is_an_index_of_parts(visitor, monkeypatch, django_assert_max_num_queries):
    whole = {url.findtext(f"{SITEMAP}loc") for url in sitemap(visitor)}
    monkeypatch.setattr(site, "MOST_IN_A_SITEMAP", 60)
    published()
    index = sitemap(visitor)
    assert index.tag == f"{SITEMAP}sitemapindex"
    places = [part.findtext(f"{SITEMAP}loc").removeprefix(settings.SITE_URL) for part in index]
    parts = []
    for place in places:
        with django_assert_max_num_queries(9):
            parts.append([url.findtext(f"{SITEMAP}loc") for url in sitemap(visitor, place)])
    assert max(len(part) for part in parts) <= 60
    found = [place for part in parts for place in part]
    assert len(set(found)) == len(found) == len(whole) + len(settings.LANGUAGES)
    assert visitor.get(f"/sitemap-{len(places) + 1}.xml").status_code == 404
    assert visitor.get("/sitemap-0.xml").status_code == 404


def test_an_organisations_page_tells_of_a_sensitive_place_its_town_only(visitor):
    where = {"address": "1 rue Secrète", "postcode": "71000", "town": "Autun", "is_sensitive": True}
    Organisation.objects.filter(slug="viltais").update(**where)
    (one,) = told(visitor, "/fr/organisations/viltais/")
    assert (one["@type"], one["name"]) == ("Organization", "Viltaïs")
    assert one["address"] == {"@type": "PostalAddress", "addressLocality": "Autun"}
