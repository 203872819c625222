"""How lines of the log are written: as JSON or in words, with the request's number and without personal data.

Of an error its type and place are told, never its message, which may hold what somebody typed. Of a line
that a library writes the pattern is told, filled in only with numbers and names of signals: anything else may
hold an address with a token.
"""

import json
import logging
import signal
import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from welcommune.operations.watching.faults import note_fault
from welcommune.operations.watching.now import REQUEST_ID, route_now
from welcommune.operations.watching.places import Told, tell

OURS = "welcommune"
# Made once: a line is written for every request.
ENCODE = json.JSONEncoder(ensure_ascii=False, default=str).encode
# What no line tells is not looked up for it.
logging.logThreads = logging.logMultiprocessing = logging.logProcesses = False


@lru_cache(maxsize=4)
def _second(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """All that is told of one record, in the order in which people read it."""
    facts: dict[str, Any] = {
        "time": f"{_second(int(record.created))}.{int(record.msecs):03d}Z",
        "level": record.levelname.lower(),
        "event": _event(record),
        "request": REQUEST_ID.get(),
        "route": getattr(record, "route", "") or route_now(),
    }
    facts |= getattr(record, "told", {})
    if told := _error_of(record):
        facts |= {"error": told.kind, "place": told.place, "steps": told.steps}
    return {name: value for name, value in facts.items() if value != ""}


def _event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    if record.args and all(_is_harmless(value) for value in record.args):
        return record.getMessage()
    return str(record.msg) if record.args else record.name


def _is_harmless(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value in signal.Signals.__members__)


def _error_of(record: logging.LogRecord) -> Told | None:
    error = record.exc_info[1] if record.exc_info else None
    return tell(error) if error else None


class JsonFormatter(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return ENCODE(facts_of(record))


class PlainFormatter(logging.Formatter):
    """The same for eyes: time, level and event, then names with values."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        head = " ".join((facts.pop("time")[11:19], facts.pop("level").upper(), facts.pop("event")))
        steps = "".join(f"\n    {step}" for step in facts.pop("steps", ()))
        return " ".join((head, *(f"{name}={value}" for name, value in facts.items()))) + steps


class FaultHandler(logging.Handler):
    """Notes each error that was logged among the faults that operators read on the web."""

    def emit(self, record: logging.LogRecord) -> None:
        if told := _error_of(record):
            facts = facts_of(record)
            note_fault(told, route=facts.get("route", ""), request_id=facts.get("request", ""))


def formatter() -> logging.Formatter:
    """The one that ``WELCOMMUNE_LOG`` asks for."""
    return PlainFormatter() if settings.LOG == "plain" else JsonFormatter()


class GunicornLogger(Logger):  # type: ignore[misc]
    """The server's own lines, written like ours."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter())
