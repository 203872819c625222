"""The capture screen: what a note can be about, and what all who take notes have noted up to now."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.access import Actor, visible
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.text import Said, Translated
from welcommune.core.ui import date
from welcommune.meetings import rules
from welcommune.meetings.models import BreakoutGroup, Commitment, Decision, Insight, Meeting
from welcommune.meetings.queries.calendar import TO_COME, meeting_title
from welcommune.meetings.queries.door import known_names
from welcommune.meetings.queries.links import LINK_OVER, is_today
from welcommune.meetings.queries.themes import themes_named
from welcommune.network.models import Term
from welcommune.network.queries import terms
from welcommune.network.words import theme_words

GROUP = "meetings.group"
GROUP_OVER = gettext_lazy("The meeting is over, or this link was taken back. Give what is not sent to the facilitator.")


def working_language(meeting: Meeting) -> str:
    """The language that notes are written in: the first that is spoken there, else that of the region."""
    spoken = [*meeting.languages, *(meeting.region.languages if meeting.region else meeting.network.languages), "en"]
    return str(spoken[0])


def note_choices(meeting: Meeting) -> dict[str, Any]:
    """What the form of a note chooses from."""
    return {
        "agenda": list(meeting.agenda.all()),
        "language": working_language(meeting),
        "themes": list(terms("theme").values()),
    }


def suggested_themes(text: str, themes: list[Term]) -> list[Term]:
    """The themes that the words of a note name."""
    names = {theme.code: Translated(theme.name).values() for theme in themes}
    found = themes_named(text, names, theme_words())
    return [theme for theme in themes if theme.code in found]


@dataclass(frozen=True, slots=True)
class Notes:
    """What is listed beside the form: of a meeting, or of one of its groups, which notes nothing but what was said."""

    said: QuerySet[Insight]
    decided: QuerySet[Decision]
    promised: QuerySet[Commitment]

    @property
    def state(self) -> str:
        """What changes with each note that is added, changed or removed; three cheap queries."""
        counts = {"count": Count("pk"), "last": Max("created_at")}
        versions = {"versions": Sum("version")}
        told = [
            self.said.order_by().aggregate(**counts, **versions),
            self.promised.order_by().aggregate(**counts, **versions),
            self.decided.order_by().aggregate(**counts),
        ]
        return f'W/"{blake2b(repr(told).encode(), digest_size=9).hexdigest()}"'

    def rows(self) -> list["Noted"]:
        """All of them, the newest first."""
        spoken = self.said.select_related("group", "agenda_item").prefetch_related("themes")
        owned = self.promised.select_related("organisation", "contact")
        found = [*(_as_said(row) for row in spoken), *(_as_decided(row) for row in self.decided)]
        return sorted([*found, *(_as_promised(row) for row in owned)], key=lambda row: row.at, reverse=True)


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the list: what it is about, and its words in the language in which they were written."""

    key: UUID
    at: datetime
    about: list[str]
    text: Said
    is_insight: bool = False


def _as_said(row: Insight) -> Noted:
    about = [str(row.get_kind_display()), *([row.group.name] if row.group else []),
             *([str(row.agenda_item.title)] if row.agenda_item else []),
             *(str(theme) for theme in row.themes.all())]  # fmt: skip
    return Noted(row.pk, row.created_at, about, row.text.best(), is_insight=True)


def _as_decided(row: Decision) -> Noted:
    return Noted(row.pk, row.created_at, [_("decision")], Said(row.text, row.language))


def _as_promised(row: Commitment) -> Noted:
    owner = row.person or (row.contact.name if row.contact else "")
    whence = row.organisation.name if row.organisation else ""
    until = [_("by %(day)s") % {"day": date(row.due, "medium")}] if row.due else []
    about = [_("commitment"), *(part for part in (owner, whence) if part), *until]
    return Noted(row.pk, row.created_at, about, Said(row.what, row.language))


def notes_of(meeting: Meeting) -> Notes:
    """All that was noted at the meeting."""
    here = {"meeting": meeting}
    return Notes(Insight.objects.filter(**here), Decision.objects.filter(**here), Commitment.objects.filter(**here))


def group_notes_of(group: BreakoutGroup) -> Notes:
    """What was said in one group."""
    return Notes(Insight.objects.filter(group=group), Decision.objects.none(), Commitment.objects.none())


def capture_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/capture.html``."""
    return {
        "meeting": meeting,
        "title": meeting_title(meeting),
        "notes": notes_of(meeting).rows(),
        "can_edit": True,
        "groups": [(group, group_address(group)) for group in meeting.groups.all()],
        "names": known_names(meeting),
    }


def group_page(group: BreakoutGroup) -> dict[str, Any]:
    """See ``meetings/group.html``."""
    title = meeting_title(group.meeting)
    return {"group": group, "title": title, "notes": group_notes_of(group).rows(), "can_edit": False}


def group_token(group: BreakoutGroup) -> str:
    """A token that opens the notes of one group, and nothing else."""
    return signing.dumps(str(group.pk), salt=GROUP)


def group_address(group: BreakoutGroup) -> str:
    """The whole address of a group's notes, to be shown or sent; in the active language."""
    return whole_address("meetings:group", token=group_token(group))


def group_of(token: str) -> tuple[Actor, BreakoutGroup]:
    """Who holds a group's link, and the group; refuses one that was cut, taken back or outlived its meeting."""
    try:
        holder = Actor("link", UUID(signing.loads(token, salt=GROUP)))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error
    group = visible(holder, rules.note_in_group).select_related("meeting__region", "meeting__network").first()
    if group is None:
        raise Refused(GROUP_OVER)
    if why := why_group_over(group):
        raise Refused(why)
    return holder, group


def why_group_over(group: BreakoutGroup) -> Any:
    """Why nothing more can be noted in a group; empty while it can: its link ends with the meeting."""
    is_past = group.meeting.day < timezone.localdate() and not is_today(group.meeting)
    return GROUP_OVER if group.revoked_at or is_past or group.meeting.state not in TO_COME else ""
