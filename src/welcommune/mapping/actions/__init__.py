"""What happens to the map of a region when somebody does something."""

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

__all__ = [
    "accept_proposal",
    "answer_ask",
    "ask_about_actions",
    "change_action",
    "confirm_action",
    "correct_by_link",
    "end_action",
    "record_action",
    "refuse_proposal",
    "report_mistake",
    "want_questions",
]
