"""Who may read and freeze factfiles."""

from django.db.models import Q

from welcommune.core.access import EVERYBODY, Actor, rule
from welcommune.evidence.models import Factfile
from welcommune.network.models import Region
from welcommune.network.rules import record_in_region


@rule(Factfile)
def read_factfile(actor: Actor) -> Q:
    """Everybody reads every version: it holds nothing but what the public site shows."""
    return EVERYBODY


@rule(Region)
def freeze_factfile(actor: Actor) -> Q:
    """Whoever keeps the record of the region freezes its factfile."""
    return record_in_region.filter(actor)
