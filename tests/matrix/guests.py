"""The part of the scene that is about a meeting to come: somebody on its guest list, and what they told."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from welcommune.core.access import ANONYMOUS, Actor
from welcommune.core.ids import new_id
from welcommune.core.outbox import drain
from welcommune.core.text import Translated
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import (
    DateOffer,
    DateOption,
    DatePoll,
    DateReply,
    FeedbackRound,
    Guest,
    Meeting,
    MeetingFacts,
    MeetingInvitation,
    Opinion,
    PlaceFacts,
    PlaceRequest,
    PollFacts,
    QuickPoll,
    Reply,
)
from welcommune.meetings.queries import new_ballot
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


def date_question(by: Actor, meeting: Meeting, guest: MeetingInvitation, note: Any) -> tuple[DateOption, DateReply]:
    """Two dates, the answer of somebody who has the shared link, and a guest who has not answered."""
    days = [timezone.localdate() + timedelta(days=number) for number in (40, 45)]
    offers = [DateOffer(day, time(14)) for day in days]
    poll = meetings.offer_dates(by=by, meeting=meeting, seen=0, zone="Europe/Paris", offers=offers)
    says = {option.pk: "yes" for option in poll.options.all()}
    told = {"person": note("who answers about dates"), "organisation": note("whose answer about dates")}
    link = Actor("link", poll.link)
    meetings.answer_shared_dates(by=link, poll=poll, id=new_id(), says=says, **told)
    fresh = DatePoll.objects.get(pk=poll.pk)
    return fresh.options.all()[0], DateReply.objects.create(poll=fresh, invitation=guest)


def in_the_room(by: Actor, meeting: Meeting, note: Any) -> tuple[QuickPoll, FeedbackRound]:
    """An open question with one vote, and what one person thought, which few answers keep hidden."""
    facts = PollFacts("Quel jour ?", "one", "fr", ["Lundi", "Mardi"])
    poll = meetings.ask_poll(by=by, id=new_id(), meeting=meeting, facts=facts)
    meetings.vote_in_poll(by=ANONYMOUS, poll=poll, paper=new_ballot(), picks=[1])
    # As if it had been held, for a moment.
    Meeting.plain.filter(pk=meeting.pk).update(state="held")
    found = meetings.open_feedback(by=by, meeting=Meeting.plain.get(pk=meeting.pk))
    Meeting.plain.filter(pk=meeting.pk).update(state="planned")
    meetings.give_feedback(found=found, mark="a", opinion=Opinion("no", "no", note("what should be different")))
    return poll, found
