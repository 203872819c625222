"""Who may do what with the map of a region."""

from django.db.models import Q

from welcommune.core.access import NOBODY, Actor, rule
from welcommune.mapping.models import (
    Action,
    ActionAsk,
    ActionProposal,
    Assessment,
    Asset,
    AssetState,
    FundingLine,
    Gap,
    Statement,
    Strategy,
)
from welcommune.network.models import Region, Role
from welcommune.network.rules import WRITERS, audit_region, enter_region, record_in_region, write_in_region

ASSESSORS = (*WRITERS, Role.ASSESSOR)


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


@rule(Asset)
def keep_asset(actor: Actor) -> Q:
    """Whoever keeps the record of the region notes what it has, and lists or refuses what was offered."""
    return _kept(actor)


@rule(Asset)
def hold_asset(actor: Actor) -> Q:
    """Who offered something changes it and takes it back by the link from the mail."""
    return Q(pk=actor.id, offer__isnull=False) if actor.kind == "link" else NOBODY


@rule(Asset)
def read_asset(actor: Actor) -> Q:
    """Everybody reads what is listed and shown to the public."""
    return Q(state=AssetState.LISTED, is_public=True)


@rule(Strategy)
def keep_strategy(actor: Actor) -> Q:
    """Whoever keeps the record of the region notes its strategies."""
    return _kept(actor)


@rule(Strategy)
def read_strategy(actor: Actor) -> Q:
    """Everybody reads the strategies that are shown to the public."""
    return Q(is_public=True)


@rule(Region)
def assess_in_region(actor: Actor) -> Q:
    """Assessors, facilitators of the region and coordinators of its networks see and assess its strategies."""
    networks = Q(participations__network__in=actor.networks(*ASSESSORS))
    through = Region.objects.filter(networks).values("pk")
    return Q(pk__in=actor.regions(*ASSESSORS)) | Q(pk__in=through)


@rule(Strategy)
def assess_strategy(actor: Actor) -> Q:
    """The same people assess any of its strategies."""
    return Q(region__in=Region.objects.filter(assess_in_region.filter(actor)))


@rule(Assessment)
def change_assessment(actor: Actor) -> Q:
    """An assessment is changed by whoever made it."""
    return Q(assessor=actor.id) if actor.kind == "account" else NOBODY


@rule(FundingLine)
def see_funding(actor: Actor) -> Q:
    """Who keeps the record of the region, and who pays for it, sees whose money carries what."""
    return Q(region__in=Region.objects.filter(audit_region.filter(actor)))


@rule(FundingLine)
def keep_funding(actor: Actor) -> Q:
    """Whoever keeps the record of the region keeps its funding lines."""
    return _kept(actor)


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
