"""The life of a gap: two messy lists make the map, a square is red, a table confirms it, a factfile carries it away."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_import_register import IMPORTS, Wizard
from tests.browser.test_record_to_report import SAONE, read
from welcommune.library.papers import can_make_pdf

DESK = f"/desk{SAONE}"
HEAD = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,objet,montant,nature,"
    "conditionsVersement,datesPeriodeVersement,IdRAE,notificationUE,pourcentageSubvention"
)
WHO, HOW = "Département d'Été,22850001300658,2024-09-08", "aide en numéraire,unique"
THEME, LEARNT = "Papotage interculturel", "language"
COURSE, PURPOSE, TOLD = "Cours du soir", "Cours de français", "Maison de l’Île"
MOVING = "getting around"
GAP, BUS = "Pas de car après 19 heures", "Minibus du club"
LAST_DAY = timezone.localdate() + timedelta(days=60)


def shifted() -> bytes:
    """Decimal commas without quotation marks shift the cells behind them; the letters are those of cp1252."""
    good, bad = f"2024-09-30/{LAST_DAY}", f"{LAST_DAY}/2024-09-30"
    return "\n".join([
        HEAD,
        f"{WHO},2-11,Foyer des Érables,{PURPOSE},24\u00a0975,00,{HOW},{good},,non,1",
        *(f"{WHO},2-1{n},Les Chênes,Sorties,{n}40,00,{HOW},{good},,non,1" for n in range(2, 6)),
        f"{WHO},2-16,{TOLD},Accueil,1\u00a0250,50,{HOW},{bad},,non,1",
    ]).encode("cp1252")  # fmt: skip


def services() -> bytes:
    """Months as headings, a theme that no vocabulary knows, and a row without a name."""
    rows: list[list[Any]] = [
        ["Nom du service", "Structure", "Thématique", "Commune", date(2026, 1, 1), date(2026, 2, 1)],
        [COURSE, "Association inconnue", THEME, "Digoin", 12, 9],
        ["", "", "", "Cluny", 1, 2],
    ]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet, dated = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, None if number else dated)
    return content.getvalue()


class Desk(Wizard):
    """The facilitator's window at the desk of the region."""

    def go(self, path: str) -> None:
        """Open a page of the region's desk."""
        self.window.goto(f"/{self.language}{DESK}{path}")

    def fill(self, **values: str) -> None:
        """Fill in fields of the page by name."""
        for name, value in values.items():
            self.window.locator(f"main [name={name}]").fill(value)

    def choose(self, **values: str) -> None:
        """Choose from lists of the page by name."""
        for name, value in values.items():
            self.window.locator(f"main select[name={name}]").select_option(value)

    def follow(self, words: str) -> None:
        """Follow the first link of the page with these words, whatever their language."""
        with self.window.expect_navigation():
            self.window.locator("main a", has_text=words).first.click()

    def choose_list(self, target: str, content: bytes, source: str, name: str) -> None:
        """Send a list of a kind, and take the columns that are proposed."""
        self.window.goto(f"/{self.language}{IMPORTS}new/")
        self.window.locator(f"[name=target][value={target}]").check()
        self.send(content, source, name)
        self.button("Check the rows")

    def show_to_public(self) -> None:
        """Tick that the public sees it, and keep."""
        self.window.locator("main [name=is_public]").check()
        self.button("Keep")


@pytest.fixture
def desk(page: Callable[..., Page]) -> Desk:
    return Desk(page(DESK, role="facilitator"), "en")


def test_from_two_messy_lists_to_a_factfile_in_french(desk, page):
    _bring_funding(desk)
    _bring_services(desk)
    gap = _note_what_is_missing(desk)
    _confirm_at_next_meeting(desk)
    _lay_asset_over(desk, gap)
    _read_in_french(page, _freeze(desk))


def _bring_funding(desk: Desk) -> None:
    """The shifted cells are put together; the period that runs backwards is marked, and corrected in the page."""
    desk.choose_list("funding", shifted(), "conventions du département", "conventions.csv")
    assert list(desk.rows()) == ["Département d'Été"], "only the marked row asks for an answer"
    desk.window.locator("#i-rows ~ * tbody tr, #i-rows ~ table tbody tr").first.get_by_role("link").first.click()
    desk.fill(cell_period=f"2024-09-30/{LAST_DAY}")
    desk.button("Keep and check this row")
    desk.act("write")
    expect(desk.window.locator("main .notice--tip")).to_contain_text("6 rows made a new entry.")
    desk.go("funding/?q=Érables")
    expect(desk.window.locator("main tbody tr")).to_have_count(1)
    expect(desk.window.locator("main tbody")).to_contain_text("€24,975")
    desk.follow("Département d'Été")
    desk.show_to_public()


