"""Gaps at a meeting: what waits to be confirmed, and what the meeting says of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.mapping import rules as mapping_rules
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.actions import gaps as actions
from welcommune.meetings.models import Meeting
from welcommune.meetings.queries import gaps as queries


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


@desk_view
@require_safe
def gaps(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The gaps on the agenda, and those that wait to be confirmed."""
    return render(request, "meetings/gaps.html", queries.gaps_page(_meeting(request, pk)))


@desk_act
def gap_put(request: ActedRequest, pk: UUID, gap: UUID) -> HttpResponse:
    """Put a gap on the agenda."""
    meeting = _meeting(request, pk)
    found = fetch(request.actor, mapping_rules.keep_gap, pk=gap, region=meeting.region_id)
    done = _("The gap is the last point of the agenda.")
    carry_out(request, lambda: actions.put_gap_on_agenda(by=request.actor, meeting=meeting, gap=found), done)
    return redirect("meetings:gaps", pk=meeting.pk)


@desk_act
def gap_settle(request: ActedRequest, pk: UUID, gap: UUID, verdict: str) -> HttpResponse:
    """Note what the meeting says of a gap."""
    meeting = _meeting(request, pk)
    row = queries.gap_at(meeting, gap)
    carry_out(request, lambda: actions.settle_gap(by=request.actor, row=row, verdict=verdict), _("It is noted."))
    return redirect("meetings:gaps", pk=meeting.pk)
