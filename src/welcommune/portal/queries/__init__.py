"""What the pages that combine rooms show."""

from welcommune.portal.queries.account import account_page
from welcommune.portal.queries.articles import article_page, edit_page, photo_file, shown_text, version_page
from welcommune.portal.queries.audit import deeds, events_of
from welcommune.portal.queries.charter import charter_page
from welcommune.portal.queries.desk import desk_home, desk_region
from welcommune.portal.queries.home import home_context, regions_context
from welcommune.portal.queries.organisations import (
    current_entry,
    found_organisations,
    organisation_page,
    organisations_page,
)
from welcommune.portal.queries.page import page_context
from welcommune.portal.queries.region import participation_of, region_page
from welcommune.portal.queries.roundtable import roundtable_page
from welcommune.portal.queries.search import region_choices, search_answer
from welcommune.portal.queries.site import not_ready, sitemap_entries
from welcommune.portal.queries.table import table_page, table_rows
from welcommune.portal.queries.ties import ties_of

__all__ = [
    "account_page",
    "article_page",
    "charter_page",
    "current_entry",
    "deeds",
    "desk_home",
    "desk_region",
    "edit_page",
    "events_of",
    "found_organisations",
    "home_context",
    "not_ready",
    "organisation_page",
    "organisations_page",
    "page_context",
    "participation_of",
    "photo_file",
    "region_choices",
    "region_page",
    "regions_context",
    "roundtable_page",
    "search_answer",
    "shown_text",
    "sitemap_entries",
    "table_page",
    "table_rows",
    "ties_of",
    "version_page",
]
