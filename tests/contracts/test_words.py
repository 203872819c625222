"""Nothing that a clone holds names a folder of the machine that it was written on."""

import re

from tests.harness.source import refuse, short, tracked

FOLDERS = ("work", "farm", "root", "home")
# At the start of a path only: within an address or a relative path something stands before it.
MACHINE_PATH = re.compile(r"(?<![\w.})\]*~-])/(?:" + "|".join(FOLDERS) + r")/")
NOT_TEXT = {".mo", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".ico", ".woff2", ".pdf", ".zip", ".xlsx"}


def test_no_machine_path_in_any_file():
    found = []
    for path in (path for path in tracked() if path.suffix not in NOT_TEXT):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if MACHINE_PATH.search(line):
                found.append(f"{short(path)}:{number}: {line.strip()[:80]}")
    refuse(found)


def test_the_pattern_finds_what_it_should():
    for folder in FOLDERS:
        assert MACHINE_PATH.search(f"see /{folder}/something")
        assert not MACHINE_PATH.search(f"https://example.org/{folder}/something")
