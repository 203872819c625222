"""The desk: what waits for a person."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from welcommune.core.access import Actor, allowed, visible
from welcommune.core.text import Said
from welcommune.library import rules as library_rules
from welcommune.library.models import Article, ArticleState, ArticleText
from welcommune.library.queries import desk_items
from welcommune.meetings.models import Meeting, MeetingState
from welcommune.meetings.queries import MeetingRow, meeting_rows
from welcommune.network import rules as network_rules
from welcommune.network.models import Network, Region
from welcommune.portal.queries.home import country_name


@dataclass(frozen=True)
class DeskHome:
    """See ``portal/desk.html``."""

    regions: list[Region]
    recordable: set[UUID]
    networks: list[Network]
    drafts: list[tuple[Article, ArticleText]]
    to_report: list[Meeting]
    coming: list[Meeting]

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


def desk_home(actor: Actor) -> DeskHome:
    """The person's regions, and what waits there."""
    regions = list(visible(actor, network_rules.enter_region).order_by("slug"))
    meetings = Meeting.objects.select_related("region").filter(parent__isnull=True)
    return DeskHome(
        regions=regions,
        recordable=set(visible(actor, network_rules.record_in_region).values_list("pk", flat=True)),
        networks=list(visible(actor, network_rules.coordinate).order_by("slug")),
        drafts=desk_items(
            visible(actor, library_rules.edit_article).filter(state=ArticleState.DRAFT).order_by("-dated", "slug")[:20]
        ),
        to_report=list(meetings.filter(state=MeetingState.HELD, report__isnull=True).order_by("day")[:20]),
        coming=list(meetings.filter(state__in=[MeetingState.PLANNED, MeetingState.OPEN]).order_by("day")[:20]),
    )


@dataclass(frozen=True)
class DeskRegion:
    """See ``portal/desk_region.html``."""

    region: Region
    rows: list[MeetingRow]
    articles: list[tuple[Article, ArticleText]]
    can_record: bool
    can_write: bool


def desk_region(region: Region, actor: Actor) -> DeskRegion:
    """The meetings and articles of one region, the youngest first."""
    meetings = Meeting.objects.filter(region=region, parent__isnull=True)
    return DeskRegion(
        region=region,
        rows=meeting_rows(meetings),
        articles=desk_items(Article.objects.filter(region=region)[:50]),
        can_record=allowed(actor, network_rules.record_in_region, region),
        can_write=allowed(actor, network_rules.write_in_region, region),
    )
