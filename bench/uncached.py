"""The project's settings without the page cache: every request renders its page."""

from welcommune.config.settings import *  # noqa: F403

MIDDLEWARE.remove("welcommune.core.publication.PageCache")  # noqa: F405
