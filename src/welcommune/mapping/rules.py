"""Who may do what with the map of a region."""

from django.db.models import Q

from welcommune.core.access import Actor, rule
from welcommune.mapping.models import FundingLine
from welcommune.network.models import Region
from welcommune.network.rules import audit_region, record_in_region


@rule(FundingLine)
def see_funding(actor: Actor) -> Q:
    """Who keeps the record of the region, and who pays for it, sees whose money carries what."""
    return Q(region__in=Region.objects.filter(audit_region.filter(actor)))


@rule(FundingLine)
def keep_funding(actor: Actor) -> Q:
    """Whoever keeps the record of the region keeps its funding lines."""
    return Q(region__in=Region.objects.filter(record_in_region.filter(actor)))
