"""Three questions after a meeting: opened, sent, answered by nobody in particular, closed."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.db import transaction
from django.utils import timezone

from welcommune.accounts.actions import send_mail
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.saving import insert
from welcommune.core.tenancy import every_region
from welcommune.meetings import rules
from welcommune.meetings.actions.record import STATE_REFUSED
from welcommune.meetings.models import OPEN_DAYS, FeedbackAnswer, FeedbackRound, Meeting, MeetingInvitation, Opinion
from welcommune.meetings.queries import ASKED_IN, FEEDBACK_OVER, USED, feedback_letter, to_be_asked, wants_no_mail

FEEDBACK_LETTER = "meetings.feedback_letter"
MOST_ANSWERS = 500


def _log(verb: str, by: Actor, meeting: Meeting) -> None:
    log(verb, by=by, about=meeting, region_id=meeting.region_id)


@transaction.atomic
def open_feedback(*, by: Actor, meeting: Meeting) -> FeedbackRound:
    """Open the questions for two weeks; pressed twice, they are open once."""
    require(by, rules.edit_meeting, meeting)
    Meeting.plain.select_for_update().get(pk=meeting.pk)
    if existing := FeedbackRound.objects.filter(meeting=meeting).first():
        return existing
    if meeting.state not in ASKED_IN:
        raise Refused(STATE_REFUSED)
    row = insert(FeedbackRound(meeting=meeting, closes_on=timezone.localdate() + timedelta(days=OPEN_DAYS)))
    _log("meetings.open_feedback", by, meeting)
    return row


@transaction.atomic
def ask_for_feedback(*, by: Actor, found: FeedbackRound) -> int:
    """Write to the guests who came, each with a link that is good once; pressed twice, one mail goes."""
    require(by, rules.keep_feedback, found)
    row = FeedbackRound.objects.select_for_update().get(pk=found.pk)
    if not row.is_open:
        raise Refused(FEEDBACK_OVER)
    guests = [] if row.asked_at else to_be_asked(found.meeting)
    for guest in guests:
        queue(FEEDBACK_LETTER, {"round": str(row.pk), "invitation": str(guest.pk)})
    if guests:
        FeedbackRound.objects.filter(pk=row.pk).update(asked_at=timezone.now())
        _log("meetings.ask_for_feedback", by, found.meeting)
    return len(guests)


@handles(FEEDBACK_LETTER)
def send_feedback_letter(payload: dict[str, Any]) -> None:
    """Write and send one mail, unless the questions are closed or the person is off the list."""
    with every_region("a mail with three questions"):
        rounds = FeedbackRound.objects.select_related("meeting__region", "meeting__network")
        found = rounds.filter(pk=payload["round"]).first()
        guest = MeetingInvitation.objects.filter(pk=payload["invitation"]).select_related("contact").first()
        if not found or not found.is_open or not guest or not guest.address or wants_no_mail([guest.address]):
            return
        mail = feedback_letter(found, guest)
    try:
        send_mail(mail)
    except SMTPRecipientsRefused:
        MeetingInvitation.objects.filter(pk=guest.pk).update(bounced_at=timezone.now())


@transaction.atomic
def give_feedback(*, found: FeedbackRound, mark: str, opinion: Opinion) -> None:
    """Keep an answer. The link, or the telephone, is remembered as used, apart from the answer.

    Nobody acts here and no line goes into the log: its moment would lead to whoever answered.
    """
    row = FeedbackRound.objects.select_for_update().get(pk=found.pk)
    if not row.is_open or len(row.used) >= MOST_ANSWERS:
        raise Refused(FEEDBACK_OVER)
    if mark in row.used:
        raise Refused(USED)
    FeedbackRound.objects.filter(pk=row.pk).update(used=sorted([*row.used, mark]))
    insert(FeedbackAnswer(round=row, **vars(opinion)))


@transaction.atomic
def close_feedback(*, by: Actor, found: FeedbackRound) -> None:
    """Take no more answers, show them, and forget which links were used."""
    require(by, rules.keep_feedback, found)
    if FeedbackRound.objects.filter(pk=found.pk, closed_at__isnull=True).update(closed_at=timezone.now(), used=[]):
        _log("meetings.close_feedback", by, found.meeting)


@each_minute
def close_old_feedback() -> int:
    """Close the questions whose two weeks are over."""
    over = FeedbackRound.objects.filter(closed_at__isnull=True, closes_on__lt=timezone.localdate())
    rounds = list(over.select_related("meeting").order_by("pk")[:MOST_ANSWERS])
    for found in rounds:
        close_feedback(by=SYSTEM, found=found)
    return len(rounds)
