"""The agenda of a meeting: its points in order, and an agenda to begin with."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import bump
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import AgendaItem, AgendaPoint, Meeting
from welcommune.meetings.queries.agenda import TEMPLATES, template_points


@transaction.atomic
def write_agenda(*, by: Actor, meeting: Meeting, seen: int, points: Sequence[AgendaPoint]) -> Meeting:
    """Let the agenda be these points, in this order; raises ``Overtaken`` when somebody else saved since ``seen``.

    A point that is there already (``key``) keeps its row, so that insights keep their point.
    """
    known = {row.pk: row for row in meeting.agenda.all()}
    bump(meeting, seen=seen)
    kept = []
    for order, point in enumerate(points):
        row = known.get(point.key) if point.key else None
        row = row or AgendaItem(meeting=meeting)
        row.title, row.minutes, row.kind, row.speaker = point.title, point.minutes, point.kind, point.speaker
        row.resource, row.order = point.resource, order
        row.save()
        kept.append(row.pk)
    meeting.agenda.exclude(pk__in=kept).delete()
    log("meetings.write_agenda", by=by, about=meeting, region_id=meeting.region_id)
    publish_meeting(meeting)
    return meeting


@transaction.atomic
def fill_agenda(*, by: Actor, meeting: Meeting, template: str) -> Meeting:
    """An empty agenda takes the points of a template."""
    if template not in TEMPLATES or meeting.agenda.exists():
        raise Refused(_("The agenda has points already. Take them out first, or change them."))
    return write_agenda(by=by, meeting=meeting, seen=meeting.version, points=template_points(template))
