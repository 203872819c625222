"""What waits in a region: the first days' checklist, and what needs somebody, the most pressing first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core import ui
from welcommune.library.models import Article, ArticleState, Resource
from welcommune.library.queries import broken_links
from welcommune.meetings.models import Insight, Meeting, MeetingState, Minutes, MinutesState, Participant, ReportedCount
from welcommune.meetings.queries import due_on, meeting_name, overdue_in, waiting_for_minutes
from welcommune.network.models import Network, Participation, Region, Role, RoleGrant
from welcommune.portal.queries.todo_item import Todo
from welcommune.portal.queries.todo_map import ending_todos, sent_todos, waiting_on_map
from welcommune.stakeholders.models import Membership, Organisation
from welcommune.stakeholders.queries import stale_on

MOST = 12
COMING = (MeetingState.PLANNED, MeetingState.OPEN)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the first days: done or not, and where it is done."""

    is_done: bool
    text: str
    why: str
    href: str


def _what(meeting: Meeting) -> str:
    place = str(meeting.region.name) if meeting.region else str(meeting.network)
    return ui.commas([place, meeting_name(meeting.kind, meeting.number, meeting.title)])


def todos(regions: list[Region]) -> list[Todo]:
    """What waits in regions whose record somebody keeps: eight queries."""
    keys = [region.pk for region in regions]
    today = timezone.localdate()
    meetings = Meeting.objects.filter(region__in=keys, parent__isnull=True).select_related("region", "network")
    # Planned for a day that has passed, or held and without minutes that are published: one query for both.
    late = meetings.filter(Q(state__in=COMING, day__lt=today) | waiting_for_minutes()).select_related("minutes")
    waiting = list(late.order_by("day", "pk")[: 2 * MOST])
    silent, drafted = Q(state=MeetingState.HELD, report__isnull=True), Q(report__article__state=ArticleState.DRAFT)
    # Reports that are missing come first, then those that wait to be read.
    to_report = meetings.filter(silent | drafted).annotate(is_drafted=Q(report__isnull=False))
    to_report = to_report.order_by("is_drafted", "day", "pk")[: 2 * MOST]
    parts = _parts(regions)
    return [
        *(_overdue(meeting) for meeting in waiting if meeting.state in COMING),
        *(_drafted(one) if one.is_drafted else _unreported(one) for one in to_report),
        *(_minutes(meeting) for meeting in waiting if meeting.state == MeetingState.HELD),
        *sent_todos(parts),
        *_promised(parts),
        *ending_todos(parts),
        *_broken(broken_links(region__in=keys)),
        *_unplanned(parts),
        *_stale(regions),
    ]


def _overdue(meeting: Meeting) -> Todo:
    text = _("%(meeting)s was planned for a day that has passed. Was it held?") % {"meeting": _what(meeting)}
    return Todo("none", _("Say what happened"), text, _("Open the record"), _record(meeting))


def _unreported(meeting: Meeting) -> Todo:
    text = _("%(meeting)s was held and has no report. It drafts itself from the record.") % {"meeting": _what(meeting)}
    return Todo("ending", _("Report due"), text, _("Open the record"), _record(meeting))


def _drafted(meeting: Meeting) -> Todo:
    text = _("The report of %(meeting)s is drafted. Read it, then publish it.") % {"meeting": _what(meeting)}
    return Todo("ending", _("Draft waits"), text, _("Open the record"), _record(meeting))


