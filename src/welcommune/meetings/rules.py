"""Who may see and change meetings and what was said there."""

from django.db.models import Q

from welcommune.core.access import EVERYBODY, NOBODY, Actor, rule
from welcommune.meetings.models import (
    Certificate,
    Insight,
    Meeting,
    MeetingInvitation,
    NeedState,
    OfferState,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
    UseQuestion,
)
from welcommune.network.models import Region
from welcommune.network.rules import EVERY_ROLE, WRITERS, in_own_regions, record_in_region


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


def _in_kept_regions(actor: Actor) -> Q:
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))


def _keeps_any_record(actor: Actor) -> bool:
    return bool(actor.regions(*WRITERS) or actor.networks(*WRITERS))


@rule(TrainingNeed)
def keep_training_need(actor: Actor) -> Q:
    """Whoever keeps the record of the region keeps the needs stated there, and sees who stated them."""
    return _in_kept_regions(actor)


@rule(TrainingNeed)
def meet_training_need(actor: Actor) -> Q:
    """Whoever keeps a record anywhere sees the open needs of all regions, so that one's offer meets another's need."""
    return Q(state=NeedState.OPEN) if _keeps_any_record(actor) else NOBODY


@rule(TrainingOffer)
def keep_training_offer(actor: Actor) -> Q:
    """Whoever keeps the record of the region keeps the offers made there, and accepts those that came by a link."""
    return _in_kept_regions(actor)


@rule(TrainingOffer)
def use_training_offer(actor: Actor) -> Q:
    """Whoever keeps a record anywhere finds the open offers of all regions."""
    return Q(state=OfferState.OPEN) if _keeps_any_record(actor) else NOBODY


@rule(TrainingLink)
def keep_training_link(actor: Actor) -> Q:
    """Whoever keeps the record of the region makes links for stating needs and offers, and ends them."""
    return _in_kept_regions(actor)


@rule(TrainingLink)
def hold_training_link(actor: Actor) -> Q:
    """The holder of a link states one need or offer after the other with it."""
    return Q(pk=actor.id) if actor.kind == "link" else NOBODY


@rule(Certificate)
def keep_certificate(actor: Actor) -> Q:
    """Whoever keeps the record of the training issues its certificates and takes them back."""
    return in_own_regions(actor, WRITERS, "participant__meeting__region", "participant__meeting__network")


@rule(Certificate)
def hold_certificate(actor: Actor) -> Q:
    """The holder of its link issues and prints the own certificate; whoever keeps the record does it for others."""
    return Q(pk=actor.id) if actor.kind == "link" else keep_certificate.filter(actor)


@rule(UseQuestion)
def answer_use_question(actor: Actor) -> Q:
    """The holder of its link, once."""
    return Q(pk=actor.id) if actor.kind == "link" else NOBODY
