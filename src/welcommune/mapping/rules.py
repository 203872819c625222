"""Who may do what with the map of a region."""

from django.db.models import Q

from welcommune.core.access import Actor, rule
from welcommune.mapping.models import Gap, Statement
from welcommune.network.models import Region
from welcommune.network.rules import enter_region, record_in_region


def _kept(actor: Actor) -> Q:
    """Rows of the regions whose record the actor keeps."""
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))


@rule(Gap)
def see_gap(actor: Actor) -> Q:
    """At the desk, whoever has a role in the region."""
    return Q(region__in=Region.objects.filter(enter_region.filter(actor)))


@rule(Gap)
def keep_gap(actor: Actor) -> Q:
    """Whoever keeps the record of the region notes gaps and moves them."""
    return _kept(actor)


@rule(Statement)
def keep_statement(actor: Actor) -> Q:
    """Whoever keeps the record of the region takes a statement back that is no longer true."""
    return _kept(actor)
