"""Who may see and change a subscription: whoever holds the signed link that was sent to its address."""

from django.db.models import Q

from welcommune.core.access import NOBODY, Actor, rule
from welcommune.portal.models import Subscription


@rule(Subscription)
def own_subscription(actor: Actor) -> Q:
    """The holder of its link, and nobody else: neither coordinators nor facilitators see who reads by mail."""
    return Q(pk=actor.id) if actor.kind == "link" else NOBODY
