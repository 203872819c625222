"""Who may do what to regions. Rights in a network reach all regions that take part in it."""

from django.db.models import Q

from welcommune.core.access import Actor, rule
from welcommune.network.models import Invitation, Network, Participation, Region, Role, RoleGrant

WRITERS = (Role.COORDINATOR, Role.FACILITATOR)
EDITORS = (Role.COORDINATOR, Role.FACILITATOR, Role.EDITOR)
AUDITORS = (Role.COORDINATOR, Role.FACILITATOR, Role.AUDITOR)
EVERY_ROLE = tuple(Role)
# What a facilitator gives and takes in the own region; the other roles are for coordinators to give.
IN_A_TABLE = (Role.EDITOR, Role.MEMBER, Role.ASSESSOR)
IN_A_REGION = (Role.FACILITATOR, *IN_A_TABLE, Role.AUDITOR)
IN_A_NETWORK = (Role.COORDINATOR, Role.AUDITOR, *IN_A_TABLE)
ROLES = (Role.COORDINATOR, Role.FACILITATOR, *IN_A_TABLE, Role.AUDITOR)


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


@rule(Region)
def manage_people(actor: Actor) -> Q:
    """Facilitators of the region and coordinators of its networks see who holds which role there, and invite."""
    return _regions(actor, WRITERS)


def _given_by(actor: Actor) -> Q:
    """Roles within reach: of coordinators every role in network and regions, of facilitators those of the table."""
    networks = actor.networks(Role.COORDINATOR)
    through = Participation.objects.filter(network__in=networks)
    coordinated = Q(network__in=networks) | Q(region__in=through.values("region"))
    return coordinated | Q(region__in=actor.regions(Role.FACILITATOR), role__in=IN_A_TABLE)


@rule(RoleGrant)
def withdraw_role(actor: Actor) -> Q:
    """Whoever may give a role may take it away."""
    return _given_by(actor)


@rule(Invitation)
def withdraw_invitation(actor: Actor) -> Q:
    """Whoever may invite to a role may take an invitation back, of others too."""
    return _given_by(actor)


def roles_to_give(actor: Actor, *, network: Network | None = None, region: Region | None = None) -> tuple[str, ...]:
    """The roles that the actor may invite to in one place."""
    if network:
        return IN_A_NETWORK if actor.kind == "system" or network.pk in actor.networks(Role.COORDINATOR) else ()
    if region is None:
        return ()
    through = Participation.objects.filter(network__in=actor.networks(Role.COORDINATOR), region=region)
    if actor.kind == "system" or through.exists():
        return IN_A_REGION
    return IN_A_TABLE if region.pk in actor.regions(Role.FACILITATOR) else ()
