"""The register by keyboard: an organisation that is there already, two entries made one and taken apart again."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import Keys

pytestmark = pytest.mark.once

REGISTER = "/desk/regions/saone-et-loire/organisations/"
WARNING = "main [data-alike]"


def add(person: Keys, name: str, town: str) -> None:
    """Bring an organisation into the register; one that looks like another is kept all the same."""
    person.window.goto(f"/en{REGISTER}new/")
    person.type("name", name)
    person.type("town", town)
    person.send()
    if person.window.locator("[name=another]").count():
        person.tab_to(name="^another$")
        person.window.keyboard.press("Space")
        person.send()
    expect(person.window.get_by_role("heading", level=1)).to_have_text(name)


def entries(page: Page) -> list[str]:
    """The names in the list."""
    return [name.strip() for name in page.locator("tbody th a").all_inner_texts()]


def test_the_warning_comes_while_a_name_is_typed_and_the_form_keeps_both(keys, axe):
    person = keys(f"{REGISTER}new/", role="facilitator")
    expect(person.window.locator(WARNING)).to_be_empty()
    person.type("name", "VILTAIS asbl")
    warning = person.window.locator(WARNING)
    expect(warning).to_contain_text("Viltaïs")
    expect(warning).to_contain_text("the same name")
    assert axe(person.window) == []
    person.type("name", "Quite another one")
    expect(warning).to_be_empty()


def test_two_entries_are_made_one_and_taken_apart_with_keys(keys, page, axe):
    person = keys(REGISTER, role="facilitator")
    add(person, "Maison du Zéphyr", "Cluny")
    add(person, "Asso. Maison du Zephyr", "Cluny")
    person.window.goto(f"/en{REGISTER}?q=zephyr")
    assert sorted(entries(person.window)) == ["Asso. Maison du Zephyr", "Maison du Zéphyr"]
    assert axe(person.window) == []
    for _box in range(2):
        person.tab_to(name="^pick$")
        person.window.keyboard.press("Space")
    person.tab_to(words="Compare the two that are ticked")
    person.press()
    assert axe(person.window) == []
    person.pick("stays", "first")
    gone = person.window.locator("label", has=person.window.locator("[name=stays][value=second]")).inner_text().strip()
    person.send()
    expect(person.window.locator("main")).to_contain_text("merged with another entry")
    kept = urlsplit(person.window.url).path
    person.window.goto(f"/en{REGISTER}?q=zephyr")
    assert len(entries(person.window)) == 1
    person.window.goto(kept)
    person.tab_to(words=f"^Undo.*{re.escape(gone)}")
    person.press()
    expect(person.window.locator("main")).to_contain_text("The two entries are apart again.")
    person.window.goto(f"/en{REGISTER}?q=zephyr")
    assert sorted(entries(person.window)) == ["Asso. Maison du Zephyr", "Maison du Zéphyr"]


def test_the_address_of_a_merged_entry_leads_on_for_visitors(keys, page):
    person = keys(REGISTER, role="facilitator")
    hrefs = []
    for name in ("Atelier du Vent", "Atelier des Vents du Sud"):
        add(person, name, "Cluny")
        hrefs.append(urlsplit(person.window.url).path)
        person.tab_to(words="Give a seat: Saône-et-Loire")
        person.press()
        person.send()
        expect(person.window.locator("main")).to_contain_text("member")
    visitor = page("/organisations/atelier-des-vents-du-sud/", language="fr")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Atelier des Vents du Sud")
    other = hrefs[1].split("/")[-2]
    person.window.goto(f"{hrefs[0]}merge/{other}/")
    person.send()
    visitor.reload()
    expect(visitor).to_have_url(re.compile("/fr/organisations/atelier-du-vent/$"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Atelier du Vent")


@pytest.mark.parametrize("language", ["el", "ar"])
@pytest.mark.parametrize("path", [REGISTER, f"{REGISTER}new/", "/organisations/", "/organisations/viltais/"])
def test_on_a_phone_in_another_script(page, axe, language, path):
    shown = page(path, role="facilitator", language=language, width=320)
    assert shown.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(shown) == []
    expect(shown.locator("html")).to_have_attribute("lang", language)
