"""Rows by the hundred thousand: written as they are, without a model object for each of them.

The caller has checked the values; what a row may never look like is still refused by the database.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, Model


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
    insert_rows(
        model, [str(field.column) for field in fields],
        [
            tuple(field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields)
            for row in objects
        ],
    )  # fmt: skip
    for row in objects:
        row._state.adding = False
        row._state.db = connection.alias


def key(identifier: UUID) -> str:
    """An identifier as all databases take it."""
    return identifier.hex


def packed(value: Any) -> str:
    """A JSON value as all databases take it, and as our JSON fields write it."""
    if not value and isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return json.dumps(value)
