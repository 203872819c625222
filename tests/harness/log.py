"""Listening to the log as it is written for the operator."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from welcommune.config.logs import JsonFormatter


@contextmanager
def listening(formatter: logging.Formatter | None = None) -> Iterator[list[str]]:
    """The lines written meanwhile, filled in at the end."""
    lines: list[str] = []
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter or JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        lines += written.getvalue().splitlines()
