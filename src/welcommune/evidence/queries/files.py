"""Factfiles as files to keep: PDF and Word from the same sections as the page, CSV and JSON for machines.

They are made when they are asked for and never kept, so that a withdrawal counts for them at once.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.spreadsheet import csv_file
from welcommune.core.text import Said, direction
from welcommune.evidence.models import Factfile
from welcommune.evidence.queries.pages import Document, document, file_kinds
from welcommune.evidence.sections import (
    Block,
    Cell,
    Change,
    Chart,
    Piece,
    Point,
    Points,
    Section,
    Spoken,
    Table,
    Voice,
    Voices,
    Words,
    funding_sums,
)
from welcommune.library.papers import Block as Paragraph
from welcommune.library.papers import Paper, Run, docx_of, pdf_of, style
from welcommune.library.papers import Table as PaperTable

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
__all__ = ["MEDIA", "factfile_file", "file_kinds", "file_name"]


def file_name(version: Factfile, kind: str) -> str:
    """What the file is called."""
    return f"factfile-{version.region.slug}-{version.number}-{get_language()}.{kind}"


def factfile_file(version: Factfile, kind: str) -> bytes:
    """A version in the reader's language as one file of a kind: "pdf", "docx", "csv", "json" or "html"."""
    shown = document(version)
    if kind == "docx":
        return docx_of(_paper(shown))
    if kind == "csv":
        return csv_file(_rows(shown))
    if kind == "json":
        return json.dumps(_plain(shown), ensure_ascii=False, indent=2).encode()
    return pdf_of(_printed(shown)) if kind == "pdf" else _printed(shown, _own_style()).encode()


def _printed(shown: Document, look: str = "") -> str:
    """The page without the frame of the site; a file that is opened by itself brings its style along."""
    language = get_language() or "en"
    told = {"it": shown, "language": language, "direction": direction(language), "look": look}
    return render_to_string("evidence/factfile_paper.html", told)


def _own_style() -> SafeString:
    return mark_safe(f"<style>{style()}</style>")  # noqa: S308 - a file of ours


def _said(cell: Cell) -> Said:
    return cell if isinstance(cell, Said) else Said(cell, "")


# As a Word file.


def _paper(shown: Document) -> Paper:
    blocks: list[Paragraph | PaperTable] = [Paragraph("title", shown.title), Paragraph("paragraph", shown.place)]
    blocks += [Paragraph("soft", ui.pair(label, value)) for label, value in shown.about]
    for section in shown.sections:
        blocks += _section(section)
    if shown.funding:
        blocks.append(Paragraph("soft", shown.funding.text, shown.funding.language))
    return Paper(shown.title, get_language() or "en", tuple(blocks))


def _section(section: Section) -> Iterator[Paragraph | PaperTable]:
    yield Paragraph("heading", section.title, key=section.key)
    yield from (Paragraph("soft", note) for note in section.notes)
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Paragraph | PaperTable]:
    if isinstance(block, Table):
        yield PaperTable(block.title, block.head, tuple(tuple(_said(cell) for cell in row) for row in block.rows))
    elif isinstance(block, Chart):
        yield PaperTable(block.title, block.head, tuple((_said(bar.words), _said(bar.count)) for bar in block.bars))
    elif isinstance(block, Voices):
        yield Paragraph("subheading", block.title)
        for voice in block.voices:
            yield from _voice(voice)
    elif isinstance(block, Points):
        yield from (Paragraph("point", str(point), runs=tuple(map(_run, point.pieces))) for point in block.points)
    elif isinstance(block, Words):
        for line in map(_said, block.lines):
            yield Paragraph("paragraph", line.text, line.language)


def _run(piece: Piece) -> Run:
    said = _said(piece.words)
    return Run(said.text, said.language, f"#{piece.to}" if piece.to else "")


def _voice(voice: Voice) -> Iterator[Paragraph]:
    if voice.text:
        yield Paragraph("quote", voice.text.text, voice.text.language)
    yield Paragraph("soft", voice_words(voice))


def voice_words(voice: Voice) -> str:
    """What stands beside something that was said: its kind and day, by whom, or why it is not shown."""
    gone = _("withdrawn on %(date)s") % {"date": ui.date(voice.withdrawn_on)} if voice.withdrawn_on else ""
    return ui.commas([voice.label, voice.attribution, gone, voice.note])


# As a table, and for machines.


def _rows(shown: Document) -> Iterator[list[str]]:
    """One row for each cell of each table, so that any number is found by section, table, row and column."""
    yield [_("Section"), _("Table"), _("Row"), _("Column"), _("Value"), _("Language")]
    for section in shown.sections:
        for note in section.notes:
            yield [section.title, "", "", "", note, ""]
        for block in section.blocks:
            title = "" if isinstance(block, Words | Points) else block.title
            for name, column, cell in _cells(block):
                said = _said(cell)
                yield [section.title, title, name, column, said.text, said.language]


def _cells(block: Block) -> Iterator[tuple[str, str, Cell]]:
    if isinstance(block, Table):
        for row in block.rows:
            yield from ((str(row[0]), name, cell) for name, cell in zip(block.head, row, strict=True))
    elif isinstance(block, Chart):
        yield from ((str(bar.words), block.head[1], bar.count) for bar in block.bars)
    elif isinstance(block, Voices):
        yield from ((voice_words(voice), "", voice.text) for voice in block.voices)
    elif isinstance(block, Points):
        yield from (("", "", str(point)) for point in block.points)
    elif isinstance(block, Words):
        yield from (("", "", line) for line in block.lines)


def _plain(shown: Document) -> dict[str, Any]:
    version = shown.version
    return {
        "region": version.region.slug, "version": version.number, "frozen_at": version.frozen_at.isoformat(),
        "sha256": version.sha256, "address": shown.address, "language": get_language(),
        # The hash is that of this part alone, in canonical JSON.
        "content": version.content,
        "spoken": {key: _plain_spoken(told) for key, told in sorted(shown.facts.spoken.items())},
        # Counted on the day of reading, which the hash knows nothing of.
        "funding_sums": funding_sums(shown.facts),
        # The sentences with which the page begins; the sections that each is about.
        "brief": [_plain_point(point) for point in shown.brief],
        "notes": {section.key: list(section.notes) for section in shown.sections},
        "differences": [_plain_change(change) for change in shown.differences],
    }  # fmt: skip


def _plain_point(point: Point) -> dict[str, Any]:
    return {"sections": point.keys, "text": str(point)}


def _plain_change(change: Change) -> dict[str, Any]:
    """What differs, with what each field said before and says now, as the page tells it."""
    turns = [{"field": turn.field, "before": turn.before, "now": turn.now} for turn in change.turns]
    plain = {"part": change.part, "kind": change.kind, "name": str(change.name), "fields": turns}
    return plain | ({"note": change.note} if change.note else {})


def _plain_spoken(told: Spoken) -> dict[str, Any]:
    return {
        "text": told.text.text if told.text else None, "language": told.text.language if told.text else None,
        "attribution": str(told.attribution),
        "withdrawn_on": told.withdrawn_on.isoformat() if told.withdrawn_on else None,
    }  # fmt: skip