def _bring_services(desk: Desk) -> None:
    """The unknown theme is told once; the row without a name is marked, and stays out until it has one."""
    desk.choose_list("actions", services(), "annuaire", "services.xlsx")
    desk.button("Say what the words stand for")
    desk.choose(word_0=LEARNT)
    desk.button("Keep and check again")
    desk.window.locator("#i-rows ~ * tbody tr, #i-rows ~ table tbody tr").first.get_by_role("link").first.click()
    desk.fill(cell_name="Permanence vélo")
    desk.button("Keep and check this row")
    desk.act("write")
    expect(desk.window.locator("main .notice--tip")).to_contain_text("2 rows made a new entry.")
    desk.go(f"actions/?q={COURSE}")
    desk.follow(COURSE)
    desk.show_to_public()


def _note_what_is_missing(desk: Desk) -> str:
    """Nobody told of buses there: no data. Somebody says there is nothing: red, and the square says who said so."""
    desk.go("coverage/")
    # Behind the whole region stand the towns, the largest first.
    square = desk.window.locator("main tbody tr", has_text=MOVING).locator("td").nth(1)
    expect(square).to_contain_text("no data")
    square.locator("a").click()
    desk.button("Note that there is nothing")
    desk.fill(source="Le conseil des habitants")
    desk.button("Keep")
    desk.go("coverage/")
    expect(square).to_contain_text("nothing")
    square.locator("a").click()
    expect(desk.window.locator("main")).to_contain_text("Le conseil des habitants")
    desk.button("Note a gap")
    desk.fill(title=GAP)
    desk.choose(language="fr")
    desk.show_to_public()
    desk.go("gaps/")
    desk.follow(GAP)
    return desk.window.url


def _confirm_at_next_meeting(desk: Desk) -> None:
    """The agenda of the next meeting offers the gap; the meeting confirms it."""
    desk.go("meetings/new/")
    desk.fill(day=(timezone.localdate() + timedelta(days=20)).isoformat())
    desk.button("Keep")
    if not desk.window.url.endswith("/agenda/"):
        desk.button("Agenda")
    desk.button("Gaps at this meeting")
    waiting = desk.window.locator("main .row", has_text=GAP)
    with desk.window.expect_navigation():
        waiting.get_by_role("button", name=re.compile("^Put it on the agenda")).click()
    with desk.window.expect_navigation():
        desk.window.locator("main section", has_text=GAP).get_by_role("button").first.click()
    expect(desk.window.locator("main section", has_text=GAP)).not_to_contain_text("The meeting confirms it")


def _lay_asset_over(desk: Desk, gap: str) -> None:
    """What somebody has is proposed for the gap, and addresses it."""
    desk.go("assets/new/")
    desk.window.locator("[name=kind][value=vehicle]").check()
    desk.fill(name=BUS, owner_name="Club de foot")
    desk.button("Keep")
    desk.window.goto(gap)
    expect(desk.window.locator("main")).to_contain_text("What could answer it")
    desk.choose(asset=desk.window.locator("select[name=asset] option", has_text=BUS).get_attribute("value") or "")
    desk.button("Keep")
    expect(desk.window.locator("main")).to_contain_text("What addresses it")
    offered = desk.window.locator("main h2", has_text="What could answer it").locator("+ ul")
    assert BUS not in " ".join(offered.all_inner_texts()), "what addresses it is not offered once more"


def _freeze(desk: Desk) -> str:
    desk.go("factfiles/")
    desk.button("Freeze a new version")
    address = desk.window.locator("#r-versions ~ ul a").first.get_attribute("href") or ""
    return re.sub(r"^/[a-z]{2}(?=/)", "", address)


def _read_in_french(page: Callable[..., Page], address: str) -> None:
    """The page, as it is printed, and its PDF hold the gap with what answers it, the money and the action."""
    public = page(address, language="fr")
    public.emulate_media(media="print")
    told = read(public, "main")
    money = "24 975 €"
    assert [words for words in (GAP, BUS, COURSE, PURPOSE, "Département d'Été", money) if words not in told] == []
    answered = public.locator("main tr", has_text=GAP).filter(has_text=BUS)
    assert answered.count() == 1, "the row of the gap names what answers it"
    assert TOLD not in told, "what is not marked for the public stays at the desk"
    assert public.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if can_make_pdf():
        public.emulate_media(media="screen")
        with public.expect_download() as waiting:
            public.locator("main a[href$='/pdf/']").first.click()
        paper = pytest.importorskip("pypdf").PdfReader(waiting.value.path())
        text = " ".join("".join(sheet.extract_text() + " " for sheet in paper.pages).split())
        assert [words for words in (GAP, COURSE, PURPOSE, money) if words not in text] == []
