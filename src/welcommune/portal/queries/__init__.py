"""What the pages that combine rooms show."""

from welcommune.portal.queries.account import account_page
from welcommune.portal.queries.actions import action_page, merged_into
from welcommune.portal.queries.articles import article_page, edit_page, photo_file, shown_text, version_page
from welcommune.portal.queries.audit import deeds, events_of
from welcommune.portal.queries.calendar import calendar_file, training_calendar_file
from welcommune.portal.queries.charter import charter_page
from welcommune.portal.queries.desk import REGION_RIGHTS, desk_home, desk_region, meetings_at_desk
from welcommune.portal.queries.directory import directory, directory_page
from welcommune.portal.queries.feeds import feed, feed_links
from welcommune.portal.queries.home import home_context, regions_context
from welcommune.portal.queries.organisations import (
    found_organisations,
    organisation_page,
    organisations_page,
)
from welcommune.portal.queries.outbox import counts, messages, outbox_page
from welcommune.portal.queries.page import page_context
from welcommune.portal.queries.people import regions_kept, requests_page
from welcommune.portal.queries.privacy import how_long, register_rows, who_sees
from welcommune.portal.queries.region import participation_of, region_page
from welcommune.portal.queries.resources import found_resources, pieces_of, resource_page, resources_page
from welcommune.portal.queries.roundtable import roundtable_page
from welcommune.portal.queries.search import region_choices, search_answer
from welcommune.portal.queries.series import series_page, series_rows
from welcommune.portal.queries.site import sitemap_index, sitemap_part
from welcommune.portal.queries.story import story_of
from welcommune.portal.queries.structured import article_ld, event_ld, network_ld, organisation_ld
from welcommune.portal.queries.subscriptions import (
    CHANGE,
    CONFIRM,
    LEAVE,
    LINK_OVER,
    holder_of,
    link_token,
    regions_to_choose,
    wishes_words,
)
from welcommune.portal.queries.table import table_page, table_rows
from welcommune.portal.queries.ties import ties_of
from welcommune.portal.queries.trainings import training_rows, trainings_page
from welcommune.portal.queries.you_said import SAID_A_PAGE, said_in, you_said

__all__ = [
    "CHANGE",
    "CONFIRM",
    "LEAVE",
    "LINK_OVER",
    "REGION_RIGHTS",
    "SAID_A_PAGE",
    "account_page",
    "action_page",
    "article_ld",
    "article_page",
    "calendar_file",
    "charter_page",
    "counts",
    "deeds",
    "desk_home",
    "desk_region",
    "directory",
    "directory_page",
    "edit_page",
    "event_ld",
    "events_of",
    "feed",
    "feed_links",
    "found_organisations",
    "found_resources",
    "holder_of",
    "home_context",
    "how_long",
    "link_token",
    "meetings_at_desk",
    "merged_into",
    "messages",
    "network_ld",
    "organisation_ld",
    "organisation_page",
    "organisations_page",
    "outbox_page",
    "page_context",
    "participation_of",
    "photo_file",
    "pieces_of",
    "region_choices",
    "region_page",
    "regions_context",
    "regions_kept",
    "regions_to_choose",
    "register_rows",
    "requests_page",
    "resource_page",
    "resources_page",
    "roundtable_page",
    "said_in",
    "search_answer",
    "series_page",
    "series_rows",
    "shown_text",
    "sitemap_index",
    "sitemap_part",
    "story_of",
    "table_page",
    "table_rows",
    "ties_of",
    "training_calendar_file",
    "training_rows",
    "trainings_page",
    "version_page",
    "who_sees",
    "wishes_words",
    "you_said",
]
