"""Lists of grants and of services come in through the wizard, dirt and all, and are taken back."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.test import Client

from tests.exchange.test_sheets_dirt import xlsx
from tests.exchange.wizard import DATA, NO_DATA, bring, confirm, press
from tests.factories import SEATS, fields, text_of, upload
from welcommune.core.ids import new_id
from welcommune.exchange.models import Import, ImportState, RowKind
from welcommune.mapping.models import Action, FundingLine

pytestmark = pytest.mark.usefixtures("scope")
HEAD = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,objet,montant,nature,"
    "conditionsVersement,datesPeriodeVersement,IdRAE,notificationUE,pourcentageSubvention"
)
FUNDER, AFTER = "Département d'Été,22850001300658,2024-09-08", "aide en numéraire,unique"
# Decimal commas without quotation marks shift the cells behind them; letters and spaces are those of cp1252.
SHIFTED = "\n".join([
    HEAD,
    f"{FUNDER},2-11,Foyer des Érables,Cours de français,24\u00a0975,00,{AFTER},2024-09-30/2026-06-30,,non,1",
    f"{FUNDER},2-12,Maison de l'Île,<b>Accueil</b>,1\u00a0250,50,{AFTER},2024-09-30/2026-06-30,,non,1",
    f"{FUNDER},2-13,Les Chênes,=1+1,40,00,{AFTER},2026-09-30/2026-06-30,,non,1",
    f"{FUNDER},2-14,Les Tilleuls,Permanence,300,00,{AFTER},2026-09-30/2026-06-30,,non,1",
    f"{FUNDER},2-15,Le Tilleul,Permanence,310,00,{AFTER},2024-09-30/2026-06-30,,non,1",
    f"{FUNDER},2-16,Le Tilleul,Sorties,320,50,{AFTER},2024-09-30/2026-06-30,,non,1",
]).encode("cp1252")  # fmt: skip


# The same grant to two receivers: each line tells the whole amount and the part of one.
SHARED = "\n".join([
    HEAD,
    f"{FUNDER},2-21,Le Tilleul,Sorties,1000,{AFTER},2024-09-30/2026-06-30,,non,\"0,75\"",
    f"{FUNDER},2-22,Les Chênes,Sorties,1000,{AFTER},2024-09-30/2026-06-30,,non,0.125",
    f"{FUNDER},2-23,Les Tilleuls,Sorties,1000,{AFTER},2024-09-30/2026-06-30,,non,-3",
]).encode()  # fmt: skip


@pytest.fixture
def desk(client_for: Any, cast: dict[str, Any]) -> Client:
    return client_for(cast["facilitator"])


def _corrected(desk: Client, batch: Any, number: int, **cells: str) -> None:
    path = f"/en/desk/imports/{batch.pk}/rows/{number}/"
    answer = desk.post(path, fields(desk.get(path)) | {f"cell_{name}": text for name, text in cells.items()})
    assert answer.status_code == 302
    batch.refresh_from_db()


def test_of_a_grant_to_several_each_keeps_its_part(desk: Client):
    batch = bring(desk, SHARED, "conventions.csv", "département", "funding")
    assert list(batch.rows.values_list("kind", flat=True)) == [RowKind.NEW, RowKind.NEW, RowKind.PROBLEM]
    assert "the part of this receiver is kept" in desk.get(f"/en/desk/imports/{batch.pk}/problems.csv").content.decode()
    assert "Write a part of the whole" in text_of(desk.get(f"/en/desk/imports/{batch.pk}/rows/4/"))
    _corrected(desk, batch, 4, part="12,5 %")
    confirm(desk, batch)
    amounts = FundingLine.plain.order_by("-amount").values_list("amount", "share")
    assert list(amounts) == [(Decimal(750), None), (Decimal(125), None), (Decimal(125), None)]


def test_shifted_grants_come_in_once_corrected_and_are_taken_back(desk: Client):
    batch = bring(desk, SHIFTED, "conventions.csv", "département", "funding")
    kinds = list(batch.rows.values_list("number", "kind"))
    assert kinds == [
        (2, RowKind.NEW),
        (3, RowKind.NEW),
        (4, RowKind.PROBLEM),
        (5, RowKind.PROBLEM),
        (6, RowKind.NEW),
        (7, RowKind.NEW),
    ]
    _corrected(desk, batch, 4, period="2024-09-30/2026-06-30")
    _corrected(desk, batch, 5, period="2024-09-30")
    confirm(desk, batch)
    assert batch.state == ImportState.WRITTEN
    found = (
        FundingLine.plain.exclude(beneficiary_name="Le Tilleul")
        .order_by("beneficiary_name")
        .values_list("beneficiary_name", "amount", "currency", "purpose", "starts_on", "ends_on")
    )
    first, last = date(2024, 9, 30), date(2026, 6, 30)
    assert list(found) == [
        ("Foyer des Érables", Decimal(24975), "EUR", "Cours de français", first, last),
        ("Les Chênes", Decimal(40), "EUR", "=1+1", first, last),
        ("Les Tilleuls", Decimal(300), "EUR", "Permanence", first, first),
        ("Maison de l'Île", Decimal("1250.50"), "EUR", "<b>Accueil</b>", first, last),
    ]
    # The next list of this source meets its rows again, and says what differs.
    again = bring(desk, SHIFTED.replace(b"1\xa0250,50", b"1\xa0260,50"), "conventions.csv", "département", "funding")
    row = again.rows.get(number=3)
    assert (row.kind, row.differences) == (RowKind.CHANGED, [["amount", "1250.50", "1260.50"]])
    assert again.rows.get(number=2).kind == RowKind.SAME
    press(desk, again, "cancel")
    press(desk, batch, "undo")
    assert (batch.state, FundingLine.plain.count()) == (ImportState.UNDONE, 0)


ABSURD = """Financeur,Objet,Montant,Devise
Ville,Cours,12 500,EUR
Ville,Cours,800.50,£
Ville,Cours,-5,EUR
Ville,Cours,99 999 999 999,EUR
Ville,Cours,10,Doublons
Ville,Cours,"=2*3",EUR
""".encode()


def test_negative_and_absurd_amounts_and_unknown_currencies_are_marked_and_each_currency_stays_itself(desk: Client):
    batch = bring(desk, ABSURD, "budget.csv", "ville", "funding")
    rows = batch.rows.order_by("number")
    assert [row.kind for row in rows] == [RowKind.NEW] * 2 + [RowKind.PROBLEM] * 4
    marked = [[problem[0] for problem in row.problems if problem[3] == "error"] for row in rows]
    assert marked == [[], [], ["amount"], ["amount"], ["currency"], ["amount"]]
    confirm(desk, batch)
    kept = FundingLine.plain.order_by("amount").values_list("amount", "currency")
    assert list(kept) == [(Decimal("800.50"), "GBP"), (Decimal(12500), "EUR")]


def _services() -> bytes:
    head: list[Any] = ["Nom du service", "Structure", "Thématique", "Commune", date(2026, 1, 1), date(2026, 2, 1)]
    rows = [
        head,
        ["Cours du soir", "Association inconnue", "Papotage interculturel", "Mâcon", 12, 9],
        ["Atelier <i>vélo</i>", "", "Papotage interculturel", "Tournus", 4, "NC"],
        ["", "", "", "Cluny", 1, 2],
    ]

    def fill(sheet: Any, book: Any) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, book.add_format({"num_format": "dd/mm/yyyy"}) if row is head else None)

    content: bytes = xlsx(fill)
    return content


def test_services_with_dates_as_headings_and_unknown_themes(desk: Client):
    batch = bring(desk, _services(), "services.xlsx", "annuaire", "actions")
    assert set(batch.rows.values_list("kind", flat=True)) == {RowKind.PROBLEM}
    path = f"/en/desk/imports/{batch.pk}/words/themes/"
    word = fields(page := desk.get(path))
    assert "Papotage interculturel" in page.content.decode()
    assert desk.post(path, word | {"word_0": "language"}).status_code == 302
    batch.refresh_from_db()
    desk.post(f"/en/desk/imports/{batch.pk}/check/", {"turn": batch.turn})
    batch.refresh_from_db()
    kinds = list(batch.rows.order_by("number").values_list("kind", flat=True))
    assert kinds == [RowKind.NEW, RowKind.NEW, RowKind.PROBLEM]
    confirm(desk, batch)
    evening = Action.plain.get(name="Cours du soir")
    assert (evening.town, evening.lead, [term.code for term in evening.themes.all()]) == ("Mâcon", None, ["language"])
    # The word is remembered for the next list of this source.
    again = bring(desk, _services(), "services.xlsx", "annuaire", "actions")
    assert list(again.rows.order_by("number").values_list("kind", flat=True))[:2] == [RowKind.SAME, RowKind.SAME]
    press(desk, again, "cancel")
    press(desk, batch, "undo")
    assert not Action.plain.exists()


def test_of_a_cell_with_several_words_only_the_unknown_ones_are_asked_for(desk: Client):
    content = "nom;thème\nCours;language | papotage | bricolage\n".encode()
    batch = bring(desk, content, "mots.csv", "annuaire", "actions")
    path = f"/en/desk/imports/{batch.pk}/words/themes/"
    page = desk.get(path)
    assert ("papotage" in text_of(page), "bricolage" in text_of(page)) == (True, True)
    assert desk.post(path, fields(page) | {"word_0": "social_links", "word_1": "skills"}).status_code == 302
    batch.refresh_from_db()
    confirm(desk, batch)
    assert {term.code for term in Action.plain.get().themes.all()} == {"language", "social_links", "skills"}


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_the_grants_of_a_real_department_come_in(desk: Client):
    assert DATA
    content = (DATA / "funding/scdl-subventions/cd85-conventions.csv").read_bytes()
    batch = bring(desk, content, "cd85-conventions.csv", "Vendée", "funding")
    first = batch.rows.order_by("number")[0]
    assert (first.values["amount"], first.values["starts_on"], first.values["ends_on"]) == (
        "24975.00", "2017-09-30", "2021-06-30",
    )  # fmt: skip
    # Every row was shifted; one names a number that cannot be right.
    assert (batch.counts["new"], batch.counts["problem"]) == (22, 1)
    assert [p[0] for p in batch.rows.get(kind=RowKind.PROBLEM).problems if p[3] == "error"] == ["beneficiary_siret"]


NO_FUNDER = "Association;Subvention;Objet\nLe Pont;12 000;Cours\nLe Tilleul;3 000;Sorties\n"


def test_what_no_column_says_is_told_once_for_all_rows_and_remembered(desk: Client):
    """A ministry's own list of grants does not name the ministry."""
    page = upload_to(desk, NO_FUNDER.encode(), "jaune.csv", "budget")
    form = fields(page) | {"column_0": "beneficiary", "column_1": "amount", "column_2": "purpose", "all_name": ""}
    path = page.request["PATH_INFO"]
    refused = desk.post(path, form)
    assert "or write it once for all rows" in text_of(refused)
    told = {"all_name": "Ministère de l’Intérieur", "all_level": "national"}
    assert desk.post(path, form | told).status_code == 302
    batch = Import.plain.latest("created_at")
    assert list(batch.rows.values_list("kind", flat=True)) == [RowKind.NEW, RowKind.NEW]
    confirm(desk, batch)
    lines = FundingLine.plain.filter(funder_name="Ministère de l’Intérieur", level="national")
    assert sorted(lines.values_list("beneficiary_name", "amount")) == [("Le Pont", 12000), ("Le Tilleul", 3000)]
    again = fields(upload_to(desk, NO_FUNDER.encode(), "jaune2.csv", "budget"))
    assert {name: again[name] for name in told} == told


