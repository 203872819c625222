"""What one mail a day at most can tell of: rooms register a topic; ``accounts/actions/digest.py`` writes the mail."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Reader:
    """Somebody whom a topic may have something to tell: where, and in which language."""

    address: str
    language: str


@dataclass(frozen=True)
class Point:
    """One thing that is told, and the whole address of the page about it."""

    text: str
    link: str


@dataclass(frozen=True)
class Topic:
    """Something that people hear of by mail, as often as they chose: ``usual`` where they have not.

    ``readers`` gives everybody whom it may concern today, in few statements. ``points`` gives what is
    to be told to an address now, in the active language: ``since`` is when it was told of last. It gives
    none for who was erased or has no part in it any more. ``reason`` says why one gets it, in one sentence.
    """

    code: str
    label: str | Promise
    reason: str | Promise
    readers: Callable[[], Iterable[Reader]]
    points: Callable[[str, datetime | None], list[Point]]
    usual: str = "weekly"


_topics: dict[str, Topic] = {}


def tell_of(topic: Topic) -> Topic:
    """Register a topic: it joins the mail of the day, the page of wishes and the way to leave."""
    _topics[topic.code] = topic
    return topic


def topics() -> list[Topic]:
    """Every topic, in the order of the rooms."""
    return list(_topics.values())
