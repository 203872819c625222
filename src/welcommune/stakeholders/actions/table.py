"""What stands on the table of a region: seats of people, the charter, working groups, offers of members."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, check, insert, relate
from welcommune.core.text import Translated
from welcommune.network import rules as network_rules
from welcommune.network.models import Region, Term
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import (
    Charter,
    Contact,
    GroupFacts,
    HelpOffer,
    Membership,
    MembershipState,
    OfferFacts,
    Organisation,
    WorkingGroup,
)

ALREADY_SEATED = _("This person already has this role at the table.")
NO_SEAT = _("This organisation has no seat at the table. Give it a seat first.")
NO_CHARTER = _("Write the charter first, then note who signed it.")
FUTURE = _("This day has not come yet. Write the day on which it happened.")
WRITE_SOMETHING = _("Write the text in one language at least.")
TWO_CHARTERS = _("Somebody wrote the charter meanwhile. Load the page again, and put your text into theirs.")


def _noted(verb: str, by: Actor, row: Charter | HelpOffer | Membership | WorkingGroup, *fields: str) -> None:
    """Write the line of the log, and move the stamps of the region."""
    log(verb, by=by, about=row, fields=fields, region_id=row.region_id)
    publish(row.region.slug)


# Seats of people who speak for nobody else.


@transaction.atomic
def seat_person(
    *, by: Actor, id: UUID, contact: Contact, category: Term, role: str = Membership.Role.MEMBER
) -> Membership:
    """Give a person a seat of a kind; one that had this role before takes the old seat again."""
    require(by, stakeholders_rules.keep_contact, contact)
    seat = Membership.plain.filter(contact=contact, region=contact.region, role=role).first()
    if seat is None:
        told = {"category": category, "role": role, "starts_on": timezone.localdate()}
        seat = insert(Membership(id=id, region=contact.region, contact=contact, **told))
    elif seat.pk == id:
        return seat
    elif seat.state != MembershipState.PAST:
        raise Refused(ALREADY_SEATED, field="role")
    else:
        seat.category, seat.state, seat.ends_on = category, MembershipState.ACTIVE, None
        _save(seat, "category", "state", "ends_on")
    _noted("stakeholders.seat_person", by, seat, "memberships")
    return seat


def _save(seat: Membership, *fields: str) -> None:
    check(seat)
    seat.save(update_fields=fields)


# The charter.


@transaction.atomic
def write_charter(*, by: Actor, region: Region, seen: int, text: Translated, adopted_on: date | None) -> Charter:
    """Write the charter of a table, or change it; ``seen`` is 0 where there was none yet."""
    require(by, network_rules.record_in_region, region)
    if not text:
        raise Refused(WRITE_SOMETHING)
    if adopted_on and adopted_on > timezone.localdate():
        raise Refused(FUTURE, field="adopted_on")
    charter = Charter.plain.filter(region=region).first()
    if charter is None:
        charter = insert(Charter(region=region, text=text, adopted_on=adopted_on))
        changed = ["text", "adopted_on"]
    elif seen == 0:
        raise Refused(TWO_CHARTERS)
    else:
        changed = change(charter, seen=seen, text=text, adopted_on=adopted_on)
    if changed:
        _noted("stakeholders.write_charter", by, charter, *changed)
    return charter


@transaction.atomic
def sign_charter(*, by: Actor, region: Region, organisation: Organisation, day: date | None) -> Organisation:
    """Note on its seats that an organisation signed on ``day``; without a day, the signature is taken back."""
    require(by, network_rules.record_in_region, region)
    if not Charter.plain.filter(region=region).exists():
        raise Refused(NO_CHARTER)
    if day and day > timezone.localdate():
        raise Refused(FUTURE, field="day")
    seats = Membership.plain.filter(region=region, organisation=organisation, state=MembershipState.ACTIVE)
    if not seats.update(charter_signed_on=day):
        raise Refused(NO_SEAT, field="organisation")
    log("stakeholders.sign_charter", by=by, about=organisation, fields=["charter_signed_on"], region_id=region.pk)
    publish(region.slug)
    return organisation


# Working groups.


def _set_members(group: WorkingGroup, organisations: Iterable[Organisation]) -> bool:
    """Seat the organisations in the group, each by its first seat; whether that changed anything."""
    wanted = {organisation.pk for organisation in organisations}
    seats = Membership.plain.filter(region=group.region, state=MembershipState.ACTIVE, organisation__in=wanted)
    first = {seat.organisation_id: seat for seat in reversed(list(seats.order_by("order", "pk")))}
    if first.keys() != wanted:
        raise Refused(NO_SEAT, field="members")
    if set(group.memberships.values_list("organisation", flat=True)) == wanted:
        return False
    group.memberships.set(first.values())
    return True


def _set_beside(group: WorkingGroup, facts: GroupFacts) -> list[str]:
    changed = relate(group, "themes", facts.themes)
    return [*changed, "members"] if _set_members(group, facts.members) else changed


@transaction.atomic
def record_group(*, by: Actor, id: UUID, region: Region, facts: GroupFacts) -> WorkingGroup:
    """Put a working group on record; the same ``id`` sent twice gives the one that is there."""
    existing = WorkingGroup.plain.filter(pk=id).first()
    if existing:
        require(by, stakeholders_rules.keep_group, existing)
        return existing
    require(by, network_rules.record_in_region, region)
    told = {"name": facts.name, "about": facts.about, "is_active": facts.is_active}
    group = insert(WorkingGroup(id=id, region=region, **told))
    _set_beside(group, facts)
    _noted("stakeholders.record_group", by, group)
    return group


@transaction.atomic
def change_group(*, by: Actor, group: WorkingGroup, seen: int, facts: GroupFacts) -> WorkingGroup:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, stakeholders_rules.keep_group, group)
    changed = change(group, seen=seen, name=facts.name, about=facts.about, is_active=facts.is_active)
    beside = _set_beside(group, facts)
    if beside and not changed:
        bump(group, seen=seen)
    if changed or beside:
        _noted("stakeholders.change_group", by, group, *changed, *beside)
    return group


# What members offer.


def _check_seated(region: Region, organisation: Organisation) -> None:
    if not Membership.plain.filter(region=region, organisation=organisation, state=MembershipState.ACTIVE).exists():
        raise Refused(NO_SEAT, field="organisation")


@transaction.atomic
def record_offer(*, by: Actor, id: UUID, region: Region, facts: OfferFacts) -> HelpOffer:
    """Note what a member offers; the same ``id`` sent twice gives the offer that is there."""
    existing = HelpOffer.plain.filter(pk=id).first()
    if existing:
        require(by, stakeholders_rules.keep_offer, existing)
        return existing
    require(by, network_rules.record_in_region, region)
    _check_seated(region, facts.organisation)
    offer = insert(HelpOffer(id=id, region=region, **facts.as_fields()))
    relate(offer, "themes", facts.themes)
    _noted("stakeholders.record_offer", by, offer)
    return offer


@transaction.atomic
def change_offer(*, by: Actor, offer: HelpOffer, seen: int, facts: OfferFacts) -> HelpOffer:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, stakeholders_rules.keep_offer, offer)
    if facts.organisation != offer.organisation:
        _check_seated(offer.region, facts.organisation)
    changed = change(offer, seen=seen, **facts.as_fields())
    themes = relate(offer, "themes", facts.themes)
    if themes and not changed:
        bump(offer, seen=seen)
    if changed or themes:
        _noted("stakeholders.change_offer", by, offer, *changed, *themes)
    return offer


@transaction.atomic
def withdraw_offer(*, by: Actor, offer: HelpOffer) -> HelpOffer:
    """Take an offer off the public page; it stays at the desk."""
    return _set_withdrawn("stakeholders.withdraw_offer", by, offer, True)


@transaction.atomic
def put_offer_back(*, by: Actor, offer: HelpOffer) -> HelpOffer:
    """Show a withdrawn offer again."""
    return _set_withdrawn("stakeholders.put_offer_back", by, offer, False)


def _set_withdrawn(verb: str, by: Actor, offer: HelpOffer, is_withdrawn: bool) -> HelpOffer:
    require(by, stakeholders_rules.keep_offer, offer)
    if change(offer, seen=offer.version, is_withdrawn=is_withdrawn):
        _noted(verb, by, offer, "is_withdrawn")
    return offer
