"""Papers: texts as files that people keep, send and print. Blocks or HTML in, bytes out; no database, no clock."""

from welcommune.library.papers.blocks import Block, Paper, Run, Table
from welcommune.library.papers.docx import docx_of
from welcommune.library.papers.pdf import can_make_pdf, pdf_of, style

__all__ = ["Block", "Paper", "Run", "Table", "can_make_pdf", "docx_of", "pdf_of", "style"]
