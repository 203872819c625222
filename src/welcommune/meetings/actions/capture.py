"""Groups that work apart during a meeting, and what is noted in them through their links."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import insert
from welcommune.meetings import rules
from welcommune.meetings.actions.insights import note_insight
from welcommune.meetings.models import BreakoutGroup, Insight, Meeting
from welcommune.meetings.queries import why_group_over


@transaction.atomic
def add_group(*, by: Actor, id: UUID, meeting: Meeting, name: str) -> BreakoutGroup:
    """Make a group with a link of its own; the same ``id`` sent twice is one group."""
    require(by, rules.edit_meeting, meeting)
    if existing := BreakoutGroup.objects.filter(pk=id, meeting=meeting).first():
        return existing
    group = insert(BreakoutGroup(id=id, meeting=meeting, name=name))
    log("meetings.add_group", by=by, about=meeting, region_id=meeting.region_id)
    return group


@transaction.atomic
def revoke_group(*, by: Actor, group: BreakoutGroup) -> None:
    """Take a group's link back: from now on it opens nothing. What was noted stays."""
    require(by, rules.keep_group, group)
    if group.revoked_at is None:
        group.revoked_at = timezone.now()
        group.save(update_fields=["revoked_at"])
        log("meetings.revoke_group", by=by, about=group.meeting, region_id=group.meeting.region_id)


@transaction.atomic
def note_in_group(*, by: Actor, id: UUID, group: BreakoutGroup, **told: Any) -> Insight:
    """Note what was said in a group, by its link, while the meeting lasts."""
    require(by, rules.note_in_group, group)
    if why := why_group_over(group):
        raise Refused(why)
    return note_insight(by=by, id=id, meeting=group.meeting, group=group, **told)
