"""Who may bring lists into a region."""

from django.db.models import Q

from welcommune.core.access import Actor, rule, visible
from welcommune.exchange.models import Import
from welcommune.network import rules as network_rules


@rule(Import)
def run_import(actor: Actor) -> Q:
    """Whoever keeps the record of the region sees its imports and runs them; nobody else learns of them."""
    return Q(region__in=visible(actor, network_rules.record_in_region).values("pk"))
