"""What the site as a whole tells machines: its addresses, and whether it is ready."""

from typing import Any

from django.conf import settings
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.translation import override

from welcommune.core.access import ANONYMOUS, visible
from welcommune.core.errors import Refused
from welcommune.library.models import Article, ArticleState
from welcommune.meetings.models import Meeting, MeetingKind
from welcommune.network.models import Region
from welcommune.portal import rules as portal_rules
from welcommune.stakeholders.models import Charter


def not_ready(connection: Any) -> str:
    """Why the service cannot answer now, in words; empty when it can."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        raise Refused(f"The database does not answer ({type(error).__name__}).") from error
    return "Migrations are waiting: run welcommune migrate." if waiting else ""


def _addresses() -> list[tuple[str, dict[str, Any]]]:
    plain = ["home", "regions", "organisations", "roundtables", "news", "accessibility", "privacy"]
    found: list[tuple[str, dict[str, Any]]] = [(name, {}) for name in plain]
    found += [("region", {"region": slug}) for slug in Region.objects.order_by("slug").values_list("slug", flat=True)]
    written = Charter.objects.order_by("region__slug").values_list("region__slug", flat=True)
    found += [("charter", {"region": slug}) for slug in written]
    meetings = Meeting.objects.filter(kind=MeetingKind.ROUNDTABLE, number__isnull=False, region__isnull=False)
    numbered = meetings.order_by("region__slug", "number").values_list("region__slug", "number")
    found += [("roundtable", {"region": slug, "number": number}) for slug, number in numbered]
    listed = visible(ANONYMOUS, portal_rules.list_organisation).order_by("slug").values_list("slug", flat=True)
    found += [("organisation", {"slug": slug}) for slug in listed]
    published = Article.objects.filter(state=ArticleState.PUBLISHED).order_by("slug").values_list("slug", flat=True)
    return found + [("article", {"slug": slug}) for slug in published]


def sitemap_entries() -> list[list[tuple[str, str]]]:
    """Each public page as its addresses by language: (language, address)."""
    entries = []
    for name, arguments in _addresses():
        addresses = []
        for code, _name in settings.LANGUAGES:
            with override(code):
                addresses.append((code, settings.SITE_URL + reverse(f"portal:{name}", kwargs=arguments)))
        entries.append(addresses)
    return entries
