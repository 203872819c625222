"""The story of a series so far: two minutes of reading for whoever joins late."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from welcommune.core.text import Said
from welcommune.meetings.models import Commitment, Decision, InsightKind, Meeting
from welcommune.meetings.queries import (
    meeting_name,
    next_meeting,
    past_meetings,
    public_insight,
    public_words,
    register_address,
)
from welcommune.network.models import Network, Region
from welcommune.pilots.models import PilotAction
from welcommune.pilots.queries import pilots
from welcommune.portal.queries.you_said import Answer, answer_words, said_in
from welcommune.stakeholders.models import Membership, MembershipState

MOST_MEETINGS, MOST_OF_A_KIND, MOST_OUTCOMES, MOST_READ = 12, 2, 6, 60


@dataclass(frozen=True)
class Story:
    """See ``portal/story.html``."""

    region: Region
    network: Network
    # Name, day, address, and how many came as reported.
    meetings: list[tuple[str, date, str, list[str]]]
    members: list[Said]
    said: list[tuple[str, list[Said]]]
    decisions: list[Said]
    answers: list[Answer]
    pilots: list[PilotAction]
    coming: Meeting | None
    coming_name: str
    is_open_to_all: bool


def story_of(region: Region, network: Network) -> Story:
    """The meetings held, who is at the table, what was said most lately of each kind, what came of it, what is next."""
    held = list(past_meetings(region=region).order_by("-day", "pk").prefetch_related("counts")[:MOST_MEETINGS])
    after = next_meeting(network, region=region)
    decided = Decision.objects.filter(meeting__in=held).order_by("-meeting__day", "order", "pk")
    # Only what answers something that was said is public.
    promised = Commitment.objects.filter(region=region, insight__isnull=False).select_related("organisation")
    return Story(
        region=region,
        network=network,
        meetings=[_line(row) for row in reversed(held)],
        members=_members(region),
        said=_said_by_kind(region),
        decisions=[Said(row.text, row.language) for row in decided[:MOST_OUTCOMES]],
        answers=[answer_words(row) for row in promised.order_by("-owned_since", "pk")[:MOST_OUTCOMES]],
        pilots=list(pilots(region=region)[:MOST_OUTCOMES]),
        coming=after,
        coming_name=meeting_name(after.kind, after.number, after.title) if after else "",
        is_open_to_all=bool(after and register_address(after)),
    )


def _line(meeting: Meeting) -> tuple[str, date, str, list[str]]:
    name = meeting_name(meeting.kind, meeting.number, meeting.title)
    return name, meeting.day, reverse("portal:meeting", args=[meeting.pk]), public_words(meeting)


def _members(region: Region) -> list[Said]:
    seats = Membership.objects.filter(
        region=region, state=MembershipState.ACTIVE, organisation__isnull=False, organisation__merged_into__isnull=True
    )
    named = {row.organisation.pk: row.organisation for row in seats.select_related("organisation") if row.organisation}
    return [Said(row.name, row.language) for row in sorted(named.values(), key=lambda row: row.name.casefold())]


def _said_by_kind(region: Region) -> list[tuple[str, list[Said]]]:
    found: dict[Any, list[Said]] = defaultdict(list)
    for row in said_in(region).select_related("organisation", "category")[:MOST_READ]:
        if len(found[row.kind]) < MOST_OF_A_KIND:
            found[row.kind].append(public_insight(row).text)
    return [(capfirst(str(kind.label)), found[kind]) for kind in InsightKind if kind in found]
