"""Who runs the site: a right of the account, and no role in a region or network."""

from django.db.models import Q

from welcommune.accounts.models import OPERATOR, Account
from welcommune.core.access import NOBODY, Actor, rule


def operates(actor: Actor) -> bool:
    """Whether the actor runs the site."""
    return any(grant.role == OPERATOR for grant in actor.grants)


@rule(Account)
def operate(actor: Actor) -> Q:
    """Operators see how the site runs; of what people keep on it they see no more for that."""
    return Q(pk=actor.id) if operates(actor) else NOBODY
