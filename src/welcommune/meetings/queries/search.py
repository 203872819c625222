"""What is found of meetings and of what was said there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import override

from welcommune.core.text import Translated
from welcommune.core.ui import commas
from welcommune.meetings.models import Insight, InsightKind, Meeting, MeetingState, Organiser
from welcommune.meetings.queries.lists import meeting_name
from welcommune.network.queries import DESK, PUBLIC, whose
from welcommune.search.models import Entry, borrows, by_language, entry_of
from welcommune.search.queries import indexed


def _titles(meeting: Meeting) -> dict[str, str]:
    """Region and name of a meeting in each language of the interface, and in those of its title."""
    place = meeting.region.name if meeting.region else Translated({"en": meeting.network.name})
    found = {}
    for code in dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *meeting.title]):
        with override(code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            name = meeting_name(meeting.kind, meeting.number, Translated({code: meeting.title.in_(code)}))
            found[code] = commas([place.best(code), name])
    return found


def _page(meeting: Meeting, part: str = "") -> list[Any]:
    if meeting.is_numbered_roundtable and meeting.region:
        return ["portal:roundtable", {"region": meeting.region.slug, "number": meeting.number}, part]
    return ["portal:meeting", {"pk": str(meeting.pk)}, part]


def _desk_page(meeting: Meeting, part: str = "") -> list[Any]:
    return ["meetings:record", {"pk": str(meeting.pk)}, part, DESK]


@indexed(Meeting)
def meeting_entries(meetings: QuerySet[Meeting]) -> Iterator[Entry]:
    """Meetings with their agenda, place, organisers and what is inside them; a part is found by its whole."""
    organisers = Prefetch("organisers", Organiser.objects.select_related("organisation"))
    whole = meetings.filter(parent__isnull=True).select_related("region", "network")
    for meeting in whole.prefetch_related(organisers, "agenda", "regions", Prefetch("children", Meeting.plain.all())):
        names = [row.organisation for row in meeting.organisers.all()]
        inside = [*(item.title for item in meeting.agenda.all()), *(child.title for child in meeting.children.all())]
        yield entry_of(
            meeting, "meeting", _page(meeting), desk_page=_desk_page(meeting),
            marks=whose(meeting.region_id, meeting.network_id) | {PUBLIC} | borrows(meeting.region, *names)
            | {f"in:{region.pk}" for region in meeting.regions.all()},
            titles=_titles(meeting), dated=meeting.day,
            texts=by_language(*inside, plain=[meeting.place, *(name.name for name in names)]),
        )  # fmt: skip


@indexed(Insight)
def insight_entries(insights: QuerySet[Insight]) -> Iterator[Entry]:
    """What was said at a meeting; a quote without consent for the desk only."""
    titles: dict[UUID, dict[str, str]] = {}
    said = insights.filter(meeting__isnull=False).select_related("meeting__region", "meeting__network", "consent")
    for insight in said.iterator(2000):
        meeting: Any = insight.meeting
        if meeting.pk not in titles:
            titles[meeting.pk] = _titles(meeting)
        if insight.text:
            shown = _is_public(insight)
            yield entry_of(
                insight, "insight", _page(meeting, "said") if shown else _desk_page(meeting, "s-said"),
                desk_page=_desk_page(meeting, "s-said"),
                marks=whose(meeting.region_id, meeting.network_id) | {PUBLIC if shown else DESK}
                | borrows(meeting, meeting.region),
                is_named=False, titles=titles[meeting.pk], texts=insight.text, dated=insight.said_on,
            )  # fmt: skip


def _is_public(insight: Insight) -> bool:
    """Once the meeting is over: anything but a quote; a quote while consent holds."""
    if insight.meeting and insight.meeting.state != MeetingState.HELD:
        return False
    if insight.kind != InsightKind.QUOTE:
        return True
    return hasattr(insight, "consent") and insight.consent.holds_on(timezone.localdate())
