"""Who came: counts, categories, known participants."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import bump, insert
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import (
    Answer,
    CategoryPresent,
    Meeting,
    MeetingInvitation,
    Moment,
    Participant,
    ReportedCount,
    Seats,
)
from welcommune.meetings.queries import organisations_of
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation


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


@transaction.atomic
def note_guests_came(*, by: Actor, meeting: Meeting, seen: int, came: Sequence[MeetingInvitation]) -> int:
    """Note which of the invited came, as ticked: the others are taken out again. Returns how many came.

    The organisation is noted with its contact; a name only where somebody came for themselves.
    """
    bump(meeting, seen=seen)
    invited = list(meeting.invitations.select_related("contact").order_by("pk"))
    there = {row.pk for row in came}
    Participant.objects.filter(pk__in=[row.pk for row in invited if row.pk not in there], meeting=meeting).delete()
    known = set(meeting.participants.values_list("pk", flat=True))
    works = organisations_of([row.contact_id for row in invited if row.contact_id])
    for row in invited:
        if row.pk in there and row.pk not in known:
            insert(as_participant(row, meeting, works))
    _changed(by, meeting, "participants")
    return len(there)


def as_participant(row: MeetingInvitation, meeting: Meeting, works: Mapping[Any, Organisation]) -> Participant:
    """The invitation's key is the participant's too: ticked twice, somebody came once."""
    organisation = works.get(row.contact_id)
    is_self = row.answer != Answer.SUBSTITUTE
    person = "" if organisation else (str(row) if is_self else row.comes_instead or _("a person"))
    contact = row.contact if is_self else None
    return Participant(id=row.pk, meeting=meeting, organisation=organisation, contact=contact, person=str(person))
