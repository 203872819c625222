"""The agenda as people read it: running times, templates to begin with, and what happened since last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from welcommune.core.text import Said, Translated
from welcommune.library.models import Resource
from welcommune.library.queries import NewsItem, latest_news
from welcommune.meetings.models import (
    AgendaItem,
    AgendaKind,
    AgendaPoint,
    Commitment,
    Meeting,
    MeetingState,
    Participant,
)
from welcommune.meetings.queries.commitments import CommitmentLine, commitment_line, open_commitments
from welcommune.meetings.queries.gaps import offered_gaps
from welcommune.stakeholders.models import Membership, MembershipState

MOST = 6


@dataclass(frozen=True)
class Template:
    """An agenda to begin with: what it is for, and its points (kind, title, minutes)."""

    label: str | Promise
    points: Sequence[tuple[str, str | Promise, int]]


_WELCOME = (AgendaKind.WELCOME, _("welcome and who is here"), 10)
_SINCE = (AgendaKind.UPDATE, _("what happened since last time"), 15)
_NEXT = (AgendaKind.NEXT_STEPS, _("who does what by when"), 10)
# The courses that the network's roundtables took: 90 to 120 minutes, with time in groups.
TEMPLATES: dict[str, Template] = {
    "first": Template(
        _("First roundtable"),
        [
            _WELCOME,
            (AgendaKind.UPDATE, _("what the platform is for"), 15),
            (AgendaKind.SPOTLIGHT, _("a member shows what they do"), 15),
            (AgendaKind.BREAKOUT, _("what makes welcoming hard here, in groups"), 30),
            (AgendaKind.DECISION, _("how we want to work together"), 10),
            _NEXT,
        ],
    ),
    "mapping": Template(
        _("Mapping roundtable"),
        [
            _WELCOME,
            _SINCE,
            (AgendaKind.SPOTLIGHT, _("a member shows what they do"), 15),
            (AgendaKind.BREAKOUT, _("who does what, and what is missing, in groups"), 35),
            (AgendaKind.DECISION, _("which gap we take on first"), 15),
            _NEXT,
        ],
    ),
    "follow_up": Template(
        _("Roundtable on a pilot action"),
        [
            _WELCOME,
            _SINCE,
            (AgendaKind.SPOTLIGHT, _("how the pilot action goes"), 20),
            (AgendaKind.BREAKOUT, _("what to change, in groups"), 30),
            (AgendaKind.DECISION, _("what we carry on"), 15),
            _NEXT,
        ],
    ),
}


def template_points(template: str) -> list[AgendaPoint]:
    """The points of a template, in all languages of the site: guests read the agenda in theirs."""
    return [AgendaPoint(_worded(title), minutes, kind) for kind, title, minutes in TEMPLATES[template].points]


def _worded(title: str | Promise) -> Translated:
    words = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words[code] = str(title)
    return Translated(words)


def reworded(known: Translated, typed: Translated, written: Sequence[str]) -> Translated:
    """What ``known`` says in languages that were not asked for stays beside what was ``typed`` in the ``written`` ones.

    The words of a template go with the point that they stood for.
    """
    beside = {code: text for code, text in known.items() if code not in written}
    if any(known.in_(code) != typed.in_(code) for code in written):
        of_templates = [_worded(title) for template in TEMPLATES.values() for _kind, title, _minutes in template.points]
        beside = {code: text for code, text in beside.items() if all(text != words[code] for words in of_templates)}
    return Translated(beside | typed)


def template_choices() -> list[tuple[str, str | Promise]]:
    """The agendas to begin with, by their names."""
    return [(code, template.label) for code, template in TEMPLATES.items()]


@dataclass(frozen=True)
class Running:
    """A point of the agenda with the clock times that follow from the minutes before it, where they are known."""

    point: AgendaItem
    starts: time | None
    ends: time | None

    @property
    def title(self) -> Said:
        """What it is about, in the reader's language where there is one."""
        title: Said = self.point.title.best()
        return title


def running_agenda(meeting: Meeting) -> list[Running]:
    """The points in order. Times run on from the start as long as every point before has its minutes."""
    clock = datetime.combine(meeting.day, meeting.starts_at) if meeting.starts_at else None
    found = []
    for point in meeting.agenda.select_related("resource"):
        ends = clock + timedelta(minutes=point.minutes) if clock and point.minutes else None
        found.append(Running(point, clock.time() if clock else None, ends.time() if ends else None))
        clock = ends
    return found


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The last one of its kind that was held in the region before it."""
    held = Meeting.plain.filter(region=meeting.region_id, kind=meeting.kind, state=MeetingState.HELD)
    earlier = held.filter(day__lt=meeting.day, parent__isnull=True).exclude(pk=meeting.pk)
    return earlier.order_by("-day", "-pk").first() if meeting.region_id else None


@dataclass(frozen=True)
class SinceLastTime:
    """What the people at the table can have missed since the meeting before."""

    before: Meeting
    commitments: list[CommitmentLine]
    news: list[NewsItem]
    joined: list[Membership]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on record."""
        return not (self.commitments or self.news or self.joined)


def since_last_time(meeting: Meeting) -> SinceLastTime | None:
    """What was promised and is still to be done, published, and who joined, since the meeting before; four queries."""
    before = previous_meeting(meeting)
    if before is None:
        return None
    promised: list[Commitment] = list(open_commitments(meeting)[:MOST])
    seats = Membership.plain.filter(region=meeting.region_id, state=MembershipState.ACTIVE, organisation__isnull=False)
    since = Q(starts_on__gt=before.day) | Q(starts_on__isnull=True, created_at__date__gt=before.day)
    # Whoever came before is not new, whenever the seat was written down.
    came = Participant.objects.filter(meeting__region=meeting.region_id, meeting__day__lte=before.day)
    fresh = seats.filter(since, organisation__merged_into=None).exclude(organisation__in=came.values("organisation"))
    # An organisation with two seats is new once.
    joined = {seat.organisation_id: seat for seat in fresh.select_related("organisation").order_by("-pk")}
    return SinceLastTime(
        before,
        [commitment_line(row) for row in promised],
        latest_news(MOST, region=meeting.region_id, dated__gte=before.day),
        list(joined.values())[::-1][:MOST],
    )


def agenda_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/agenda.html``."""
    points = running_agenda(meeting)
    return {
        "meeting": meeting, "region": meeting.region, "points": points, "since": since_last_time(meeting),
        "templates": [] if points else template_choices(), "waiting_gaps": len(offered_gaps(meeting)),
    }  # fmt: skip


def documents_for(meeting: Meeting) -> Any:
    """What a point of the agenda can refer to: what the region, or the network, has to read."""
    near = Q(region=meeting.region_id) if meeting.region_id else Q(network=meeting.network_id, region=None)
    return Resource.plain.filter(near).order_by("-dated", "pk")
