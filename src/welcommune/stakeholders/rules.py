"""Who may see and keep contacts, seats of people, the charter, working groups and offers of members."""

from django.db.models import Q

from welcommune.core.access import Actor, rule
from welcommune.network.models import Region
from welcommune.network.rules import record_in_region
from welcommune.stakeholders.models import Charter, Contact, HelpOffer, Membership, WorkingGroup


def _kept(actor: Actor) -> Q:
    """Rows of the regions whose record the actor keeps."""
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))


@rule(Contact)
def keep_contact(actor: Actor) -> Q:
    """Facilitators of the region and coordinators of its networks, and nobody else, see and keep its contacts."""
    return _kept(actor)


@rule(Membership)
def keep_seat(actor: Actor) -> Q:
    """Whoever keeps the record of the region ends seats at its table, and notes who signed the charter."""
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
