"""Who may do what to regions. Rights in a network reach all regions that take part in it."""

from django.db.models import Q

from welcommune.core.access import Actor, rule
from welcommune.network.models import Network, Participation, Region, Role

WRITERS = (Role.COORDINATOR, Role.FACILITATOR)
EDITORS = (Role.COORDINATOR, Role.FACILITATOR, Role.EDITOR)
AUDITORS = (Role.COORDINATOR, Role.FACILITATOR, Role.AUDITOR)
EVERY_ROLE = tuple(Role)


def in_own_regions(actor: Actor, roles: tuple[str, ...], region: str, network: str) -> Q:
    """Rows whose ``region`` the actor has one of ``roles`` in, or whose ``network`` likewise."""
    here = Q(**{f"{region}__in": actor.regions(*roles)})
    return here | Q(**{f"{network}__in": actor.networks(*roles)})


@rule(Region)
def enter_region(actor: Actor) -> Q:
    """Everybody with a role in the region, or in a network it takes part in, sees its desk."""
    return Q(pk__in=actor.reach)


def _regions(actor: Actor, roles: tuple[str, ...]) -> Q:
    through = Participation.objects.filter(network__in=actor.networks(*roles))
    return Q(pk__in=actor.regions(*roles)) | Q(pk__in=through.values("region"))


@rule(Region)
def record_in_region(actor: Actor) -> Q:
    """Facilitators of the region and coordinators of its networks keep its record."""
    return _regions(actor, WRITERS)


@rule(Region)
def write_in_region(actor: Actor) -> Q:
    """Editors too write the news of a region."""
    return _regions(actor, EDITORS)


@rule(Region)
def audit_region(actor: Actor) -> Q:
    """Who keeps a record, and who pays for it, may read what was done to it."""
    return _regions(actor, AUDITORS)


@rule(Network)
def coordinate(actor: Actor) -> Q:
    """Coordinators of the network."""
    return Q(pk__in=actor.networks(Role.COORDINATOR))
