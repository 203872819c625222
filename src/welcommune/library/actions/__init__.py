"""Articles and resources: written, published, withdrawn; links of resources tried once a week."""

from welcommune.library.actions import kept
from welcommune.library.actions.articles import (
    forget_wording,
    free_slug,
    publish_article,
    remove_photo,
    set_photo,
    start_article,
    withdraw_article,
    write_news,
    write_text,
)
from welcommune.library.actions.files import page_type
from welcommune.library.actions.held import erase_authors
from welcommune.library.actions.links import note_link, queue_link_checks
from welcommune.library.actions.resources import (
    change_resource,
    delete_resource,
    publish_resource,
    record_resource,
    set_resource_file,
    withdraw_portrait_consent,
    withdraw_resource,
)

__all__ = [
    "change_resource",
    "delete_resource",
    "erase_authors",
    "forget_wording",
    "free_slug",
    "kept",
    "note_link",
    "page_type",
    "publish_article",
    "publish_resource",
    "queue_link_checks",
    "record_resource",
    "remove_photo",
    "set_photo",
    "set_resource_file",
    "start_article",
    "withdraw_article",
    "withdraw_portrait_consent",
    "withdraw_resource",
    "write_news",
    "write_text",
]
