"""The capture screen: what a note can be about, and what all who take notes have noted up to now."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy

from welcommune.core.access import Actor, visible
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.text import Translated
from welcommune.meetings import rules
from welcommune.meetings.models import BreakoutGroup, Insight, Meeting
from welcommune.meetings.queries.calendar import meeting_title
from welcommune.meetings.queries.links import LINK_OVER, TO_COME, is_today
from welcommune.meetings.queries.themes import themes_named
from welcommune.network.models import Term
from welcommune.network.queries import terms

GROUP = "meetings.group"
GROUP_OVER = gettext_lazy("The meeting is over, or this link was taken back. Give what is not sent to the facilitator.")


def working_language(meeting: Meeting) -> str:
    """The language that notes are written in: the first that is spoken there, else that of the region."""
    spoken = [*meeting.languages, *(meeting.region.languages if meeting.region else meeting.network.languages), "en"]
    return str(spoken[0])


def note_choices(meeting: Meeting) -> dict[str, Any]:
    """What the form of a note chooses from."""
    return {
        "agenda": meeting.agenda.all(),
        "language": working_language(meeting),
        "themes": list(terms("theme").values()),
    }


def suggested_themes(text: str, themes: list[Term]) -> list[Term]:
    """The themes that the words of a note name."""
    names = {theme.code: Translated(theme.name).values() for theme in themes}
    found = themes_named(text, names)
    return [theme for theme in themes if theme.code in found]


def noted(meeting: Meeting, group: BreakoutGroup | None = None) -> QuerySet[Insight]:
    """What was noted at the meeting, or in one group, the newest first."""
    rows = Insight.objects.filter(meeting=meeting, **({"group": group} if group else {}))
    return rows.order_by("-created_at", "-pk")


def notes_state(notes: QuerySet[Insight]) -> str:
    """What changes with each note that is added, changed or removed; one cheap query."""
    told = notes.order_by().aggregate(count=Count("pk"), versions=Sum("version"), last=Max("changed_at"))
    return f'W/"{told["count"]}.{told["versions"]}.{told["last"]:%H%M%S%f}"' if told["count"] else 'W/"0"'


def shown_notes(notes: QuerySet[Insight]) -> QuerySet[Insight]:
    """The notes with all that the list tells of each; two queries."""
    return notes.select_related("group", "agenda_item").prefetch_related("themes")


def capture_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/capture.html``."""
    notes = noted(meeting)
    return {
        "meeting": meeting,
        "title": meeting_title(meeting),
        "notes": shown_notes(notes),
        "state": notes_state(notes),
        "can_edit": True,
        "groups": [(group, group_address(group)) for group in meeting.groups.all()],
    }


def group_page(group: BreakoutGroup) -> dict[str, Any]:
    """See ``meetings/group.html``."""
    notes = noted(group.meeting, group)
    return {
        "group": group,
        "title": meeting_title(group.meeting),
        "notes": shown_notes(notes),
        "state": notes_state(notes),
        "can_edit": False,
    }


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
