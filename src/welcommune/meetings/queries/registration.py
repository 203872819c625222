"""Open registration: how many places are free, who waits, and what the pages and mails about it say."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.core import ui
from welcommune.core.addresses import whole_address
from welcommune.meetings.models import (
    COMING,
    KEPT_DAYS,
    Meeting,
    MeetingInvitation,
    MeetingState,
    PlaceRequest,
    Registration,
)
from welcommune.meetings.queries.calendar import meeting_address, meeting_title
from welcommune.meetings.queries.letters import Letter, inviter, letter_subject, mail_headers, when_words, where_words
from welcommune.meetings.queries.links import is_to_come, leave_address, why_closed, zone_of

PLACE = "meetings.place"
PLACE_OVER = gettext_lazy("It was not confirmed in time, or was taken back. You can register again.")


def place_token(request: PlaceRequest) -> str:
    """A token that opens one request for a place."""
    return signing.dumps(str(request.pk), salt=PLACE)


def has_place(key: UUID | None) -> bool:
    """Whether a request with this key has led to a place on the guest list."""
    return key is not None and MeetingInvitation.objects.filter(pk=key).exists()


def registration_of(meeting: Meeting) -> Registration:
    """Whether the meeting is open for registration; a closed one, not saved, where nobody ever opened it."""
    found = Registration.objects.filter(meeting=meeting).first()
    return found or Registration(meeting=meeting, is_open=False, version=0)


def waiting_for(meeting: Meeting) -> list[PlaceRequest]:
    """Who waits for a place and has not been offered one, the first come first."""
    waits = PlaceRequest.objects.filter(meeting=meeting, confirmed_at__isnull=False, offered_until__isnull=True)
    return list(waits.order_by("confirmed_at", "pk"))


def free_places(meeting: Meeting) -> int | None:
    """Places that nobody has and that are held for nobody; ``None`` where there is no limit.

    Whoever was invited and comes counts too, so that it may be less than nothing.
    """
    capacity = registration_of(meeting).capacity
    if capacity is None:
        return None
    coming = MeetingInvitation.objects.filter(meeting=meeting, answer__in=COMING).count()
    return capacity - coming - PlaceRequest.objects.filter(meeting=meeting, offered_until__isnull=False).count()


def why_not_open(meeting: Meeting) -> str:
    """Why nobody can register now, in words; empty while one can."""
    if is_to_come(meeting) and not registration_of(meeting).is_open:
        return _("The registration is closed.")
    return why_closed(meeting)


def why_no_place(request: PlaceRequest) -> str:
    """Why a request leads nowhere any more, in words; empty while it does."""
    if request.has_lapsed:
        return str(PLACE_OVER)
    return why_not_open(request.meeting) if request.confirmed_at is None else why_closed(request.meeting)


def _about(meeting: Meeting) -> dict[str, Any]:
    """What pages and mails say of the meeting."""
    return {
        "meeting": meeting, "title": meeting_title(meeting), "inviter": inviter(meeting), "when": when_words(meeting),
        "where": where_words(meeting), "meeting_page": meeting_address(meeting),
    }  # fmt: skip


def register_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/register.html``."""
    free = free_places(meeting)
    is_full = free is not None and free <= len(waiting_for(meeting))
    closed = why_not_open(meeting)
    return _about(meeting) | {"closed": closed, "is_full": is_full, "kept_days": KEPT_DAYS}


def place_page(request: PlaceRequest) -> dict[str, Any]:
    """See ``meetings/place.html``: what can be done with a request now, and how many wait before."""
    keys = [row.pk for row in waiting_for(request.meeting)]
    number = keys.index(request.pk) + 1 if request.pk in keys else 0
    return _about(request.meeting) | {"asked": request, "number": number, "until": _until(request)}


def _until(request: PlaceRequest) -> str:
    """Until when the place is held, in the zone of the meeting; empty where none is."""
    if request.offered_until is None:
        return ""
    zone = zone_of(request.meeting)
    moment = request.offered_until.astimezone(zone)
    told = {"day": ui.date(moment.date(), "full"), "clock": ui.time(moment.timetz()), "zone": zone.key}
    return _("%(day)s, %(clock)s (time zone: %(zone)s)") % told


def place_mail(request: PlaceRequest, kind: Letter = Letter.PLACE) -> dict[str, Any]:
    """The mail to whoever asked for a place: to confirm, to wait, or to take the place that is free.

    ``kind`` says whether it tells of the place, or that the meeting has changed or is off.
    """
    meeting = request.meeting
    reply_to = (meeting.region.contact_email if meeting.region else "") or meeting.network.contact_email
    turn = f"{request.offered_until or request.asked_at:%Y%m%d%H%M%S}"
    with override(request.language):
        link = whole_address("meetings:place", token=place_token(request))
        leave = leave_address(request.email)
        shown = {"asked": request, "kind": kind, "until": _until(request), "link": link, "leave": leave}
        shown["is_put_off"] = meeting.state == MeetingState.POSTPONED
        return {
            "to": request.email, "reply_to": reply_to, "subject": " ".join(_subject(request, kind).split()),
            "body": render_to_string("meetings/mail/place.txt", _about(meeting) | shown),
            "headers": mail_headers(leave, f"{request.pk}.{turn if kind == Letter.PLACE else meeting.version}"),
        }  # fmt: skip


def _subject(request: PlaceRequest, kind: Letter) -> str:
    if kind != Letter.PLACE:
        return letter_subject(kind, request.meeting)
    title = {"meeting": ui.commas([meeting_title(request.meeting), ui.date(request.meeting.day)])}
    if request.offered_until:
        return _("A place is free: %(meeting)s") % title
    return (
        _("You are on the waiting list: %(meeting)s") if request.confirmed_at else _("Confirm: %(meeting)s")
    ) % title
