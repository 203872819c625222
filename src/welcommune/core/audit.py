"""The append-only log of what matters: who did what to which record, and which fields changed.

Lines hold identifiers and field names, never values, so that nothing personal stays in them.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from welcommune.core.access import Actor
from welcommune.core.models import AuditEvent


def log(verb: str, *, by: Actor, about: Model, fields: Iterable[str] = (), region_id: UUID | None = None) -> AuditEvent:
    """Write one line; call it inside the action's transaction."""
    return AuditEvent.objects.create(
        verb=verb,
        actor_kind=by.kind,
        actor_id=by.id,
        object_type=about._meta.label,
        object_id=about.pk,
        region_id=region_id,
        fields=sorted(fields),
    )
