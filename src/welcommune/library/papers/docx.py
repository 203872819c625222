"""A paper as a Word file (Office Open XML, ISO/IEC 29500), written part by part: a text of ours needs few of them.

Headings are styles, so that word processors and screen readers find their way; each paragraph says its language,
and those that are read from right to left say so. The same paper always gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from welcommune.core.text import Said, direction
from welcommune.library.papers.blocks import Block, Kind, Paper, Run, Table

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FONT = "Arial"
# The signs of an address that stay as they are.
SAFE = "%/:?#[]@!$&'()*+,;=~"
# In twentieths of a point: the line, the edges of a cell, a sign. And how many signs of a text make its column wider.
LINE, EDGES, SIGN, LONG = 11906 - 2 * 1134, 240, 130, 42
# Word knows languages by their country too.
CODES = {
    "fr": "fr-FR", "en": "en-GB", "es": "es-ES", "pl": "pl-PL", "el": "el-GR", "ar": "ar-SA", "fa": "fa-IR",
    "uk": "uk-UA",
}  # fmt: skip
STYLES: dict[Kind, str] = {
    "title": "Title", "heading": "Heading1", "subheading": "Heading2", "paragraph": "Normal", "point": "ListBullet",
    "quote": "Quote", "soft": "Subtitle",
}  # fmt: skip
# Identifier, name that Word knows, size in half points, bold, level in the outline.
LOOKS = (
    ("Title", "Title", 36, True, None), ("Heading1", "heading 1", 28, True, 0), ("Heading2", "heading 2", 24, True, 1),
    ("ListBullet", "List Bullet", 22, False, None), ("Quote", "Quote", 22, False, None),
    ("Subtitle", "Subtitle", 20, False, None),
)  # fmt: skip


def docx_of(paper: Paper) -> bytes:
    """The bytes of the file."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(paper),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        "word/document.xml": _document(paper),
        "word/styles.xml": _styles(paper),
        "word/numbering.xml": _numbering(),
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            # A date that never changes: else two files of one paper would differ.
            file.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), HEAD + text, ZIP_DEFLATED)
    return target.getvalue()


