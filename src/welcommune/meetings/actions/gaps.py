"""Gaps at a meeting: put on the agenda, then confirmed there or not."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import insert
from welcommune.core.text import Translated
from welcommune.mapping.actions.gap import confirm_gap
from welcommune.mapping.models import Gap, GapState
from welcommune.meetings import rules
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import AgendaItem, AgendaKind, GapAtMeeting, GapVerdict, Meeting

ELSEWHERE = _("This gap is of another region.")
SETTLED = _("The meeting has spoken about this gap already. Load the page again.")


@transaction.atomic
def put_gap_on_agenda(*, by: Actor, meeting: Meeting, gap: Gap) -> GapAtMeeting:
    """A point at the end of the agenda that decides about a gap; a second time changes nothing."""
    require(by, rules.edit_meeting, meeting)
    if gap.region_id != meeting.region_id:
        raise Refused(ELSEWHERE)
    if existing := GapAtMeeting.objects.filter(meeting=meeting, gap=gap).first():
        return existing
    point = AgendaItem.objects.create(
        meeting=meeting, kind=AgendaKind.DECISION, title=Translated({gap.language: gap.title}),
        order=meeting.agenda.count(),
    )  # fmt: skip
    row = insert(GapAtMeeting(meeting=meeting, gap=gap, agenda_item=point))
    log("meetings.put_gap_on_agenda", by=by, about=row, region_id=meeting.region_id)
    publish_meeting(meeting)
    return row


@transaction.atomic
def settle_gap(*, by: Actor, row: GapAtMeeting, verdict: str) -> GapAtMeeting:
    """What the meeting says of a gap; confirmed there, it is confirmed."""
    require(by, rules.edit_meeting, row.meeting)
    if row.verdict:
        raise Refused(SETTLED)
    if verdict == GapVerdict.CONFIRMED and row.gap.state == GapState.REPORTED:
        confirm_gap(by=by, gap=row.gap)
    row.verdict = GapVerdict(verdict)
    row.save(update_fields=["verdict"])
    log("meetings.settle_gap", by=by, about=row, fields=["verdict"], region_id=row.meeting.region_id)
    return row
