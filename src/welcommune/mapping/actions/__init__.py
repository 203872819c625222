"""What can be done with the map of a region."""

from welcommune.mapping.actions import kept
from welcommune.mapping.actions.action import change_action, confirm_action, end_action, record_action
from welcommune.mapping.actions.asking import (
    accept_proposal,
    answer_ask,
    ask_about_actions,
    correct_by_link,
    refuse_proposal,
    report_mistake,
    want_questions,
)
from welcommune.mapping.actions.asset import (
    change_asset,
    change_offered,
    move_asset,
    offer_asset,
    record_asset,
    withdraw_offered,
)
from welcommune.mapping.actions.held import held_about
from welcommune.mapping.actions.merge import keep_two_actions, look_again_at_actions, merge_actions, undo_action_merge
from welcommune.mapping.actions.strategy import assess_strategy, change_assessment, change_strategy, record_strategy

__all__ = [
    "accept_proposal",
    "answer_ask",
    "ask_about_actions",
    "assess_strategy",
    "change_action",
    "change_assessment",
    "change_asset",
    "change_offered",
    "change_strategy",
    "confirm_action",
    "correct_by_link",
    "end_action",
    "held_about",
    "keep_two_actions",
    "kept",
    "look_again_at_actions",
    "merge_actions",
    "move_asset",
    "offer_asset",
    "record_action",
    "record_asset",
    "record_strategy",
    "refuse_proposal",
    "report_mistake",
    "undo_action_merge",
    "want_questions",
    "withdraw_offered",
]
