"""Training needs and offers: stated, taken up, accepted, and made into a training."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Enough, Refused
from welcommune.core.ids import new_id
from welcommune.core.limits import times_today
from welcommune.core.saving import change, insert
from welcommune.core.text import Translated
from welcommune.meetings import rules
from welcommune.meetings.actions.record import record_meeting
from welcommune.meetings.models import (
    NEED_TRANSITIONS,
    OFFER_TRANSITIONS,
    Insight,
    InsightKind,
    Meeting,
    MeetingFacts,
    MeetingKind,
    NeedFacts,
    NeedState,
    OfferState,
    Training,
    TrainingFacts,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
)
from welcommune.meetings.queries import LINK_OVER
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.stakeholders.models import Contact

MOST_FROM_ONE_SENDER, MOST_BY_ONE_LINK = 20, 100
LINK_DAYS = 60
# A training that is made from a match has a day to be changed at once, not yesterday.
SOON = timedelta(days=30)
WORDS = 300
TOO_MANY = _("Too many requests came from your connection today. Try again tomorrow.")
NOT_IN_THIS_STATE = _("This was changed meanwhile. Load the page again.")


def _log(verb: str, by: Actor, about: TrainingNeed | TrainingOffer | TrainingLink, *fields: str) -> None:
    log(verb, by=by, about=about, fields=fields, region_id=about.region_id)


@transaction.atomic
def state_need(*, by: Actor, id: UUID, region: Region, facts: NeedFacts) -> TrainingNeed:
    """Note what people in a region want to learn; the same ``id`` sent twice is noted once."""
    require(by, network_rules.record_in_region, region)
    if existing := TrainingNeed.plain.filter(pk=id).first():
        require(by, rules.keep_training_need, existing)
        return existing
    need = insert(TrainingNeed(id=id, region=region, **facts.as_fields()))
    _log("meetings.state_need", by, need)
    return need


@transaction.atomic
def change_need(*, by: Actor, need: TrainingNeed, seen: int, facts: NeedFacts) -> TrainingNeed:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, rules.keep_training_need, need)
    if fields := change(need, seen=seen, **facts.as_fields()):
        _log("meetings.change_need", by, need, *fields)
    return need


@transaction.atomic
def move_need(*, by: Actor, need: TrainingNeed, state: str) -> TrainingNeed:
    """Close a need, or open it again; an open one has no training yet."""
    require(by, rules.keep_training_need, need)
    if state not in NEED_TRANSITIONS[need.state]:
        raise Refused(NOT_IN_THIS_STATE)
    training = None if state == NeedState.OPEN else need.training
    change(need, seen=need.version, state=state, training=training)
    _log("meetings.move_need", by, need, "state")
    return need


@transaction.atomic
def take_up_need(*, by: Actor, insight: Insight) -> TrainingNeed:
    """Make a training need of a need that was said at a meeting. A second time it is the same one."""
    require(by, rules.edit_insight, insight)
    if insight.kind != InsightKind.NEED:
        raise Refused(_("Only a need can become a training need."))
    Insight.plain.select_for_update().get(pk=insight.pk)
    if existing := TrainingNeed.plain.filter(insight=insight).first():
        return existing
    said = insight.text.best(next(iter(insight.region.languages), None))
    need = insert(
        TrainingNeed(
            region=insight.region, insight=insight, theme=insight.themes.order_by("order", "pk").first(),
            words=said.text[:WORDS], written_in=said.language,
        )
    )  # fmt: skip
    _log("meetings.state_need", by, need)
    return need


@transaction.atomic
def make_offer(*, by: Actor, id: UUID, region: Region, facts: TrainingFacts) -> TrainingOffer:
    """Note what somebody can teach: it can be found in all regions at once."""
    require(by, network_rules.record_in_region, region)
    if existing := TrainingOffer.plain.filter(pk=id).first():
        require(by, rules.keep_training_offer, existing)
        return existing
    offer = insert(TrainingOffer(id=id, region=region, state=OfferState.OPEN, **facts.as_fields()))
    _log("meetings.make_offer", by, offer)
    return offer


@transaction.atomic
def change_offer(*, by: Actor, offer: TrainingOffer, seen: int, facts: TrainingFacts) -> TrainingOffer:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, rules.keep_training_offer, offer)
    if fields := change(offer, seen=seen, **facts.as_fields()):
        _log("meetings.change_offer", by, offer, *fields)
    return offer


@transaction.atomic
def move_offer(*, by: Actor, offer: TrainingOffer, state: str) -> TrainingOffer:
    """Accept an offer that came by a link, withdraw one, or put it back."""
    require(by, rules.keep_training_offer, offer)
    if state not in OFFER_TRANSITIONS[offer.state]:
        raise Refused(NOT_IN_THIS_STATE)
    change(offer, seen=offer.version, state=state)
    _log("meetings.move_offer", by, offer, "state")
    return offer


# By a link.


@transaction.atomic
def make_training_link(*, by: Actor, region: Region, purpose: str, contact: Contact | None = None) -> TrainingLink:
    """A new link that opens one form: for everybody it is sent to, or for one contact of the region."""
    require(by, network_rules.record_in_region, region)
    if contact and contact.region_id != region.pk:
        raise Refused(_("This person is not among the contacts of the region."))
    last_day = timezone.localdate() + timedelta(days=LINK_DAYS)
    link = insert(TrainingLink(region=region, purpose=purpose, contact=contact, last_day=last_day))
    _log("meetings.make_training_link", by, link)
    return link


@transaction.atomic
def end_training_link(*, by: Actor, link: TrainingLink) -> None:
    """The link opens nothing any more. A second time changes nothing."""
    require(by, rules.keep_training_link, link)
    if link.ended_at is None:
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        _log("meetings.end_training_link", by, link)


def _check_link(by: Actor, link: TrainingLink, sender: str) -> None:
    require(by, rules.hold_training_link, link)
    if not link.is_open_on(timezone.localdate()):
        raise Refused(LINK_OVER)
    if times_today("training-sender", sender) > MOST_FROM_ONE_SENDER:
        raise Enough(TOO_MANY)
    if times_today("training-link", str(link.pk)) > MOST_BY_ONE_LINK:
        raise Enough(TOO_MANY)


@transaction.atomic
def state_need_by_link(*, by: Actor, id: UUID, link: TrainingLink, facts: NeedFacts, sender: str) -> TrainingNeed:
    """Note a need that came by a link. ``sender`` is where it came from; too many a day are refused."""
    _check_link(by, link, sender)
    if existing := TrainingNeed.plain.filter(pk=id, region=link.region).first():
        return existing
    need = insert(TrainingNeed(id=id, region=link.region, contact=link.contact, **facts.as_fields()))
    _log("meetings.state_need", by, need)
    return need


@transaction.atomic
def propose_offer(*, by: Actor, id: UUID, link: TrainingLink, facts: TrainingFacts, sender: str) -> TrainingOffer:
    """Keep an offer that came by a link until the facilitator of the region accepts it."""
    _check_link(by, link, sender)
    if existing := TrainingOffer.plain.filter(pk=id, region=link.region).first():
        return existing
    told = {"region": link.region, "contact": link.contact, "state": OfferState.PROPOSED}
    offer = insert(TrainingOffer(id=id, **told, **facts.as_fields()))
    _log("meetings.make_offer", by, offer)
    return offer


# A training.


def _day_for(offer: TrainingOffer, today: date) -> date:
    """The first day on which it can be: as offered, else soon; the facilitator changes it."""
    if offer.starts_on and offer.starts_on > today:
        return offer.starts_on
    soon = today + SOON
    return min(soon, offer.ends_on) if offer.ends_on else soon


@transaction.atomic
def plan_training(*, by: Actor, need: TrainingNeed, offer: TrainingOffer) -> Meeting:
    """Put a training on record in the region of the need, with what need and offer say. Pressed twice, it is one."""
    require(by, rules.keep_training_need, need)
    require(by, rules.use_training_offer, offer)
    # The row of the need is the lock: two who plan for it at once queue here.
    need = TrainingNeed.plain.select_for_update().get(pk=need.pk)
    if need.training and need.training.offer_id == offer.pk:
        return need.training.meeting
    if need.state != NeedState.OPEN:
        raise Refused(NOT_IN_THIS_STATE)
    facts = MeetingFacts(
        kind=MeetingKind.TRAINING, day=_day_for(offer, timezone.localdate()), mode=offer.mode,
        title=Translated({offer.written_in: offer.words}), place=need.place or offer.place,
        languages=[need.language] if need.language else offer.languages,
    )  # fmt: skip
    meeting = record_meeting(
        by=by, id=new_id(), network=network_for(need.region), region=need.region, facts=facts, regions=[offer.region],
        organisers=[offer.organisation] if offer.organisation else [],
    )  # fmt: skip
    training = insert(Training(meeting=meeting, theme=offer.theme or need.theme, level=offer.level, offer=offer))
    change(need, seen=need.version, state=NeedState.PLANNED, training=training)
    _log("meetings.plan_training", by, need, "training")
    return meeting
