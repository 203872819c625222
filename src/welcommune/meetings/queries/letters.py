"""What is written to invited people, each in their own language: the text, the calendar file, the way to leave."""

import re
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import vCalAddress, vText

from welcommune.core import ui
from welcommune.core.addresses import site_host
from welcommune.core.ui import commas
from welcommune.meetings.models import KEPT_DAYS, OWN_WORDS, GuestList, Meeting, MeetingInvitation, MeetingState
from welcommune.meetings.queries.agenda import running_agenda, since_last_time
from welcommune.meetings.queries.calendar import calendar_of, end_of, event_of, meeting_address, meeting_title
from welcommune.meetings.queries.links import answer_address, is_door_open, leave_address, why_closed, zone_of

MAIL_NAME = 40
# The part of a link that is a person's own: a preview leaves it out.
OWN_LINK = re.compile(r"(/meetings/(?:answer|leave)/)[^/\s]+/")


class Letter(StrEnum):
    """The mails that an invited person can get about a meeting."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    UPDATE = "update"
    CALLED_OFF = "called_off"
    TODAY = "today"
    PLACE = "place"


def language_of(invitation: MeetingInvitation, meeting: Meeting) -> str:
    """The language to write in to somebody invited."""
    return language_for(invitation.spoken, meeting)


def language_for(spoken: str, meeting: Meeting) -> str:
    """The language to write in: the person's, else the first of the region or network that the site speaks."""
    own = meeting.region.languages if meeting.region else meeting.network.languages
    known = dict(settings.LANGUAGES)
    return next((code for code in (spoken, *own) if code in known), settings.LANGUAGE_CODE)


def inviter(meeting: Meeting) -> str:
    """Who invites: the organisations that convene, else the network."""
    organisers = sorted(meeting.organisers.all(), key=lambda row: row.order)
    names = [row.organisation.name for row in organisers if row.organisation.merged_into_id is None]
    return str(ui.listed(names)) if names else meeting.network.name


def when_words(meeting: Meeting) -> str:
    """Day, hours and time zone in words."""
    words = ui.date(meeting.day, "full")
    if meeting.starts_at is None:
        return words
    end = end_of(meeting)
    clock = f"{ui.time(meeting.starts_at)}–{ui.time(end.timetz())}" if end else ui.time(meeting.starts_at)
    return _("%(day)s, %(clock)s (time zone: %(zone)s)") % {"day": words, "clock": clock, "zone": zone_of(meeting).key}


def where_words(meeting: Meeting) -> str:
    """Place, and whether people meet online; empty where nobody told us."""
    return commas([meeting.place, meeting.get_mode_display() if meeting.mode else ""])


def letter_subject(kind: Letter, meeting: Meeting) -> str:
    """The subject of a mail about a meeting, in the active language."""
    title = {"meeting": commas([meeting_title(meeting), ui.date(meeting.day)])}
    if kind == Letter.CALLED_OFF:
        postponed = meeting.state == MeetingState.POSTPONED
        return (_("Put off: %(meeting)s") if postponed else _("Called off: %(meeting)s")) % title
    return {
        Letter.INVITATION: _("Invitation: %(meeting)s"),
        Letter.REMINDER: _("Do you come? %(meeting)s"),
        Letter.UPDATE: _("Changed: %(meeting)s"),
        Letter.TODAY: _("Today: %(meeting)s"),
        Letter.PLACE: _("You have a place: %(meeting)s"),
    }[kind] % title


def _choices(invitation: MeetingInvitation) -> list[tuple[str, str]]:
    return [(str(words), answer_address(invitation, answer)) for answer, words in OWN_WORDS.items()]


def letter_body(kind: Letter, invitation: MeetingInvitation, guests: GuestList) -> str:
    """The text of a mail, in the active language."""
    meeting = invitation.meeting
    shown = {
        "kind": kind, "guest": invitation, "meeting": meeting, "title": meeting_title(meeting),
        "inviter": inviter(meeting), "words": guests.words.best().text, "join_link": guests.join_link,
        "when": when_words(meeting), "where": where_words(meeting), "agenda": list(meeting.agenda.all()),
        "choices": _choices(invitation), "change": answer_address(invitation), "meeting_page": meeting_address(meeting),
        "leave": leave_address(invitation.address), "is_put_off": meeting.state == MeetingState.POSTPONED,
    }  # fmt: skip
    return render_to_string("meetings/mail/letter.txt", shown)


