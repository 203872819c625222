"""Mails to invited people. Queued by identifiers, written when they go: whoever left or was erased gets none."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from welcommune.accounts.actions import send_mail
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.tenancy import every_region
from welcommune.meetings.models import COMING, Answer, Meeting, MeetingInvitation, MeetingState, PlaceRequest
from welcommune.meetings.queries import TO_COME, Letter, begins_at, letter_of, wants_no_mail, zone_of

LETTER = "meetings.letter"
PLACE_MAIL = "meetings.place_mail"
MOST_A_ROUND = 200
# On the day itself, early enough for those who leave early.
TOLD_AT = time(6)
# What counts when a record changes: when and where.
MATTERS = frozenset({"day", "starts_at", "ends_at", "zone", "duration_minutes", "mode", "place"})


def queue_letters(kind: Letter, keys: Iterable[Any]) -> None:
    """Queue one mail of a kind for each invitation."""
    for key in keys:
        queue(LETTER, {"invitation": str(key), "kind": kind.value})


def queue_place_mails(requests: Iterable[PlaceRequest], kind: Letter = Letter.PLACE) -> None:
    """Queue one mail for each who asked for a place: what follows from it, or what has become of the meeting."""
    for row in requests:
        queue(PLACE_MAIL, {"request": str(row.pk), "kind": kind.value})


@handles(LETTER)
def send_letter(payload: dict[str, Any]) -> None:
    """Write and send one mail. An address that the server refuses is noted and not tried again."""
    rows = MeetingInvitation.objects.select_related("contact", "meeting__region", "meeting__network")
    with every_region("a mail to somebody invited"):
        invitation = rows.filter(pk=payload["invitation"], bounced_at__isnull=True).first()
        if invitation is None or not invitation.address or wants_no_mail([invitation.address]):
            return
        mail = letter_of(Letter(payload["kind"]), invitation)
    try:
        send_mail(mail)
    except SMTPRecipientsRefused:
        MeetingInvitation.objects.filter(pk=invitation.pk).update(bounced_at=timezone.now())


def tell_of_change(meeting: Meeting, changed: Iterable[str]) -> None:
    """Tell those who come, or perhaps, or wait for a place, that day, hours or place are others now."""
    if MATTERS.intersection(changed) and meeting.state in TO_COME:
        expecting = _invited(meeting).filter(answer__in=[*COMING, Answer.MAYBE])
        queue_letters(Letter.UPDATE, expecting.values_list("pk", flat=True))
        queue_place_mails(_waiting(meeting), Letter.UPDATE)


def tell_of_state(meeting: Meeting, before: str) -> None:
    """Tell all who have not declined that a meeting is called off, put off, or takes place again."""
    off = (MeetingState.CANCELLED, MeetingState.POSTPONED)
    invited = _invited(meeting).exclude(answer=Answer.NO).values_list("pk", flat=True)
    if meeting.state in off and before in TO_COME:
        queue_letters(Letter.CALLED_OFF, invited)
        queue_place_mails(_waiting(meeting), Letter.CALLED_OFF)
    elif meeting.state in TO_COME and before in off:
        queue_letters(Letter.UPDATE, invited)
        queue_place_mails(_waiting(meeting), Letter.UPDATE)


def _invited(meeting: Meeting) -> Any:
    """Those who got the invitation, or answered without it, to a meeting that is not over."""
    reached = Q(sent_at__isnull=False) | ~Q(answer=Answer.NONE)
    rows = MeetingInvitation.objects.filter(reached, meeting=meeting).order_by("pk")
    return rows if timezone.now() < begins_at(meeting) else rows.none()


def _waiting(meeting: Meeting) -> Any:
    """Those who wait for a place at a meeting that is not over, or are asked whether they still want it."""
    rows = PlaceRequest.objects.filter(meeting=meeting, confirmed_at__isnull=False).order_by("pk")
    return rows if timezone.now() < begins_at(meeting) else rows.none()


@each_minute
@transaction.atomic
def remind_on_the_day() -> int:
    """Queue the mail of the day, with the link, for all who come; returns how many."""
    now = timezone.now()
    near = (now.date() - timedelta(days=1), now.date() + timedelta(days=1))
    waiting = MeetingInvitation.objects.filter(
        answer__in=COMING, told_on_the_day_at__isnull=True, meeting__state__in=TO_COME, meeting__day__range=near
    )
    rows = waiting.select_related("meeting__region").order_by("pk")[:MOST_A_ROUND]
    return sum(_tell_today(row, now) for row in rows if _is_the_day(row.meeting, now))


def _is_the_day(meeting: Meeting, now: datetime) -> bool:
    return datetime.combine(meeting.day, TOLD_AT, zone_of(meeting)) <= now < begins_at(meeting)


def _tell_today(row: MeetingInvitation, now: datetime) -> bool:
    # Whoever sets the moment queues the mail: two workers queue it once.
    free = MeetingInvitation.objects.filter(pk=row.pk, told_on_the_day_at__isnull=True)
    mine = free.update(told_on_the_day_at=now)
    if mine:
        queue_letters(Letter.TODAY, [row.pk])
    return bool(mine)
