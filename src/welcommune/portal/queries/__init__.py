"""What the pages that combine rooms show."""

from welcommune.portal.queries.articles import article_page, edit_page, photo_file, shown_text, version_page
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
from welcommune.portal.queries.site import not_ready, sitemap_entries

__all__ = [
    "article_page",
    "current_entry",
    "desk_home",
    "desk_region",
    "edit_page",
    "found_organisations",
    "home_context",
    "not_ready",
    "organisation_page",
    "organisations_page",
    "page_context",
    "participation_of",
    "photo_file",
    "region_page",
    "regions_context",
    "roundtable_page",
    "shown_text",
    "sitemap_entries",
    "version_page",
]
