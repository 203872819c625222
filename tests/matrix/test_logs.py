"""The log tells of every request and of no person; every other test of this folder is read for it too."""

import json
import logging

import pytest

from tests.harness.log import listening
from tests.matrix.scene import secrets_of, told_in
from welcommune.config.logs import JsonFormatter

pytestmark = pytest.mark.once


def fails(text: str) -> None:
    raise ValueError(text)


def test_a_line_that_tells_something_would_be_found(scene):
    for text in (*secrets_of(scene).values(), "/fr/account/enter/x/", "amal@example.org"):
        record = logging.makeLogRecord({"name": "welcommune.request", "msg": "%s", "args": (text,)})
        line = JsonFormatter().format(record)
        assert told_in([line], scene) == [line]


def test_neither_messages_of_errors_nor_what_libraries_fill_in_are_written(scene):
    """Django writes the path of what broke, and errors often repeat the value that they met."""
    for text in secrets_of(scene).values():
        with listening() as lines:
            try:
                fails(text)
            except ValueError as error:
                logging.getLogger("django.request").error("%s: %s", "Internal Server Error", text, exc_info=error)
            logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s", text)
            logging.getLogger("some.library").error(f"could not read {text}")
        assert told_in(lines, scene) == []
        first, second, third = map(json.loads, lines)
        assert (first["event"], first["error"], second["event"]) == (
            "%s: %s",
            "ValueError",
            "Invalid request from ip=%s",
        )
        assert third["event"] == "some.library"
        assert first["steps"][-1].endswith(" fails")
