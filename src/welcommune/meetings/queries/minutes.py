"""Minutes as pages, files and mails show them: people and quotes are read where they stand, each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext

from welcommune.core import ui
from welcommune.core.access import only_one
from welcommune.core.ui import commas
from welcommune.library.prose import rendered
from welcommune.meetings.models import (
    DUE_DAYS,
    HOLDING,
    KEPT_DAYS,
    Commitment,
    Correction,
    Insight,
    Meeting,
    MeetingInvitation,
    MeetingState,
    Minutes,
    MinutesReader,
    MinutesState,
    MinutesText,
    Participant,
)
from welcommune.meetings.queries.calendar import meeting_title
from welcommune.meetings.queries.pages import Quote, quotes_of
from welcommune.network.models import Region

GROUPS = {
    "present": gettext_lazy("Present"),
    "guests": gettext_lazy("Also present"),
    "excused": gettext_lazy("Excused"),
    "absent": gettext_lazy("Absent"),
}
TITLES = {
    "facts": gettext_lazy("When, where, who convened"),
    "attendance": gettext_lazy("Who came"),
    "agenda": gettext_lazy("Agenda"),
    "said": gettext_lazy("What was said"),
    "decisions": gettext_lazy("Decisions"),
    "commitments": gettext_lazy("Who does what"),
}


@dataclass(frozen=True)
class People:
    """One list of the attendance: its title, and the names that may be shown."""

    title: str
    names: list[str]


@dataclass(frozen=True)
class Section:
    """A section of the minutes, ready to be shown: words, lists of people, what was promised, or a quote."""

    key: str
    title: str
    text: str = ""
    people: tuple[People, ...] = ()
    promised: tuple[str, ...] = ()
    quote: Quote | None = None

    @property
    def html(self) -> SafeString:
        """The words as HTML."""
        return rendered(self.text)

    @property
    def is_text(self) -> bool:
        """Whether it is more than a quote."""
        return self.quote is None


@dataclass(frozen=True)
class Document:
    """The minutes of one meeting as somebody reads them."""

    title: str
    language: str
    dated: str
    status: str
    sections: list[Section]


def section_title(part: dict[str, Any]) -> str:
    """What a section is called, in the active language or as its point of the agenda."""
    if part["key"] == "own":
        return pgettext("part of an article", "In your own words")
    return part.get("title") or str(TITLES.get(part["key"], ""))


class _Names:
    """The people, commitments and quotes that versions refer to, read once for all of them."""

    def __init__(self, texts: Sequence[MinutesText], in_public: bool) -> None:
        self.in_public = in_public
        came, invited, promised, quoted = (_keys(texts, *names) for names in (
            ("present", "guests"), ("excused", "absent"), ("commitments",), ("insight",)
        ))  # fmt: skip
        self.people = {str(row.pk): self._participant(row) for row in _rows(Participant, came)}
        self.people |= {str(row.pk): self._invited(row) for row in _rows(MeetingInvitation, invited, works=False)}
        rows = Commitment.plain.filter(pk__in=promised).select_related("organisation", "contact") if promised else []
        self.promised = {str(row.pk): self._commitment(row) for row in rows}
        self.quotes = quotes_of(Insight.plain.filter(pk__in=quoted)) if quoted else {}

    def _participant(self, row: Participant) -> str:
        organisation = row.organisation.name if row.organisation else ""
        person = row.contact.name if row.contact else row.person
        return organisation if self.in_public else commas([person, organisation])

    def _invited(self, row: MeetingInvitation) -> str:
        return "" if self.in_public else str(row)

    def _commitment(self, row: Commitment) -> str:
        organisation = row.organisation.name if row.organisation else ""
        who = organisation if self.in_public else commas([row.person_name, organisation])
        until = _("by %(day)s") % {"day": ui.date(row.due)} if row.due else ""
        beside = commas([who, until])
        return f"{row.what} ({beside})" if beside else row.what


def _keys(texts: Iterable[MinutesText], *names: str) -> list[str]:
    found: list[str] = []
    for part in (part for text in texts for part in text.parts):
        for name in names:
            value = part.get(name, [])
            found += [value] if isinstance(value, str) else value
    return found


def _rows(model: type[Any], keys: list[str], works: bool = True) -> Iterable[Any]:
    related = ("contact", "organisation") if works else ("contact",)
    return model.objects.filter(pk__in=keys).select_related(*related) if keys else []


def documents(texts: Sequence[MinutesText], in_public: bool = False) -> list[Document]:
    """Versions of one language, with their minutes and meeting, in that language; four queries however many."""
    if not texts:
        return []
    with override(texts[0].minutes.language):
        names = _Names(texts, in_public)
        return [_document(text, names) for text in texts]


def document(text: MinutesText, in_public: bool = False) -> Document:
    """One version. In public organisations are named, people are not."""
    return documents([text], in_public)[0]


def _document(text: MinutesText, names: _Names) -> Document:
    minutes = text.minutes
    title = _("Minutes: %(meeting)s") % {"meeting": meeting_title(minutes.meeting)}
    dated = ui.date(minutes.meeting.day, "full")
    return Document(title, minutes.language, dated, status_words(minutes), _sections(text, names))


def status_words(minutes: Minutes) -> str:
    """How far the minutes hold, in words."""
    if minutes.approved_at and minutes.state in HOLDING:
        return _("Approved on %(day)s") % {"day": ui.date(minutes.approved_at)}
    if minutes.state == MinutesState.CORRECTION and minutes.correct_until:
        return _("Not approved yet. Corrections until %(day)s") % {"day": ui.date(minutes.correct_until)}
    return _("Draft")


def _sections(text: MinutesText, names: _Names) -> list[Section]:
    sections = []
    for part in text.parts:
        if part.get("insight"):
            quote = names.quotes.get(UUID(part["insight"]))
            sections += [Section(part["key"], "", quote=quote)] if quote else []
            continue
        groups = ("present", "guests") if names.in_public else GROUPS
        people = tuple(_people(part, group, names) for group in groups if part.get(group))
        promised = tuple(names.promised[key] for key in part.get("commitments", []) if key in names.promised)
        sections.append(Section(part["key"], section_title(part), part["text"], people, promised))
    following = [*sections[1:], None]
    return [section for section, after in zip(sections, following, strict=True) if not _is_bare(section, after)]


def _is_bare(section: Section, after: Section | None) -> bool:
    """Whether nothing was noted at a point of the agenda: it stands in the list of points, not once more by itself."""
    has_quote = after is not None and not after.is_text
    says = section.text.strip() or section.people or section.promised or has_quote
    return section.is_text and section.key.startswith("item-") and not says


def _people(part: dict[str, Any], group: str, names: _Names) -> People:
    """The names that are left, and how many people stand behind none: not public, or deleted since."""
    keys = part[group]
    known = sorted({name for key in keys if (name := names.people.get(key))})
    nameless = sum(not names.people.get(key) for key in keys)
    if nameless:
        more = ngettext("%(num)s person who is not named", "%(num)s people who are not named", nameless)
        known.append(more % {"num": nameless})
    return People(str(GROUPS[group]), known)


# Which minutes.


def current_text(minutes: Minutes) -> MinutesText:
    """The current version with its minutes and meeting."""
    return only_one(_with_meeting(MinutesText.objects.filter(minutes=minutes, is_current=True)))


def _with_meeting(texts: QuerySet[MinutesText]) -> QuerySet[MinutesText]:
    return texts.select_related("minutes__meeting__region", "minutes__meeting__network")


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, if there are any."""
    return Minutes.objects.filter(meeting=meeting).first()