def event_file(kind: Letter, invitation: MeetingInvitation, organiser: str) -> dict[str, str]:
    """The calendar file of a mail: the same name for ever, so that a calendar changes its entry or takes it out."""
    meeting = invitation.meeting
    method = "CANCEL" if kind == Letter.CALLED_OFF else "REQUEST"
    event = event_of(meeting)
    if method == "CANCEL":
        event["status"] = vText("CANCELLED")
    event.add("organizer", vCalAddress(f"mailto:{organiser}"))
    # Answers are given on the page: a calendar need not send any.
    person = vCalAddress(f"mailto:{invitation.address}")
    event.add("attendee", person, parameters={"CN": str(invitation)[:MAIL_NAME], "RSVP": "FALSE"})
    content = calendar_of(method, [(meeting.day, event)]).to_ical().decode()
    return {"name": "meeting.ics", "type": f"text/calendar; method={method}", "content": content}


def mail_headers(leave: str, name: str) -> dict[str, str]:
    """How to leave with one click, and the name of the mail.

    The name is the same if a worker dies between sending and noting it: mail systems keep one of the two.
    """
    return {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<{name}@{site_host()}>",
    }


def letter_of(kind: Letter, invitation: MeetingInvitation) -> dict[str, Any]:
    """One mail to one person, as the mail program of the house takes it."""
    meeting = invitation.meeting
    guests = guest_list_of(meeting)
    reply_to = (meeting.region.contact_email if meeting.region else "") or meeting.network.contact_email
    with override(language_of(invitation, meeting)):
        leave = leave_address(invitation.address)
        file = event_file(kind, invitation, reply_to or settings.DEFAULT_FROM_EMAIL)
        return {
            "to": invitation.address, "reply_to": reply_to, "subject": " ".join(letter_subject(kind, meeting).split()),
            "body": letter_body(kind, invitation, guests),
            "attachments": [] if kind == Letter.TODAY else [file],
            "headers": mail_headers(leave, f"{invitation.pk}.{kind}.{_turn(kind, invitation)}"),
        }  # fmt: skip


def _turn(kind: Letter, invitation: MeetingInvitation) -> str:
    """What tells two mails of one kind to one person apart."""
    if kind == Letter.REMINDER and invitation.reminded_at:
        return f"{invitation.reminded_at:%Y%m%d%H%M}"
    if kind == Letter.PLACE and invitation.answered_at:
        return f"{invitation.answered_at:%Y%m%d%H%M}"
    return str(invitation.meeting.version) if kind in {Letter.UPDATE, Letter.CALLED_OFF} else "1"


def guest_list_of(meeting: Meeting) -> GuestList:
    """The words and the link beside the invitations; empty ones, not saved, where nobody wrote any."""
    return GuestList.objects.filter(meeting=meeting).first() or GuestList(meeting=meeting, version=0)


def previews(meeting: Meeting, written: GuestList) -> list[tuple[str, str, str]]:
    """The invitation in each language that it goes out in: language, subject, text with links that lead nowhere."""
    prefetch_related_objects([meeting], "organisers__organisation", "agenda")
    guests = MeetingInvitation.objects.filter(meeting=meeting).select_related("contact").order_by("pk")
    languages = {language_of(guest, meeting) for guest in guests} or {language_of(MeetingInvitation(), meeting)}
    shown = []
    for language in sorted(languages):
        with override(language):
            sample = MeetingInvitation(
                meeting=meeting, name=_("Name of the person"), purpose=_("what you noted for each person")
            )
            body = OWN_LINK.sub(r"\1…/", letter_body(Letter.INVITATION, sample, written))
            shown.append((language, letter_subject(Letter.INVITATION, meeting), body))
    return shown


def answer_page(invitation: MeetingInvitation) -> dict[str, Any]:
    """See ``meetings/answer.html``."""
    meeting = invitation.meeting
    closed, can_check_in = why_closed(meeting), is_door_open(meeting)
    return {
        "guest": invitation, "meeting": meeting, "title": meeting_title(meeting), "inviter": inviter(meeting),
        "when": when_words(meeting), "where": where_words(meeting), "closed": closed,
        "agenda": running_agenda(meeting), "since": since_last_time(meeting), "meeting_page": meeting_address(meeting),
        "kept_days": KEPT_DAYS,
        "can_check_in": can_check_in, "status": 410 if closed and not can_check_in else 200,
    }  # fmt: skip
