"""The kinds of things that lists hold. To add one: a module with a class that is a ``Target``, named here."""

from welcommune.exchange.targets.actions import Actions
from welcommune.exchange.targets.base import (
    Alike,
    Checked,
    Difference,
    Field,
    Plan,
    Planner,
    Setting,
    Target,
    Trouble,
    Verdict,
)
from welcommune.exchange.targets.funding import Funding
from welcommune.exchange.targets.organisations import Organisations

TARGETS: dict[str, Target] = {target.key: target for target in (Organisations(), Actions(), Funding())}

__all__ = [
    "TARGETS",
    "Alike",
    "Checked",
    "Difference",
    "Field",
    "Plan",
    "Planner",
    "Setting",
    "Target",
    "Trouble",
    "Verdict",
]
