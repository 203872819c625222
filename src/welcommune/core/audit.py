"""The append-only log of what matters: who did what to which record, and which fields changed.

Lines hold identifiers and field names, never values, so that nothing personal stays in them.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.functional import Promise

from welcommune.core.access import Actor
from welcommune.core.models import AuditEvent
from welcommune.core.rows import insert_objects
from welcommune.core.text import LANGUAGE_NAMES

# A record that was touched: its model, its identifier, the names of the fields that changed.
Touched = tuple[type[Model], UUID, Iterable[str]]
# By the label of a model: what people call names that are none of its fields.
_other_names: dict[str, dict[str, str | Promise]] = {}


def log(verb: str, *, by: Actor, about: Model, fields: Iterable[str] = (), region_id: UUID | None = None) -> AuditEvent:
    """Write one line; call it inside the action's transaction."""
    # Not ``type``: the account of a request is wrapped, and the wrapper is no model.
    event = _line(verb, by, (about._meta.model, about.pk, fields), region_id)
    event.save(force_insert=True)
    return event


def log_many(verb: str, *, by: Actor, about: Iterable[Touched], region_id: UUID | None = None) -> None:
    """Write a line for each record that one action touched: (model, identifier, names of fields)."""
    insert_objects(_line(verb, by, one, region_id) for one in about)


def _line(verb: str, by: Actor, about: Touched, region_id: UUID | None) -> AuditEvent:
    model, pk, fields = about
    return AuditEvent(
        verb=verb,
        actor_kind=by.kind,
        actor_id=by.id,
        object_type=model._meta.label,
        object_id=pk,
        region_id=region_id,
        fields=sorted(fields),
    )


def call_fields(object_type: str, names: Mapping[str, str | Promise]) -> None:
    """Say what people call what the log notes of a record beside its own fields, as the columns of a list."""
    _other_names.setdefault(object_type, {}).update(names)


def field_words(event: AuditEvent) -> list[str]:
    """What people call the fields of a line; a name that is no field of the record stays as it is."""
    return [_word(event.object_type, name) for name in event.fields]


def _word(object_type: str, name: str) -> str:
    try:
        field = apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        # A text that was written in one language is noted by its code.
        return str(_other_names.get(object_type, {}).get(name) or LANGUAGE_NAMES.get(name, name))
    rows = field.related_model
    words = field.verbose_name if isinstance(field, Field) else rows._meta.verbose_name_plural
    return str(words)
