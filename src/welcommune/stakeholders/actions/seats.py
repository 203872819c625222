"""Seats at the table of a region: given to an organisation, and ended."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import check, insert
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.search.actions import reindex
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Membership, MembershipState, Organisation

ALREADY_HERE = _("This organisation already has this role at the table.")


@transaction.atomic
def give_seat(
    *,
    by: Actor,
    id: UUID,
    organisation: Organisation,
    region: Region,
    role: str = Membership.Role.MEMBER,
    state: str = MembershipState.ACTIVE,
    starts_on: date | None = None,
) -> Membership:
    """Give an organisation a seat; one that had this role before takes its old seat again."""
    require(by, network_rules.record_in_region, region)
    require(by, stakeholders_rules.seat_organisation, organisation)
    seat = Membership.plain.filter(region=region, organisation=organisation, role=role).first()
    if seat is None:
        told = {"role": role, "state": state, "starts_on": starts_on}
        seat = insert(Membership(id=id, region=region, organisation=organisation, **told))
    elif seat.pk == id:
        return seat
    elif seat.state != MembershipState.PAST:
        raise Refused(ALREADY_HERE, field="role")
    else:
        _change(seat, state=state, starts_on=starts_on, ends_on=None)
    log("stakeholders.give_seat", by=by, about=organisation, fields=["memberships"], region_id=region.pk)
    reindex(organisation)
    publish(region.slug)
    return seat


@transaction.atomic
def end_seat(*, by: Actor, seat: Membership) -> Membership:
    """End a seat today: it stays on record as a past one."""
    require(by, stakeholders_rules.edit_seat, seat)
    today = timezone.localdate()
    if seat.state == MembershipState.PAST:
        return seat
    _change(seat, state=MembershipState.PAST, ends_on=max(today, seat.starts_on or today))
    about = seat.organisation or seat
    log("stakeholders.end_seat", by=by, about=about, fields=["memberships"], region_id=seat.region_id)
    if seat.organisation:
        reindex(seat.organisation)
    publish(seat.region.slug)
    return seat


def _change(seat: Membership, **values: object) -> None:
    for name, value in values.items():
        setattr(seat, name, value)
    check(seat)
    seat.save(update_fields=list(values))
