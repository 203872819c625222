"""Tables as people bring them: one small file for each kind of dirt, and what is made of it."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from welcommune.exchange.sheets import read_sheet

ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Feuille1">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(rows, manifest="<manifest/>"):
    """An ods with these rows of XML."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows))
        archive.writestr("META-INF/manifest.xml", manifest)
    return content.getvalue()


def xlsx(fill):
    """A workbook filled by a function that gets its first sheet and the book."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        fill(book.add_worksheet("Données"), book)
    return content.getvalue()


def read(text, encoding="utf-8"):
    return read_sheet(text.encode(encoding) if isinstance(text, str) else text, "file")


def cells(sheet):
    return [row.cells for row in sheet.rows]


def headers(sheet):
    return [column.header for column in sheet.columns]


def told(problems):
    return [(problem.row, problem.column, problem.value, problem.severity) for problem in problems]


def row_problems(sheet):
    return told(problem for row in sheet.rows for problem in row.problems)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(separator):
    sheet = read(f"nom{separator}ville\nADEFI{separator}Arras\nCIMADE{separator}Mâcon\n")
    assert (sheet.separator, headers(sheet), cells(sheet)) == (
        separator, ["nom", "ville"], [("ADEFI", "Arras"), ("CIMADE", "Mâcon")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Mâcon, élève"), ("utf-8-sig", "Mâcon"), ("utf-16", "Mâcon"), ("utf-16-le", "Mâcon, accueil"),
        ("cp1252", "accueil à la préfecture"), ("mac_roman", "aide aux réfugiés à Mâcon"),
        ("cp850", "réfugiés à la préfecture"), ("cp1250", "Stowarzyszenie Uchodźcom, Łódź, święto"),
        ("iso8859_2", "święto żółć, Łódź"), ("cp1253", "Δήμος Καρδίτσας"), ("iso8859_7", "Άρτα, Κέντρο Άμφισσα"),
        ("cp1256", "جمعية استقبال اللاجئين"),
    ],
)  # fmt: skip
def test_encodings(encoding, words):
    assert cells(read(f"a;b\n{words};x\n", encoding)) == [(words, "x")]


def test_utf_8_with_lines_of_another_encoding():
    content = b"a;b\n" + "Mâcon;é à ç ù\n".encode() * 3 + "été;x\n".encode("cp1252")
    assert cells(read(content))[-1] == ("été", "x")


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("words", ["Mâcon à l'école", "é", "Δήμος"])
def test_utf_8_read_as_latin_1_is_turned_back_and_told(times, words):
    broken = words
    for _time in range(times):
        broken = broken.encode().decode("latin-1")
    sheet = read(f"nom;ville\n{broken};x\nb;y\n")
    assert cells(sheet) == [(words, "x"), ("b", "y")]
    assert told(sheet.problems) == [(2, "nom", broken, "repaired")]
    assert f"is now “{words}”" in str(sheet.problems[0].sentence)


def test_right_letters_are_left_alone():
    sheet = read("nom;ville\nÂge d'or;Łódź – «Ça»\n")
    assert (cells(sheet), sheet.problems) == ([("Âge d'or", "Łódź – «Ça»")], ())


WHOLE = "".join(f"{n},Nom {'abcdefg'[n]},{n}5.50,oui\n" for n in range(1, 7))


def test_a_decimal_comma_is_put_together_where_there_is_one_way():
    sheet = read(f"id,nom,montant,versé\n{WHOLE}7,Nom h,24 975,00,oui\n")
    assert cells(sheet)[-1] == ("7", "Nom h", "24 975,00", "oui")
    assert row_problems(sheet) == [(8, "montant", "24 975,00", "repaired")]


def test_a_sentence_with_a_comma_is_put_together():
    sheet = read(f"id,nom,montant,versé\n{WHOLE}7,Aide, soutien,9.50,oui\n")
    assert cells(sheet)[-1] == ("7", "Aide, soutien", "9.50", "oui")


def test_an_amount_that_is_split_in_every_row():
    rows = "".join(f"A{n},{n} 000,00,non\n" for n in range(1, 8))
    assert cells(read(f"nom,montant,ue\n{rows}"))[0] == ("A1", "1 000,00", "non")


def test_a_row_that_can_be_meant_in_two_ways_is_an_error():
    whole = "".join(f"N,{n}0,{n}5\n" for n in range(1, 7))
    sheet = read(f"nom,a,b\n{whole}N,24,50,7\n")
    assert row_problems(sheet) == [(8, None, "7", "error")]
    assert cells(sheet)[-1] == ("N", "24", "50")


def test_a_short_row_is_told():
    sheet = read("a;b;c\n1;2;3\n1;2;3\n1;2;3\n4;5\n")
    assert (cells(sheet)[-1], row_problems(sheet)) == (("4", "5", ""), [(5, None, "", "warning")])


def test_empty_columns_at_line_ends_are_dropped():
    sheet = read("nom;ville;;\nA;B;;\nC;D;;\n")
    assert (headers(sheet), cells(sheet), row_problems(sheet)) == (["nom", "ville"], [("A", "B"), ("C", "D")], [])


def test_spaces_without_break_become_plain_ones():
    assert cells(read("nom;montant\nA\u00a0B;3\u202f000\n")) == [("A B", "3 000")]


def test_same_headings_are_told_apart():
    sheet = read("nom;tel;tel\nA;1;2\n")
    assert (headers(sheet), told(sheet.problems)) == (["nom", "tel", "tel (2)"], [(1, "tel (2)", "tel", "warning")])


def test_total_lines_in_the_languages_of_the_site():
    words = ["Total", "Totaux :", "Suma", "Σύνολο", "المجموع", "Total général", "TOTAL 2019"]
    sheet = read("nom;ville;montant\nA;B;3\n" + "".join(f"{word};;3\n" for word in words))
    assert cells(sheet) == [("A", "B", "3")]
    assert told(sheet.problems) == [(3 + n, "nom", word, "warning") for n, word in enumerate(words)]


def test_an_organisation_called_total_is_no_total():
    assert len(read("nom;ville;montant\nTotal;Paris;3\nTotal Énergies;;4\n").rows) == 2
    assert len(read("nom;ville\nLe Pont;Autun\nTotal;\n").rows) == 2


def test_a_word_for_a_total_alone_in_a_wide_row_is_no_organisation():
    sheet = read("nom;ville;montant\nLe Pont;Autun;3\nTotal;;\n")
    assert cells(sheet) == [("Le Pont", "Autun", "3")]
    assert told(sheet.problems) == [(3, "nom", "Total", "warning")]


def test_a_title_units_and_blank_lines():
    sheet = read("Liste des subventions;;\n;;\nnom;ville;montant\n;;(€)\nA;B;3\n\nC;D;4\n")
    assert (sheet.header_rows, headers(sheet)) == ((3, 4), ["nom", "ville", "montant (€)"])
    assert [(row.number, row.cells) for row in sheet.rows] == [(5, ("A", "B", "3")), (7, ("C", "D", "4"))]
    assert (1, None, "Liste des subventions", "repaired") in told(sheet.problems)


def test_two_lines_of_headings():
    sheet = read(",Qui ?,,Combien ?,\nno,nom,ville,Hommes,Femmes\n001,A,B,3,4\n002,C,D,5,6\n")
    assert sheet.header_rows == (1, 2)
    assert headers(sheet) == ["no", "Qui ? / nom", "Qui ? / ville", "Combien ? / Hommes", "Combien ? / Femmes"]


def test_a_file_without_headings():
    sheet = read("ADEFI;0385000000;3\nCIMADE;0385000001;4\n")
    assert (sheet.header_rows, headers(sheet), len(sheet.rows)) == ((), ["(A)", "(B)", "(C)"], 2)


def test_a_formula_in_csv_is_text_and_told():
    sheet = read('nom;x\nA;"=HYPERLINK(""http://x"")"\n')
    assert cells(sheet) == [("A", '=HYPERLINK("http://x")')]
    assert row_problems(sheet) == [(2, "x", '=HYPERLINK("http://x")', "warning")]


def test_a_quotation_mark_that_is_not_closed():
    sheet = read('a;b;c\n"A;1;2\nB;3;4\nC;5;6\n')
    assert row_problems(sheet)[0] == (2, "a", "A;1;2", "error")


def test_the_separator_that_a_file_names():
    sheet = read("sep=;\nnom;x\nA;1,5\n")
    assert (sheet.separator, cells(sheet), sheet.problems) == (";", [("A", "1,5")], ())


def test_a_workbook_with_merged_cells_dates_and_formulas():
    def fill(sheet, book):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, 3, "Subventions")
        for column, value in enumerate(["dép", "siret", "calcul"]):
            sheet.write(1, column, value)
        sheet.write_datetime(1, 3, date(2020, 1, 1), day)
        sheet.merge_range(2, 0, 3, 0, "71")
        for row, number in ((2, 21860194600013), (3, 35600000000048)):
            sheet.write(row, 1, number)
            sheet.write_formula(row, 2, "=1+1", value=2)
        sheet.write(2, 3, 1.234)
        sheet.write_datetime(3, 3, date(2020, 2, 3), day)

    sheet = read(xlsx(fill))
    assert (sheet.name, headers(sheet)) == ("Données", ["dép", "siret", "calcul", "2020-01-01"])
    assert cells(sheet) == [
        ("71", "21860194600013", "2", "1.2340"), ("71", "35600000000048", "2", "2020-02-03"),
    ]  # fmt: skip
    assert (None, None, "1", "repaired") in told(sheet.problems)


def test_a_workbook_that_begins_further_right():
    def fill(sheet, _book):
        for row, values in enumerate([("nom", "ville"), ("A", "B")]):
            sheet.write_row(row + 2, 2, values)

    sheet = read(xlsx(fill))
    assert [(column.letter, column.header) for column in sheet.columns] == [("C", "nom"), ("D", "ville")]
    assert [(row.number, row.cells) for row in sheet.rows] == [(4, ("A", "B"))]


def test_the_first_visible_sheet_or_the_named_one():
    def fill(sheet, book):
        sheet.write_column(0, 0, ["a", "x"])
        book.add_worksheet("Deux").write_column(0, 0, ["b", "y"])

    content = xlsx(fill)
    first, second = read_sheet(content, "f"), read_sheet(content, "f", sheet="Deux")
    assert (first.sheets, cells(first), cells(second)) == (("Données", "Deux"), [("x",)], [("y",)])
    assert told(first.problems) == [(None, None, "Données", "warning")]


def test_an_ods_with_merged_cells():
    def row(*values):
        return "<table:table-row>" + "".join(values) + "</table:table-row>"

    def cell(text, more=""):
        value = f'office:value-type="string"{more}'
        return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"

    rows = row(cell("dép"), cell("nom")) + row(cell("71", ' table:number-rows-spanned="2"'), cell("A"))
    sheet = read(ods(rows + row("<table:covered-table-cell/>", cell("B"))))
    assert cells(sheet) == [("71", "A"), ("71", "B")]


def test_rows_can_be_read_again_and_columns_have_samples():
    sheet = read("nom;x\nA;\nB;1\nB;2\n")
    assert (list(sheet.rows), len(sheet.rows)) == (list(sheet.rows), 3)
    assert [(column.samples, column.filled) for column in sheet.columns] == [(("A", "B"), 3), (("1", "2"), 2)]


def test_broken_letters_in_the_headings_are_put_right():
    text = "Nom;Téléphone\nMairie de Génelard;03 85\n"
    once = text.encode().decode("latin-1")
    for broken in (once, once.encode().decode("latin-1")):
        sheet = read(broken)
        assert [column.header for column in sheet.columns] == ["Nom", "Téléphone"]
