"""The record of one meeting as the public sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.models import Source
from welcommune.core.ui import commas
from welcommune.library.models import Resource
from welcommune.library.queries import ReadArticle, published_articles, read
from welcommune.meetings.models import Insight, Meeting, MeetingKind, MeetingState, Minutes, MinutesState
from welcommune.meetings.prose import city
from welcommune.meetings.queries import (
    PublicInsight,
    Quote,
    length_words,
    materials_of,
    meeting_name,
    part_rows,
    public_insights,
    public_size,
    public_words,
    quotes_of,
    register_address,
    running_agenda,
)
from welcommune.network.models import Participation
from welcommune.network.queries import sources_of
from welcommune.portal.queries.structured import event_ld


def when_words(meeting: Meeting) -> str:
    """The date, with clock times and zone where they are known."""
    day = ui.date(meeting.day, "full")
    if meeting.starts_at is None:
        return day
    clock = (
        f"{ui.time(meeting.starts_at)}–{ui.time(meeting.ends_at)}" if meeting.ends_at else ui.time(meeting.starts_at)
    )
    where = city(get_language() or "en", meeting.zone)
    return _("%(day)s, %(clock)s (%(city)s time)") % {"day": day, "clock": clock, "city": where}


def duration_words(minutes: int | None) -> str:
    """A length of time: "2 h 30 min"."""
    if minutes is None:
        return _("nobody has told us")
    return length_words(minutes)


def where_words(meeting: Meeting) -> str:
    """Online, in person, where; or that nobody told us."""
    mode = str(meeting.get_mode_display()).capitalize() if meeting.mode else ""
    return commas([mode, meeting.place]) or _("nobody has told us")


@dataclass(frozen=True)
class RoundtablePage:
    """See ``portal/roundtable.html``."""

    meeting: Meeting
    promised: int | None
    organisers: list[Any]
    size: int | None
    table: list[str]
    parts: list[tuple[str, str]]
    agenda: list[Any]
    children: list[Meeting]
    insights: list[PublicInsight]
    quotes: list[Quote]
    article: ReadArticle | None
    materials: list[Resource]
    sources: list[Source]
    is_open_to_all: bool

    @property
    def title(self) -> str:
        """What the meeting is called, with its region."""
        name = self.meeting.region.name.best() if self.meeting.region else self.meeting.network.name
        return commas([name, meeting_name(self.meeting.kind, self.meeting.number, self.meeting.title)])

    @property
    def kicker(self) -> list[tuple[Any, str]]:
        """The way back to the region, and the place in the series."""
        found: list[tuple[Any, str]] = []
        if self.meeting.region:
            slug = self.meeting.region.slug
            found.append((self.meeting.region.name.best(), reverse("portal:region", args=[slug])))
        if self.promised and self.meeting.number:
            numbers = {"number": self.meeting.number, "promised": self.promised}
            found.append((_("Roundtable %(number)s of %(promised)s") % numbers, ""))
        if self.meeting.state != MeetingState.HELD:
            found.append((str(self.meeting.get_state_display()), ""))
        return found

    @property
    def minutes(self) -> Minutes | None:
        """The minutes, where they are published."""
        found: Minutes | None = getattr(self.meeting, "minutes", None)
        return found if found and found.state == MinutesState.PUBLISHED else None

    @property
    def linked_data(self) -> list[dict[str, Any]]:
        """The meeting in words for machines."""
        return [event_ld(self.meeting, [row.organisation.name for row in self.organisers])]

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """When, how long, where; what is not known is said so."""
        meeting = self.meeting
        return [
            (_("When"), when_words(meeting)),
            (_("How long"), duration_words(meeting.lasted)),
            (_("Where"), where_words(meeting)),
        ]


def roundtable_page(meeting: Meeting) -> RoundtablePage:
    """All that the public may see of ``meeting``."""
    spoken = Insight.objects.filter(meeting=meeting)
    promised = Participation.objects.filter(network=meeting.network_id, region=meeting.region_id).first()
    prefetch_related_objects([meeting], "counts")
    insights = public_insights(spoken)
    article = published_articles(report__meeting=meeting).first()
    sources: dict[UUID, list[Source]] = sources_of([meeting.pk, *(insight.id for insight in insights)])
    return RoundtablePage(
        meeting=meeting,
        promised=promised.roundtables_promised if promised else None,
        organisers=list(
            meeting.organisers.filter(organisation__merged_into__isnull=True).select_related("organisation")
        ),
        size=public_size(meeting),
        table=public_words(meeting),
        parts=part_rows(meeting),
        agenda=running_agenda(meeting),
        children=list(Meeting.objects.filter(parent=meeting).order_by("pk")),
        insights=insights,
        quotes=list(quotes_of(spoken).values()),
        article=read(article) if article else None,
        materials=list(materials_of(meeting)) if meeting.kind == MeetingKind.TRAINING else [],
        sources=list({(row.text, row.url): row for rows in sources.values() for row in rows}.values()),
        is_open_to_all=bool(register_address(meeting)),
    )
