"""Who may see and keep the entries of the register, and the seats at a table."""

from django.db.models import Q

from welcommune.core.access import EVERYBODY, NOBODY, Actor, rule
from welcommune.network.models import Region, Role
from welcommune.network.rules import WRITERS, record_in_region
from welcommune.stakeholders.models import Charter, Contact, HelpOffer, Membership, Organisation, WorkingGroup


def is_writer(actor: Actor) -> bool:
    """Whether somebody keeps the record of a region or a network at all."""
    return bool(actor.regions(*WRITERS) or actor.networks(*WRITERS))


def _recorded(actor: Actor) -> Q:
    """The entries that a region of the actor is steward of; without a steward, coordinators are."""
    mine = Q(steward__in=Region.objects.filter(record_in_region.filter(actor)))
    return mine | Q(steward__isnull=True) if actor.networks(Role.COORDINATOR) else mine


@rule(Organisation)
def see_organisation(actor: Actor) -> Q:
    """At the desk: facilitators and coordinators see every entry, others those of their region's table."""
    if is_writer(actor):
        return EVERYBODY
    seated = Membership.plain.filter(region__in=actor.reach).values("organisation")
    return Q(pk__in=seated) | Q(steward__in=actor.reach) if actor.reach else NOBODY


@rule(Organisation)
def edit_organisation(actor: Actor) -> Q:
    """Facilitators of the region that is its steward, and coordinators of that region's networks.

    An entry without a steward is the coordinators'. One that was merged into another is nobody's.
    """
    return _recorded(actor) & Q(merged_into__isnull=True)


@rule(Organisation)
def undo_merge_of(actor: Actor) -> Q:
    """Whoever keeps the entry, also while it is merged into another."""
    return _recorded(actor)


@rule(Organisation)
def seat_organisation(actor: Actor) -> Q:
    """Whoever keeps the record of a region may give any organisation a seat there."""
    return Q(merged_into__isnull=True) if is_writer(actor) else NOBODY


@rule(Membership)
def edit_seat(actor: Actor) -> Q:
    """Whoever keeps the record of the region gives seats at its table, and ends them."""
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))


def _kept(actor: Actor) -> Q:
    """Rows of the regions whose record the actor keeps."""
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))


@rule(Contact)
def keep_contact(actor: Actor) -> Q:
    """Facilitators of the region and coordinators of its networks, and nobody else, see and keep its contacts."""
    return _kept(actor)


@rule(Charter)
def keep_charter(actor: Actor) -> Q:
    """Whoever keeps the record of the region writes its charter."""
    return _kept(actor)


@rule(WorkingGroup)
def keep_group(actor: Actor) -> Q:
    """Whoever keeps the record of the region keeps its working groups."""
    return _kept(actor)


@rule(HelpOffer)
def keep_offer(actor: Actor) -> Q:
    """Whoever keeps the record of the region notes what its members offer."""
    return _kept(actor)
