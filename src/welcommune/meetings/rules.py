"""Who may see and change meetings and what was said there."""

from django.db.models import Q

from welcommune.core.access import EVERYBODY, NOBODY, Actor, rule
from welcommune.meetings.models import Insight, Meeting, MeetingInvitation, PlaceRequest
from welcommune.network.rules import EVERY_ROLE, WRITERS, in_own_regions


@rule(Meeting)
def read_meeting(actor: Actor) -> Q:
    """Everybody reads what is on record of a meeting, whatever its state."""
    return EVERYBODY


@rule(Meeting)
def see_meeting(actor: Actor) -> Q:
    """At the desk, whoever has a role in the region or the network."""
    return in_own_regions(actor, EVERY_ROLE, "region", "network")


@rule(Meeting)
def edit_meeting(actor: Actor) -> Q:
    """Facilitators of the region and coordinators of the network keep the record."""
    return in_own_regions(actor, WRITERS, "region", "network")


@rule(Insight)
def edit_insight(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting, or of the region where there is none."""
    return in_own_regions(actor, WRITERS, "region", "meeting__network")


@rule(MeetingInvitation)
def keep_guest(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting keeps its guest list, and nobody else sees who is invited."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(MeetingInvitation)
def answer_invitation(actor: Actor) -> Q:
    """The holder of its link answers; whoever keeps the guest list notes an answer that came by another way."""
    return Q(pk=actor.id) if actor.kind == "link" else keep_guest.filter(actor)


@rule(Meeting)
def ask_place(actor: Actor) -> Q:
    """Everybody comes to the form of a meeting that was opened for registration; closed again, it says so."""
    return Q(registration__isnull=False)


@rule(PlaceRequest)
def keep_place_request(actor: Actor) -> Q:
    """Whoever keeps the guest list sees who waits for a place."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(PlaceRequest)
def own_place_request(actor: Actor) -> Q:
    """The holder of its link confirms, takes and gives back; the desk does none of it for them."""
    return Q(pk=actor.id) if actor.kind == "link" else NOBODY
