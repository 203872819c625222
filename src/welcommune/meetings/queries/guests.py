"""The guest list as the desk and the answer page show it, and whom to put on it, with the reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core.text import Said
from welcommune.meetings.models import COMING, Answer, Meeting, MeetingInvitation, Need, PlaceRequest
from welcommune.meetings.queries.calendar import register_address
from welcommune.meetings.queries.links import is_to_come, wants_no_mail
from welcommune.meetings.queries.registration import registration_of
from welcommune.stakeholders.models import Affiliation, Organisation
from welcommune.stakeholders.queries import worked_on

# Whoever has not answered is asked again, but not day after day.
BETWEEN_REMINDERS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class GuestCounts:
    """How many people answered what. Each place on the list stands for one person."""

    all: int = 0
    coming: int = 0
    maybe: int = 0
    no: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One person on the list: where they work, and why no mail goes to them."""

    invitation: MeetingInvitation
    works: list[Said]
    is_silent: bool
    state: str

    @property
    def is_unreachable(self) -> bool:
        """Whether no mail can go there."""
        return self.is_silent or not self.invitation.address or self.invitation.bounced_at is not None

    @property
    def is_unsent(self) -> bool:
        """Whether the invitation is to be sent."""
        waits = self.invitation.sent_at is None and self.invitation.answer == Answer.NONE
        return waits and not self.is_unreachable

    @property
    def is_to_remind(self) -> bool:
        """Whether the person got the last mail long enough ago, and has not answered."""
        last = self.invitation.reminded_at or self.invitation.sent_at
        waits = last is not None and last < timezone.now() - BETWEEN_REMINDERS
        return waits and self.invitation.answer == Answer.NONE and not self.is_unreachable


MARKS = {
    Answer.YES: "there", Answer.SUBSTITUTE: "there", Answer.MAYBE: "ending", Answer.NO: "none", Answer.NONE: "unknown",
}  # fmt: skip


def guest_counts(meeting: Meeting) -> GuestCounts:
    """The counts of a meeting; one query."""
    answered = {
        "coming": Q(answer__in=COMING), "maybe": Q(answer=Answer.MAYBE), "no": Q(answer=Answer.NO),
        "silent": Q(answer=Answer.NONE),
    }  # fmt: skip
    counted = {name: Count("pk", filter=rule) for name, rule in answered.items()}
    found = MeetingInvitation.objects.filter(meeting=meeting).order_by().aggregate(all=Count("pk"), **counted)
    return GuestCounts(**found)


def _works_now() -> Prefetch[Any]:
    works = Affiliation.objects.filter(worked_on(timezone.localdate())).select_related("organisation")
    return Prefetch("contact__affiliations", works.order_by("organisation__name", "pk"), to_attr="works")


def guest_rows(meeting: Meeting) -> list[GuestRow]:
    """The list by name; three queries."""
    rows = MeetingInvitation.objects.filter(meeting=meeting).select_related("contact").order_by("pk")
    guests = sorted(rows.prefetch_related(_works_now()), key=lambda guest: str(guest).casefold())
    silent = wants_no_mail([guest.address for guest in guests])
    return [
        GuestRow(guest, _places(guest), guest.address in silent, MARKS[Answer(guest.answer)]) for guest in guests
    ]  # fmt: skip


def _places(guest: MeetingInvitation) -> list[Said]:
    works: Iterable[Affiliation] = guest.contact.works if guest.contact else ()  # type: ignore[attr-defined]
    written = [Said(guest.works_for, "")] if guest.works_for else []
    return written + [Said(work.organisation.name, work.organisation.language) for work in works]


def organisations_of(contacts: Iterable[UUID]) -> dict[UUID, Organisation]:
    """The organisation that each contact comes for: the first by name where they work now."""
    works = Affiliation.objects.filter(worked_on(timezone.localdate()), contact__in=list(contacts))
    found: dict[UUID, Organisation] = {}
    for work in works.select_related("organisation").order_by("organisation__name", "pk"):
        found.setdefault(work.contact_id, work.organisation)
    return found


def needs_before(invitation: MeetingInvitation) -> MeetingInvitation | None:
    """What the same contact told for another meeting, the last time that anything was told."""
    if invitation.contact_id is None or invitation.answer != Answer.NONE:
        return None
    told = ~Q(needs=[]) | ~Q(interpretation="") | ~Q(needs_words="")
    others = MeetingInvitation.objects.filter(told, contact=invitation.contact_id, answered_at__isnull=False)
    return others.exclude(pk=invitation.pk).order_by("-answered_at", "pk").first()


def came_rows(meeting: Meeting) -> list[GuestRow]:
    """The list for ticking who came: those who said so first."""
    order = {Answer.YES: 0, Answer.SUBSTITUTE: 0, Answer.MAYBE: 1, Answer.NONE: 2, Answer.NO: 3}
    return sorted(guest_rows(meeting), key=lambda row: order[Answer(row.invitation.answer)])


def guests_of(meeting: Meeting) -> list[MeetingInvitation]:
    """The guest list as it was written; one query."""
    return list(MeetingInvitation.objects.filter(meeting=meeting).select_related("contact").order_by("pk"))


def needs_told(rows: list[GuestRow]) -> list[tuple[str, int]]:
    """What those who come, or perhaps, need: in words, and how many people need it."""
    expected = [row.invitation for row in rows if row.invitation.answer in {*COMING, Answer.MAYBE}]
    found = Counter(str(Need(need).label) for guest in expected for need in guest.needs)
    found.update(_("interpretation: %(language)s") % {"language": guest.interpretation} for guest in expected
                 if guest.interpretation)  # fmt: skip
    return found.most_common()


def guest_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/guests.html``."""
    rows = guest_rows(meeting)
    confirmed = PlaceRequest.objects.filter(meeting=meeting, confirmed_at__isnull=False)
    return {
        "meeting": meeting,
        "rows": rows,
        "counts": guest_counts(meeting),
        "needs": needs_told(rows),
        "unsent": sum(row.is_unsent for row in rows),
        "to_remind": sum(row.is_to_remind for row in rows),
        "is_to_come": is_to_come(meeting),
        "registration": registration_of(meeting),
        "register": register_address(meeting),
        "waiting": list(confirmed.order_by("confirmed_at", "pk")),
    }


def noted_guests(meeting: Meeting) -> set[UUID]:
    """The invitations whose people are noted as having come: both have the same key."""
    invited = MeetingInvitation.objects.filter(meeting=meeting).order_by()
    return set(meeting.participants.filter(pk__in=invited.values("pk")).order_by("pk").values_list("pk", flat=True))


def guests_to_tick(meeting: Meeting, rows: list[GuestRow]) -> set[UUID]:
    """Whose ticks the list begins with: all who are noted, and until it was gone through once, all who said so.

    Whoever checked in at the door has a time; the list notes none.
    """
    guests = [row.invitation for row in rows]
    found = meeting.participants.filter(pk__in=[guest.pk for guest in guests]).order_by("pk")
    noted = dict(found.values_list("pk", "arrived_at"))
    is_new = None not in noted.values()
    return {guest.pk for guest in guests if guest.pk in noted or (is_new and guest.is_coming)}
