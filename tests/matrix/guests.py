"""The part of the scene that is about a meeting to come: somebody on its guest list, and what they told."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from welcommune.core.access import ANONYMOUS, Actor
from welcommune.core.ids import new_id
from welcommune.core.outbox import drain
from welcommune.core.text import Translated
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import Guest, Meeting, MeetingFacts, MeetingInvitation, PlaceFacts, PlaceRequest, Reply
from welcommune.network.models import Network, Region


def guest_list(by: Actor, network: Network, home: Region, note: Any) -> tuple[Meeting, MeetingInvitation]:
    """A meeting that is to come, and somebody on its guest list who has answered and has not got the mail."""
    facts = MeetingFacts(kind="expert_group", day=timezone.localdate() + timedelta(days=30), place="Digoin")
    meeting = meetings.record_meeting(by=by, id=new_id(), network=network, region=home, facts=facts)
    email = f"{note('address of a guest')}@example.org".lower()
    told = Guest(note("name of a guest"), email, "fr", note("why a guest is invited"))
    guest = meetings.invite_address(by=by, id=new_id(), meeting=meeting, guest=told)
    meetings.send_invitations(by=by, meeting=meeting)
    drain()
    words = Translated({"fr": note("words in an invitation")})
    link = f"https://example.org/{note('link-for-joining')}"
    meetings.write_invitation(by=by, meeting=meeting, seen=0, words=words, join_link=link)
    needs = Reply("substitute", note("who comes instead"), note("interpretation"), ["travel"], note("words on needs"))
    meetings.answer_invitation(by=by, invitation=MeetingInvitation.objects.get(pk=guest.pk), reply=needs)
    later = Guest("Une autre", "autre.invitee@example.org", "fr", "elle est nouvelle")
    meetings.invite_address(by=by, id=new_id(), meeting=meeting, guest=later)
    return meeting, MeetingInvitation.objects.get(pk=guest.pk)


def waiting(by: Actor, meeting: Meeting, note: Any) -> PlaceRequest:
    """The meeting is open for registration and full, and somebody waits for a place."""
    meetings.open_registration(by=by, meeting=meeting, seen=0, is_open=True, capacity=1)
    email = f"{note('address of somebody who waits')}@example.org".lower()
    needs = note("needs of somebody who waits")
    works, name = note("organisation of somebody who waits"), note("name of somebody who waits")
    facts = PlaceFacts(name, email, "fr", works, "", ["access"], needs)
    meetings.ask_place(by=ANONYMOUS, meeting=meeting, facts=facts, sender="192.0.2.1")
    asked = PlaceRequest.objects.get(meeting=meeting)
    meetings.confirm_place(by=Actor("link", asked.pk), request=asked)
    return PlaceRequest.objects.get(pk=asked.pk)
