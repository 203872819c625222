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
    MEDIA_TYPES,
    RESOURCE_TRANSITIONS,
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
    "MEDIA_TYPES",
    "RESOURCE_TRANSITIONS",
    "TITLE",
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
