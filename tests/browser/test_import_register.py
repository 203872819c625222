"""A part-time facilitator brings a messy list in, in one sitting; on a phone, in other scripts and by keyboard."""

import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser.keyboard import Keys
from tests.browser.test_record_to_report import read, ui

IMPORTS = "/desk/regions/saone-et-loire/imports/"
REGISTER = "/desk/regions/saone-et-loire/organisations/"
HEAD = [
    "Nom", "Commune", "CP", "SIRET", "Type", "Tél.", "Mail", "Contact", "Mail du contact", "Membre", "Notes internes",
]  # fmt: skip
ROWS: list[list[str | int]] = [
    ["Café associatif L’Étape", "Digoin", 71160, "404 833 048 00022", "association", "03 85 00 00 01",
     "info@etape.example", "Lina Essai", "l@etape.example", "oui", "secret"],
    ["Maison Bleue", "Paray-le-Monial", 71600, 123, "association", "", "", "", "", "", ""],
    ["Atelier Vélo", "Cluny", 71250, "", "truc bizarre", "", "velo(at)example", "", "", "oui", ""],
    ["CADA ESC Villemarie", "", "", "", "association", "", "", "", "", "", ""],
    ["L’Étape", "Digoin", 71160, "", "association", "", "", "", "", "", ""],
    ["Total", "", "", "", "", "", "", "", "", "", 12],
]  # fmt: skip


def workbook(name: str = "Maison Bleue") -> bytes:
    """A sheet that explains, and one with a title over all columns, headings in row 3, dirt, and a total."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Lisez-moi").write(0, 0, "Liste tenue par la préfecture")
        sheet = book.add_worksheet("Partenaires")
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, "Partenaires de l’intégration, mise à jour 2021")
        for number, row in enumerate([HEAD, *ROWS], start=2):
            sheet.write_row(number, 0, [name if cell == "Maison Bleue" else cell for cell in row])
    return content.getvalue()


class Wizard:
    """What somebody does in the pages of an import, in one language."""

    def __init__(self, window: Page, language: str) -> None:
        self.window, self.language = window, language

    def ui(self, words: str, **values: object) -> str:
        """A sentence of the interface."""
        return ui(self.language, words, **values)

    def button(self, words: str) -> None:
        """Press the first button or follow the first link of the page's main part that begins with these words."""
        name = re.compile("^" + re.escape(self.ui(words)).replace("\\ ", r"\s"))
        main = self.window.locator("main")
        with self.window.expect_navigation():
            main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()

    def act(self, name: str) -> None:
        """Press the button of this address."""
        with self.window.expect_navigation():
            self.window.locator(f"main form[action$='/{name}/'] button").first.click()

    def send(self, content: bytes, source: str, name: str = "liste.xlsx") -> None:
        """Choose a file."""
        if self.window.locator("[name=source]").count():
            self.window.locator("[name=source]").fill(source)
        mime = "application/octet-stream"
        self.window.locator("[name=file]").set_input_files({"name": name, "mimeType": mime, "buffer": content})
        self.button("Read the file")

    def check(self) -> None:
        """Take the proposed columns."""
        self.window.locator("[name=purpose]").fill("invitations")
        self.button("Check the rows")

    def rows(self) -> dict[str, str]:
        """The rows that are shown: name → all that is said of it."""
        lines = self.window.locator("#i-rows ~ table tbody tr, #i-rows ~ * table tbody tr")
        return {
            line.locator("th span").inner_text(): " ".join(line.locator("td").all_inner_texts()) for line in lines.all()
        }


@pytest.fixture
def wizard(page: Callable[..., Page]) -> Callable[..., Wizard]:
    """A facilitator at the page where a list is chosen."""

    def opened(language: str = "fr", **options: object) -> Wizard:
        window = page(f"{IMPORTS}new/", role="facilitator", language=language, **options)
        return Wizard(window, language)

    return opened


def answer_all(desk: Wizard) -> None:
    """A word is told once, a row is corrected, a look-alike is the one that is here, a bad number is left out."""
    window = desk.window
    desk.button("Say what the words stand for")
    window.locator("[name=word_0]").select_option("ngo")
    desk.button("Keep and check again")
    window.locator("tr", has_text="Atelier Vélo").get_by_role("link").click()
    window.locator("[name=cell_email]").fill("velo@cluny.example")
    desk.button("Keep and check this row")
    desk.act("judge")
    desk.button("Bring these rows in without it")
    assert set(desk.rows()) == {row[0] for row in ROWS[:-1]}, "no question is open, so all rows are shown"


