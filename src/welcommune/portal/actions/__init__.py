"""The fictitious cast of the demonstration, the large invented network for measurements, and news by mail."""

from welcommune.portal.actions.capacities import show_capacities
from welcommune.portal.actions.cast import create_cast
from welcommune.portal.actions.contacts import note_contacts
from welcommune.portal.actions.examples import note_example_gaps
from welcommune.portal.actions.generated import generate_network
from welcommune.portal.actions.letters import queue_digests
from welcommune.portal.actions.live import open_live_meeting
from welcommune.portal.actions.money import note_funding
from welcommune.portal.actions.offers import note_offers
from welcommune.portal.actions.outbox import drop_message, retry_dead, retry_message
from welcommune.portal.actions.subscriptions import (
    ask_subscription,
    change_subscription,
    confirm_subscription,
    forget_unconfirmed,
    leave_subscription,
)
from welcommune.portal.actions.waiting import WAITING

__all__ = [
    "WAITING",
    "ask_subscription",
    "change_subscription",
    "confirm_subscription",
    "create_cast",
    "drop_message",
    "forget_unconfirmed",
    "generate_network",
    "leave_subscription",
    "note_contacts",
    "note_example_gaps",
    "note_funding",
    "note_offers",
    "open_live_meeting",
    "queue_digests",
    "retry_dead",
    "retry_message",
    "show_capacities",
]
