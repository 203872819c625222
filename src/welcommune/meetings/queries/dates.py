"""The question when to meet: links that open it, what was said, and which date suits most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.core import ui
from welcommune.core.access import Actor
from welcommune.core.addresses import site_host, whole_address
from welcommune.core.errors import Refused
from welcommune.meetings.models import (
    DateOffer,
    DateOption,
    DatePoll,
    DateReply,
    Meeting,
    MeetingInvitation,
    MeetingState,
    Says,
)
from welcommune.meetings.queries.calendar import meeting_title
from welcommune.meetings.queries.guests import organisations_of
from welcommune.meetings.queries.letters import inviter, language_of
from welcommune.meetings.queries.links import LINK_OVER, leave_address

DATES = "meetings.dates"
# A date is looked for while the meeting is planned, or after it was put off.
OPEN_TO_DATES = (MeetingState.PLANNED, MeetingState.POSTPONED)
MARKS = {Says.YES: "there", Says.MAYBE: "ending", Says.NO: "none"}
TOO_FAST = gettext_lazy("Many answers come in at this moment. Wait a minute and try again.")
POLL_OVER = gettext_lazy("This question is closed: a date was chosen, or all dates have passed.")


def date_poll_of(meeting: Meeting) -> DatePoll | None:
    """The question when to meet; ``None`` where nobody asks."""
    return DatePoll.objects.filter(meeting=meeting).select_related("meeting__region", "meeting__network").first()


def reply_token(reply: DateReply) -> str:
    """A token that opens the answer of one person, for changing it."""
    return signing.dumps(["reply", str(reply.pk)], salt=DATES)


def shared_token(poll: DatePoll) -> str:
    """A token that lets whoever has it answer once more; another shared link ends it."""
    return signing.dumps(["shared", str(poll.link)], salt=DATES)


def dates_address(token: str) -> str:
    """The whole address of the page for answering, in the active language."""
    return whole_address("meetings:dates_answer", token=token)


def date_holder(token: str) -> tuple[Actor, dict[str, UUID]]:
    """Who acts with a link, and by what the row that it opens is found: a reply, or the question itself."""
    try:
        kind, key = signing.loads(token, salt=DATES)
        actor = Actor("link", UUID(key))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error
    return actor, {"pk" if kind == "reply" else "link": UUID(key)}


def why_dates_closed(poll: DatePoll) -> str:
    """Why no answer is taken any more, in words; empty while answers are taken."""
    now = timezone.now().astimezone(ZoneInfo(poll.zone)).replace(tzinfo=None)
    ahead = any(datetime.combine(option.day, option.starts_at) > now for option in poll.options.all())
    is_open = poll.closed_at is None and poll.meeting.state in OPEN_TO_DATES and ahead
    return "" if is_open else str(POLL_OVER)


def offer_words(offer: DateOffer | DateOption) -> str:
    """Day and hours in words, on the clock of the place."""
    clock = ui.time(offer.starts_at) + (f"–{ui.time(offer.ends_at)}" if offer.ends_at else "")
    return _("%(day)s, %(clock)s") % {"day": ui.date(offer.day, "full"), "clock": clock}


@dataclass(frozen=True, slots=True)
class DateResult:
    """How one date suits: people for each answer, and organisations that could be there."""

    option: DateOption
    words: str
    yes: int
    maybe: int
    no: int
    organisations: int
    is_best: bool


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """What one person says to each date, in their order; an empty answer where there is none."""

    reply: DateReply
    organisation: str
    says: list[str]


def date_answers(poll: DatePoll, options: list[DateOption]) -> list[DateAnswer]:
    """Those who have answered, by name; four queries."""
    rows = DateReply.objects.filter(poll=poll, answered_at__isnull=False).select_related("invitation__contact")
    replies = sorted(rows.prefetch_related("votes").order_by("pk"), key=lambda reply: str(reply).casefold())
    contacts = {reply.invitation.contact_id for reply in replies if reply.invitation and reply.invitation.contact_id}
    works = organisations_of(key for key in contacts if key)
    answers = []
    for reply in replies:
        said = {vote.option_id: vote.says for vote in reply.votes.all()}
        work = works.get(reply.invitation.contact_id) if reply.invitation and reply.invitation.contact_id else None
        name = work.name if work else reply.organisation
        answers.append(DateAnswer(reply, name, [said.get(option.pk, "") for option in options]))
    return answers


def date_results(options: list[DateOption], answers: list[DateAnswer]) -> list[DateResult]:
    """Each date with what was said. The best is the one that most say yes to, then "if need be", then the first."""
    counts = [Counter(answer.says[place] for answer in answers) for place in range(len(options))]
    scores = [(count[Says.YES], count[Says.MAYBE]) for count in counts]
    best = scores.index(max(scores)) if answers and scores and max(scores) > (0, 0) else None
    return [
        DateResult(
            option, offer_words(option), count[Says.YES], count[Says.MAYBE], count[Says.NO],
            len({a.organisation.casefold() for a in answers if a.organisation and a.says[place] in {"yes", "maybe"}}),
            place == best,
        )
        for place, (option, count) in enumerate(zip(options, counts, strict=True))
    ]  # fmt: skip


def dates_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/dates.html``."""
    poll = date_poll_of(meeting)
    options = list(poll.options.all()) if poll else []
    answers = date_answers(poll, options) if poll else []
    return {
        "meeting": meeting, "poll": poll, "results": date_results(options, answers), "answers": answers,
        "marks": MARKS, "words": {says.value: says.label for says in Says},
        "closed": why_dates_closed(poll) if poll else "", "can_ask": meeting.state in OPEN_TO_DATES,
        "shared": dates_address(shared_token(poll)) if poll else "", "unasked": len(unasked(poll)) if poll else 0,
    }  # fmt: skip


