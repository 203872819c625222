"""Gaps that a meeting may speak about; and what insights and training needs point to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from welcommune.core.access import only_one
from welcommune.core.text import Said
from welcommune.mapping.models import Gap, GapState
from welcommune.mapping.queries.gap import BESIDE, gap_line
from welcommune.mapping.queries.signals import Pointer, Spoken, points_to_gaps, speaks_of_gaps
from welcommune.meetings.models import GapAtMeeting, GapVerdict, Insight, InsightKind, Meeting, NeedState, TrainingNeed
from welcommune.meetings.queries.lists import meeting_name
from welcommune.network.models import Region

POINTING = (InsightKind.CHALLENGE, InsightKind.CONSTRAINT, InsightKind.NEED)


def offered_gaps(meeting: Meeting) -> list[Gap]:
    """The gaps of the region that wait to be confirmed and are not on this agenda."""
    waiting = Gap.plain.filter(region=meeting.region_id, state=GapState.REPORTED).select_related(*BESIDE)
    return list(waiting.exclude(pk__in=GapAtMeeting.objects.filter(meeting=meeting).values("gap")))


def gap_at(meeting: Meeting, gap: UUID) -> GapAtMeeting:
    """A gap on the agenda of a meeting; ``Http404`` where it is not."""
    return only_one(GapAtMeeting.objects.filter(meeting=meeting, gap=gap).select_related("gap__region", "meeting"))


def gaps_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/gaps.html``."""
    rows = GapAtMeeting.objects.filter(meeting=meeting).select_related(*(f"gap__{name}" for name in BESIDE))
    return {
        "meeting": meeting,
        "rows": [(row, gap_line(row.gap)) for row in rows],
        "offered": [gap_line(gap) for gap in offered_gaps(meeting)],
    }


@speaks_of_gaps
def verdicts_on(gap: Gap) -> Iterable[Spoken]:
    """What meetings said of a gap; one that has it on its agenda has said nothing yet."""
    for row in GapAtMeeting.objects.filter(gap=gap).exclude(verdict="").select_related("meeting"):
        at = row.meeting
        name, href = meeting_name(at.kind, at.number, at.title), reverse("meetings:record", args=[at.pk])
        yield Spoken(at.day, name, str(GapVerdict(row.verdict).label), href)


@points_to_gaps
def pointing_insights(region: Region) -> Iterable[Pointer]:
    """Challenges, constraints and needs that were said, once for each of their themes."""
    tagged = Insight.themes.through._default_manager.filter(insight__region=region, insight__kind__in=POINTING)
    for tag in tagged.select_related("insight").order_by("insight__said_on", "pk"):
        row = tag.insight
        href = reverse("meetings:insight_edit", args=[row.pk])
        yield Pointer(InsightKind(row.kind).label, tag.term_id, row.said_on, row.text.best(), href)


@points_to_gaps
def pointing_needs(region: Region) -> Iterable[Pointer]:
    """What people want to learn, as long as no training is planned."""
    for row in TrainingNeed.plain.filter(region=region, state=NeedState.OPEN, theme__isnull=False):
        href, day = reverse("meetings:need_edit", args=[row.pk]), row.created_at.date()
        if row.theme_id:
            yield Pointer(_("training need"), row.theme_id, day, Said(row.words, row.written_in), href)
