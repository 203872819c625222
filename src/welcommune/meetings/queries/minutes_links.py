"""Minutes by mail: who gets them, the link that opens them for a while, and the page behind it."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.core import ui
from welcommune.core.access import Actor
from welcommune.core.addresses import site_host, whole_address
from welcommune.core.errors import Refused
from welcommune.meetings.models import READ_DAYS, Minutes, MinutesReader
from welcommune.meetings.queries.calendar import meeting_title
from welcommune.meetings.queries.letters import language_for
from welcommune.meetings.queries.links import LINK_OVER, leave_address, wants_no_mail

CORRECT = "meetings.correct"
CORRECTIONS_OVER = gettext_lazy("The time for corrections is over. Write to whoever invited you if something is wrong.")
SECONDS_A_DAY = 24 * 60 * 60


def readers_to_be(minutes: Minutes) -> list[MinutesReader]:
    """All who came and have an address, once each; not saved. Who wants no mail about meetings is left out."""
    invited = {row.pk: row for row in minutes.meeting.invitations.select_related("contact")}
    found: dict[str, MinutesReader] = {}
    for came in minutes.meeting.participants.select_related("contact").order_by("pk"):
        place = invited.get(came.pk)
        contact = came.contact or (place.contact if place else None)
        reader = MinutesReader(minutes=minutes, contact=contact, invitation=None if contact else place)
        if reader.address:
            found.setdefault(reader.address.lower(), reader)
    silent = wants_no_mail(list(found))
    return [reader for address, reader in found.items() if address not in silent]


def correct_token(reader: MinutesReader) -> str:
    """A token that opens the minutes for one reader."""
    return signing.dumps(str(reader.pk), salt=CORRECT)


def reader_of(token: str) -> Actor:
    """Who acts with the link in the mail; refuses a link that is too old or was cut."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=CORRECT, max_age=READ_DAYS * SECONDS_A_DAY)))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error


def minutes_letter(reader: MinutesReader, turn: int) -> dict[str, Any]:
    """The mail with the link, as the mail program of the house takes it. ``turn`` tells two sendings apart."""
    minutes, meeting = reader.minutes, reader.minutes.meeting
    reply_to = (meeting.region.contact_email if meeting.region else "") or meeting.network.contact_email
    with override(language_for(reader.spoken, meeting)):
        title = ui.commas([meeting_title(meeting), ui.date(meeting.day)])
        leave = leave_address(reader.address)
        shown = {
            "reader": reader, "title": title, "until": ui.date(minutes.correct_until, "full"),
            "link": whole_address("meetings:minutes_read", token=correct_token(reader)), "leave": leave,
        }  # fmt: skip
        return {
            "to": reader.address, "reply_to": reply_to,
            "subject": " ".join((_("Is this right? Minutes of %(meeting)s") % {"meeting": title}).split()),
            "body": render_to_string("meetings/mail/minutes.txt", shown),
            "leave": leave, "headers": {"Message-ID": f"<{reader.pk}.minutes.{turn}@{site_host()}>"},
        }  # fmt: skip
