"""Minutes as files: the same sections as on the page, as paragraphs of a paper or as a printed page."""

from collections.abc import Iterator, Sequence

from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core import ui
from welcommune.core.text import direction
from welcommune.library.papers import Block, Paper, can_make_pdf, docx_of, pdf_of
from welcommune.library.papers.blocks import blocks_of
from welcommune.meetings.models import MinutesText
from welcommune.meetings.queries.minutes import Document, Section, documents

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def file_kinds() -> list[str]:
    """The kinds of file that this machine makes."""
    return ["pdf", "docx"] if can_make_pdf() else ["docx"]


def minutes_file(texts: Sequence[MinutesText], kind: str, in_public: bool = False, title: str = "") -> bytes:
    """Versions of one language as one file; ``title`` stands above more than one."""
    language = texts[0].minutes.language
    found = documents(texts, in_public)
    with override(language):
        if kind == "docx":
            return docx_of(_paper(found, language, title))
        shown = {
            "documents": found, "title": title or found[0].title, "language": language,
            "direction": direction(language), "is_series": bool(title),
        }  # fmt: skip
        return pdf_of(render_to_string("meetings/minutes_paper.html", shown))


def file_name(text: MinutesText) -> str:
    """What the file of one meeting is called, without its ending."""
    meeting = text.minutes.meeting
    place = meeting.region.slug if meeting.region else meeting.network.slug
    return slugify(f"minutes {place} {meeting.day} {text.minutes.language}")


def _paper(found: list[Document], language: str, title: str) -> Paper:
    blocks = [Block("title", title)] if title else []
    for document in found:
        blocks += _blocks(document, is_within=bool(title))
    return Paper(title or found[0].title, language, tuple(blocks))


def _blocks(document: Document, is_within: bool) -> Iterator[Block]:
    yield Block("heading" if is_within else "title", document.title)
    yield Block("soft", f"{document.dated} · {document.status}")
    for section in document.sections:
        yield from _section(section, is_within)


def _section(section: Section, is_within: bool) -> Iterator[Block]:
    if section.quote:
        yield from _quote(section)
        return
    yield Block("subheading" if is_within else "heading", section.title)
    yield from blocks_of(section.text)
    for people in section.people:
        yield Block("soft", people.title)
        yield from (Block("point", name) for name in people.names)
    yield from (Block("point", words) for words in section.promised)


def _quote(section: Section) -> Iterator[Block]:
    quote = section.quote
    if quote is None:
        return
    if quote.text:
        words = f"“{quote.text}”"
        yield Block("quote", f"{words} {quote.attribution}".strip(), quote.text.language)
    elif quote.withdrawn_on:
        yield Block("soft", _("This quote was withdrawn on %(date)s.") % {"date": ui.date(quote.withdrawn_on)})
