"""News articles, and resources: what there is to read, to see and to use."""

from welcommune.library.models.articles import (
    ARTICLE_TRANSITIONS,
    TITLE,
    Article,
    ArticleState,
    ArticleText,
    Photo,
    part_text,
    photo_path,
)
from welcommune.library.models.resources import (
    EVENTS,
    LINK_STATE,
    MEDIA_TYPES,
    RESOURCE_TRANSITIONS,
    TO_GO_TO,
    Licence,
    Resource,
    ResourceFacts,
    ResourceKind,
    ResourceState,
    public_resources,
)

__all__ = [
    "ARTICLE_TRANSITIONS",
    "EVENTS",
    "LINK_STATE",
    "MEDIA_TYPES",
    "RESOURCE_TRANSITIONS",
    "TITLE",
    "TO_GO_TO",
    "Article",
    "ArticleState",
    "ArticleText",
    "Licence",
    "Photo",
    "Resource",
    "ResourceFacts",
    "ResourceKind",
    "ResourceState",
    "part_text",
    "photo_path",
    "public_resources",
]