def upload_to(desk: Client, content: bytes, name: str, source: str) -> Any:
    sent = {"id": str(new_id()), "target": "funding", "source": source, "file": upload(content, name)}
    return desk.post(f"/en/desk/regions/{SEATS}/imports/new/", sent, follow=True)


# As the budget of the French state lists what associations receive: the sum of each stands above its lines.
OF_THE_STATE = """SIREN;ASSOCIATION;IMPUTATION;Total des subventions;Détail des subventions
322237207;ACCUEIL CAMBODGIEN;;137 000;
322237207;ACCUEIL CAMBODGIEN;Ville: 106 - Familles vulnérables;;30 000
322237207;ACCUEIL CAMBODGIEN;Immigration: 104 - Intégration;;107 000
"""


def test_of_a_list_with_sums_the_lines_come_in_and_the_sums_are_told_of(desk: Client):
    page = fields(upload_to(desk, OF_THE_STATE.encode("cp1252"), "jaune2010.csv", "budget"))
    mapped = {index: page[f"column_{index}"] for index in range(5) if page.get(f"column_{index}")}
    assert mapped == {1: "beneficiary", 2: "programme", 4: "amount"}
    batch = Import.plain.latest("created_at")
    desk.post(f"/en/desk/imports/{batch.pk}/columns/", page | {"all_name": "État"})
    batch.refresh_from_db()
    assert list(batch.rows.values_list("number", "kind")) == [(2, "problem"), (3, "new"), (4, "new")]
    assert "Is it the sum of other rows?" in text_of(desk.get(f"/en/desk/imports/{batch.pk}/rows/2/"))
    # A sum is no grant without its amount, even for whoever asks for that.
    assert "Bring these rows in without it" not in text_of(desk.get(f"/en/desk/imports/{batch.pk}/"))
    press(desk, batch, "without/amount")
    assert batch.rows.get(number=2).kind == RowKind.PROBLEM
    confirm(desk, batch)
    lines = FundingLine.plain.order_by("amount").values_list("programme", "amount", "beneficiary_name")
    assert [(str(amount), name) for _programme, amount, name in lines] == [
        ("30000.00", "ACCUEIL CAMBODGIEN"),
        ("107000.00", "ACCUEIL CAMBODGIEN"),
    ]


