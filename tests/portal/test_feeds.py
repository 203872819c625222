"""Atom feeds: what they hold, in which language, what they leave out, and when a reader must look again."""

from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests.factories import OTHER, SEATS, meeting, news, quote, report, tree
from tests.harness.html import elements
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.publication import publish
from welcommune.core.text import Translated
from welcommune.library.actions import publish_article, withdraw_article, write_text
from welcommune.library.models import Article, Resource
from welcommune.meetings.actions import withdraw_consent
from welcommune.meetings.models import Insight

pytestmark = pytest.mark.usefixtures("scope")
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SAID = "We were expected, and that changed everything."


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def feed(visitor, path="/en/news.atom"):
    answer = visitor.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def entries(visitor, path="/en/news.atom"):
    return {text(entry, "title"): entry for entry in feed(visitor, path).iter(f"{ATOM}entry")}


def published(title="A new bus line", **told):
    return publish_article(by=SYSTEM, article=news(title, **told))


def links(element, rel="alternate"):
    return {link.get("hreflang"): link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == rel}


@pytest.mark.parametrize("kind", ["news", "reports", "other-news", "resources"])
@pytest.mark.parametrize("where", ["/fr/", f"/fr/regions/{SEATS}/", "/ar/"])
def test_a_feed_has_what_atom_asks_for(visitor, where, kind):
    published()
    root = feed(visitor, f"{where}{kind}.atom")
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == where[1:3]
    assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [
        f"{settings.SITE_URL}{where}{kind}.atom"
    ]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "SHARE SIRA"
    found = root.findall(f"{ATOM}entry")
    assert found
    names = [text(entry, "id") for entry in (root, *found)]
    assert len(set(names)) == len(names)
    assert all(name.startswith("tag:127.0.0.1,") for name in names)
    for entry in (root, *found):
        assert text(entry, "title")
        assert "T" in text(entry, "updated")
        assert links(entry)
    for entry in found:
        assert entry.get(LANG)
        assert text(entry, "updated") >= text(entry, "published")
        alternates = [(link.get("type"), link.get("hreflang")) for link in entry.findall(f"{ATOM}link")]
        assert len(set(alternates)) == len(alternates)


def test_an_entry_has_title_summary_text_and_its_address_in_each_language(visitor):
    article = published()
    write_text(by=SYSTEM, article=article, language="fr", title="Un bus", lead="Il roule.", parts=[])
    write_text(by=SYSTEM, article=article, language="pl", title="Autobus", lead="Jedzie.", parts=[])
    write_text(by=SYSTEM, article=article, language="ti", title="ኣውቶቡስ", lead="", parts=[])
    entry = entries(visitor, "/ar/news.atom")["A new bus line"]
    assert entry.get(LANG) == "en"
    assert text(entry, "summary") == "It runs on Sundays."
    assert text(entry, "content") == "<p>From May on.</p>\n"
    place = f"{settings.SITE_URL}/%s/news/{article.slug}/"
    spoken = {code: place % code for code in ("en", "fr", "pl")}
    assert links(entry) == spoken | {"ti": f"{place % 'ar'}?text=ti"}
    assert "Un bus" in entries(visitor, "/fr/news.atom")


def test_links_within_the_site_carry_its_name(visitor):
    published(body="See [the region](/en/regions/vaucluse/).")
    content = text(entries(visitor)["A new bus line"], "content")
    assert f'href="{settings.SITE_URL}/en/regions/vaucluse/"' in content


def test_the_name_of_an_entry_stays_and_its_change_is_told(visitor):
    article = published()
    before = entries(visitor)["A new bus line"]
    write_text(by=SYSTEM, article=article, language="en", title="A bus at last", lead="", parts=[])
    after = entries(visitor)["A bus at last"]
    assert text(after, "id") == text(before, "id")
    assert text(after, "updated") > text(before, "updated")
    assert text(after, "published") == text(before, "published")


def test_kinds_and_regions(visitor):
    published("Of Vaucluse", at=OTHER)
    report(meeting(number=44))
    told = {kind: set(entries(visitor, f"/en/{kind}.atom")) for kind in ("news", "reports", "other-news")}
    assert told["news"] == told["reports"] | told["other-news"]
    assert "Of Vaucluse" in told["other-news"] - told["reports"]
    assert "Of Vaucluse" in entries(visitor, f"/en/regions/{OTHER}/news.atom")
    assert "Of Vaucluse" not in entries(visitor, f"/en/regions/{SEATS}/news.atom")


def test_what_is_not_published_or_was_withdrawn_is_not_told(visitor):
    article = news("Not yet")
    seen = ["Not yet" in entries(visitor)]
    for act in (publish_article, withdraw_article):
        act(by=SYSTEM, article=article)
        seen.append("Not yet" in entries(visitor))
    assert seen == [False, True, False]


def test_a_withdrawn_quote_is_gone_at_once_and_the_entry_says_that_it_changed(visitor):
    row = meeting()
    said = quote(row, SAID)
    article = report(row)
    assert any(part.get("insight") for part in article.texts.get(language="en", is_current=True).parts)
    title = article.texts.get(language="en", is_current=True).title
    before = entries(visitor)[title]
    assert SAID in text(before, "content")
    withdraw_consent(by=SYSTEM, insight=Insight.objects.get(pk=said.pk))
    after = entries(visitor)[title]
    assert SAID not in ElementTree.tostring(after, encoding="unicode")
    assert text(after, "updated") > text(before, "updated")


def test_markup_in_titles_is_text(visitor):
    published("Bus & <b>tram</b>")
    assert "Bus & <b>tram</b>" in entries(visitor)


def test_resources_lead_to_their_own_address(visitor, network):
    Resource.objects.create(
        id=new_id(), slug="guide", kind="publication", title=Translated({"en": "A guide"}), language="de",
        url="https://example.org/guide", network=network, state="published",
    )  # fmt: skip
    page = f"{settings.SITE_URL}/en/resources/guide/"
    assert links(entries(visitor, "/en/resources.atom")["A guide"]) == {"en": page}
    Resource.plain.update(state="withdrawn")
    publish(everywhere=True)
    assert "A guide" not in entries(visitor, "/en/resources.atom")


def test_a_feed_is_served_from_memory_and_answers_not_modified(visitor, django_assert_num_queries):
    first = visitor.get("/fr/news.atom")
    with django_assert_num_queries(1):
        again = visitor.get("/fr/news.atom", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_thirty_entries_at_most(visitor):
    for number in range(31):
        published(f"News {number}")
    assert len(entries(visitor)) == 30
    assert Article.objects.count() > 30


@pytest.mark.parametrize("path", ["nothing.atom", "regions/nowhere/news.atom", "regions/nowhere/calendar.ics"])
def test_a_feed_of_nothing_is_not_found(visitor, path):
    assert visitor.get(f"/fr/{path}").status_code == 404


@pytest.mark.parametrize("page", ["", "news/", f"regions/{SEATS}/"])
def test_pages_tell_readers_where_their_feeds_are(visitor, page):
    head = [link for link in elements(tree(visitor.get(f"/fr/{page}")), "link") if link.get("type")]
    found = [link.get("href") for link in head if link.get("type") == "application/atom+xml"]
    assert len(found) == 2
    for place in found:
        assert feed(visitor, place.removeprefix(settings.SITE_URL)).get(LANG) == "fr"
