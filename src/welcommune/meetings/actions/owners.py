"""The mail to owners of commitments: one a person and week at most, which collects all there is to say."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.db import transaction
from django.utils import timezone

from welcommune.accounts.actions import is_first_today, send_mail
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.tenancy import every_region
from welcommune.meetings.models import Commitment, CommitmentMail
from welcommune.meetings.queries import mark_of, may_be_told, owned_by, promises_mail, waiting, wants_no_mail

PROMISES = "meetings.promises"
MOST_A_ROUND = 200
ONE_A = timedelta(days=7)


@each_minute
@transaction.atomic
def tell_owners() -> int:
    """Queue one mail for each person whom one has to be told; returns how many. Killed in between, it queues none."""
    now = timezone.now()
    with every_region("mail to owners of commitments"):
        found = waiting(now)
    marks = may_be_told(found, now - ONE_A) if found else []
    return sum(_tell(mark, found[mark]) for mark in marks[:MOST_A_ROUND])


def _tell(mark: str, rows: list[Commitment]) -> bool:
    """Whoever sets the moment queues the mail: two workers queue it once."""
    now = timezone.now()
    if not is_first_today(rows[0].address):
        return False
    mail, is_new = CommitmentMail.objects.get_or_create(mark=mark, defaults={"sent_at": now})
    free = CommitmentMail.objects.filter(pk=mail.pk, sent_at__lte=now - ONE_A)
    mine = is_new or bool(free.update(sent_at=now))
    if mine:
        keys = [row.pk for row in rows]
        Commitment.plain.filter(pk__in=keys).update(told_at=now)
        queue(PROMISES, {"mark": mark, "commitments": [str(key) for key in keys], "moment": now.isoformat()})
    return mine


@handles(PROMISES)
def send_promises(payload: dict[str, Any]) -> None:
    """Write and send one mail. It speaks of nothing that was handed over, closed or erased since it was queued."""
    with every_region("mail to owners of commitments"):
        rows = Commitment.objects.filter(pk__in=payload["commitments"]).select_related("contact", "organisation")
        addresses = {row.address for row in rows.order_by("pk") if row.address}
        address = next((one for one in sorted(addresses) if mark_of(one) == payload["mark"]), "")
        owned = owned_by(address) if address and not wants_no_mail([address]) else []
        if not owned:
            return
        mail = promises_mail(address, owned, f"promises.{payload['mark'][:24]}.{payload['moment'][:10]}")
    try:
        send_mail(mail)
    except SMTPRecipientsRefused:
        return
