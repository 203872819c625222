"""Files that are no tables, or that would do harm: refused with a sentence, before they are unpacked."""

import io
import zipfile

import pytest

from tests.exchange.test_sheets_dirt import ods, xlsx
from welcommune.exchange.sheets import Limits, SheetRefused, read_sheet
from welcommune.exchange.sheets.container import BOMB, DAMAGED, EMPTY, JSON, NOT_A_TABLE, PASSWORD, WEB_PAGE
from welcommune.exchange.sheets.extent import TOO_SPREAD

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
PLACE = "xl/worksheets/sheet1.xml"


def refusal(content, **limits):
    with pytest.raises(SheetRefused) as refused:
        read_sheet(content, "file", limits=Limits(**limits))
    return str(refused.value.sentence)


def with_sheet(xml):
    """A small workbook with the XML of its sheet replaced."""
    original, changed = zipfile.ZipFile(io.BytesIO(xlsx(lambda sheet, _book: sheet.write(0, 0, "a")))), io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in original.namelist():
            archive.writestr(name, xml if name == PLACE else original.read(name))
    return changed.getvalue()


def sheet_of(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY), (b" \n\n", EMPTY), (b"nom;ville\n", EMPTY), (b"%PDF-1.4", NOT_A_TABLE),
        (b'\xef\xbb\xbf {"items": [', JSON), (b"[{", JSON),
        (bytes(range(256)) * 9, NOT_A_TABLE),
        (b"<html><table>", WEB_PAGE), (b"PK\x03\x04 and no more", DAMAGED), (OLE, NOT_A_TABLE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), PASSWORD), (ods("", "<manifest:encryption-data/>"), PASSWORD),
    ],
)  # fmt: skip
def test_what_is_no_readable_table(content, sentence):
    assert refusal(content) == str(sentence)


def test_too_large_too_long_too_wide():
    assert "larger than 1 MB" in refusal(b"a;b\n" * 300_000, bytes=1024 * 1024)
    assert "more than 3 rows" in refusal(b"nom;x\n" + b"A;1\n" * 4, rows=3)
    assert "more than 3 columns" in refusal(b"a;b;c;d\n1;2;3;4\n", columns=3)


def test_a_zip_bomb_by_its_directory():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", bytes(30 * 1024 * 1024))
    assert refusal(content.getvalue()) == str(BOMB)


def test_a_zip_bomb_whose_directory_lies():
    content = bytearray(ods("x" * 100_000))
    entry = zipfile.ZipFile(io.BytesIO(bytes(content))).getinfo("content.xml")
    size = entry.file_size.to_bytes(4, "little")
    content = content.replace(size, (1000).to_bytes(4, "little"))
    assert refusal(bytes(content)) == str(BOMB)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="GR200000"><v>1</v></c></row>',
        "<row r='1'><c t='n' r='A1'><v>1</v></c></row><row r='200000'><c t='n' r='GR200000'><v>1</v></c></row>",
    ],
)
def test_a_cell_far_away(rows):
    assert refusal(with_sheet(sheet_of(rows))) == str(TOO_SPREAD)


def test_cells_without_a_place_are_counted():
    wide = "<row>" + "<c><v>1</v></c>" * 300 + "</row>"
    assert "more than 200 columns" in refusal(with_sheet(sheet_of(wide)))


def test_a_cell_repeated_a_million_times():
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    rows = "<table:table-row{}>{}</table:table-row>"
    wide = rows.format("", cell.format(' table:number-columns-repeated="16384"'))
    long = rows.format(' table:number-rows-repeated="1000000"', cell.format(""))
    assert "more than 200 columns" in refusal(ods(wide))
    assert "more than 200000 rows" in refusal(ods(long))
    # Both at once would need more memory than there is: the reader may never come to see it.
    both = rows.format(' table:number-rows-repeated="1000000"', cell.format(' table:number-columns-repeated="16384"'))
    assert "more than 200" in refusal(ods(both))


def test_empty_repeats_at_the_end_of_an_ods_are_fine():
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row>{cell}{cell}<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    end = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    assert len(read_sheet(ods(row * 2 + end), "f").rows) == 1
