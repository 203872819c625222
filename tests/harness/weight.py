"""How heavy a page is on the wire: brotli, as a browser gets it at its first visit."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import html5lib
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

QUALITY = 5
# Pictures and fonts are compressed already: they weigh what they are.
PACKED = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2", ".gz", ".br"}


@dataclass
class Weight:
    """Bytes of one page, and of each file that it loads by its address."""

    page: int
    styles: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, int] = field(default_factory=dict)
    images: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All that a first visit fetches; what only a style sheet names is not counted."""
        return self.page + sum(sum(files.values()) for files in (self.styles, self.scripts, self.images))


def weigh(client: Client, path: str) -> Weight:
    """Fetch ``path`` as a browser does and weigh it with its style sheets, scripts and images."""
    response = client.get(path, headers={"accept-encoding": "br"})
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    body = response.content
    packed = response.headers.get("Content-Encoding") == "br"
    root = html5lib.parse(brotli.decompress(body) if packed else body, namespaceHTMLElements=False)
    weight = Weight(len(body) if packed else compressed(body))
    for link in root.iter("link"):
        if "stylesheet" in link.get("rel", "").split():
            weight.styles[link.get("href")] = _of_file(client, link.get("href"))
    for script in root.iter("script"):
        if script.get("src"):
            weight.scripts[script.get("src")] = _of_file(client, script.get("src"))
    for image in root.iter("img"):
        if not image.get("src", "data:").startswith("data:") and image.get("loading") != "lazy":
            weight.images[image.get("src")] = _of_file(client, image.get("src"))
    return weight


def compressed(body: bytes) -> int:
    """Bytes after brotli at the quality that the site uses."""
    return len(brotli.compress(body, quality=QUALITY))


def _of_file(client: Client, address: str) -> int:
    path = urlsplit(address).path
    name = path.removeprefix(settings.STATIC_URL) if path.startswith(settings.STATIC_URL) else None
    found = finders.find(name) if name else None
    if found:
        content = Path(found).read_bytes()
    else:
        response = client.get(path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
    return len(content) if Path(path).suffix in PACKED else compressed(content)