def unasked(poll: DatePoll) -> list[MeetingInvitation]:
    """Those on the guest list whom no mail has asked for a date."""
    asked = DateReply.objects.filter(poll=poll, asked_at__isnull=False, invitation__isnull=False)
    rows = MeetingInvitation.objects.filter(meeting=poll.meeting, bounced_at__isnull=True).select_related("contact")
    return [row for row in rows.exclude(pk__in=asked.values("invitation")).order_by("pk") if row.address]


def dates_answer_page(poll: DatePoll, reply: DateReply | None) -> dict[str, Any]:
    """See ``meetings/dates_answer.html``."""
    prefetch_related_objects([poll.meeting], "organisers__organisation")
    return {
        "poll": poll, "reply": reply, "meeting": poll.meeting, "title": meeting_title(poll.meeting),
        "inviter": inviter(poll.meeting), "closed": why_dates_closed(poll),
    }  # fmt: skip


def said_before(reply: DateReply | None) -> dict[UUID, str]:
    """What a person has said to each date so far."""
    return {vote.option_id: vote.says for vote in reply.votes.all()} if reply else {}


def dates_letter(reply: DateReply, options: Iterable[DateOption]) -> dict[str, Any]:
    """The mail that asks one person on the guest list when they could come."""
    guest, meeting = reply.invitation, reply.poll.meeting
    if guest is None:
        raise ValueError("only somebody on the guest list has an address")
    sender = (meeting.region.contact_email if meeting.region else "") or meeting.network.contact_email
    with override(language_of(guest, meeting)):
        leave, title = leave_address(guest.address), meeting_title(meeting)
        shown = {
            "guest": guest, "inviter": inviter(meeting), "title": title, "zone": reply.poll.zone, "leave": leave,
            "dates": [offer_words(option) for option in options], "link": dates_address(reply_token(reply)),
        }  # fmt: skip
        return {
            "to": guest.address, "reply_to": sender or settings.DEFAULT_FROM_EMAIL,
            "subject": " ".join((_("When could you come? %(meeting)s") % {"meeting": title}).split()),
            "body": render_to_string("meetings/mail/dates.txt", shown), "attachments": [],
            "headers": {
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "Message-ID": f"<{reply.pk}.dates@{site_host()}>",
            },
        }  # fmt: skip


def dates_path(reply: DateReply) -> str:
    """The path of the page on which a person changes the answer."""
    return ui.url("meetings:dates_answer", token=reply_token(reply))
