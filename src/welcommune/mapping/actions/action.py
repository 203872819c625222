"""Keeping the record of an action: recorded, changed, confirmed, ended."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.ids import new_id
from welcommune.core.models import Source
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.models import Action, ActionFacts, ActionState
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.search.actions import reindex
from welcommune.search.words import free_slug


def publish_action(action: Action) -> None:
    """Bring what is found of it to its state, and move the stamps of the pages that show it."""
    reindex(action)
    publish(action.region.slug)


def note_action(action: Action, by: Actor, verb: str, fields: Iterable[str] = ()) -> None:
    """One line of the log about an action."""
    log(verb, by=by, about=action, fields=fields, region_id=action.region_id)


def _set_beside(action: Action, facts: ActionFacts) -> list[str]:
    """Bring what stands beside the row to what is told; returns which of it changed."""
    changed = []
    for name, rows in facts.beside().items():
        beside: Any = getattr(action, name)
        told = () if name == "situations" and facts.is_for_everybody else rows
        if set(beside.values_list("pk", flat=True)) != {row.pk for row in told}:
            beside.set(told)
            changed.append(name)
    return changed


def _set_source(action: Action, facts: ActionFacts) -> list[str]:
    """Note where the record comes from, once; a source that is on record already stays."""
    if not facts.source:
        return []
    key = {"object_id": action.pk, "field": "", "text": facts.source, "url": facts.source_url}
    if Source.objects.filter(**key).exists():
        return []
    insert(Source(**key, stated_on=timezone.localdate()))
    return ["source"]


@transaction.atomic
def record_action(*, by: Actor, region: Region, facts: ActionFacts, id: UUID | None = None) -> Action:
    """Put an action on record; the same ``id`` sent twice gives the one that is there."""
    require(by, network_rules.write_in_region, region)
    if existing := Action.plain.filter(pk=id).first() if id else None:
        require(by, mapping_rules.edit_action, existing)
        return existing
    slug = free_slug(facts.name, Action.plain.all(), "action")
    action = insert(Action(id=id or new_id(), slug=slug, region=region, **facts.as_fields()))
    _set_beside(action, facts)
    _set_source(action, facts)
    note_action(action, by, "mapping.record_action")
    publish_action(action)
    return action


@transaction.atomic
def change_action(*, by: Actor, action: Action, seen: int, facts: ActionFacts) -> list[str]:
    """Save what differs and say its names; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, mapping_rules.edit_action, action)
    fields = change(action, seen=seen, **facts.as_fields())
    others = _set_beside(action, facts) + _set_source(action, facts)
    if others and not fields:
        bump(action, seen=seen)
    changed = fields + others
    if changed:
        note_action(action, by, "mapping.change_action", changed)
        publish_action(action)
    return changed


@transaction.atomic
def confirm_action(*, by: Actor, action: Action) -> Action:
    """Note that somebody has looked and all is still right today."""
    require(by, mapping_rules.edit_action, action)
    change(action, seen=action.version, confirmed_on=timezone.localdate())
    note_action(action, by, "mapping.confirm_action")
    publish_action(action)
    return action


@transaction.atomic
def end_action(*, by: Actor, action: Action) -> Action:
    """Note that one can no longer join; it stays on record and leaves the list of what is offered."""
    require(by, mapping_rules.edit_action, action)
    change(action, seen=action.version, state=ActionState.ENDED, confirmed_on=timezone.localdate())
    note_action(action, by, "mapping.end_action", ["state"])
    publish_action(action)
    return action
