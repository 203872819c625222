"""The record of one meeting as the public sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.models import Source
from welcommune.core.text import Said, Translated
from welcommune.core.ui import commas
from welcommune.library.models import ArticleState
from welcommune.library.queries import ReadArticle, published_articles, read
from welcommune.meetings.models import Insight, Meeting, MeetingKind, MeetingState
from welcommune.meetings.queries import (
    PublicInsight,
    Quote,
    part_rows,
    public_insights,
    quotes_of,
    table_size,
    table_words,
)
from welcommune.network.models import Participation
from welcommune.network.queries import sources_of


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list."""

    meeting: Meeting
    name: str
    region: Said | str
    href: str
    table: list[str]
    report: str


def when_words(meeting: Meeting) -> str:
    """The date, with clock times and zone where they are known."""
    day = ui.date(meeting.day, "full")
    if meeting.starts_at is None:
        return day
    clock = (
        f"{ui.time(meeting.starts_at)}–{ui.time(meeting.ends_at)}" if meeting.ends_at else ui.time(meeting.starts_at)
    )
    city = meeting.zone.rpartition("/")[2].replace("_", " ")
    return _("%(day)s, %(clock)s (%(city)s time)") % {"day": day, "clock": clock, "city": city}


def duration_words(minutes: int | None) -> str:
    """A length of time: "2 h 30 min"."""
    if minutes is None:
        return _("nobody has told us")
    hours, rest = divmod(minutes, 60)
    words = [_("%(n)s h") % {"n": hours}] if hours else []
    return " ".join([*words, *([_("%(n)s min") % {"n": rest}] if rest else [])])


def where_words(meeting: Meeting) -> str:
    """Online, in person, where; or that nobody told us."""
    mode = str(meeting.get_mode_display()).capitalize() if meeting.mode else ""
    return commas([mode, meeting.place]) or _("nobody has told us")


def meeting_name(meeting: Meeting) -> str:
    """What a meeting is called in a list: "Roundtable 2", or its title."""
    if meeting.title:
        return str(meeting.title)
    kind = str(meeting.get_kind_display()).capitalize()
    return f"{kind} {meeting.number}" if meeting.number else kind


def is_numbered_roundtable(meeting: Meeting) -> bool:
    """Whether the meeting has an address of its own by region and number."""
    return bool(meeting.region and meeting.kind == MeetingKind.ROUNDTABLE and meeting.number)


def meeting_href(meeting: Meeting) -> str:
    """The public page of a meeting."""
    if meeting.region and is_numbered_roundtable(meeting):
        return reverse("portal:roundtable", args=[meeting.region.slug, meeting.number])
    return reverse("portal:meeting", args=[meeting.pk])


def meeting_rows(meetings: Iterable[Meeting]) -> list[MeetingRow]:
    """Meetings for a list; they come with region, report and counts."""
    rows = []
    for meeting in meetings:
        article = meeting.report.article if hasattr(meeting, "report") else None
        slug = article.slug if article and article.state == ArticleState.PUBLISHED else ""
        report = reverse("portal:article", args=[slug]) if slug else ""
        region = Translated(meeting.region.name).best() if meeting.region else ""
        words = table_words(meeting.counts.all())
        rows.append(MeetingRow(meeting, meeting_name(meeting), region, meeting_href(meeting), words, report))
    return rows


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
    sources: list[Source]

    @property
    def title(self) -> str:
        """What the meeting is called, with its region."""
        name = self.meeting.region.name.best() if self.meeting.region else self.meeting.network.name
        return commas([name, meeting_name(self.meeting)])

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
    def facts(self) -> list[tuple[str, Any]]:
        """When, how long, where, who convened; what is not known is said so."""
        meeting = self.meeting
        names = [row.organisation.name for row in self.organisers]
        return [
            (_("When"), when_words(meeting)),
            (_("How long"), duration_words(meeting.duration_minutes)),
            (_("Where"), where_words(meeting)),
            (_("Convened by"), commas(names) or _("nobody has told us")),
        ]


def roundtable_page(meeting: Meeting) -> RoundtablePage:
    """All that the public may see of ``meeting``."""
    spoken = Insight.objects.filter(meeting=meeting)
    promised = Participation.objects.filter(network=meeting.network_id, region=meeting.region_id).first()
    counts = list(meeting.counts.select_related("category"))
    insights = public_insights(spoken)
    article = published_articles(report__meeting=meeting).first()
    sources: dict[UUID, list[Source]] = sources_of([meeting.pk, *(insight.id for insight in insights)])
    return RoundtablePage(
        meeting=meeting,
        promised=promised.roundtables_promised if promised else None,
        organisers=list(meeting.organisers.select_related("organisation")),
        size=table_size(counts),
        table=table_words(counts),
        parts=part_rows(meeting),
        agenda=list(meeting.agenda.all()),
        children=list(Meeting.objects.filter(parent=meeting).order_by("pk")),
        insights=insights,
        quotes=list(quotes_of(spoken).values()),
        article=read(article) if article else None,
        sources=list({(row.text, row.url): row for rows in sources.values() for row in rows}.values()),
    )
