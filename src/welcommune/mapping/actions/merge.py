"""Two entries that are one action: merged so that nothing is lost, and taken apart again; or noted as two."""

from collections.abc import Collection, Iterable

from welcommune.core.access import Actor
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.actions.action import note_action, publish_action
from welcommune.mapping.models import BESIDE, COMPARED, UNITED, Action, ActionMerge, TwoActions
from welcommune.stakeholders.actions import Merging, Parting


def _note(by: Actor, what: str, kept: Action, fields: Iterable[str]) -> None:
    verbs = {"merge": "mapping.merge_actions", "undo": "mapping.undo_merge"}
    note_action(kept, by, verbs[what], fields)


ACTIONS = Merging(
    Action, ActionMerge, fields=COMPARED, lists=UNITED, beside=BESIDE, steps=(),
    may_merge=mapping_rules.edit_action, may_undo=mapping_rules.undo_merge_of_action, note=_note,
    publish=publish_action,
)  # fmt: skip


def _note_two(by: Actor, what: str, one: Action) -> None:
    note_action(one, by, {"keep": "mapping.keep_two", "again": "mapping.look_again"}[what])


TWO = Parting(TwoActions, mapping_rules.edit_action, _note_two)


def merge_actions(
    *,
    by: Actor,
    kept: Action,
    absorbed: Action,
    seen: tuple[int, int],
    taken: Collection[str] = (),
    together: Collection[str] = (),
) -> ActionMerge:
    """Let ``kept`` stand for both; see ``Merging.merge``."""
    both = {"kept": kept, "absorbed": absorbed}
    done: ActionMerge = ACTIONS.merge(by=by, **both, seen=seen, taken=taken, together=together)
    return done


def undo_action_merge(*, by: Actor, merge: ActionMerge) -> Action:
    """Take two merged actions apart; see ``Merging.undo``."""
    return ACTIONS.undo(by=by, merge=merge)


def keep_two_actions(*, by: Actor, one: Action, other: Action) -> None:
    """Note that two actions that are alike are two; see ``Parting.keep``."""
    TWO.keep(by=by, one=one, other=other)


def look_again_at_actions(*, by: Actor, one: Action, other: Action) -> None:
    """Take that back; see ``Parting.look_again``."""
    TWO.look_again(by=by, one=one, other=other)
