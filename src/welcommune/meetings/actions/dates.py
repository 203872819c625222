"""Asking when to meet: dates offered, answers by link, the best one taken into the meeting."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import send_mail
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.outbox import handles, queue
from welcommune.core.saving import bump, change, check, insert
from welcommune.core.tenancy import every_region
from welcommune.meetings import rules
from welcommune.meetings.actions.guests import send_invitations
from welcommune.meetings.actions.letters import tell_of_change
from welcommune.meetings.actions.record import NOT_THAT_DAY, STATE_REFUSED, exists_on_the_clock, publish_meeting
from welcommune.meetings.models import (
    FEWEST_DATES,
    KEPT_DAYS,
    MOST_DATES,
    DateOffer,
    DateOption,
    DatePoll,
    DateReply,
    DateVote,
    Meeting,
    MeetingInvitation,
    MeetingState,
)
from welcommune.meetings.queries import (
    OPEN_TO_DATES,
    dates_letter,
    is_to_come,
    unasked,
    wants_no_mail,
    why_dates_closed,
)

DATES_LETTER = "meetings.dates_letter"
MOST_REPLIES = 300


def _log(verb: str, by: Actor, meeting: Meeting, *fields: str) -> None:
    log(verb, by=by, about=meeting, fields=fields, region_id=meeting.region_id)


def _check_offers(offers: Sequence[DateOffer], zone: str) -> None:
    if not FEWEST_DATES <= len(offers) <= MOST_DATES:
        raise Refused(_("Offer between two and eight dates."), field="day_1")
    for place, offer in enumerate(offers, start=1):
        if not exists_on_the_clock(offer.day, offer.starts_at, zone):
            raise Refused(NOT_THAT_DAY, field=f"starts_at_{place}")


@transaction.atomic
def offer_dates(*, by: Actor, meeting: Meeting, seen: int, zone: str, offers: Sequence[DateOffer]) -> DatePoll:
    """Ask when to meet, or offer other dates: what was said to a date that stays is kept. Opens a closed question."""
    require(by, rules.edit_meeting, meeting)
    if meeting.state not in OPEN_TO_DATES:
        raise Refused(STATE_REFUSED)
    _check_offers(offers, zone)
    poll = DatePoll.objects.filter(meeting=meeting).first() or insert(DatePoll(meeting=meeting, zone=zone))
    bump(poll, seen=seen or poll.version)
    DatePoll.objects.filter(pk=poll.pk).update(zone=zone, closed_at=None)
    there = {option.offer: option for option in poll.options.all()}
    poll.options.exclude(pk__in=[row.pk for offer, row in there.items() if offer in offers]).delete()
    for offer in offers:
        if offer not in there:
            insert(DateOption(poll=poll, **vars(offer)))
    _log("meetings.offer_dates", by, meeting)
    return poll


@transaction.atomic
def ask_for_dates(*, by: Actor, poll: DatePoll) -> int:
    """Write to all on the guest list who were not asked yet, each with a link of their own; returns how many."""
    require(by, rules.edit_meeting, poll.meeting)
    Meeting.plain.select_for_update().get(pk=poll.meeting_id)
    if closed := why_dates_closed(poll):
        raise Refused(closed)
    guests = unasked(poll)
    silent = wants_no_mail([guest.address for guest in guests])
    asked = [guest for guest in guests if guest.address not in silent]
    for guest in asked:
        told = {"asked_at": timezone.now()}
        reply, _is_new = DateReply.objects.update_or_create(poll=poll, invitation=guest, defaults=told)
        queue(DATES_LETTER, {"reply": str(reply.pk)})
    if asked:
        _log("meetings.ask_for_dates", by, poll.meeting)
    return len(asked)


@handles(DATES_LETTER)
def send_dates_letter(payload: dict[str, Any]) -> None:
    """Write and send one question, unless it is answered in another way, or the person is off the list."""
    related = ("poll__meeting__region", "poll__meeting__network", "invitation__contact")
    rows = DateReply.objects.select_related(*related).filter(invitation__bounced_at__isnull=True)
    with every_region("a mail that asks for a date"):
        reply = rows.filter(pk=payload["reply"], invitation__isnull=False).first()
        address = reply.invitation.address if reply and reply.invitation else ""
        if reply is None or not address or wants_no_mail([address]) or why_dates_closed(reply.poll):
            return
        mail = dates_letter(reply, reply.poll.options.all())
    try:
        send_mail(mail)
    except SMTPRecipientsRefused:
        MeetingInvitation.objects.filter(date_replies=reply).update(bounced_at=timezone.now())


@transaction.atomic
def answer_dates(*, by: Actor, reply: DateReply, says: Mapping[UUID, str]) -> DateReply:
    """Note what a person says to each date; the last word counts until the question is closed."""
    require(by, rules.answer_dates, reply)
    _note(reply, says)
    _log("meetings.answer_dates", by, reply.poll.meeting)
    return reply


@transaction.atomic
def answer_shared_dates(
    *, by: Actor, poll: DatePoll, id: UUID, person: str, organisation: str, says: Mapping[UUID, str]
) -> DateReply:
    """Note the answer of somebody who has the shared link; the same ``id`` sent twice is one person."""
    require(by, rules.answer_shared_dates, poll)
    # The row of the question is the lock: two who send the same form queue here.
    DatePoll.objects.select_for_update().get(pk=poll.pk)
    row = DateReply.objects.filter(pk=id, poll=poll, invitation__isnull=True).first()
    if row is None and poll.replies.count() >= MOST_REPLIES:
        raise Refused(_("Many people have answered already. Write to whoever sent you the link."))
    reply = row or insert(DateReply(id=id, poll=poll, person=person, organisation=organisation))
    _note(reply, says)
    _log("meetings.answer_dates", by, poll.meeting)
    return reply


def _note(reply: DateReply, says: Mapping[UUID, str]) -> None:
    if closed := why_dates_closed(reply.poll):
        raise Refused(closed)
    reply.votes.all().delete()
    votes = [DateVote(reply=reply, option=option, says=says[option.pk]) for option in reply.poll.options.all()]
    for vote in votes:
        check(vote)
    DateVote.objects.bulk_create(votes)
    DateReply.objects.filter(pk=reply.pk).update(answered_at=timezone.now())


@transaction.atomic
def renew_shared_link(*, by: Actor, poll: DatePoll) -> DatePoll:
    """Make another shared link; the one before opens nothing any more."""
    require(by, rules.edit_meeting, poll.meeting)
    change(poll, seen=poll.version, link=uuid4())
    _log("meetings.renew_shared_link", by, poll.meeting)
    return poll


@transaction.atomic
def take_date(*, by: Actor, poll: DatePoll, option: DateOption) -> Meeting:
    """Take a date into the meeting, close the question, and tell the guests: the invitation, or what has changed.

    Local time and zone go over as they were offered: a change of the clocks in between moves nothing.
    """
    meeting = poll.meeting
    require(by, rules.edit_meeting, meeting)
    if meeting.state not in OPEN_TO_DATES:
        raise Refused(STATE_REFUSED)
    told: dict[str, Any] = vars(option.offer) | {"zone": poll.zone, "state": MeetingState.PLANNED}
    changed = change(meeting, seen=meeting.version, **told)
    change(poll, seen=poll.version, closed_at=timezone.now())
    _log("meetings.take_date", by, meeting, *changed)
    publish_meeting(meeting)
    tell_of_change(meeting, changed)
    if is_to_come(meeting):
        send_invitations(by=by, meeting=meeting)
    return meeting


def old_polls() -> QuerySet[DatePoll]:
    """Questions for a day, of meetings that were half a year ago."""
    long_ago = timezone.localdate() - timedelta(days=KEPT_DAYS)
    return DatePoll.objects.filter(meeting__day__lt=long_ago)


@transaction.atomic
def forget_dates() -> int:
    """Delete who could come when, half a year after the meeting, as guest lists go."""
    polls = old_polls().select_related("meeting").order_by("pk")[:MOST_REPLIES]
    for poll in polls:
        _log("meetings.forget_dates", SYSTEM, poll.meeting)
        poll.delete()
    return len(polls)
