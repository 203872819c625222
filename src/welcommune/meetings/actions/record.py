"""Recording a meeting and moving it through its states."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.actions.letters import tell_of_change, tell_of_state
from welcommune.meetings.models import (
    MEETING_TRANSITIONS,
    AgendaItem,
    AgendaPoint,
    Insight,
    Meeting,
    MeetingFacts,
    MeetingState,
    Organiser,
)
from welcommune.network import rules as network_rules
from welcommune.network.models import Network, Region
from welcommune.search.actions import reindex, reindex_many
from welcommune.stakeholders.models import Organisation

NOT_THAT_DAY = _("This clock time does not exist on that day: the clocks go forward. Choose another time.")
STATE_REFUSED = _("The meeting is not in a state that allows this. Load the page again.")


def exists_on_the_clock(day: date, clock: time, zone: str) -> bool:
    """Whether the local time occurs on that day: in the hour that is skipped in spring it does not."""
    if day.year in {1, 9999}:  # Beyond the calendar in one zone or another; no clock is changed then.
        return True
    local = datetime.combine(day, clock, ZoneInfo(zone))
    return local.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(fold=0) == local


def _check_clock(facts: MeetingFacts) -> None:
    if facts.starts_at and facts.ends_at and facts.ends_at <= facts.starts_at:
        raise Refused(_("The meeting ends before it starts. Choose a later end."), field="ends_at")
    for name, clock in (("starts_at", facts.starts_at), ("ends_at", facts.ends_at)):
        if clock and facts.zone and not exists_on_the_clock(facts.day, clock, facts.zone):
            raise Refused(NOT_THAT_DAY, field=name)


def publish_meeting(meeting: Meeting, *, convened_by: Iterable[Organisation] = ()) -> None:
    """Bring what is found of the meeting to its state, and move the stamps of all pages that show it.

    ``convened_by`` are organisations that may have become public by it, or are so no more.
    """
    reindex(meeting.parent or meeting, *convened_by)
    slugs = set(meeting.regions.values_list("slug", flat=True))
    if meeting.region:
        slugs.add(meeting.region.slug)
    publish(*slugs)


def _organisers_of(meeting: Meeting) -> set[Organisation]:
    return set(Organisation.objects.filter(pk__in=meeting.organisers.values("organisation")))


def _set_organisers(meeting: Meeting, organisers: Iterable[Organisation]) -> bool:
    wanted = [organisation.pk for organisation in organisers]
    before = list(meeting.organisers.values_list("organisation_id", flat=True))
    if before == wanted:
        return False
    meeting.organisers.all().delete()
    Organiser.objects.bulk_create(
        Organiser(meeting=meeting, organisation_id=pk, order=order) for order, pk in enumerate(wanted)
    )
    # Whoever convenes is public, and found.
    reindex_many(Organisation, {*before, *wanted})
    return True


def _set_agenda(meeting: Meeting, agenda: Sequence[AgendaPoint]) -> bool:
    """Rewrite the titles of the agenda in place: points keep their row, and all that is said of it elsewhere."""
    rows = list(meeting.agenda.all())
    if [row.title for row in rows] == [point.title for point in agenda]:
        return False
    for order, point in enumerate(agenda):
        row = rows[order] if order < len(rows) else AgendaItem(meeting=meeting, minutes=point.minutes)
        row.title, row.order = point.title, order
        row.save()
    for row in rows[len(agenda) :]:
        row.delete()
    return True


def _set_regions(meeting: Meeting, regions: Iterable[Region]) -> bool:
    """The regions that take part; the one that keeps the record always does."""
    wanted = {region.pk for region in regions} | ({meeting.region_id} if meeting.region_id else set())
    if set(meeting.regions.values_list("pk", flat=True)) == wanted:
        return False
    meeting.regions.set(Region.objects.filter(pk__in=wanted))
    return True


@transaction.atomic
def record_meeting(
    *,
    by: Actor,
    id: UUID,
    network: Network,
    region: Region | None,
    facts: MeetingFacts,
    organisers: Sequence[Organisation] = (),
    agenda: Sequence[AgendaPoint] = (),
    regions: Sequence[Region] = (),
    parent: Meeting | None = None,
    state: str = MeetingState.PLANNED,
) -> Meeting:
    """Open the record of a meeting; the same ``id`` sent twice gives the record that is there."""
    existing = Meeting.plain.filter(pk=id).first()
    if existing:
        require(by, meetings_rules.edit_meeting, existing)
        return existing
    if region:
        require(by, network_rules.record_in_region, region)
    else:
        require(by, network_rules.coordinate, network)
    _check_clock(facts)
    meeting = insert(Meeting(id=id, network=network, region=region, parent=parent, state=state, **facts.as_fields()))
    _set_regions(meeting, regions)
    _set_organisers(meeting, organisers)
    _set_agenda(meeting, agenda)
    log("meetings.record_meeting", by=by, about=meeting, region_id=meeting.region_id)
    publish_meeting(meeting, convened_by=organisers)
    return meeting


def record_child(*, by: Actor, id: UUID, parent: Meeting, facts: MeetingFacts) -> Meeting:
    """Put a training or visit inside ``parent`` on record, under the same owner and in the same state."""
    return record_meeting(
        by=by, id=id, network=parent.network, region=parent.region, facts=facts, parent=parent, state=parent.state
    )


@transaction.atomic
def change_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    seen: int,
    facts: MeetingFacts,
    organisers: Sequence[Organisation],
    agenda: Sequence[AgendaPoint],
    regions: Sequence[Region] = (),
) -> Meeting:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    _check_clock(facts)
    changed = change(meeting, seen=seen, **facts.as_fields())
    left, before = list(meeting.regions.values_list("slug", flat=True)), _organisers_of(meeting)
    beside = _set_organisers(meeting, organisers) | _set_agenda(meeting, agenda) | _set_regions(meeting, regions)
    if beside and not changed:
        bump(meeting, seen=seen)
    if changed or beside:
        fields = changed + (["agenda, organisers or regions"] if beside else [])
        log("meetings.change_meeting", by=by, about=meeting, fields=fields, region_id=meeting.region_id)
        publish_meeting(meeting, convened_by=before ^ set(organisers))
        publish(*left)
        tell_of_change(meeting, changed)
    return meeting


@transaction.atomic
def move_meeting(*, by: Actor, meeting: Meeting, state: str) -> Meeting:
    """Move the meeting to ``state``: held, postponed, cancelled …"""
    if state not in MEETING_TRANSITIONS[meeting.state]:
        raise Refused(STATE_REFUSED)
    before = meeting.state
    organisers = _organisers_of(meeting) if MeetingState.CANCELLED in (meeting.state, state) else ()
    change(meeting, seen=meeting.version, state=state)
    log("meetings.move_meeting", by=by, about=meeting, fields=["state"], region_id=meeting.region_id)
    # What was said becomes public with the end of the meeting, and is a draft again when it is opened again.
    reindex_many(Insight, meeting.insights.order_by().values_list("pk", flat=True))
    publish_meeting(meeting, convened_by=organisers)
    tell_of_state(meeting, before)
    return meeting
