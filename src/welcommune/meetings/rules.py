"""Who may see and change meetings and what was said there."""

from django.db.models import Q

from welcommune.core.access import EVERYBODY, NOBODY, Actor, rule
from welcommune.meetings.models import (
    BreakoutGroup,
    Certificate,
    Commitment,
    DatePoll,
    DateReply,
    Decision,
    FeedbackRound,
    Insight,
    Meeting,
    MeetingInvitation,
    Minutes,
    MinutesReader,
    MinutesState,
    NeedState,
    OfferState,
    PlaceRequest,
    QuickPoll,
    SignedSheet,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
    UseQuestion,
)
from welcommune.network.models import Region
from welcommune.network.rules import AUDITORS, EVERY_ROLE, WRITERS, in_own_regions, record_in_region


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


@rule(BreakoutGroup)
def keep_group(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting makes groups and takes their links back."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(BreakoutGroup)
def note_in_group(actor: Actor) -> Q:
    """The holder of a group's link notes what is said in it, until the link is taken back."""
    return Q(pk=actor.id, revoked_at__isnull=True) if actor.kind == "link" else keep_group.filter(actor)


@rule(Insight)
def note_again(actor: Actor) -> Q:
    """A note that is sent twice is there already: for whoever keeps the record, and for the group it comes from."""
    return Q(group=actor.id) if actor.kind == "link" else edit_insight.filter(actor)


@rule(SignedSheet)
def read_sheet(actor: Actor) -> Q:
    """Signed sheets are for those who keep the record and those who audit it, and for nobody else."""
    return in_own_regions(actor, AUDITORS, "meeting__region", "meeting__network")


@rule(SignedSheet)
def keep_sheet(actor: Actor) -> Q:
    """Whoever keeps the record keeps its sheets, and deletes one that was kept by mistake."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(Meeting)
def read_evidence(actor: Actor) -> Q:
    """The same for the list of a meeting's sheets."""
    return in_own_regions(actor, AUDITORS, "region", "network")


@rule(DatePoll)
def keep_date_poll(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting asks when to meet."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(DatePoll)
def answer_shared_dates(actor: Actor) -> Q:
    """The holder of the shared link, until another one is made."""
    return Q(link=actor.id) if actor.kind == "link" else keep_date_poll.filter(actor)


@rule(DateReply)
def answer_dates(actor: Actor) -> Q:
    """The holder of the link of one answer changes that one."""
    own = in_own_regions(actor, WRITERS, "poll__meeting__region", "poll__meeting__network")
    return Q(pk=actor.id) if actor.kind == "link" else own


@rule(QuickPoll)
def keep_poll(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting asks the room, and closes the question."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(FeedbackRound)
def keep_feedback(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting asks what people thought of it."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(Decision)
def edit_decision(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(Commitment)
def keep_commitment(actor: Actor) -> Q:
    """Whoever keeps the record of the region."""
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))


@rule(Commitment)
def answer_commitment(actor: Actor) -> Q:
    """The holder of its link, until somebody else owns it or the link is ended; and whoever keeps the record."""
    return Q(link=actor.id) if actor.kind == "link" else keep_commitment.filter(actor)


@rule(Minutes)
def keep_minutes(actor: Actor) -> Q:
    """Whoever keeps the record of the meeting writes, sends and approves its minutes."""
    return in_own_regions(actor, WRITERS, "meeting__region", "meeting__network")


@rule(Minutes)
def read_minutes(actor: Actor) -> Q:
    """Everybody reads minutes that are published."""
    return Q(state=MinutesState.PUBLISHED)


@rule(MinutesReader)
def correct_minutes(actor: Actor) -> Q:
    """The holder of the link in the mail, until it is taken back."""
    return Q(pk=actor.id) if actor.kind == "link" else Q(minutes__in=Minutes.objects.filter(keep_minutes.filter(actor)))


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
