"""Reads for imports: the file as a table, and what the pages show."""

from welcommune.exchange.queries.pages import (
    checked_page,
    imports_page,
    problem_lines,
    row_of,
    template_lines,
    waiting_page,
    words_page,
)

__all__ = [
    "checked_page",
    "imports_page",
    "problem_lines",
    "row_of",
    "template_lines",
    "waiting_page",
    "words_page",
]
