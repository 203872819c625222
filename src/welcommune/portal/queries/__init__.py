"""What the pages that combine rooms show."""

from welcommune.portal.queries.articles import article_page, edit_page, photo_file, shown_text, version_page
from welcommune.portal.queries.charter import charter_page
from welcommune.portal.queries.desk import desk_home, desk_region
from welcommune.portal.queries.home import home_context, regions_context
from welcommune.portal.queries.page import page_context
from welcommune.portal.queries.region import participation_of, region_page
from welcommune.portal.queries.roundtable import roundtable_page
from welcommune.portal.queries.site import not_ready, sitemap_entries
from welcommune.portal.queries.table import table_page, table_rows
from welcommune.portal.queries.ties import ties_of

__all__ = [
    "article_page",
    "charter_page",
    "desk_home",
    "desk_region",
    "edit_page",
    "home_context",
    "not_ready",
    "page_context",
    "participation_of",
    "photo_file",
    "region_page",
    "regions_context",
    "roundtable_page",
    "shown_text",
    "sitemap_entries",
    "table_page",
    "table_rows",
    "ties_of",
    "version_page",
]
