"""What owners of commitments are told, by which link they answer, and who waits for a mail."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from welcommune.core.access import Actor
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.meetings.models import OWNER_KEPT_DAYS, STILL_OPEN, Commitment, CommitmentMail
from welcommune.meetings.queries.calendar import meeting_title
from welcommune.meetings.queries.commitments import BESIDE, EARLIEST_FIRST, standing_of
from welcommune.meetings.queries.letters import mail_headers
from welcommune.meetings.queries.links import leave_address, mark_of, wants_no_mail

OWNER = "meetings.owner"
LINK_DAYS = 90
# In the morning, and nothing of the same day: what was typed at a meeting can be put right before anybody is told.
TOLD_AT = time(7)
SOON, AGAIN = timedelta(days=7), timedelta(days=28)
OWNER_LINK_OVER = gettext_lazy(
    "This link has ended or was cut. Use the link in the youngest mail, or ask who keeps the record."
)
COMMITMENT_GONE = gettext_lazy(
    "Somebody else has taken this on, or it was deleted. Nothing is left for you to do here."
)


def owner_token(row: Commitment) -> str:
    """A token that opens one commitment for its owner, for a while."""
    return signing.dumps(str(row.link), salt=OWNER)


def owner_of(token: str) -> Actor:
    """Who acts with the link of a commitment."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=OWNER, max_age=timedelta(days=LINK_DAYS))))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(OWNER_LINK_OVER) from error


def waiting(now: datetime) -> dict[str, list[Commitment]]:
    """Whose commitments a mail has to speak of now, by the mark of the address; one query.

    A new one from the morning after, one that is due within a week once, and one that is overdue every four weeks.
    """
    local = timezone.localtime(now)
    if local.time() < TOLD_AT:
        return {}
    today, midnight = local.date(), datetime.combine(local.date(), time(), local.tzinfo)
    is_new = Q(told_at__isnull=True, owned_since__lt=midnight)
    is_soon = Q(due__range=(today, today + SOON), told_at__date__lt=F("due") - SOON)
    is_late = Q(due__lt=today) & (Q(told_at__date__lte=F("due")) | Q(told_at__lt=now - AGAIN))
    rows = Commitment.objects.filter(is_new | is_soon | is_late, state__in=STILL_OPEN)
    found = defaultdict(list)
    for row in rows.select_related("organisation", "contact").order_by("pk"):
        if row.address:
            found[mark_of(row.address)].append(row)
    return found


def may_be_told(found: dict[str, list[Commitment]], since: datetime) -> list[str]:
    """The marks among them that had no mail since then, and want mail about meetings; two queries."""
    unwanted = {mark_of(address) for address in wants_no_mail([rows[0].address for rows in found.values()])}
    lately = CommitmentMail.objects.filter(mark__in=found, sent_at__gt=since).order_by("pk")
    return [mark for mark in found if mark not in unwanted | set(lately.values_list("mark", flat=True))]


def owned_by(address: str) -> list[Commitment]:
    """All that is still to be done by whoever reads mail there, the most pressing first; one query."""
    by_hand = Q(contact__isnull=True) & ~Q(person="") & Q(email__iexact=address)
    by_all = Q(contact__isnull=True, person="", organisation__email__iexact=address)
    rows = Commitment.objects.filter(Q(contact__email__iexact=address) | by_hand | by_all, state__in=STILL_OPEN)
    return list(rows.select_related(*BESIDE, "meeting__region", "meeting__network").order_by(*EARLIEST_FIRST))


def _language_of(row: Commitment) -> str:
    own = [row.contact.language if row.contact else "", *row.region.languages]
    return next((code for code in own if code in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


def _told(row: Commitment) -> dict[str, Any]:
    """One commitment as the mail tells it."""
    return {
        "what": row.what, "meeting": meeting_title(row.meeting) if row.meeting else "",
        "day": row.meeting.day if row.meeting else None, "standing": standing_of(row)[1],
        "link": whole_address("meetings:owner", token=owner_token(row)),
    }  # fmt: skip


def promises_mail(address: str, rows: list[Commitment], name: str) -> dict[str, Any]:
    """The mail about all that somebody promised, as the mail program of the house takes it."""
    first = rows[0]
    with override(_language_of(first)):
        leave = leave_address(address)
        subject = ngettext("%(n)s thing that you promised", "%(n)s things that you promised", len(rows))
        shown = {
            "name": first.person_name or str(first.organisation or ""), "rows": [_told(row) for row in rows],
            "region": first.region.name.best(), "leave": leave, "days": LINK_DAYS,
        }  # fmt: skip
        return {
            "to": address, "reply_to": first.region.contact_email, "subject": subject % {"n": len(rows)},
            "body": render_to_string("meetings/mail/promises.txt", shown), "headers": mail_headers(leave, name),
        }  # fmt: skip


def owner_page(row: Commitment) -> dict[str, Any]:
    """See ``meetings/owner.html``."""
    mark, words = standing_of(row)
    return {
        "row": row, "mark": mark, "words": words, "owner": row.person_name or str(row.organisation or ""),
        "meeting": meeting_title(row.meeting) if row.meeting else "", "closed": _closed(row),
        "kept_days": OWNER_KEPT_DAYS,
    }  # fmt: skip


def _closed(row: Commitment) -> str:
    """Why nothing can be answered any more; empty while it is open."""
    return "" if row.is_open else _("Thank you. Nothing is left for you to do.")
