"""Rows by the hundred thousand: written as they are, without a model object for each of them.

The caller has checked the values; what a row may never look like is still refused by the database.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, replacing: Sequence[str] = ()
) -> None:
    """Insert rows; ``columns`` are names of columns. Identifiers are given by :func:`key`, JSON by :func:`packed`.

    Where a row of the same first column is there, the columns named by ``replacing`` take the new values.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    told = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in replacing)
    otherwise = f" ON CONFLICT ({quote(columns[0])}) DO UPDATE SET {told}" if told else ""
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}){otherwise}", list(rows))  # noqa: S608


def key(identifier: UUID) -> str:
    """An identifier as all databases take it."""
    return identifier.hex


def packed(value: Any) -> str:
    """A JSON value as all databases take it, and as our JSON fields write it."""
    return json.dumps(value)
