"""Rows by the hundred thousand: written as they are, without a model object for each of them.

The caller has checked the values; what a row may never look like is still refused by the database.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows; ``columns`` are names of columns. Identifiers are given by :func:`key`, JSON by :func:`packed`."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def key(identifier: UUID) -> str:
    """An identifier as all databases take it."""
    return identifier.hex


def packed(value: Any) -> str:
    """A JSON value as all databases take it, and as our JSON fields write it."""
    return json.dumps(value)
