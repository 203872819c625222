"""Site-wide guards that hold in production as in tests: a reading request cannot write."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

WRITES = re.compile(
    r"^\s*(?:/\*.*?\*/\s*|--[^\n]*\n\s*)*"
    r"(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE|WITH\b.*?\b(?:INSERT|UPDATE|DELETE)\b)",
    re.IGNORECASE | re.DOTALL,
)
READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Sessions are deleted when a password changed elsewhere; recovery codes are created when first shown.
EXCEPTIONS = (
    (re.compile(r'"django_session"'), re.compile(r"")),
    (re.compile(r'"mfa_authenticator"'), re.compile(r"/2fa/recovery-codes/")),
)


class WroteOnRead(RuntimeError):
    """A GET tried to change the database."""


class ReadOnlyGuard:
    """Innermost middleware: during GET, HEAD and OPTIONS every writing statement is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)

        def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if WRITES.match(sql) and not _excepted(sql, request.path):
                raise WroteOnRead(f"{request.method} {request.path} tried: {sql[:80]}")
            return execute(sql, params, many, context)

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)


def _excepted(sql: str, path: str) -> bool:
    return any(table.search(sql) and address.search(path) for table, address in EXCEPTIONS)
