"""What pages show of articles and resources."""

from welcommune.library.queries.articles import (
    LanguageState,
    NewsItem,
    ReadArticle,
    current_text,
    desk_items,
    language_states,
    languages_of,
    latest_news,
    neighbours,
    news_items,
    parts_to_translate,
    photo_of,
    published_articles,
    read,
    version,
    versions_of,
)
from welcommune.library.queries.held import held_about
from welcommune.library.queries.resources import (
    broken_links,
    desk_resources,
    form_parts,
    resources_of,
    series_neighbours,
)

__all__ = [
    "LanguageState",
    "NewsItem",
    "ReadArticle",
    "broken_links",
    "current_text",
    "desk_items",
    "desk_resources",
    "form_parts",
    "held_about",
    "language_states",
    "languages_of",
    "latest_news",
    "neighbours",
    "news_items",
    "parts_to_translate",
    "photo_of",
    "published_articles",
    "read",
    "resources_of",
    "series_neighbours",
    "version",
    "versions_of",
]