def test_a_year_that_no_money_can_have_is_told_with_its_row_and_column(desk: Client):
    content = (
        b"financeur;objet;montant;du;au;part\nFondation;Don;900;1066-10-14;2026-12-31;10\n"
        b"Fondation;Bal;900;2026-01-01;3026-12-31;10\nFondation;Bus;900;2026-01-01;2026-12-31;-10\n"
        b"Fondation;Livres;900;1950-01-01;2100-12-31;10\n"
    )
    page = fields(upload_to(desk, content, "dons.csv", "fondation"))
    told = {"column_3": "starts_on", "column_4": "ends_on", "column_5": "share"}
    batch = Import.plain.latest("created_at")
    desk.post(f"/en/desk/imports/{batch.pk}/columns/", page | told)
    year = "Is the year right? Write one from 1950 to 2100."
    found = {row.number: [(field, kept) for field, _value, kept, *_rest in row.problems] for row in batch.rows.all()}
    assert [[field for field, _kept in found[number]] for number in (2, 3, 4, 5)] == [
        ["starts_on"], ["ends_on"], ["share"], [],
    ]  # fmt: skip
    pages = [text_of(desk.get(f"/en/desk/imports/{batch.pk}/rows/{number}/")) for number in (2, 3, 4)]
    assert [year in pages[0], year in pages[1], "A share lies between 0 and 100 per cent." in pages[2]] == [True] * 3


