"""Which Chromium there is, how it is started, and what axe says of a page."""

import os
import re
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The shell is the same Chromium without a window, and a fifth faster.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SNAP = re.compile(rb"/snap/bin|snap install")
# Without these, Chromium looks for its maker's machines at every start.
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = (
    "NOT AVAILABLE: Chromium. Install it (as root: apt-get install chromium), name one (CHROMIUM=…), "
    "or leave the browser tests out (WELCOMMUNE_WITHOUT_BROWSER=1)."
)


def find() -> str | None:
    """The path of a Chromium that tests can drive; Ubuntu's starter for a snap is none."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        found = shutil.which(name) if name else None
        if found and not _is_snap(Path(found).resolve()):
            return found
    return None


def _is_snap(program: Path) -> bool:
    if program.is_relative_to("/snap") or program.name == "snap":
        return True
    with program.open("rb") as file:
        return bool(SNAP.search(file.read(4096)))


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now shown: rule, help, and where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]