def reader_in(minutes: Minutes, pk: UUID) -> MinutesReader:
    """One reader of these minutes; ``Http404`` where there is none."""
    return only_one(minutes.readers.select_related("minutes__meeting").filter(pk=pk))


def correction_in(minutes: Minutes, pk: UUID) -> Correction:
    """One proposal for these minutes; ``Http404`` where there is none."""
    found = Correction.objects.filter(reader__minutes=minutes, pk=pk)
    return only_one(found.select_related("reader__minutes__meeting"))


def quotes_in(text: MinutesText) -> dict[UUID, Quote]:
    """The quotes that a version refers to."""
    return quotes_of(Insight.plain.filter(pk__in=_keys([text], "insight")))


def series(region: Region, language: str) -> list[MinutesText]:
    """The texts of all minutes of a region's roundtables that hold, in a language, the oldest first."""
    held = {"meeting__region": region, "state__in": HOLDING, "language": language, "meeting__kind": "roundtable"}
    texts = MinutesText.objects.filter(is_current=True, **{f"minutes__{name}": value for name, value in held.items()})
    return list(_with_meeting(texts).order_by("minutes__meeting__day", "pk"))


def series_title(region: Region, language: str) -> str:
    """What the minutes of a region together are called."""
    with override(language):
        return _("Minutes of the roundtables: %(region)s") % {"region": region.name.best()}


def due_on(meeting: Meeting) -> date:
    """The day on which the minutes of a meeting should be there."""
    return meeting.day + timedelta(days=DUE_DAYS)


def waiting_for_minutes() -> Q:
    """Meetings of the last months whose minutes somebody has to move on until they are published."""
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    unpublished = Q(minutes__isnull=True) | ~Q(minutes__state=MinutesState.PUBLISHED)
    return Q(state=MeetingState.HELD, day__gte=since) & unpublished