def test_the_currency_that_stands_beside_an_amount_is_kept_and_may_not_contradict(desk: Client):
    content = (
        "financeur;objet;montant;devise\nFondation;Don;£900;\nFondation;Bal;1 200 zł;\nFondation;Bus;£700;EUR\n"
        "Fondation;Livres;800;\n"
    ).encode()
    batch = bring(desk, content, "dons.csv", "fondation", "funding")
    confirm(desk, batch)
    lines = {line.purpose: (line.amount, line.currency) for line in FundingLine.plain.filter(funder_name="Fondation")}
    assert lines == {
        "Don": (Decimal(900), "GBP"), "Bal": (Decimal(1200), "PLN"), "Livres": (Decimal(800), "EUR"),
    }  # fmt: skip
    assert "The amount is in GBP, the currency says EUR." in text_of(desk.get(f"/en/desk/imports/{batch.pk}/"))


def test_of_a_producers_workbook_the_services_are_read_with_their_words(desk: Client):
    content = BytesIO()
    book = xlsxwriter.Workbook(content)
    for name, rows in {
        "structures": [["id", "nom"], ["s1", "Maison des habitants"]],
        "services": [
            ["id", "nom", "thematiques", "publics", "type"],
            ["1", "Cours", "lecture-ecriture-calcul--maitriser-le-francais, mobilite--preparer-un-permis",
             "personnes-exilees", "formation"],
        ],
    }.items():  # fmt: skip
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    batch = bring(desk, content.getvalue(), "producteur.xlsx", "annuaire", "actions")
    assert batch.sheet == "services"
    confirm(desk, batch)
    action = Action.plain.get(name="Cours")
    assert {term.code for term in action.themes.all()} == {"language", "mobility"}
    assert ([term.code for term in action.groups.all()], action.kind) == (["newcomers"], "training")
