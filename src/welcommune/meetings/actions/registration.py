"""Open registration: a place is asked for, confirmed, waited for, offered and taken. Each mail goes once.

Whoever counts places or gives one holds the row of the meeting, so that the last place is given once.
"""

from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from welcommune.accounts.actions import is_to_be_written, send_mail
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.outbox import each_minute, handles
from welcommune.core.saving import change, insert
from welcommune.core.tenancy import every_region
from welcommune.meetings import rules
from welcommune.meetings.actions.letters import PLACE_MAIL, queue_letters, queue_place_mails
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import (
    OFFER_LASTS,
    UNCONFIRMED,
    Answer,
    Meeting,
    MeetingInvitation,
    PlaceFacts,
    PlaceRequest,
    Registration,
    Reply,
)
from welcommune.meetings.queries import (
    PLACE_OVER,
    TO_COME,
    Letter,
    begins_at,
    free_places,
    is_to_come,
    place_mail,
    waiting_for,
    wants_no_mail,
    why_no_place,
    why_not_open,
)

MOST_A_ROUND = 200


def _log(verb: str, by: Actor, meeting: Meeting, *fields: str) -> None:
    log(verb, by=by, about=meeting, fields=fields, region_id=meeting.region_id)


def _locked(key: UUID) -> Meeting:
    """The meeting, held until the end of the transaction."""
    Meeting.plain.select_for_update().get(pk=key)
    return Meeting.plain.select_related("region", "network").get(pk=key)


@transaction.atomic
def open_registration(*, by: Actor, meeting: Meeting, seen: int, is_open: bool, capacity: int | None) -> Registration:
    """Say whether anybody can register, and for how many people there is room."""
    require(by, rules.edit_meeting, meeting)
    row, is_new = Registration.objects.get_or_create(meeting=meeting, defaults={"is_open": False})
    # A meeting that was never opened was seen as version 0.
    if change(row, seen=seen or row.version, is_open=is_open, capacity=capacity) or is_new:
        _log("meetings.open_registration", by, meeting)
        publish_meeting(meeting)
    return row


def ask_place(*, by: Actor, meeting: Meeting, facts: PlaceFacts, sender: str) -> bool:
    """Ask the address to confirm; the answer here is the same whether or not it is known. See ``is_to_be_written``."""
    require(by, rules.ask_place, meeting)
    if closed := why_not_open(meeting):
        raise Refused(closed)
    if is_to_be_written("places", email=facts.email, sender=sender):
        _ask(by, meeting, facts)
    return True


@transaction.atomic
def _ask(by: Actor, meeting: Meeting, facts: PlaceFacts) -> None:
    told = vars(facts)
    rows = PlaceRequest.objects.select_for_update()
    row, is_new = rows.get_or_create(meeting=meeting, email=facts.email, defaults=told)
    if not is_new and row.confirmed_at is None:
        # Whoever writes an address that waits already changes nothing: its owner gets the link to it.
        change(row, seen=row.version, **told, asked_at=timezone.now())
    _log("meetings.ask_place", by, meeting)
    queue_place_mails([row])


@handles(PLACE_MAIL)
def send_place_mail(payload: dict[str, Any]) -> None:
    """Write to whoever asked for a place, as it stands now. An address that the server refuses is let go."""
    rows = PlaceRequest.objects.select_related("meeting__region", "meeting__network")
    with every_region("a mail to somebody who asked for a place"):
        row = rows.filter(pk=payload["request"]).first()
        if row is None or row.has_lapsed or wants_no_mail([row.email]):
            return
        mail = place_mail(row, Letter(payload["kind"]))
    try:
        send_mail(mail)
    except SMTPRecipientsRefused:
        row.delete()


@transaction.atomic
def confirm_place(*, by: Actor, request: PlaceRequest) -> MeetingInvitation | None:
    """The address is its owner's, who wants to come: a place where there is one, else the end of the waiting list.

    Pressed a second time it changes nothing. Returns the place on the guest list; ``None`` while waiting.
    """
    require(by, rules.own_place_request, request)
    meeting = _locked(request.meeting_id)
    row = PlaceRequest.objects.filter(pk=request.pk).first()
    if row is None:
        raise Refused(PLACE_OVER)
    if closed := why_no_place(row):
        raise Refused(closed)
    if row.confirmed_at is None:
        change(row, seen=row.version, confirmed_at=timezone.now())
        _log("meetings.confirm_place", by, meeting)
    guest = _guest_at(meeting, row.email)
    has_place = row.offered_until is not None or (guest is not None and guest.is_coming)
    return _give(by, meeting, row, guest) if has_place or _is_next(meeting, row) else None


