"""An action of the scene, the question about it, and a correction that waits."""

from typing import Any

from welcommune.core.access import Actor
from welcommune.mapping.actions import record_action
from welcommune.mapping.models import ActionAsk, ActionFacts, ActionProposal
from welcommune.network.models import Region


def offered(by: Actor, home: Region, note: Any) -> dict[str, Any]:
    """A public action at a sensitive place, whose street is for the desk and the organisation."""
    facts = ActionFacts(
        name="Cours du soir", language="fr", town="Mâcon", address="3 rue Cachée", is_sensitive=True,
        state="open", is_public=True,
    )  # fmt: skip
    action = record_action(by=by, region=home, facts=facts)
    ask = ActionAsk.plain.create(region=home, action=action)
    wrong = ActionProposal.plain.create(region=home, action=action, text=note("what is wrong with an action"))
    return {"action": action, "action_ask": ask, "action_proposal": wrong}
