"""Files through the wizard's door: workbooks, headings in odd places, refused, corrected and real ones."""

import csv
import io
import struct
import zipfile

import pytest
from django.test import override_settings

from tests.exchange.old_workbook import label, old_workbook
from tests.exchange.test_sheets_dirt import ods, xlsx
from tests.exchange.test_sheets_refused import OLE, sheet_of, with_sheet
from tests.exchange.wizard import DATA, NO_DATA, bring, confirm, press, send
from tests.factories import beside, fields, text_of
from welcommune.exchange.models import Import, ImportRow
from welcommune.stakeholders.models import Organisation

HEAD = ["Nom", "Commune", "Type"]


def workbook(**sheets):
    """A workbook of these sheets: name → rows."""

    def fill(first, book):
        first.write(0, 0, "Lisez les autres feuilles")
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    return xlsx(fill)


def opened():
    return Import.plain.get()


def names():
    return list(ImportRow.objects.order_by("number").values_list("title", flat=True))


def check(desk, batch):
    path = f"/en/desk/imports/{batch.pk}/columns/"
    answer = desk.post(path, fields(desk.get(path)) | {"purpose": "x"}, follow=True)
    assert answer.status_code == 200
    batch.refresh_from_db()
    return text_of(answer)


def test_the_sheet_with_the_table_is_read_and_another_one_can_be_chosen(desk):
    book = workbook(Villes=[HEAD, ["Mairie de A", "A", "commune"]], Autres=[HEAD, ["Amis de B", "B", "association"]])
    page = text_of(send(desk, book, "l.xlsx"))
    batch = opened()
    assert batch.sheet == "Villes"
    assert "This workbook has 3 sheets. Only the sheet “Villes” was read." in page
    press(desk, batch, "sheet", sheet="Autres")
    assert (batch.sheet, batch.rows_total) == ("Autres", 1)
    check(desk, batch)
    assert names() == ["Amis de B"]


def test_the_row_of_headings_is_chosen_where_the_guess_is_wrong(desk):
    rows = ["Liste;au;10 mai", "Nom;Commune;Type", "Amis de A;A;association", "Amis de B;B;association"]
    send(desk, "\n".join(rows).encode(), "l.csv")
    batch = opened()
    assert [column["header"] for column in batch.columns] == ["Liste", "au", "10 mai"]
    press(desk, batch, "sheet", heading_row="2")
    assert [column["header"] for column in batch.columns] == HEAD
    assert batch.rows_total == 2
    check(desk, batch)
    assert names() == ["Amis de A", "Amis de B"]


def test_a_list_without_headings_is_read_whole(desk):
    send(desk, b"Amis de A;A;association\nAmis de B;B;association\n", "l.csv")
    batch = opened()
    press(desk, batch, "sheet", heading_row="0")
    assert ([column["header"] for column in batch.columns], batch.rows_total) == (["(A)", "(B)", "(C)"], 2)
    path = f"/en/desk/imports/{batch.pk}/columns/"
    desk.post(path, fields(desk.get(path)) | {"column_0": "name", "column_1": "town"})
    assert names() == ["Amis de A", "Amis de B"]


def test_a_sheet_or_row_that_is_not_there_changes_nothing(desk):
    send(desk, "\n".join([";".join(HEAD), "Amis de A;A;association"]).encode(), "l.csv")
    batch = opened()
    before = Import.plain.values().get()
    press(desk, batch, "sheet", heading_row="99")
    press(desk, batch, "sheet", sheet="Feuille 9")
    assert Import.plain.values().get() == before


def bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", bytes(30 * 1024 * 1024))
    return content.getvalue()


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="GR200000"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG not a table", "This is not a table."),
        (b"<!doctype html><table>", "This is a web page with the name of a table."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "This file is protected with a password."),
        (bomb(), "This file would become far too large when it is unpacked."),
        (with_sheet(sheet_of(FAR)), "A cell of this sheet stands so far below or beside the others"),
        (b"PK\x03\x04 and no more", "This file is damaged and cannot be opened."),
        (b"Nom;Commune\n", "This file holds no rows."),
    ],
)
def test_a_file_that_is_refused_says_why_beside_its_field_and_leaves_nothing(desk, content, sentence):
    answer = send(desk, content, "l.xlsx")
    assert answer.status_code == 200
    assert sentence in beside(answer)["file"]
    assert not Import.plain.exists()


@override_settings(LARGEST_LIST_BYTES=1024 * 1024)
def test_a_file_that_is_too_large_says_how_large_it_may_be(desk):
    answer = send(desk, b"Nom\n" + b"x" * 2**20, "l.csv")
    assert beside(answer) == {"file": "This file is larger than 1 MB. Split it."}


