"""A meeting that goes on today, with invented guests, so that the demonstration has something to take part in."""

from datetime import time

from django.db import transaction
from django.utils import timezone

from welcommune.accounts.models import Account
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import AgendaPoint, Guest, Meeting, MeetingFacts, MeetingKind, MeetingState, Mode, Reply
from welcommune.network.queries import network_for
from welcommune.portal.actions.cast import keeper_of, told_of


@transaction.atomic
def open_live_meeting(facilitator: Account) -> Meeting:
    """Today's meeting of the facilitator's region: made once a day, found again afterwards."""
    by, region = keeper_of(facilitator)
    today = timezone.localdate()
    there = Meeting.objects.filter(region=region, day=today, kind=MeetingKind.EXPERT_GROUP).first()
    if there:
        return there
    told = told_of("today")
    facts = MeetingFacts(
        kind=MeetingKind.EXPERT_GROUP, day=today, title=Translated(told["title"]), starts_at=time(9), ends_at=time(18),
        zone=region.zone, mode=Mode.IN_PERSON, place=told["place"], languages=region.languages[:1],
    )  # fmt: skip
    agenda = [AgendaPoint(Translated(point)) for point in told["agenda"]]
    meeting = meetings.record_meeting(
        by=by, id=new_id(), network=network_for(region), region=region, facts=facts, agenda=agenda
    )
    for place, (name, answer) in enumerate(told["guests"].items()):
        email = f"invited-{place}@example.org"
        guest = Guest(name, email, "fr", told["purpose"])
        invitation = meetings.invite_address(by=by, id=new_id(), meeting=meeting, guest=guest)
        if answer:
            meetings.answer_invitation(by=by, invitation=invitation, reply=Reply(answer))
    return meetings.move_meeting(by=by, meeting=meeting, state=MeetingState.OPEN)
