"""Real files that people brought, with counts checked by hand. They lie beside the checkout, and not everywhere."""

import pytest

from tests.exchange.wizard import DATA, NO_DATA
from welcommune.exchange.sheets import Target, propose, read_sheet, synonyms
from welcommune.exchange.sheets.matching import LOOKS
from welcommune.exchange.sheets.values import parse_number

pytestmark = pytest.mark.skipif(DATA is None, reason=NO_DATA)


def read(name):
    path = DATA / name
    return read_sheet(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("name", "encoding", "separator", "columns", "rows"),
    [
        ("organisations/fr_public_bodies_odd.csv", "utf-8", ",", 15, 501),
        ("funding/scdl-subventions/cd85-conventions.csv", "cp1252", ",", 14, 23),
        ("funding/scdl-subventions/exemple_valide.csv", "utf-8", ",", 16, 29),
        ("funding/jaune-associations/jaune2010-integration-idf.csv", "cp1252", ";", 5, 469),
        ("funding/360giving-fixtures/bom.csv", "utf-8", ",", 2, 1),
        ("services/ohana-sample-csv/locations.csv", "utf-8", ",", 15, 22),
        ("services/data-inclusion-v0/thematiques.csv", "utf-8", ",", 3, 168),
    ],
)
def test_shape(name, encoding, separator, columns, rows):
    sheet = read(name)
    assert (sheet.encoding, sheet.separator, len(sheet.columns), len(sheet.rows)) == (
        encoding,
        separator,
        columns,
        rows,
    )


def test_every_shifted_row_of_a_department_is_put_together():
    sheet = read("funding/scdl-subventions/cd85-conventions.csv")
    problems = [problem for row in sheet.rows for problem in row.problems]
    assert {problem.severity for problem in problems} == {"repaired"}
    rows = list(sheet.rows)
    assert {row.cells[8] for row in rows} == {"aide en numéraire"}
    assert {row.cells[12] for row in rows} == {"non"}
    assert rows[0].cells[7] == "24 975,00"
    assert rows[20].cells[9].endswith("30 000 € en 2017, 24 000 € en 2018 et le solde, soit 6 000 € en 2020.")
    assert rows[22].cells[7] == "29 358,34"


def test_amounts_of_a_state_budget():
    column = [row.cells[3] for row in read("funding/jaune-associations/jaune2010-integration-idf.csv").rows]
    assert parse_number(next(cell for cell in column if cell)) == 10000


def test_a_directory_is_mapped_by_itself():
    sheet = read("organisations/fr_public_bodies_odd.csv")
    keys = ("name", "kind", "siret", "address", "postcode", "city", "phone", "website", "email", "latitude")
    found = propose(sheet.columns, [Target(key, key, synonyms(key), LOOKS.get(key)) for key in keys])
    assert {key: sheet.columns[index].header for key, index in found.items()} == {
        "name": "name", "kind": "kind", "siret": "siret", "address": "address_line_1", "postcode": "post_code",
        "city": "city", "phone": "phone", "website": "website", "latitude": "latitude",
    }  # fmt: skip


def test_a_workbook_with_two_lines_of_headings_and_tags():
    sheet = read("hxl/input-valid.xlsx")
    assert (sheet.header_rows, len(sheet.columns), len(sheet.rows)) == ((1, 2, 3), 9, 4)


def test_broken_letters_in_a_register():
    sheet = read("identifiers/org-id-lists.csv")
    assert (sheet.problems[0].row, sheet.problems[0].value) == (37, "InspecciÃ³n General de Justicia")
