"""Papers: texts as files that people keep, send and print. Blocks or HTML in, bytes out; no database, no clock."""

from welcommune.meetings.papers.blocks import Block, Paper
from welcommune.meetings.papers.docx import docx_of
from welcommune.meetings.papers.pdf import can_make_pdf, pdf_of

__all__ = ["Block", "Paper", "can_make_pdf", "docx_of", "pdf_of"]
