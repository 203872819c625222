"""Which organisations the public sees, told by several rooms; and who sees and changes a subscription."""

from django.db.models import Q

from welcommune.accounts.models import Account
from welcommune.accounts.rules import operates
from welcommune.core.access import NOBODY, Actor, rule
from welcommune.core.models import MessageState, OutboxMessage
from welcommune.library.models import public_resources
from welcommune.meetings.models import MeetingState, Organiser
from welcommune.network.models import Role
from welcommune.pilots.models import PilotAction
from welcommune.portal.models import Subscription
from welcommune.stakeholders.models import Membership, MembershipState, NetworkPartner, Organisation


def _has_a_reason() -> Q:
    """A seat at a table, a part in a network, or something public that it convened, led or published."""
    reasons = (
        Membership.plain.filter(state=MembershipState.ACTIVE, organisation__isnull=False).values("organisation"),
        NetworkPartner.objects.values("organisation"),
        Organiser.objects.exclude(meeting__state=MeetingState.CANCELLED).values("organisation"),
        PilotAction.plain.filter(lead__isnull=False).values("lead"),
        PilotAction.partners.through.objects.values("organisation"),
        public_resources(publisher__isnull=False).values("publisher"),
    )
    found = Q()
    for reason in reasons:
        found |= Q(pk__in=reason)
    return found


@rule(Organisation)
def list_organisation(actor: Actor) -> Q:
    """Everybody finds the organisations that have a reason to be public."""
    return _has_a_reason() & Q(merged_into__isnull=True)


@rule(Organisation)
def follow_organisation(actor: Actor) -> Q:
    """Everybody may come by an address that an entry had before it was merged into another."""
    return _has_a_reason() | Q(merged_into__isnull=False)


def _keeps_outbox(actor: Actor) -> bool:
    return bool(actor.networks(Role.COORDINATOR)) or operates(actor)


@rule(Account)
def keep_outbox(actor: Actor) -> Q:
    """Coordinators and operators see how what was to be sent fares."""
    return Q(pk=actor.id) if _keeps_outbox(actor) else NOBODY


@rule(OutboxMessage)
def mend_outbox(actor: Actor) -> Q:
    """They try again, or let go, what was given up."""
    return Q(state=MessageState.DEAD) if _keeps_outbox(actor) else NOBODY


@rule(Subscription)
def own_subscription(actor: Actor) -> Q:
    """The holder of its link, and nobody else: neither coordinators nor facilitators see who reads by mail."""
    return Q(pk=actor.id) if actor.kind == "link" else NOBODY
