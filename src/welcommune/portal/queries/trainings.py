"""Trainings in public: those to come and those that were held, with filters, and as a calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core.text import READ_LANGUAGES, Said
from welcommune.meetings.models import Level, Meeting, MeetingKind, MeetingState, Mode, Training
from welcommune.meetings.queries import meeting_name
from welcommune.network.models import Network, Term

# What is shown is chosen in memory, from one query: languages are a list, which no index of both databases finds.
MOST_LOOKED_AT = 1000
FILTERS = ("theme", "language", "region", "online", "open", "past")
TO_COME = (MeetingState.PLANNED, MeetingState.OPEN)
YES = "yes"


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training in the list, in the reader's words."""

    pk: UUID
    name: str
    day: date
    mode: str
    place: str
    languages: list[str]
    region: Said
    slugs: frozenset[str]
    theme: Term | None
    level: str
    state: str
    is_open: bool

    @property
    def is_online(self) -> bool:
        """Whether one can take part from anywhere."""
        return self.mode in (Mode.ONLINE, Mode.HYBRID)

    @property
    def mode_words(self) -> str:
        """Online, in person or both; empty where nobody told us."""
        return str(Mode(self.mode).label) if self.mode else ""

    def fits(self, asked: Mapping[str, str]) -> bool:
        """Whether the training is among what was asked for."""
        return (
            (not asked["theme"] or (self.theme is not None and self.theme.code == asked["theme"]))
            and (not asked["language"] or asked["language"] in self.languages)
            and (not asked["region"] or asked["region"] in self.slugs)
            and (not asked["online"] or self.is_online)
            and (not asked["open"] or self.is_open)
        )


def _trainings(network: Network, is_past: bool) -> QuerySet[Meeting]:
    """Those to come, the next one first; or those that were held, the youngest first."""
    coming = Q(state__in=TO_COME, day__gte=timezone.localdate())
    where = Q(state=MeetingState.HELD) if is_past else coming
    rows = Meeting.objects.filter(where, network=network, kind=MeetingKind.TRAINING, parent__isnull=True)
    rows = rows.select_related("region", "network", "training__theme").prefetch_related("regions")
    return rows.order_by("-day" if is_past else "day", "pk")[:MOST_LOOKED_AT]


def _row(meeting: Meeting) -> TrainingRow:
    training: Training | None = getattr(meeting, "training", None)
    regions = {region.slug for region in meeting.regions.all()}
    own = meeting.region
    level = str(Level(training.level).label) if training and training.level else ""
    return TrainingRow(
        pk=meeting.pk, name=meeting_name(meeting.kind, meeting.number, meeting.title), day=meeting.day,
        mode=meeting.mode, place=meeting.place, languages=list(meeting.languages),
        region=own.name.best() if own else Said("", ""), slugs=frozenset(regions | ({own.slug} if own else set())),
        theme=training.theme if training else None, level=level, state=str(meeting.get_state_display()),
        is_open=meeting.state == MeetingState.OPEN,
    )  # fmt: skip


def training_rows(network: Network, asked: Mapping[str, str]) -> tuple[list[TrainingRow], list[TrainingRow]]:
    """All trainings of the time asked for, and those among them that fit; two queries for any number."""
    rows = [_row(meeting) for meeting in _trainings(network, bool(asked.get("past")))]
    wanted = trainings_asked(asked)
    return rows, [row for row in rows if row.fits(wanted)]


def trainings_asked(asked: Mapping[str, str]) -> dict[str, str]:
    """What was asked for, every filter named."""
    return {name: asked.get(name, "")[:80] for name in FILTERS}


def trainings_page(asked: Mapping[str, str], rows: list[TrainingRow]) -> dict[str, Any]:
    """See ``portal/trainings.html``. Only what leads to something is offered; ``rows`` are all of that time."""
    wanted = trainings_asked(asked)
    themes = {row.theme.code: row.theme.name.best() for row in rows if row.theme}
    regions = {slug: row.region for row in rows if row.region for slug in row.slugs if len(row.slugs) == 1}
    languages = {code: READ_LANGUAGES.get(code, code) for row in rows for code in row.languages}
    return {
        "asked": wanted,
        "is_filtered": any(wanted[name] for name in FILTERS if name != "past"),
        "filters": [
            ("theme", _("Theme"), _by_words(themes.items())),
            ("language", _("Language"), _by_words(languages.items())),
            ("region", _("Region"), _by_words(regions.items())),
            ("online", _("Online or in person"), [(YES, _("online"))] if any(row.is_online for row in rows) else []),
            ("open", _("Registration"), [(YES, _("open"))] if any(row.is_open for row in rows) else []),
            ("past", _("When"), [(YES, _("Held already"))], _("To come")),
        ],
    }


def _by_words(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return sorted(choices, key=lambda choice: str(choice[1]).casefold())
