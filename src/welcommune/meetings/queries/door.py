"""The door of a meeting: its short code, whether it is open, and who stands on the list there."""

from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.access import Actor, allowed
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.qr import qr_square
from welcommune.meetings import rules
from welcommune.meetings.models import Meeting, Participant
from welcommune.meetings.queries.calendar import TO_COME, meeting_address, meeting_title
from welcommune.meetings.queries.guests import came_rows
from welcommune.meetings.queries.letters import when_words, where_words
from welcommune.meetings.queries.links import LINK_OVER, is_door_open, now_at
from welcommune.stakeholders.models import Organisation
from welcommune.stakeholders.queries import organisations_near

CAME = "meetings.came"
# The page shows a name: it ends soon after the day, which may go on past midnight.
CAME_LASTS = timedelta(days=2)
# No letter that is taken for another one when it is read from a wall.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE = 6
SHEET_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
# What the door asks of a meeting: a hundred people come at once, and each column costs.
DOOR = (
    "day", "state", "zone", "kind", "number", "title", "mode", "place",
    "region__name", "region__zone", "network__name",
)  # fmt: skip
# Lines for those who come without having been invited.
SHEET_ROWS = 12
NO_SUCH_CODE = gettext_lazy("No meeting has this code today. Look at the letters again, or ask at the door.")
DOOR_CLOSED = gettext_lazy("This meeting is over. Tell the facilitator that you were there.")


def code_of(meeting: Meeting) -> str:
    """The short code of a meeting's door. It is made from the key, so that it can be printed at any time."""
    return _code(meeting.pk)


@lru_cache(maxsize=1000)
def _code(key: UUID) -> str:
    number = int.from_bytes(salted_hmac("meetings.door", key.hex, algorithm="sha256").digest()[:8], "big")
    letters = []
    for _place in range(CODE):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def meeting_at(code: str) -> Meeting:
    """The meeting whose door has this code; refuses a code that no meeting of these days has."""
    today = timezone.localdate()
    near = Meeting.plain.filter(day__range=(today - timedelta(days=1), today + timedelta(days=1)))
    for meeting in near.select_related("region", "network").only(*DOOR).order_by("pk"):
        if code_of(meeting) == code.lower():
            return meeting
    raise Refused(NO_SUCH_CODE)


def door_address(meeting: Meeting) -> str:
    """The whole address for checking in, in the language of the region: it is read from a wall by everybody."""
    language = next(iter(meeting.region.languages if meeting.region else meeting.network.languages), "en")
    return whole_address("meetings:check_in", language, code=code_of(meeting))


def came_token(participant: Participant) -> str:
    """A token with which somebody who has checked in can say that they leave."""
    return signing.dumps(str(participant.pk), salt=CAME)


def participant_of(token: str) -> Participant:
    """Who has checked in with the token; refuses one that was cut, is old, or has nobody on the record."""
    try:
        key = UUID(signing.loads(token, salt=CAME, max_age=CAME_LASTS))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error
    related = ("organisation", "contact", "meeting__region", "meeting__network")
    if found := Participant.objects.filter(pk=key).select_related(*related).first():
        return found
    raise Refused(LINK_OVER)


def known_organisations(meeting: Meeting) -> QuerySet[Organisation]:
    """Organisations that somebody at the door may come from."""
    return organisations_near(meeting.region, meeting.network)


def known_names(meeting: Meeting) -> list[str]:
    """Their names, which the browser offers while one types."""
    return list(known_organisations(meeting).values_list("name", flat=True))


def organisation_called(meeting: Meeting, name: str) -> Organisation | None:
    """The organisation near the meeting that has this name, in whatever case it is written."""
    return known_organisations(meeting).filter(name__iexact=name).only("name").first() if name else None


def there(meeting: Meeting) -> QuerySet[Participant]:
    """Who is noted as having come, the latest first."""
    return meeting.participants.select_related("organisation", "contact").order_by("-created_at", "-pk")


def noted_numbers(meeting: Meeting) -> dict[str, int]:
    """How many people and organisations are noted as having come; nothing where nobody is."""
    rows = list(there(meeting))
    whence = {row.organisation_id or row.organisation_name.casefold() for row in rows} - {""}
    return {"people": sum(row.people for row in rows), "organisations": len(whence)} if rows else {}


def door_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/door.html``."""
    address = door_address(meeting)
    rows = list(there(meeting))
    return {
        "meeting": meeting,
        "title": meeting_title(meeting),
        "rows": rows,
        "people": sum(row.people for row in rows),
        "is_open": is_door_open(meeting),
        "address": address,
        "code": code_of(meeting),
        "qr": qr_square(address),
        "names": known_names(meeting),
    }


def check_in_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/check_in.html``."""
    return {"title": meeting_title(meeting), "where": where_words(meeting), "names": known_names(meeting)}


def checked_in_page(came: Participant) -> dict[str, Any]:
    """See ``meetings/checked_in.html``."""
    meeting = came.meeting
    return {
        "came": came, "title": meeting_title(meeting), "code": code_of(meeting), "is_open": is_door_open(meeting),
        "meeting_page": meeting_address(meeting),
    }  # fmt: skip


def closed_words(meeting: Meeting) -> Any:
    """Why nobody can check in."""
    if meeting.state in TO_COME and now_at(meeting).date() < meeting.day:
        return _("The door of this meeting opens on its day.")
    return DOOR_CLOSED


def sheet_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/sheet.html``."""
    return {
        "meeting": meeting, "title": meeting_title(meeting), "when": when_words(meeting),
        "where": where_words(meeting), "rows": came_rows(meeting), "empty": range(SHEET_ROWS),
    }  # fmt: skip


def evidence_page(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """See ``meetings/evidence.html``."""
    can_edit = allowed(actor, rules.edit_meeting, meeting)
    return {
        "meeting": meeting,
        "title": meeting_title(meeting),
        "sheets": list(meeting.sheets.all()),
        "can_edit": can_edit,
    }
