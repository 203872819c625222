"""The outbox: what waits, what went today, what was given up. No address stands in full, for operators none at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import MessageState, OutboxMessage
from welcommune.core.tenancy import every_region
from welcommune.meetings.models import MeetingInvitation

KINDS: dict[str, str | Promise] = {
    "mail": _("mails to one person"),
    "accounts.day-mail": _("the mail of the day"),
    "meetings.letter": _("mails about a meeting"),
    "meetings.promises": _("mails about a meeting"),
    "portal.question": _("news by mail"),
    "portal.digest": _("news by mail"),
    "portal.letter": _("news by mail"),
    "library.try_link": _("links to elsewhere"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message: what it is, to whom as far as may be shown, and how it fares."""

    message: OutboxMessage
    kind: str
    to: str
    state: str

    @property
    def is_dead(self) -> bool:
        return self.message.state == MessageState.DEAD

    @property
    def next_try(self) -> datetime | None:
        """When it is tried again; nothing where it is done or given up."""
        return self.message.next_try_at if self.message.state == MessageState.QUEUED else None


@dataclass(frozen=True)
class OutboxPage:
    """See ``portal/outbox.html``."""

    rows: list[Waiting]
    counts: list[tuple[str, int]]
    given_up: int
    names_hosts: bool
    sent_today: list[tuple[str, int]]
    bounced: int
    filters: list[Any]
    asked: Mapping[str, str]

    @property
    def base(self) -> str:
        """The address up to the page number."""
        return f"?state={self.asked['state']}&kind={self.asked['kind']}&"


def masked(address: str) -> str:
    """An address of which no more is shown than tells two apart: a***@example.org."""
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if at else ""


def kind_words(kind: str) -> str:
    """What people call messages of a kind."""
    return capfirst(str(KINDS.get(kind, kind)))


def messages(asked: Mapping[str, str]) -> QuerySet[OutboxMessage]:
    """The messages that were asked for: without a wish those that are not sent, the youngest first."""
    rows = OutboxMessage.objects.order_by("-created_at", "-pk")
    state, kind = asked.get("state", ""), asked.get("kind", "")
    rows = rows.filter(state=state) if state in MessageState.values else rows.exclude(state=MessageState.SENT)
    return rows.filter(kind=kind) if kind else rows


def counts(rows: QuerySet[OutboxMessage], field: str) -> list[tuple[str, int]]:
    """How many by a field, in its order."""
    return list(rows.order_by(field).values_list(field).annotate(many=Count("pk")))


def outbox_page(rows: list[OutboxMessage], asked: Mapping[str, str], *, names_hosts: bool) -> OutboxPage:
    """Six statements, however many messages there are; ``names_hosts``: whether it is told where they go."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = OutboxMessage.objects.filter(state=MessageState.SENT, done_at__gte=midnight)
    with every_region("how many mails came back"):
        bounced = MeetingInvitation.objects.filter(bounced_at__isnull=False).count()
    words = dict(MessageState.choices)
    by_state = counts(OutboxMessage.objects.all(), "state")
    kinds = [(kind, kind_words(kind)) for kind, _many in counts(OutboxMessage.objects.all(), "kind")]
    return OutboxPage(
        rows=[Waiting(row, kind_words(row.kind), masked(row.payload.get("to", "")) if names_hosts else "",
                      str(words[row.state])) for row in rows],
        counts=[(str(words[state]), many) for state, many in by_state],
        given_up=dict(by_state).get(MessageState.DEAD, 0),
        names_hosts=names_hosts,
        sent_today=[(kind_words(kind), many) for kind, many in counts(today, "kind")],
        bounced=bounced,
        filters=[("state", _("State"), MessageState.choices, _("not sent yet")), ("kind", _("Kind"), kinds)],
        asked={"state": asked.get("state", ""), "kind": asked.get("kind", "")},
    )  # fmt: skip
