"""The same tasks with the keyboard alone: Tab, Enter, Space and arrow keys, and the focus always seen."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.keyboard import MOST_TABS, ui

pytestmark = pytest.mark.once


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_first_stop_skips_to_the_content(keys, language):
    person = keys("/regions/saone-et-loire/", language=language)
    first = person.tab()
    assert first["href"] == "#main"
    assert first["words"] == ui(language, "Skip to content")
    person.window.keyboard.press("Enter")
    expect(person.window).to_have_url(re.compile("#main$"))
    after = person.tab()
    assert person.window.evaluate("document.querySelector('main').contains(document.activeElement)"), after


@pytest.mark.parametrize("path", ["/", "/regions/saone-et-loire/", "/news/", "/news/saone-et-loire-roundtable-1/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_walks_the_page_in_order_and_is_always_seen(keys, path, width):
    person = keys(path, language="ar" if width == 320 else "fr", width=width)
    places = []
    for _step in range(MOST_TABS):
        stop = person.tab()
        if not stop or (places and stop["place"] == places[0]):
            break
        places.append(stop["place"])
    assert len(places) > 10
    assert places == sorted(places), "the focus jumps back"
    shown = "a[href]:visible, summary:visible, button:visible, main input:visible"
    # Links that a folded or hidden part holds are not stops; all that is shown is one.
    assert len(places) >= person.window.locator(shown).count()


def test_the_language_menu_opens_with_a_key_and_closes(keys):
    person = keys("/regions/saone-et-loire/", language="fr", width=360)
    person.tab_to(tag="^SUMMARY$")
    menu = person.window.locator("details.tongues")
    assert menu.get_attribute("open") is None
    person.window.keyboard.press("Space")
    assert menu.get_attribute("open") is not None
    person.window.keyboard.press("Enter")
    assert menu.get_attribute("open") is None
    person.window.keyboard.press("Enter")
    stop = person.tab_to(href="^/ar/")
    assert stop["words"] == "العربية"
    person.press()
    expect(person.window.locator("html")).to_have_attribute("dir", "rtl")


def test_every_region_of_the_map_is_a_link_of_the_list_too(keys):
    person = keys("/", language="fr", width=1280)
    hrefs = "them => them.map(it => it.getAttribute('href'))"
    of_map = set(person.window.locator("main svg a").evaluate_all(hrefs))
    in_list = set(person.window.locator("main ul a[href*='/regions/']").evaluate_all(hrefs))
    assert len(of_map) == 10
    assert of_map <= in_list
    person.tab_to(href="/regions/vaucluse/")
    person.press()
    expect(person.window.get_by_role("heading", level=1)).to_contain_text("Vaucluse")


def test_a_visitor_filters_and_reads_with_keys(keys):
    person = keys("/regions/", language="fr", width=1280)
    person.tab_to(href=r"country=gr")
    person.press()
    assert "country=gr" in person.window.url
    person.tab_to(href="/regions/karditsa/$")
    person.press()
    person.tab_to(href="/roundtables/")
    person.window.go_back()
    person.window.goto("/fr/regions/saone-et-loire/")
    stop = person.tab_to(tag="^SUMMARY$", html="Sources|source")
    person.window.keyboard.press("Enter")
    assert person.window.evaluate("document.activeElement.closest('details').open"), stop
    person.tab_to(href="/news/saone-et-loire-roundtable-")
    person.press()
    assert "/news/saone-et-loire-roundtable-" in person.window.url


def test_a_facilitator_records_drafts_and_edits_with_keys(keys):
    # Vaucluse has no fifth roundtable; the journey from the record to the report is made in Saône-et-Loire.
    person = keys("/desk/", language="en", role="stranger", width=1280)
    person.tab_to(href="/desk/regions/vaucluse/$")
    person.press()
    person.tab_to(href="/meetings/new/$")
    person.press()
    person.type("number", "5")
    person.day("day", (timezone.localdate() - timedelta(days=2)).isoformat())
    person.type("duration_minutes", "90")
    person.pick("mode", "online")
    person.tab_to(name="^announces_trainings$")
    person.window.keyboard.press("Space")
    person.send()
    assert re.search(r"/desk/meetings/[0-9a-f-]+/$", person.window.url)
    record = person.window.url

    person.tab_to(href="/attendance/$")
    person.press()
    person.type("people", "9")
    person.send()
    person.tab_to(href="/insights/new/$")
    person.press()
    person.pick("kind", "opportunity")
    person.type("text_fr", "On se connaît tous au marché.")
    person.type("text_en", "We all know each other at the market.")
    person.send()
    expect(person.window.locator("main")).to_contain_text("We all know each other at the market.")

    person.tab_to(name="^state$", value="^held$")
    person.press("Space")
    assert person.window.url == record
    person.send()
    assert re.search(r"/desk/articles/[0-9a-f-]+/fr/$", person.window.url)
    person.type("title", "Écrit sans souris")
    person.tab_to(name="^preview$")
    person.press()
    expect(person.window.locator("#preview")).to_contain_text("Écrit sans souris")
    person.send()
    expect(person.window.locator("[name=title]")).to_have_value("Écrit sans souris")


def test_mistakes_lead_back_to_their_field_with_keys(keys):
    person = keys("/desk/regions/saone-et-loire/meetings/new/", language="fr", role="facilitator")
    person.type("number", "soixante")
    person.send()
    person.window.wait_for_function("document.activeElement.matches('.notice--bad')")
    person.tab_to(href="#id_number")
    person.window.keyboard.press("Enter")
    person.window.wait_for_function("document.activeElement.name === 'number'")
    assert person.at()["value"] == "soixante", "what was typed stands there still"
