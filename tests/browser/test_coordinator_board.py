"""A new coordinator finds in under a minute which regions are late, and can prove it; on a phone and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_record_to_report import read, ui

pytestmark = pytest.mark.once

BOARD = "/desk/"


def rows(page: Page) -> list[str]:
    """The names of the regions on the board, in their order."""
    return [name.strip() for name in page.locator("table tbody th").all_inner_texts()]


def test_the_regions_that_need_somebody_stand_first_and_lead_to_the_proof(page):
    board = page(BOARD, role="coordinator")
    # Nine, where the journey by keyboard has noted a fifth roundtable there.
    need = board.locator("ul.asks li", has_text=re.compile("Vaucluse: 24 came first, [89] last time"))
    expect(need).to_contain_text("Losing people")
    need.get_by_role("link").click()
    expect(board).to_have_url(re.compile("/en/desk/regions/vaucluse/table/$"))
    expect(board.get_by_role("heading", level=1)).to_have_text("Who is at the table")


def test_the_board_is_sorted_filtered_and_proved_by_keyboard(page):
    board = page(BOARD, role="coordinator")
    assert len(rows(board)) == 10
    board.get_by_role("link", name="Roundtables", exact=True).focus()
    board.keyboard.press("Enter")
    expect(board).to_have_url(re.compile(r"\?sort=held#d-board$"))
    assert rows(board)[0] == "Guadalajara"
    board.locator("nav.chips").get_by_role("link", name=re.compile("France")).focus()
    board.keyboard.press("Enter")
    expect(board).to_have_url(re.compile("country=fr"))
    assert sorted(rows(board)) == ["Corrèze", "Isère", "Saône-et-Loire", "Vaucluse"]
    assert rows(board)[-1] == "Vaucluse"
    line = board.locator("tbody tr", has=board.get_by_role("link", name="Saône-et-Loire"))
    line.get_by_role("link", name=re.compile(r"^\d of 4$")).focus()
    board.keyboard.press("Enter")
    expect(board).to_have_url(re.compile("/desk/regions/saone-et-loire/#r-meetings$"))
    expect(board.locator("#r-meetings")).to_be_visible()
    assert "1 Jul 2021" in read(board, "main")


@pytest.mark.parametrize("language", ["el", "ar"])
def test_on_a_phone_in_another_script(page, axe, language):
    board = page(BOARD, role="coordinator", language=language, width=320)
    assert board.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(board) == []
    assert ui(language, "Losing people") in read(board, "main")
    # The heads stand above the regions, so that they can be sorted here, too.
    board.locator("thead").get_by_role("link", name=ui(language, "Roundtables"), exact=True).click()
    assert len(rows(board)) == 10
    expect(board).to_have_url(re.compile(r"\?sort=held#d-board$"))
    board.goto(board.url.partition("?")[0])
    board.locator("tbody tr").first.get_by_role("link").first.click()
    expect(board).to_have_url(re.compile(f"/{language}/desk/regions/saone-et-loire/$"))


def test_the_table_and_its_ties_are_read_on_a_phone_too(page, axe):
    for path in ("/desk/regions/saone-et-loire/table/", "/desk/regions/saone-et-loire/table/ties/"):
        shown = page(path, role="facilitator", language="fr", width=320)
        assert shown.evaluate("document.documentElement.scrollWidth") == 320
        assert axe(shown) == []


def test_the_board_on_paper_keeps_every_region(page):
    board = page(BOARD, role="coordinator")
    board.emulate_media(media="print")
    assert len(rows(board)) == 10
    expect(board.locator("nav.chips").first).to_be_hidden()


def test_the_table_on_paper_says_what_is_missing_without_links_that_paper_cannot_follow(page):
    shown = page("/desk/regions/saone-et-loire/table/", role="facilitator")
    link = shown.get_by_role("link", name=re.compile("^Find one")).first
    expect(link).to_be_visible()
    shown.emulate_media(media="print")
    expect(link).to_be_hidden()
