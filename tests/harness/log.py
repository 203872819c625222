"""Listening to the log as it is written for the operator."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from welcommune.config.logs import JsonFormatter

ERROR = re.compile(r'^Traceback|"error": "|\berror=')


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


def errors_in(output: str) -> list[str]:
    """Lines of a process's output that tell of an error: in the log's two ways, or as Python prints it."""
    return [line for line in output.splitlines() if ERROR.search(line)]
