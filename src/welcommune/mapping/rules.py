"""Who may do what with the map of a region."""

from django.db.models import Q

from welcommune.core.access import NOBODY, Actor, rule
from welcommune.mapping.models import Action, ActionAsk, ActionProposal
from welcommune.network.models import Region
from welcommune.network.rules import write_in_region


def _edited(actor: Actor) -> Q:
    """Rows of the regions whose facilitator, editor or coordinator the actor is."""
    return Q(region__in=Region.objects.filter(write_in_region.filter(actor)))


@rule(Action)
def read_action(actor: Actor) -> Q:
    """Everybody reads the actions that are shown to the public, those that ended too."""
    return Q(is_public=True, merged_into__isnull=True)


@rule(Action)
def edit_action(actor: Actor) -> Q:
    """Coordinators, facilitators and editors of the region. One that was merged into another is nobody's."""
    return _edited(actor) & Q(merged_into__isnull=True)


@rule(Action)
def undo_merge_of_action(actor: Actor) -> Q:
    """Whoever keeps the action, also while it is merged into another."""
    return _edited(actor)


@rule(ActionAsk)
def answer_ask(actor: Actor) -> Q:
    """Whoever holds the link of a question answers it."""
    return Q(pk=actor.id) if actor.kind == "link" else NOBODY


@rule(ActionProposal)
def decide_proposal(actor: Actor) -> Q:
    """Whoever keeps the actions of the region decides on corrections."""
    return _edited(actor)