def _guest_at(meeting: Meeting, email: str) -> MeetingInvitation | None:
    """Who is on the guest list with this address already."""
    known = Q(email__iexact=email) | Q(contact__email__iexact=email)
    return MeetingInvitation.objects.filter(known, meeting=meeting).select_related("contact").order_by("pk").first()


def _is_next(meeting: Meeting, row: PlaceRequest) -> bool:
    """Whether there is a place for this person that nobody before has waited for."""
    before = [other.pk for other in waiting_for(meeting)].index(row.pk)
    free = free_places(meeting)
    return free is None or free > before


def _give(by: Actor, meeting: Meeting, row: PlaceRequest, guest: MeetingInvitation | None) -> MeetingInvitation:
    """Put the person on the guest list as one who comes; whoever was invited keeps their line."""
    now = timezone.now()
    reply = Reply(Answer.YES, "", row.interpretation, row.needs, row.needs_words).as_fields()
    if guest is None:
        who = {"name": row.name, "email": row.email, "language": row.language, "works_for": row.organisation}
        place = MeetingInvitation(id=row.pk, meeting=meeting, **who, **reply, registered_at=now, answered_at=now)
        guest = insert(place)
    else:
        change(guest, seen=guest.version, **reply, answered_at=now)
    row.delete()
    _log("meetings.give_place", by, meeting)
    queue_letters(Letter.PLACE, [guest.pk])
    return guest


@transaction.atomic
def leave_place(*, by: Actor, request: PlaceRequest) -> None:
    """Want no place any more: the row goes at once, and whoever is next is asked by the next round."""
    require(by, rules.own_place_request, request)
    _log("meetings.leave_place", by, request.meeting)
    request.delete()


@transaction.atomic
def remove_place_request(*, by: Actor, request: PlaceRequest) -> None:
    """Take somebody off the waiting list who asked whoever keeps it to do so."""
    require(by, rules.keep_place_request, request)
    _log("meetings.remove_place_request", by, request.meeting)
    request.delete()


@each_minute
def offer_places() -> int:
    """Ask the next ones on each waiting list where places are free, for whatever reason; returns how many."""
    confirmed = PlaceRequest.objects.filter(confirmed_at__isnull=False, meeting__state__in=TO_COME)
    meetings = set(confirmed.order_by("meeting").values_list("meeting", flat=True)[:MOST_A_ROUND])
    return sum(_offer(key) for key in sorted(meetings))


@transaction.atomic
def _offer(key: UUID) -> int:
    # The row of the meeting is the lock: two workers ask each person once.
    meeting = _locked(key)
    _drop(meeting, Q(offered_until__lte=timezone.now()))
    if not is_to_come(meeting):
        return 0
    free, until = free_places(meeting), min(timezone.now() + OFFER_LASTS, begins_at(meeting))
    asked = waiting_for(meeting)[: None if free is None else max(free, 0)]
    for row in asked:
        change(row, seen=row.version, offered_until=until)
        queue_place_mails([row])
    if asked:
        _log("meetings.offer_places", SYSTEM, meeting)
    return len(asked)


def _drop(meeting: Meeting, which: Q) -> int:
    """Delete requests that are over; returns how many."""
    dropped, _by_model = PlaceRequest.objects.filter(which, meeting=meeting).delete()
    if dropped:
        _log("meetings.forget_place_requests", SYSTEM, meeting)
    return dropped


def _over() -> Q:
    unconfirmed = Q(confirmed_at__isnull=True, asked_at__lte=timezone.now() - UNCONFIRMED)
    return unconfirmed | Q(meeting__day__lt=timezone.localdate())


def old_place_requests() -> QuerySet[PlaceRequest]:
    """What nobody confirmed within a week, and all that waits for a meeting that is over."""
    return PlaceRequest.objects.filter(_over())


@transaction.atomic
def forget_place_requests() -> int:
    """Delete those; returns how many."""
    keys = old_place_requests().order_by("pk").values_list("meeting", flat=True)[:MOST_A_ROUND]
    return sum(_drop(meeting, _over()) for meeting in Meeting.plain.filter(pk__in=set(keys)))