def _types() -> str:
    kinds = {
        "/word/document.xml": f"{MAIN}.document.main+xml", "/word/styles.xml": f"{MAIN}.styles+xml",
        "/word/numbering.xml": f"{MAIN}.numbering+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }  # fmt: skip
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{default}{parts}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    def one(number: int, kind: str, target: str) -> str:
        whole = kind if "/" in kind else f"{OFFICE}/{kind}"
        return f'<Relationship Id="rId{number}" Type="{whole}" Target="{target}"/>'

    rows = "".join(one(number, *row) for number, row in enumerate(targets, start=1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _properties(paper: Paper) -> str:
    names = f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    title, language = escape(paper.title), escape(_code(paper.language))
    return (
        f"<cp:coreProperties {names}><dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
        "</cp:coreProperties>"
    )


def _code(language: str) -> str:
    return CODES.get(language, language)


def _document(paper: Paper) -> str:
    body = "".join(_block(block, paper.language) for block in paper.blocks)
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    section += 'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
    section += "<w:bidi/></w:sectPr>" if paper.is_right_to_left else "</w:sectPr>"
    return f"<w:document {W}><w:body>{body}{section}</w:body></w:document>"


def _block(block: Block | Table, language: str) -> str:
    if isinstance(block, Table):
        return _table(block, language)
    return _paragraph(block, block.language or language)


def _table(table: Table, language: str) -> str:
    """A table with its caption above; its first row is a head that stands on each page again."""
    turned = "<w:bidiVisual/>" if direction(language) == "rtl" else ""
    sides = ("top", "bottom", "insideH")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>' for side in sides)
    look = f'<w:tblPr>{turned}<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{lines}</w:tblBorders></w:tblPr>'
    names = tuple(Said(name, "") for name in table.head)
    widths = _widths([names, *table.rows])
    columns = "".join(map('<w:gridCol w:w="{}"/>'.format, widths))
    grid = f"<w:tblGrid>{columns}</w:tblGrid>"
    head = _row(names, widths, language, is_head=True)
    rows = "".join(_row(row, widths, language) for row in table.rows)
    caption = _paragraph(Block("subheading", table.caption), language)
    return f"{caption}<w:tbl>{look}{grid}{head}{rows}</w:tbl>{_paragraph(Block('paragraph', ''), language)}"


def _widths(rows: Sequence[Sequence[Said]]) -> list[int]:
    """The columns share the line: each holds its longest word, and what is left goes where the long texts are."""
    columns = [[cell.text for cell in column] for column in zip(*rows, strict=True)]
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    least = [EDGES + SIGN * min(word, LONG // 2) for word in words]
    needs = [
        min(LONG, max(map(len, column))) - min(word, LONG // 2) for column, word in zip(columns, words, strict=True)
    ]
    left, needed = max(LINE - sum(least), 0), sum(needs) + len(needs)
    shared = [room + left * (1 + need) // needed for room, need in zip(least, needs, strict=True)]
    return [LINE * width // max(LINE, sum(shared)) for width in shared]


def _row(cells: Iterable[Said], widths: Sequence[int], language: str, is_head: bool = False) -> str:
    about = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "") + "</w:trPr>"
    kind: Kind = "soft" if is_head else "paragraph"
    texts = (_paragraph(_cell(kind, cell), cell.language or language, within=language) for cell in cells)
    sized = map('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc>'.format, widths, texts)
    return f"<w:tr>{about}{''.join(sized)}</w:tr>"


def _cell(kind: Kind, cell: Said) -> Block:
    """An address can be followed."""
    is_address = cell.text.startswith(("https://", "http://")) and " " not in cell.text
    return Block(kind, cell.text, runs=(Run(cell.text, cell.language, cell.text),) if is_address else ())


def _paragraph(block: Block, language: str, within: str = "") -> str:
    """``within``: the language of the column that it stands in, at whose edge it begins, whichever way it is read."""
    turned = direction(language) == "rtl"
    points = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if block.kind == "point" else ""
    about = f'<w:pStyle w:val="{STYLES[block.kind]}"/>{points}{"<w:bidi/>" if turned else ""}'
    # "Right" is the far edge: of what is read from right to left, the left one.
    about += '<w:jc w:val="right"/>' if within and direction(within) != direction(language) else ""
    runs = block.runs or (Run(block.text, language),)
    text = _mark(block.key) + "".join(_run(run, run.language or language) for run in runs)
    return f"<w:p><w:pPr>{about}</w:pPr>{text}</w:p>"


def _mark(key: str) -> str:
    """A bookmark, to which other parts of the paper lead."""
    number, name = crc32(key.encode()) >> 1, quoteattr(f"_{key}")
    return f'<w:bookmarkStart w:id="{number}" w:name={name}/><w:bookmarkEnd w:id="{number}"/>' if key else ""


def _run(run: Run, language: str) -> str:
    code = quoteattr(_code(language))
    about = f"<w:rtl/><w:lang w:bidi={code}/>" if direction(language) == "rtl" else f"<w:lang w:val={code}/>"
    look = '<w:color w:val="0B5A4A"/><w:u w:val="single"/>' if run.to else ""
    text = f'<w:r><w:rPr>{look}{about}</w:rPr><w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
    return f"<w:fldSimple w:instr={quoteattr(_field(run.to))}>{text}</w:fldSimple>" if run.to else text


def _field(to: str) -> str:
    """What a link does, in the language of fields: no quote or backslash of an address may end it early."""
    if to.startswith("#"):
        return f' HYPERLINK \\l "_{to[1:]}" '
    return f' HYPERLINK "{quote(to, safe=SAFE)}" '


def _styles(paper: Paper) -> str:
    code = quoteattr(_code(paper.language))
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:lang w:val={code} w:bidi={code}/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"<w:styles {W}>{defaults}{normal}{''.join(_style(*look) for look in LOOKS)}</w:styles>"


def _style(key: str, name: str, size: int, is_bold: bool, level: int | None) -> str:
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    keep = "" if level is None else "<w:keepNext/>"
    apart = '<w:spacing w:before="240" w:after="80"/>' if level is not None else ""
    inset = '<w:ind w:left="567" w:right="567"/>' if key == "Quote" else ""
    bold = "<w:b/><w:bCs/>" if is_bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{keep}{apart}{inset}{outline}</w:pPr>'
        f'<w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl>'
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
