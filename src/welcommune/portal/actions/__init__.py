"""The fictitious cast of the demonstration, the large invented network for measurements, and news by mail."""

from welcommune.portal.actions.cast import create_cast
from welcommune.portal.actions.generated import generate_network
from welcommune.portal.actions.letters import queue_digests
from welcommune.portal.actions.live import open_live_meeting
from welcommune.portal.actions.subscriptions import (
    ask_subscription,
    change_subscription,
    confirm_subscription,
    forget_unconfirmed,
    leave_subscription,
)

__all__ = [
    "ask_subscription",
    "change_subscription",
    "confirm_subscription",
    "create_cast",
    "forget_unconfirmed",
    "generate_network",
    "leave_subscription",
    "open_live_meeting",
    "queue_digests",
]
