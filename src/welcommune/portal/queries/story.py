"""The story of a region's table so far, for whoever joins late: two minutes, nothing that is not on record."""

from dataclasses import dataclass

from welcommune.core.text import Said
from welcommune.library.queries import NewsItem, latest_news
from welcommune.meetings.models import Insight, Meeting
from welcommune.meetings.queries import (
    MeetingRow,
    PublicInsight,
    kind_name,
    kinds_at_tables,
    meeting_rows,
    next_meeting,
    past_meetings,
    public_insights,
    register_address,
)
from welcommune.network.models import Network, Participation, Region
from welcommune.network.queries import place_of, terms
from welcommune.pilots.models import PilotAction
from welcommune.pilots.queries import pilots

# Read in two minutes: the last meetings, and of each kind what was said last.
MOST_MEETINGS, MOST_OF_A_KIND, MOST_NEWS = 8, 2, 3


@dataclass(frozen=True)
class Story:
    """See ``portal/story.html``."""

    region: Region
    network: Network
    intro: Said
    meetings: list[MeetingRow]
    more_meetings: bool
    kinds: list[str]
    insights: list[PublicInsight]
    news: list[NewsItem]
    pilots: list[PilotAction]
    next: Meeting | None
    is_open_to_all: bool


def story_of(participation: Participation) -> Story:
    """All that the page tells; at most twelve queries."""
    region, network = participation.region, participation.network
    held = meeting_rows(past_meetings(region=region)[: MOST_MEETINGS + 1], {region.slug: place_of(region)})
    coming = next_meeting(network, region=region)
    return Story(
        region=region,
        network=network,
        intro=region.intro.best(),
        meetings=held[:MOST_MEETINGS],
        more_meetings=len(held) > MOST_MEETINGS,
        kinds=_kinds(region, network),
        insights=_main_insights(region),
        news=latest_news(MOST_NEWS, region=region),
        pilots=list(pilots(region=region)),
        next=coming,
        is_open_to_all=bool(coming and register_address(coming)),
    )


def _kinds(region: Region, network: Network) -> list[str]:
    """The kinds with a seat, or on record at one of the last meetings, in the order of the vocabulary."""
    here = kinds_at_tables(network, [region.pk]).get(region.pk, set())
    return [kind_name(kind) for kind in terms("category").values() if kind.pk in here]


def _main_insights(region: Region) -> list[PublicInsight]:
    """Of each kind what was said last, the kinds together."""
    by_kind: dict[str, list[PublicInsight]] = {}
    for insight in public_insights(Insight.objects.filter(region=region).order_by("-said_on", "order", "pk")):
        by_kind.setdefault(insight.kind, []).append(insight)
    return [insight for said in by_kind.values() for insight in said[:MOST_OF_A_KIND]]
