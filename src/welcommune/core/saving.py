"""Writing one row: checked with its own sentences, and never over what somebody else saved meanwhile."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.errors import Overtaken, Refused
from welcommune.core.models import Editable

M = TypeVar("M", bound=models.Model)
E = TypeVar("E", bound=Editable)
CLASH = _("Somebody saved the same thing at this moment. Look at the record and try again.")
OVERTAKEN = _("Somebody else changed this record while you were writing. Nothing of yours is lost: compare and save.")


def check(row: models.Model) -> None:
    """Refuse, with the model's sentence, a row that may not look like this.

    A constraint of several fields names the one that its sentence stands beside as its ``violation_error_code``.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        field, (first, *_more) = next(iter(error.error_dict.items()))
        if field == NON_FIELD_ERRORS:
            field = first.code if first.code in {each.name for each in row._meta.fields} else ""
        raise Refused(first.messages[0], field=field) from error


def insert(row: M) -> M:
    """Check and add a new row."""
    check(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CLASH) from error
    return row


def change(row: E, *, seen: int, **values: Any) -> list[str]:
    """Save the fields that differ, if the row is still at version ``seen``; returns their names.

    Raises ``Overtaken`` with the stored values of the fields that the person wanted to change
    when somebody else was faster.
    """
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    stored = {name: getattr(row, name) for name in changed}
    if row.version != seen and changed:
        raise Overtaken(OVERTAKEN, theirs=stored, version=row.version)
    for name in changed:
        setattr(row, name, values[name])
    if not changed:
        return []
    check(row)
    now = timezone.now()
    fresh = {name: getattr(row, name) for name in changed} | {"version": seen + 1, "changed_at": now}
    try:
        with transaction.atomic():
            updated = type(row)._base_manager.filter(pk=row.pk, version=seen).update(**fresh)
    except IntegrityError as error:
        raise Refused(CLASH) from error
    if not updated:
        current = type(row)._base_manager.get(pk=row.pk)
        raise Overtaken(OVERTAKEN, theirs={name: getattr(current, name) for name in changed}, version=current.version)
    row.version = seen + 1
    return changed


def bump(row: Editable, *, seen: int) -> None:
    """Count the version up where only rows beside it changed; raises ``Overtaken`` like ``change``."""
    updated = (
        type(row)._base_manager.filter(pk=row.pk, version=seen).update(version=seen + 1, changed_at=timezone.now())
    )
    if not updated:
        current = type(row)._base_manager.get(pk=row.pk)
        raise Overtaken(OVERTAKEN, theirs={}, version=current.version)
    row.version = seen + 1


def relate(row: models.Model, name: str, wanted: Iterable[models.Model]) -> list[str]:
    """Set the rows beside ``row`` under ``name``, if they differ; returns the name then, for the log."""
    rows, beside = list(wanted), getattr(row, name)
    if set(beside.values_list("pk", flat=True)) == {one.pk for one in rows}:
        return []
    beside.set(rows)
    return [name]
