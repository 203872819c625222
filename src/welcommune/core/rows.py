"""Rows by the hundred thousand: written as they are, without a model object for each of them.

The caller has checked the values; what a row may never look like is still refused by the database.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, CharField, Field, Model, TextField

AS_IS = (str, type(None))


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
    if given := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}){otherwise}", given)  # noqa: S608


def insert_objects(rows: Iterable[Model]) -> None:
    """Insert new objects of one model, a few times quicker than ``bulk_create``.

    One statement takes one row after the other: nothing is composed anew for each part. Numbers that the database
    gives are not read back.
    """
    objects = list(rows)
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = [_column(field, objects) for field in fields]
    insert_rows(model, [str(field.column) for field in fields], zip(*columns, strict=True))
    for row in objects:
        row._state.adding = False
        row._state.db = connection.alias


def _column(field: Field[Any, Any], objects: Sequence[Model]) -> list[Any]:
    """What the database takes for a field of each; most are words that it takes as they are."""
    values = [field.pre_save(row, add=True) for row in objects]
    as_is = AS_IS if isinstance(field, CharField | TextField) else ()
    return [value if type(value) in as_is else field.get_db_prep_save(value, connection) for value in values]


def key(identifier: UUID) -> str:
    """An identifier as all databases take it."""
    return identifier.hex


def packed(value: Any) -> str:
    """A JSON value as all databases take it, and as our JSON fields write it."""
    if not value and isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return json.dumps(value)
