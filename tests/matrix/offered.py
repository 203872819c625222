"""An action of the scene, its twin, one merged into it, the question about it, and a correction that waits."""

from typing import Any

from welcommune.core.access import Actor
from welcommune.mapping.actions import keep_two_actions, merge_actions, record_action
from welcommune.mapping.models import ActionAsk, ActionFacts, ActionProposal
from welcommune.network.models import Region


def offered(by: Actor, home: Region, note: Any) -> dict[str, Any]:
    """A public action at a sensitive place, whose street is for the desk and the organisation."""
    facts = ActionFacts(
        name="Cours du soir", language="fr", town="Mâcon", address="3 rue Cachée", is_sensitive=True,
        state="open", is_public=True,
    )  # fmt: skip
    action = record_action(by=by, region=home, facts=facts)
    twin, third, neighbour = (
        record_action(by=by, region=home, facts=ActionFacts(name=note(name), language="fr"))
        for name in ("the twin of an action", "an action that was merged away", "an action noted as another")
    )
    merge = merge_actions(by=by, kept=action, absorbed=third, seen=(action.version, third.version))
    keep_two_actions(by=by, one=action, other=neighbour)
    ask = ActionAsk.plain.create(region=home, action=action)
    wrong = ActionProposal.plain.create(region=home, action=action, text=note("what is wrong with an action"))
    twins = {"action": action, "action_twin": twin, "action_neighbour": neighbour}
    return {**twins, "action_merge": merge, "action_ask": ask, "action_proposal": wrong}
