"""Small helpers that read mails."""

import re
from typing import Any
from urllib.parse import urlsplit

LINK = re.compile(r"https?://\S+")


def links(message: Any) -> list[str]:
    """The paths of our pages in a mail."""
    return [urlsplit(link).path for link in LINK.findall(message.body)]
