"""The log of consents: rooms write a line in the action that gives, corrects or takes back."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from welcommune.accounts.models import ConsentDeed, ConsentEvent
from welcommune.core.access import Actor


def note_consent(*, by: Actor, about: Model, deed: ConsentDeed, day: date | None = None, how: str = "") -> ConsentEvent:
    """Write one line; call it inside the action's transaction. ``day`` is when the person said so."""
    told: dict[str, Any] = {"object_type": about._meta.label, "object_id": about.pk, "deed": deed, "how": how}
    return ConsentEvent.objects.create(**told, day=day or timezone.localdate(), noted_by=by.id)