def _minutes(meeting: Meeting) -> Todo:
    """The minutes of a meeting: what they wait for, and by when."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    state = minutes.state if minutes else ""
    words, act = {
        "": (_("Minutes of %(day)s: to put together, due %(due)s"), _("Open the record")),
        MinutesState.DRAFT: (_("Minutes of %(day)s: to read and to send, due %(due)s"), _("Open the minutes")),
        MinutesState.CORRECTION: (_("Minutes of %(day)s: sent for correction, due %(due)s"), _("Open the minutes")),
        MinutesState.APPROVED: (_("Minutes of %(day)s: approved, not published yet"), _("Open the minutes")),
    }[state]
    due = due_on(meeting)
    text = f"{_what(meeting)}. " + words % {"day": ui.date(meeting.day), "due": ui.date(due)}
    href = reverse("meetings:minutes", args=[minutes.pk]) if minutes else _record(meeting)
    is_late = due < timezone.localdate() and state != MinutesState.APPROVED
    return Todo("none" if is_late else "ending", _("Minutes"), text, act, href)


def _record(meeting: Meeting) -> str:
    return reverse("meetings:record", args=[meeting.pk])


def network_todos(network: Network) -> list[Todo]:
    """What waits for those who coordinate a network: what it publishes itself, and nobody finds any more."""
    return _broken(broken_links(network=network, region=None))


def _broken(links: QuerySet[Resource]) -> list[Todo]:
    """Links to elsewhere that the public finds and that no longer answer."""
    found = []
    for resource in links[:MOST]:
        words = _("%(region)s: the link of “%(title)s” is broken.")
        text = words % {"region": str(resource.region or resource.network), "title": str(resource.title.best())}
        href = reverse("library:resource_edit", args=[resource.pk])
        found.append(Todo("ending", _("Broken link"), text, _("Give another link"), href))
    return found


def _parts(regions: list[Region]) -> list[Any]:
    """The parts that regions take in networks, with the roundtables that are known of, and what waits there."""
    roundtables = Q(region__meetings__kind="roundtable")
    known = Count("region__meetings", filter=roundtables & ~Q(region__meetings__state=MeetingState.CANCELLED))
    parts = Participation.objects.filter(region__in=regions).select_related("region").order_by("region__slug", "pk")
    here = OuterRef("region")
    return list(parts.annotate(known=known, late=overdue_in(here), **waiting_on_map(here)))


def _promised(parts: list[Any]) -> list[Todo]:
    """Commitments whose day is over."""
    found = []
    # A region that takes part in two networks is one region.
    for region, late in {part.region: part.late for part in parts if part.late}.items():
        words = ngettext(
            "%(region)s: %(n)s commitment is overdue.", "%(region)s: %(n)s commitments are overdue.", late
        ) % {"region": str(region.name), "n": late}
        href = reverse("meetings:commitments", args=[region.slug]) + "?show=overdue"
        found.append(Todo("none", _("Overdue"), words, _("See these commitments"), href))
    return found


def _unplanned(parts: list[Any]) -> list[Todo]:
    """Roundtables that were promised and have neither record nor date."""
    found = []
    for part in parts:
        owed = (part.roundtables_promised or 0) - part.known
        if owed > 0:
            words = ngettext(
                "%(region)s: %(n)s promised roundtable has neither a record nor a date.",
                "%(region)s: %(n)s promised roundtables have neither a record nor a date.",
                owed,
            ) % {"region": str(part.region.name), "n": owed}
            href = reverse("meetings:new", args=[part.region.slug])
            found.append(Todo("unknown", _("Nobody told us"), words, _("Record or plan one"), href))
    return found


def _stale(regions: list[Region]) -> list[Todo]:
    """Entries of the register that nobody confirmed for two years, or ever."""
    entries = Organisation.objects.filter(
        stale_on(timezone.localdate()), steward__in=regions, merged_into=None
    ).order_by()
    names = {region.pk: region for region in regions}
    found = []
    for row in entries.values("steward_id").annotate(stale=Count("pk")).order_by("-stale", "steward_id"):
        region = names[row["steward_id"]]
        words = ngettext(
            "%(region)s: nobody confirmed %(n)s entry of the register in the last two years.",
            "%(region)s: nobody confirmed %(n)s entries of the register in the last two years.",
            row["stale"],
        ) % {"region": str(region.name), "n": row["stale"]}
        href = reverse("stakeholders:register", args=[region.slug]) + "?age=stale&kept=here"
        found.append(Todo("unknown", _("To confirm"), words, _("See these entries"), href))
    return found


def first_days(region: Region) -> list[Step]:
    """The checklist of a facilitator's first days, empty once all is done: one query."""
    here = OuterRef("pk")
    done = Region.objects.filter(pk=region.pk).values(
        has_kept=Exists(Organisation.objects.filter(steward=here)),
        has_seats=Exists(Membership.plain.filter(region=here)),
        has_meetings=Exists(Meeting.plain.filter(region=here)),
        has_counted=Exists(ReportedCount.objects.filter(meeting__region=here)),
        has_named=Exists(Participant.objects.filter(meeting__region=here)),
        has_said=Exists(Insight.plain.filter(region=here)),
        has_reports=Exists(Article.plain.filter(region=here, state=ArticleState.PUBLISHED)),
        has_editors=Exists(RoleGrant.objects.filter(region=here, role=Role.EDITOR)),
        last=Subquery(Meeting.plain.filter(region=here, parent=None).order_by("-day", "-pk").values("pk")[:1]),
    )[0]
    counted = done["has_counted"] or done["has_named"]
    new = reverse("meetings:new", args=[region.slug])
    desk = reverse("portal:desk_region", args=[region.slug])
    imports, register = (reverse(name, args=[region.slug]) for name in ("exchange:imports", "stakeholders:register"))
    invite = reverse("network:region_invite", args=[region.slug])
    # Straight to the record of the last meeting; without one, to where the first is planned.
    of_last = ("meetings:attendance", "meetings:insight_new", "meetings:record")
    came, said, report = (reverse(name, args=[done["last"]]) if done["last"] else desk for name in of_last)
    steps = [
        Step(done["has_kept"], _("Bring your list of organisations in"), _("Then nobody is forgotten."), imports),
        Step(done["has_seats"], _("Give organisations a seat"), _("Then you see which kinds are missing."), register),
        Step(done["has_meetings"], _("Plan or record the first roundtable"), _("A date is enough to begin."), new),
        Step(counted, _("Note who was there"), _("People and organisations are counted apart."), came),
        Step(done["has_said"], _("Note what was said"), _("Challenges, solutions, needs, assets."), said),
        Step(done["has_reports"], _("Publish the first report"), _("It drafts itself from the record."), report),
        Step(done["has_editors"], _("Invite somebody who writes with you"), _("Editors write news."), invite),
    ]
    return [] if all(step.is_done for step in steps) else steps
