"""News by mail: asked for, confirmed, changed, left. Every mail goes through the outbox, by identifiers."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import is_to_be_written, note_erased
from welcommune.accounts.models import Basis, Ending, Keeping, Kept, Rows, Seen, keeps
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.ids import new_id
from welcommune.core.outbox import queue
from welcommune.core.personal import Person, holds
from welcommune.core.saving import change
from welcommune.network.models import Network
from welcommune.portal import rules
from welcommune.portal.actions.letters import QUESTION
from welcommune.portal.models import Rhythm, Subscription, Wishes

UNCONFIRMED_DAYS = 7


def ask_subscription(*, by: Actor, email: str, network: Network, wishes: Wishes, sender: str) -> bool:
    """Send a question to the address; the answer here is the same whether or not it is known."""
    if is_to_be_written("news", email=email, sender=sender):
        _ask(by, email, network, wishes)
    return True


@transaction.atomic
def _ask(by: Actor, email: str, network: Network, wishes: Wishes) -> None:
    told = {"network": network, **wishes.as_fields()}
    row, is_new = Subscription.objects.select_for_update().get_or_create(email=email, defaults=told)
    if not is_new and row.confirmed_at is None:
        # Whoever writes a confirmed address changes nothing: its owner gets the link to do so.
        change(row, seen=row.version, **told, asked_at=timezone.now())
    log("portal.ask_subscription", by=by, about=row)
    queue(QUESTION, {"subscription": str(row.pk), "asked": str(new_id())})


@transaction.atomic
def confirm_subscription(*, by: Actor, subscription: Subscription) -> Subscription:
    """The address is its owner's: from now on there are digests. A second time changes nothing."""
    require(by, rules.own_subscription, subscription)
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)  # The button may be pressed twice at once.
    if row.confirmed_at is None:
        now = timezone.now()
        due = Rhythm(row.rhythm).after(now)
        change(row, seen=row.version, confirmed_at=now, told_until=now, due_at=due)
        log("portal.confirm_subscription", by=by, about=row)
    return row


@transaction.atomic
def change_subscription(*, by: Actor, subscription: Subscription, seen: int, wishes: Wishes) -> Subscription:
    """Other wishes from now on."""
    require(by, rules.own_subscription, subscription)
    told = wishes.as_fields()
    if subscription.confirmed_at and wishes.rhythm != subscription.rhythm:
        told["due_at"] = Rhythm(wishes.rhythm).after(timezone.now())
    if fields := change(subscription, seen=seen, **told):
        log("portal.change_subscription", by=by, about=subscription, fields=fields)
    return subscription


@transaction.atomic
def leave_subscription(*, by: Actor, subscription: Subscription) -> None:
    """No more mail: the row goes at once, and the log keeps its identifier only."""
    require(by, rules.own_subscription, subscription)
    log("portal.leave_subscription", by=by, about=subscription)
    note_erased(subscription.pk)
    subscription.delete()


def _unconfirmed() -> Rows:
    long_ago = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    return Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=long_ago)


@transaction.atomic
def forget_unconfirmed() -> int:
    """Delete addresses that nobody confirmed within a week; returns how many."""
    rows = list(_unconfirmed().order_by("pk")[:200])
    for row in rows:
        log("portal.forget_unconfirmed", by=SYSTEM, about=row)
        row.delete()
    return len(rows)


def held_about(person: Person) -> dict[str, Any]:
    """The news by mail that the person's address asked for."""
    rows = Subscription.objects.filter(email__iexact=person.email).order_by("pk")
    plain = ("language", "topics", "rhythm", "asked_at", "confirmed_at")
    return {"news_by_mail": list(rows.values("network__slug", "region__slug", *plain))}


def _leave(rows: Rows) -> None:
    for row in rows:
        leave_subscription(by=SYSTEM, subscription=row)


def _erase(person: Person) -> None:
    _leave(Subscription.objects.filter(email__iexact=person.email))


holds("portal", Subscription, collect=held_about, erase=_erase)
keeps(
    Keeping(
        "portal.news-by-mail", _("Who gets news by mail"), _("To send them. Only what was asked for."), Basis.CONSENT,
        _("until the person leaves; %(period)s where nobody confirmed the address"), (Seen.PERSON,),
        (
            Kept(
                Subscription, emails=("email",), others=("language", "topics", "asked_at", "confirmed_at"), region="",
                goes=_leave,
            ),
        ),
        Ending(UNCONFIRMED_DAYS, _unconfirmed, forget_unconfirmed),
    ),
)  # fmt: skip
