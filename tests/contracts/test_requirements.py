"""What is installed is pinned and hashed, and comes from wherever the machine's pip is told to look."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.harness.source import ROOT

LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
ASKED = sorted((ROOT / "requirements").glob("*.in"))
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(?P<version>\S+)(?P<marker> ;[^\\]*)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
OPTION = re.compile(r"(?m)^\s*(?:-i\b|-f\b|--index|--extra-index|--find-links|--trusted-host)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(path: Path) -> dict[str, str]:
    """Name → version of a locked file; fails for a line that is not one pin with its hashes."""
    found = {}
    logical = re.sub(r"\\\n\s*", " ", path.read_text(encoding="utf-8")).splitlines()
    for line in (line for line in logical if line.strip() and not line.lstrip().startswith("#")):
        match = PIN.match(line)
        assert match, f"{path.name}: not a pin: {line[:80]}"
        assert HASH.search(line), f"{path.name}: no hash: {match['name']}"
        found[normal(match["name"])] = match["version"]
    return found


def wanted(lines: list[str]) -> set[str]:
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("-", "#")))
    return {normal(match[0]) for match in names if match}


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_every_line_is_a_pin_with_hashes(path):
    assert pinned(path)


@pytest.mark.parametrize("path", LOCKED + ASKED, ids=lambda path: path.name)
def test_no_address_and_no_place_of_packages(path):
    text = path.read_text(encoding="utf-8")
    assert ("://" in text, " @ " in text, OPTION.findall(text)) == (False, False, [])


@pytest.mark.parametrize("path", ASKED, ids=lambda path: path.name)
def test_what_is_asked_for_is_locked(path):
    locked = pinned(path.with_suffix(".txt")) | pinned(ROOT / "requirements" / "base.txt")
    assert wanted(path.read_text(encoding="utf-8").splitlines()) - locked.keys() == set()


def test_the_package_asks_for_what_base_lists():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = (ROOT / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
    assert wanted(project["dependencies"]) == wanted(listed)


def test_one_version_of_each():
    versions: dict[str, set[str]] = {}
    for path in LOCKED:
        for name, version in pinned(path).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