def merge(desk: Wizard, kept: str, other: str) -> None:
    """Make two entries of the register one."""
    window = desk.window
    window.goto(f"/fr{REGISTER}?q={other}")
    window.locator("main a", has_text=kept).first.click()
    desk.button("Is it twice in the register?")
    window.locator("[name=q]").fill(other)
    desk.button("Show")
    window.locator("main li", has_text=re.compile(rf"^\s*{other}")).get_by_role("link").click()
    desk.button("Make them one")


def test_a_messy_list_comes_in_a_duplicate_is_merged_and_all_is_undone(wizard):
    desk = wizard()
    window = desk.window
    desk.send(workbook(), "liste de la préfecture")
    assert "Partenaires" in read(window, ".facts"), "the sheet with the table was found, not the one that explains it"
    chosen = window.locator("main select[name^=column_]").evaluate_all("them => them.map(it => it.value)")
    assert chosen == [
        "name", "town", "postcode", "siret", "category", "phone", "email", "contact_name", "contact_email", "seat", "",
    ]  # fmt: skip
    desk.check()

    # Nothing is in the register; what needs an answer stands first.
    expect(window.get_by_role("heading", name=desk.ui("Nothing is brought in yet"))).to_be_visible()
    shown = desk.rows()
    assert list(shown) == ["Maison Bleue", "Atelier Vélo", "CADA ESC Villemarie"]
    assert "“123”" in shown["Maison Bleue"].replace("«\u202f", "“").replace("\u202f»", "”")
    assert "secret" not in read(window, "main"), "a column that is left out is not read"

    answer_all(desk)
    desk.act("write")
    expect(window.locator("main .notice--tip")).to_contain_text(desk.ui("Brought in"))
    report = window.url

    # Two rows were one organisation: they are made one in the register.
    merge(desk, "Café associatif L’Étape", "L’Étape")

    # The same list again changes nothing.
    window.goto(f"/fr{IMPORTS}new/")
    desk.send(workbook(), "liste de la préfecture")
    desk.check()
    expect(window.locator("main form[action$='/write/']")).to_have_count(0)

    # Undone: what was merged stays and is named, the rest is gone.
    window.goto(report)
    desk.button("Undo this import")
    stays = window.get_by_role("table", name=desk.ui("What stays")).locator("tbody th").all_inner_texts()
    assert stays == ["Café associatif L’Étape", "L’Étape", "Lina Essai"]
    window.goto(f"/fr{REGISTER}?q=Cluny")
    assert "Atelier Vélo" not in read(window, "main")


@pytest.mark.once
@pytest.mark.parametrize("language", ["el", "ar"])
def test_every_page_on_a_phone_in_another_script(wizard, axe, language):
    desk = wizard(language, width=320)
    window = desk.window

    def is_sound() -> None:
        assert window.evaluate("document.documentElement.scrollWidth") == 320, window.url
        assert axe(window) == [], window.url

    is_sound()
    desk.send(b"not a table \x00\x01" * 9, f"{language} 1", "photo.png")
    desk.send(workbook(), f"{language} 1")
    window.locator("main details").evaluate_all("them => them.forEach(it => { it.open = true })")
    is_sound()
    desk.check()
    is_sound()
    here = window.url
    for path in ("rows/5/", "words/category/", "file/"):
        window.goto(here + path)
        is_sound()
    window.goto(here)
    desk.act("write")
    is_sound()
    desk.button("Undo this import")
    is_sound()
    window.goto(f"/{language}{IMPORTS}")
    is_sound()


def test_a_list_is_brought_in_and_undone_by_keyboard(wizard):
    desk = wizard("en", reduced_motion="reduce")
    window = desk.window
    keys = Keys(window)
    keys.tab_to(name="^source$")
    window.keyboard.type("by keyboard")
    keys.tab_to(name="^file$")
    window.locator("[name=file]").set_input_files(
        {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": workbook("Maison Verte")}
    )
    keys.tab_to(words="Read the file")
    keys.press()
    keys.tab_to(name="^purpose$")
    window.keyboard.type("invitations")
    keys.tab_to(words="Check the rows")
    keys.press()
    keys.tab_to(words="^Correct this row.*Maison Verte")
    keys.press()
    keys.tab_to(name="^cell_siret$")
    window.keyboard.press("Control+a")
    window.keyboard.press("Delete")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/imports/[0-9a-f-]{36}/$"))
    keys.tab_to(words="^Bring in ")
    keys.press()
    expect(window.locator("main .notice--tip")).to_contain_text("Brought in")
    keys.tab_to(words="^Undo this import")
    keys.press()
    expect(window.locator("main .notice")).to_contain_text("All that this list brought in is taken back.")
    assert keys.unseen == []
