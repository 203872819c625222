"""Which rows of the map."""

from welcommune.mapping.queries.action import (
    actions_of,
    actions_page,
    form_parts,
    freshness,
    record_page,
    source_of,
)
from welcommune.mapping.queries.asking import (
    LINK_OVER,
    ask_holder,
    ask_leave_token,
    ask_mail,
    ask_mark_in,
    ask_page,
    ask_token,
    by_address,
    campaign_page,
    due_actions,
    open_proposals,
    proposals_page,
    unasked_actions,
)

__all__ = [
    "LINK_OVER",
    "actions_of",
    "actions_page",
    "ask_holder",
    "ask_leave_token",
    "ask_mail",
    "ask_mark_in",
    "ask_page",
    "ask_token",
    "by_address",
    "campaign_page",
    "due_actions",
    "form_parts",
    "freshness",
    "open_proposals",
    "proposals_page",
    "record_page",
    "source_of",
    "unasked_actions",
]
