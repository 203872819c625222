"""What the site as a whole tells machines: its addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse

from welcommune.core.access import ANONYMOUS, visible
from welcommune.evidence.models import Factfile
from welcommune.library.models import Article, ArticleState, public_resources
from welcommune.meetings.models import Meeting, MeetingKind
from welcommune.network.models import Region
from welcommune.portal import rules as portal_rules
from welcommune.portal.queries.addresses import absolute
from welcommune.stakeholders.models import Charter

MOST_IN_A_SITEMAP = 10_000
PLAIN = (
    "home", "regions", "organisations", "roundtables", "trainings", "news", "resources", "subscribe",
    "accessibility", "privacy",
)  # fmt: skip


Address = tuple[str, dict[str, Any], datetime | None]


def _addresses() -> list[Address]:
    """Every public page: its name, its arguments, and when its record last changed. Eight queries."""
    found: list[Address] = [(name, {}, None) for name in PLAIN]
    for slug, changed in Region.objects.order_by("slug").values_list("slug", "changed_at"):
        found += [
            ("region", {"region": slug}, changed),
            ("you_said", {"region": slug}, None),
            ("mapping:public_gaps", {"region": slug}, None),
            ("story", {"region": slug}, None),
        ]
    frozen = Factfile.objects.order_by("region__slug", "number").values_list("region__slug", "number", "frozen_at")
    found += [("evidence:version", {"region": slug, "number": number}, day) for slug, number, day in frozen]
    charters = Charter.objects.order_by("region__slug").values_list("region__slug", "changed_at")
    found += [("charter", {"region": slug}, changed) for slug, changed in charters]
    listed = visible(ANONYMOUS, portal_rules.list_organisation).order_by("slug").values_list("slug", "changed_at")
    found += [("organisation", {"slug": slug}, changed) for slug, changed in listed]
    has_number = Q(kind=MeetingKind.ROUNDTABLE, number__isnull=False, region__isnull=False)
    numbered = Meeting.objects.filter(has_number).order_by("region__slug", "number")
    rows = numbered.values_list("region__slug", "number", "changed_at")
    found += [("roundtable", {"region": slug, "number": number}, changed) for slug, number, changed in rows]
    others = Meeting.objects.filter(~has_number, parent__isnull=True).order_by("pk").values_list("pk", "changed_at")
    found += [("meeting", {"pk": pk}, changed) for pk, changed in others]
    published = Article.objects.filter(state=ArticleState.PUBLISHED).annotate(written=Max("texts__created_at"))
    texts = published.order_by("slug").values_list("slug", "changed_at", "written")
    kept = public_resources().order_by("slug").values_list("slug", "changed_at")
    found += [("resource", {"slug": slug}, changed) for slug, changed in kept]
    return found + [("article", {"slug": slug}, max(changed, written or changed)) for slug, changed, written in texts]


@dataclass(frozen=True)
class Place:
    """A public page: its addresses by language, and when it last changed."""

    addresses: list[tuple[str, str]]
    changed: datetime | None


def _pages_in_a_part() -> int:
    """How many pages one file holds: each stands in it once for every language."""
    return MOST_IN_A_SITEMAP // len(settings.LANGUAGES)


def sitemap_index() -> list[str]:
    """The addresses of the parts of a sitemap that is too long for one file; empty where one is enough."""
    pages, each = len(_addresses()), _pages_in_a_part()
    if pages <= each:
        return []
    return [settings.SITE_URL + reverse("sitemap_part", args=[part + 1]) for part in range(-(-pages // each))]


def sitemap_part(part: int) -> list[Place]:
    """The pages in one part, counted from 1; empty where there is no such part."""
    each = _pages_in_a_part()
    chosen = _addresses()[(part - 1) * each : part * each] if part else []
    return [Place(_in_languages(name, arguments), changed) for name, arguments, changed in chosen]


def _in_languages(name: str, arguments: dict[str, Any]) -> list[tuple[str, str]]:
    return [(code, absolute(name, code, **arguments)) for code, _name in settings.LANGUAGES]
