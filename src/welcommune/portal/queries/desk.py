"""The desk: what waits for a person, by what the person may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from welcommune.accounts.rules import operates
from welcommune.core.access import Actor, visible
from welcommune.core.text import Said, country_name
from welcommune.library import rules as library_rules
from welcommune.library.models import Article, ArticleState, ArticleText
from welcommune.library.queries import desk_items
from welcommune.mapping import rules as mapping_rules
from welcommune.meetings.models import Meeting, MeetingState
from welcommune.meetings.queries import MeetingRow, meeting_rows
from welcommune.network import rules as network_rules
from welcommune.network.models import Network, Region, Role
from welcommune.network.rules import EDITORS
from welcommune.portal.queries.audit import Deed, condensed, deeds, events_of
from welcommune.portal.queries.board import Board, board
from welcommune.portal.queries.todo import Step, first_days, network_todos, todos
from welcommune.portal.queries.todo_item import Todo

MOST_DRAFTS = 20
MOST_ARTICLES = 50
MOST_COMING = 5
MOST_DEEDS, READ_DEEDS = 8, 60
OVERSEERS = (Role.COORDINATOR, Role.AUDITOR)


@dataclass(frozen=True)
class DeskHome:
    """See ``portal/desk.html``."""

    regions: list[Region]
    recordable: set[UUID]
    networks: list[Network]
    board: Board | None
    todos: list[Todo]
    steps: list[Step]
    drafts: list[tuple[Article, ArticleText]]
    coming: list[MeetingRow]
    recent: list[Deed]
    # Where news are written: empty for who writes none.
    news_href: str = ""
    operates: bool = False

    @property
    def region_acts(self) -> list[tuple[Said, str, str, str]]:
        """The regions: name, desk, where a meeting is recorded (empty without the right), country."""
        return [
            (
                region.name.best(),
                reverse("portal:desk_region", args=[region.slug]),
                reverse("meetings:new", args=[region.slug]) if region.pk in self.recordable else "",
                country_name(region.country),
            )
            for region in self.regions
        ]

    @property
    def record_href(self) -> str:
        """Where a meeting is put on record: empty for who records none."""
        return next((record for _name, _desk, record, _country in self.region_acts if record), "")

    @property
    def done(self) -> int:
        """How many steps of the first days are done."""
        return sum(step.is_done for step in self.steps)


def overseen(actor: Actor) -> Network | None:
    """The network whose board the actor sees: coordinators, funders and auditors; the youngest of several."""
    return Network.objects.filter(pk__in=actor.networks(*OVERSEERS)).order_by("-starts_on", "slug").first()


def waiting_for(actor: Actor) -> list[Todo]:
    """What waits for the actor in the regions that they keep, and in the networks that they coordinate."""
    kept = Region.objects.filter(pk__in=actor.regions(Role.FACILITATOR)).order_by("slug")
    networks = Network.objects.filter(pk__in=actor.networks(Role.COORDINATOR)).order_by("slug")
    found = todos(list(kept)) if kept else []
    return found + [one for network in networks for one in network_todos(network)]


def desk_home(actor: Actor, asked: Mapping[str, str]) -> DeskHome:
    """What waits for the actor. Who oversees a network sees its board; who keeps a region sees what waits there."""
    network = overseen(actor) if actor.networks(*OVERSEERS) else None
    if network:
        return _overseer(actor, network, asked)
    regions = list(visible(actor, network_rules.enter_region).order_by("slug"))
    kept = [region for region in regions if region.pk in actor.regions(Role.FACILITATOR)]
    return DeskHome(
        regions=regions,
        recordable={region.pk for region in kept},
        networks=[],
        board=None,
        todos=todos(kept) if kept else [],
        steps=first_days(kept[0]) if len(kept) == 1 else [],
        drafts=[] if kept else _drafts(actor),
        news_href=_news_href(actor, regions),
        coming=_coming(),
        recent=condensed(deeds(events_of(regions[0])[:READ_DEEDS]))[:MOST_DEEDS] if len(regions) == 1 else [],
        operates=operates(actor),
    )


def _overseer(actor: Actor, network: Network, asked: Mapping[str, str]) -> DeskHome:
    coordinates = network.pk in actor.networks(Role.COORDINATOR)
    return DeskHome(
        regions=[],
        recordable=set(),
        networks=[network] if coordinates else [],
        board=board(network, asked),
        todos=network_todos(network) if coordinates else [],
        steps=[],
        drafts=_drafts(actor, region=None) if coordinates else [],
        coming=[],
        recent=[],
        operates=operates(actor),
    )


def _news_href(actor: Actor, regions: list[Region]) -> str:
    mine = [region for region in regions if region.pk in actor.regions(*EDITORS)]
    return reverse("portal:region_news_new", args=[mine[0].slug]) if mine else ""


def _drafts(actor: Actor, **where: None) -> list[tuple[Article, ArticleText]]:
    drafts = visible(actor, library_rules.edit_article).filter(state=ArticleState.DRAFT, **where)
    return desk_items(drafts.order_by("-dated", "slug")[:MOST_DRAFTS])


def _coming() -> list[MeetingRow]:
    coming = Meeting.objects.filter(state__in=[MeetingState.PLANNED, MeetingState.OPEN], parent__isnull=True)
    return meeting_rows(coming.filter(day__gte=timezone.localdate()))[::-1][:MOST_COMING]


@dataclass(frozen=True)
class DeskRegion:
    """See ``portal/desk_region.html``."""

    region: Region
    rows: list[MeetingRow]
    articles: list[tuple[Article, ArticleText]]
    can_record: bool
    can_write: bool
    can_audit: bool
    can_assess: bool


# What the page of a region asks about the rights of its reader.
REGION_RIGHTS = {
    "can_record": network_rules.record_in_region, "can_write": network_rules.write_in_region,
    "can_audit": network_rules.audit_region, "can_assess": mapping_rules.assess_in_region,
}  # fmt: skip


def desk_region(region: Region, rights: dict[str, bool], meetings: QuerySet[Meeting]) -> DeskRegion:
    """One region: ``meetings`` of it, the page of them that is looked at, and its articles, the youngest first."""
    return DeskRegion(
        region=region,
        rows=meeting_rows(meetings),
        articles=desk_items(Article.objects.filter(region=region)[:MOST_ARTICLES]),
        **rights,
    )


def meetings_at_desk(region: Region) -> QuerySet[Meeting]:
    """The meetings of a region, the youngest first; a training inside another meeting is shown there."""
    return Meeting.objects.filter(region=region, parent__isnull=True).order_by("-day", "pk")
