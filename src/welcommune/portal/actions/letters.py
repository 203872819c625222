"""What the worker writes to subscribers: the question whether they want it, and the digest once a period."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.accounts.actions import is_first_today, send_mail, tomorrow_morning
from welcommune.core.addresses import site_host
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.tenancy import every_region
from welcommune.portal.models import Rhythm, Subscription
from welcommune.portal.queries.subscriptions import (
    CHANGE,
    CONFIRM,
    LEAVE,
    Section,
    digest_of,
    link_address,
    wishes_words,
)

QUESTION, DIGEST, LETTER = "portal.question", "portal.digest", "portal.letter"
MOST_A_ROUND = 200
# What is published while a digest is made may not be readable yet: it is told the next time.
SETTLED = timedelta(minutes=2)


def _subscription(payload: dict[str, Any]) -> Subscription | None:
    """The subscription of a message; ``None`` where its owner has left meanwhile."""
    rows = Subscription.objects.select_related("network", "region")
    return rows.filter(pk=payload["subscription"]).first()


@handles(QUESTION)
def send_question(payload: dict[str, Any]) -> None:
    """Ask the address to confirm; one that has done so long ago gets the link to its wishes instead."""
    row = _subscription(payload)
    if row is None:
        return
    with override(row.language):
        known = row.confirmed_at is not None
        link = link_address(row, CHANGE if known else CONFIRM)
        shown = {"known": known, "link": link, "leave": link_address(row, LEAVE), "wishes": wishes_words(row)}
        subject = _("News by mail: your wishes") if known else _("News by mail: one more step")
        body = render_to_string("portal/mail/question.txt", shown)
    # Who gets news already did not ask for this mail perhaps: it carries the way to leave, as the news do.
    send_mail({
        "to": row.email, "subject": subject, "body": body, "leave": shown["leave"] if known else "",
        "reply_to": row.region.contact_email if row.region else "",
        # One question at a time: a second mail of the same question has the same name.
        "headers": {"Message-ID": f"<{row.pk}.{row.version}.{payload.get('asked', '0')}@{site_host()}>"},
    })  # fmt: skip


@each_minute
def queue_digests() -> int:
    """Queue one digest for each subscription that is due, and set when the next one is; returns how many."""
    now = timezone.now()
    due = Subscription.objects.filter(due_at__lte=now).order_by("due_at", "pk")[:MOST_A_ROUND]
    return sum(_queue_digest(row, now) for row in due)


@transaction.atomic
def _queue_digest(row: Subscription, now: datetime) -> bool:
    # Whoever moves the date queues the digest: two workers, or one that is started again, queue it once.
    mine = Subscription.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=Rhythm(row.rhythm).after(now))
    if mine:
        queue(DIGEST, {"subscription": str(row.pk), "until": (now - SETTLED).isoformat()})
    return bool(mine)


@handles(DIGEST)
def write_digest(payload: dict[str, Any]) -> None:
    """Put what is new into one mail; nothing new, no mail. Taken up again after a crash, it writes no second one."""
    row, until = _subscription(payload), datetime.fromisoformat(payload["until"])
    if row is None or row.told_until is None or row.told_until >= until:
        return
    with every_region("a digest tells what is published"), override(row.language):
        sections = digest_of(row, until)
        mail = digest_mail(row, sections, until)
    with transaction.atomic():
        if sections and not is_first_today(row.email):
            queue(DIGEST, payload, at=tomorrow_morning())
            return
        # The mail and the mark that it was written are kept together, or neither is.
        mine = Subscription.objects.filter(pk=row.pk, told_until=row.told_until).update(told_until=until)
        if mine and sections:
            queue(LETTER, mail)


@handles(LETTER)
def send_letter(payload: dict[str, Any]) -> None:
    """Send a digest that was written. The address is looked up now: who has left gets none, and no queue keeps it."""
    row = _subscription(payload)
    if row is not None:
        send_mail(payload | {"to": row.email})


def digest_mail(row: Subscription, sections: list[Section], until: datetime) -> dict[str, Any]:
    """The mail, with the headers by which mail programs offer to leave (RFC 8058), in the active language."""
    leave = link_address(row, LEAVE)
    place = row.region.name.best() if row.region else row.network.name
    shown = {
        "sections": sections, "row": row, "place": place, "wishes": wishes_words(row),
        "change": link_address(row, CHANGE), "leave": leave,
    }  # fmt: skip
    return {
        "subscription": str(row.pk),
        "reply_to": row.region.contact_email if row.region else "",
        "subject": _("What is new: %(place)s") % {"place": place},
        "body": render_to_string("portal/mail/digest.txt", shown),
        "leave": leave,
        "headers": {
            # The same name if a worker dies between sending and noting it: mail systems then keep one of the two.
            "Message-ID": f"<{row.pk}.{until:%Y%m%d%H%M}@{site_host()}>",
        },
    }