def test_formulas_are_never_run_and_leave_as_text(desk):
    batch = bring(desk, "Nom;Commune;SIRET\n=HYPERLINK(1);Mâcon;=1+1\n@Asso;A;\n".encode())
    answer = desk.get(f"/en/desk/imports/{batch.pk}/problems.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {line[4] for line in lines[1:]} >= {"'=1+1"}
    assert [cell for line in lines for cell in line if cell[:1] in {"=", "@", "+"}] == []
    confirm(desk, batch)
    assert Organisation.objects.filter(name="@Asso").exists()


def test_the_corrected_file_keeps_columns_sheet_and_headings(desk):
    def book(number):
        rows = [["Partenaires", "le", "10 mai"], ["Nom", "Lieu", "No"], ["Amis de A", "A", number]]
        return workbook(Villes=[HEAD, ["Mairie", "A", "commune"]], Autres=rows)

    send(desk, book("123"), "l.xlsx")
    batch = opened()
    press(desk, batch, "sheet", sheet="Autres")
    press(desk, batch, "sheet", heading_row="2")
    path = f"/en/desk/imports/{batch.pk}/"
    desk.post(f"{path}columns/", fields(desk.get(f"{path}columns/")) | {"column_1": "town", "column_2": "siret"})
    assert "A SIRET has 14 digits. You wrote “123”." in text_of(desk.get(path))
    press(desk, batch, "file", file=io.BytesIO(book("404 833 048 00022")))
    assert (batch.sheet, batch.heading_row, batch.mapping) == ("Autres", 2, {"0": "name", "1": "town", "2": "siret"})
    check(desk, batch)
    assert list(ImportRow.objects.values_list("kind", "title")) == [("new", "Amis de A")]


# Real files, with counts checked by hand.

REAL = [
    # A state budget: cp1252, the same association in several rows, amounts nobody asked for.
    ("funding/jaune-associations/jaune2010-integration-idf.csv", 469, {"new": 161, "same": 306, "problem": 2}),
    # A department's grants: cp1252, every row shifted by unquoted decimal commas.
    ("funding/scdl-subventions/cd85-conventions.csv", 23, {"new": 18, "same": 4, "problem": 1, "notes": 4}),
    ("funding/scdl-subventions/exemple_valide.csv", 29, {"new": 29}),
    ("services/ohana-sample-csv/organizations.csv", 8, {"new": 8}),
    ("services/hsds-3.0/examples/csv/organizations.csv", 1, {"new": 1}),
]


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
@pytest.mark.parametrize(("name", "rows", "counts"), REAL)
def test_real_lists_come_in_and_come_in_again_without_change(desk, name, rows, counts):
    content = (DATA / name).read_bytes()
    batch = bring(desk, content, name.rpartition("/")[2])
    assert (batch.rows_total, {kind: n for kind, n in batch.counts.items() if n}) == (rows, counts)
    confirm(desk, batch)
    again = bring(desk, content, name.rpartition("/")[2])
    assert (again.counts.get("new", 0), again.counts.get("changed", 0)) == (0, 0)


ATELIER, TILLEUL, ETAPE = ["Atelier Zéphyr", "Mâcon", "03 85 00 00 00"], ["Cluny"], ["L’Étape", "Digoin"]
LIST_HEAD = ["Nom", "Commune", "Téléphone"]


def xlsx_with_formulas():
    def fill(sheet, _book):
        sheet.write_row(0, 0, LIST_HEAD)
        sheet.write_row(1, 0, ATELIER)
        sheet.write_formula(2, 0, '="Le "&"Tilleul"', None, "")
        sheet.write_row(2, 1, TILLEUL)
        sheet.write_row(3, 0, ETAPE)
        sheet.write_formula(3, 2, "=C2", None, "03 85 00 00 00")

    return xlsx(fill)


def ods_with_formulas():
    def row(*texts):
        return "".join(cell(text) for text in texts)

    def cell(text, more=""):
        return f'<table:table-cell{more} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    unsaved = '<table:table-cell table:formula="of:=&quot;Le&quot;"/>' + row(*TILLEUL)
    # A text that is empty was saved.
    saved = row(*ETAPE) + '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>'
    lines = [row(*LIST_HEAD), row(*ATELIER), unsaved, saved]
    return ods("".join(f"<table:table-row>{line}</table:table-row>" for line in lines))


def xls_with_formulas():
    empty = struct.pack("<HHHB5sH", 2, 0, 0, 3, b"", 0xFFFF)
    cells = [(row, col, text) for row, texts in enumerate((LIST_HEAD, ATELIER, [None, *TILLEUL], ETAPE))
             for col, text in enumerate(texts) if text]  # fmt: skip
    return old_workbook([*(label(*cell) for cell in cells), (0x06, empty + bytes(8))])


@pytest.mark.parametrize(
    ("name", "book"),
    [("liste.xlsx", xlsx_with_formulas), ("liste.ods", ods_with_formulas), ("liste.xls", xls_with_formulas)],
)
def test_a_formula_without_a_saved_value_is_told_of_where_it_stands(desk, name, book):
    batch = bring(desk, book(), name)
    columns = text_of(desk.get(f"/en/desk/imports/{batch.pk}/columns/"))
    assert "1 cell holds a formula without a saved value and is read as empty." in columns
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/?kind=all"))
    assert page.count("A formula stands here, but the file does not hold its value.") == 1
    assert list(batch.rows.values_list("number", "kind")) == [(2, "new"), (3, "problem"), (4, "new")]


def test_a_formula_whose_value_is_an_empty_text_is_nothing_to_tell_of(desk):
    def formula(*result):
        return 0x06, struct.pack("<HHHB5sH", *result) + bytes(8)

    cells = [label(0, 0, "Nom"), label(0, 1, "Commune"), label(1, 0, "Atelier")]
    kept = [(0x207, struct.pack("<HB", 5, 0) + b"Cluny"), formula(2, 1, 0, 3, b"", 0xFFFF)]
    old = old_workbook([*cells, formula(1, 1, 0, 0, b"", 0xFFFF), *kept])
    new = xlsx(lambda sheet, book: (sheet.write_row(0, 0, ["Nom", "Commune"]), sheet.write(1, 0, "Atelier")))
    with zipfile.ZipFile(io.BytesIO(new)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    told = b'</c><c r="B2" t="str"><f>IF(A2="","x","")</f><v></v></c></row></sheetData>'
    path = "xl/worksheets/sheet1.xml"
    parts[path] = parts[path].replace(b"</c></row></sheetData>", told)
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    for content, name in ((old, "l.xls"), (again.getvalue(), "l.xlsx")):
        batch = bring(desk, content, name)
        assert batch.layout["problems"] == [], name
