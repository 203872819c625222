"""Signed links of subscriptions, and what a digest tells: what became public since the one before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from welcommune.core import ui
from welcommune.core.access import Actor
from welcommune.core.errors import Refused
from welcommune.core.ui import commas
from welcommune.meetings.models import MeetingState
from welcommune.meetings.queries import meeting_address, meeting_title
from welcommune.network.models import Network, Region
from welcommune.network.queries import regions_of
from welcommune.portal.models import Rhythm, Subscription, Topic
from welcommune.portal.queries.addresses import absolute
from welcommune.portal.queries.calendar import calendar_meetings
from welcommune.portal.queries.feeds import articles_of, best_text, with_texts

CONFIRM, CHANGE, LEAVE = "subscription_confirm", "subscription_change", "subscription_leave"
CONFIRM_SECONDS = 7 * 24 * 3600
LINK_OVER = _("This link has ended or was cut. Write your address once more, and we send a new one.")
LONGEST_SUMMARY = 200
MOST_OF_A_TOPIC = 20


def link_token(subscription: Subscription, purpose: str) -> str:
    """A token that opens one subscription for one purpose."""
    return signing.dumps(str(subscription.pk), salt=purpose)


def link_address(subscription: Subscription, purpose: str) -> str:
    """The whole address of that link, in the active language."""
    return absolute(purpose, token=link_token(subscription, purpose))


def holder_of(token: str, purpose: str) -> Actor:
    """Who acts with the link; refuses one that was cut or, before the address is confirmed, is a week old."""
    try:
        kept = signing.loads(token, salt=purpose, max_age=CONFIRM_SECONDS if purpose == CONFIRM else None)
        return Actor("link", UUID(kept))
    except (signing.BadSignature, ValueError) as error:
        raise Refused(LINK_OVER) from error


def regions_to_choose(network: Network) -> list[Region]:
    """The regions that one can hear of."""
    return list(regions_of(network))


def wishes_words(subscription: Subscription) -> str:
    """What somebody asked for, in words: place, topics, rhythm."""
    place = subscription.region.name.best() if subscription.region else subscription.network.name
    topics = [str(Topic(topic).label) for topic in subscription.topics]
    return commas([place, *topics, str(Rhythm(subscription.rhythm).label)])


@dataclass(frozen=True)
class Item:
    """One thing that is new: what it is called, one line about it, where it is."""

    title: str
    summary: str
    address: str


@dataclass(frozen=True)
class Section:
    """What is new of one topic."""

    title: str
    items: list[Item]


def digest_of(subscription: Subscription, until: datetime) -> list[Section]:
    """What became public since the last digest, up to ``until``; empty where nothing did. In the active language."""
    found = [Section(capfirst(str(Topic(topic).label)), _items(subscription, topic, until)) for topic in Topic
             if topic in subscription.topics]  # fmt: skip
    return [section for section in found if section.items]


def _items(subscription: Subscription, topic: str, until: datetime) -> list[Item]:
    if topic == Topic.MEETINGS:
        return _announced(subscription, until)
    new = articles_of(topic, subscription.network, subscription.region).filter(
        published_at__gt=subscription.told_until, published_at__lte=until
    )
    items = []
    for article, texts in with_texts(new[:MOST_OF_A_TOPIC]):
        text = best_text(texts)
        items.append(Item(text.title, _one_line(text.lead), absolute("article", slug=article.slug)))
    return items


def _announced(subscription: Subscription, until: datetime) -> list[Item]:
    """Coming meetings that were put on record since."""
    new = calendar_meetings(subscription.network, subscription.region).filter(
        created_at__gt=subscription.told_until, created_at__lte=until, day__gte=timezone.localdate(),
        state__in=[MeetingState.PLANNED, MeetingState.OPEN],
    )  # fmt: skip
    return [
        Item(meeting_title(row), commas([ui.date(row.day, "full"), row.place]), meeting_address(row))
        for row in new.order_by("day", "pk")[:MOST_OF_A_TOPIC]
    ]


def _one_line(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST_SUMMARY)
