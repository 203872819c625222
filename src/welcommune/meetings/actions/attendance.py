"""Who came: counts, categories, known participants."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import bump, insert
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import CategoryPresent, Meeting, Moment, Participant, ReportedCount, Seats
from welcommune.network.models import Term


def _is_headline(count: ReportedCount) -> bool:
    broken_down = count.category_id or count.age_band or count.gender
    return count.moment == Moment.WHOLE and not broken_down


@transaction.atomic
def note_attendance(
    *,
    by: Actor,
    meeting: Meeting,
    seen: int,
    totals: Mapping[str, tuple[int, int]],
    categories: Sequence[tuple[Term, Seats]],
) -> Meeting:
    """Replace the headline counts (unit → from, to) and the categories of a meeting."""
    bump(meeting, seen=seen)
    for count in list(meeting.counts.all()):
        if _is_headline(count):
            count.delete()
    for unit, (low, high) in totals.items():
        insert(ReportedCount(meeting=meeting, low=low, high=high, unit=unit))
    meeting.categories.all().delete()
    for order, (term, seats) in enumerate(categories):
        insert(CategoryPresent(meeting=meeting, category=term, degree=seats.degree, detail=seats.detail, order=order))
    return _changed(by, meeting, "attendance")


def _changed(by: Actor, meeting: Meeting, what: str) -> Meeting:
    log("meetings.note_attendance", by=by, about=meeting, fields=[what], region_id=meeting.region_id)
    publish_meeting(meeting)
    return meeting


@transaction.atomic
def add_count(*, by: Actor, meeting: Meeting, count: ReportedCount) -> ReportedCount:
    """Add one count of any kind: at the start or the end, of one category, age band or gender."""
    count.meeting = meeting
    insert(count)
    _changed(by, meeting, "counts")
    return count


@transaction.atomic
def remove_count(*, by: Actor, meeting: Meeting, count: ReportedCount) -> None:
    """Take a count away."""
    if count.meeting_id != meeting.pk:
        raise Refused(_("This count belongs to another meeting."))
    count.delete()
    _changed(by, meeting, "counts")


@transaction.atomic
def add_participant(*, by: Actor, meeting: Meeting, participant: Participant) -> Participant:
    """Note an organisation or a person who came; the same ``id`` twice is noted once."""
    existing = Participant.objects.filter(pk=participant.pk, meeting=meeting).first()
    if existing:
        return existing
    participant.meeting = meeting
    insert(participant)
    _changed(by, meeting, "participants")
    return participant


@transaction.atomic
def remove_participant(*, by: Actor, meeting: Meeting, participant: Participant) -> None:
    """Take a participant off the record."""
    if participant.meeting_id != meeting.pk:
        raise Refused(_("This participant belongs to another meeting."))
    participant.delete()
    _changed(by, meeting, "participants")
