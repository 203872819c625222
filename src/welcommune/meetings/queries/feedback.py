"""Three questions after a meeting: the links that open them, and what came back once nobody can be told from it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.core.addresses import site_host, whole_address
from welcommune.core.errors import Refused
from welcommune.core.qr import Square, qr_square
from welcommune.core.text import Said
from welcommune.meetings.models import FeedbackAnswer, FeedbackRound, Meeting, MeetingInvitation, MeetingState, Rating
from welcommune.meetings.queries.ballots import mark_for
from welcommune.meetings.queries.calendar import meeting_title
from welcommune.meetings.queries.guests import guests_of, noted_guests
from welcommune.meetings.queries.letters import language_of
from welcommune.meetings.queries.links import LINK_OVER, leave_address, wants_no_mail
from welcommune.meetings.queries.lists import meeting_name
from welcommune.meetings.queries.quick import Bar
from welcommune.network.sums import THRESHOLD

FEEDBACK = "meetings.feedback"
FEEDBACK_OVER = gettext_lazy("These questions are closed. Thank you for your interest.")
USED = gettext_lazy("Your answer is in already. Since nobody can tell which one it is, it cannot be changed.")
ASKED_IN = (MeetingState.OPEN, MeetingState.HELD)
MOST_MEETINGS = 12


@dataclass(frozen=True, slots=True)
class ScreenCode:
    """A page for telephones: what it is for, its address, and the same as a square code."""

    label: str
    address: str
    square: Square


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back about one meeting. Without bars and texts where fewer than five answered, or it is still open."""

    meeting: str
    people: int
    useful: list[Bar]
    heard: list[Bar]
    different: list[str]

    @property
    def is_shown(self) -> bool:
        """Whether answers may be seen."""
        return bool(self.useful)


def feedback_address(found: FeedbackRound) -> str:
    """The whole address of the questions, for all who were there; in the language of the region."""
    meeting = found.meeting
    spoken = meeting.region.languages if meeting.region else meeting.network.languages
    known = dict(settings.LANGUAGES)
    language = next((code for code in spoken if code in known), settings.LANGUAGE_CODE)
    return whole_address("meetings:feedback", language, code=found.code)


def feedback_code(meeting: Meeting) -> list[ScreenCode]:
    """The code of the questions for the screen in the room, while they are open."""
    found = FeedbackRound.objects.filter(meeting=meeting).select_related("meeting__region", "meeting__network").first()
    if found is None or not found.is_open:
        return []
    address = feedback_address(found)
    return [ScreenCode(_("Three questions about this meeting"), address, qr_square(address))]


def feedback_at(code: str) -> FeedbackRound:
    """The questions with this short code; refuses where there are none, or they are closed."""
    found = (
        FeedbackRound.objects.filter(code=code.lower()).select_related("meeting__region", "meeting__network").first()
    )
    if found is None or not found.is_open:
        raise Refused(FEEDBACK_OVER)
    return found


def feedback_token(found: FeedbackRound, guest: MeetingInvitation) -> str:
    """A link for one guest that is good once."""
    return signing.dumps([str(found.pk), str(guest.pk)], salt=FEEDBACK)


def feedback_opened(token: str) -> tuple[FeedbackRound, str]:
    """The questions that a guest's link opens, and the mark of the link; refuses a used or ended one."""
    try:
        key, guest = (UUID(part) for part in signing.loads(token, salt=FEEDBACK))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error
    rows = FeedbackRound.objects.filter(pk=key, meeting__invitations=guest)
    found = rows.select_related("meeting__region", "meeting__network").first()
    if found is None or not found.is_open:
        raise Refused(FEEDBACK_OVER)
    if mark_for(found.pk, guest) in found.used:
        raise Refused(USED)
    return found, mark_for(found.pk, guest)


def to_be_asked(meeting: Meeting) -> list[MeetingInvitation]:
    """Guests who came, as far as that is noted, else those who said that they come; only who gets mail."""
    came, guests = noted_guests(meeting), guests_of(meeting)
    there = [guest for guest in guests if (guest.pk in came if came else guest.is_coming)]
    silent = wants_no_mail([guest.address for guest in there])
    return [guest for guest in there if guest.address and guest.address not in silent and not guest.bounced_at]


def feedback_letter(found: FeedbackRound, guest: MeetingInvitation) -> dict[str, Any]:
    """The mail with one guest's link."""
    meeting = found.meeting
    sender = (meeting.region.contact_email if meeting.region else "") or meeting.network.contact_email
    with override(language_of(guest, meeting)):
        leave, title = leave_address(guest.address), meeting_title(meeting)
        link = whole_address("meetings:feedback_once", token=feedback_token(found, guest))
        shown = {"guest": guest, "title": title, "link": link, "until": found.closes_on, "leave": leave}
        subject = _("Three questions about the meeting: %(meeting)s") % {"meeting": title}
        return {
            "to": guest.address, "reply_to": sender,
            "subject": " ".join(subject.split()),
            "body": render_to_string("meetings/mail/feedback.txt", shown),
            "leave": leave, "headers": {"Message-ID": f"<{guest.pk}.feedback@{site_host()}>"},
        }  # fmt: skip


def _bars(said: list[str]) -> list[Bar]:
    counted = Counter(said)
    most = max(counted.values(), default=0) or 1
    return [Bar(Said(str(each.label), ""), counted[each], round(100 * counted[each] / most)) for each in Rating]


def outcome(found: FeedbackRound, answers: list[FeedbackAnswer]) -> Outcome:
    """What may be seen: all of it once the questions are closed and five have answered, else only how many did.

    While they are open, whoever looks twice would learn what the one who answered in between said.
    """
    meeting = found.meeting
    name = meeting_name(meeting.kind, meeting.number, meeting.title)
    if found.is_open or len(answers) < THRESHOLD:
        return Outcome(name, len(answers), [], [], [])
    # In alphabetical order: in that of rows, the first text would be that of the first person.
    texts = sorted((answer.different for answer in answers if answer.different), key=str.casefold)
    useful, heard = ([getattr(answer, field) for answer in answers] for field in ("useful", "heard"))
    return Outcome(name, len(answers), _bars(useful), _bars(heard), texts)


def outcomes(meeting: Meeting) -> list[Outcome]:
    """What came back about the meetings of the same series, this one included, the oldest first; two queries."""
    series = Meeting.objects.filter(network=meeting.network_id, region=meeting.region_id, kind=meeting.kind)
    rows = FeedbackRound.objects.filter(meeting__in=series.values("pk"), meeting__day__lte=meeting.day)
    rounds = list(rows.select_related("meeting").order_by("-meeting__day", "-pk")[:MOST_MEETINGS])[::-1]
    answers: dict[UUID, list[FeedbackAnswer]] = {found.pk: [] for found in rounds}
    for answer in FeedbackAnswer.objects.filter(round__in=rounds).order_by("pk"):
        answers[answer.round_id].append(answer)
    return [outcome(found, answers[found.pk]) for found in rounds]


def feedback_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/feedback_desk.html``."""
    found = FeedbackRound.objects.filter(meeting=meeting).select_related("meeting__region", "meeting__network").first()
    series = outcomes(meeting) if found else []
    return {
        "meeting": meeting, "found": found, "can_ask": meeting.state in ASKED_IN, "series": series,
        "own": series[-1] if series else None, "address": feedback_address(found) if found else "",
        "waiting": len(to_be_asked(meeting)) if found and found.is_open and not found.asked_at else 0,
    }  # fmt: skip
