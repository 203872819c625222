"""docs/coverage.md: each capability names tests that exist and a page that exists."""

import ast
from pathlib import Path

from django.urls import ResolverMatch, resolve
from django.urls.exceptions import Resolver404
from django.utils.translation import override

ROOT = Path(__file__).resolve().parent.parent.parent
NO_PAGE = "–"


def rows() -> list[tuple[str, list[str], str]]:
    """Capability, its tests, its page."""
    found = []
    for line in (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and "`tests/" in cells[1]:
            found.append((cells[0], cells[1].replace("`", "").split(), cells[2].replace("`", "")))
    return found


def functions_in(path: Path) -> set[str]:
    """Names of the test functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def page_at(address: str) -> ResolverMatch:
    """What answers at an address, in the language at its head."""
    with override(address.split("/")[1] or "en"):
        return resolve(address)


def test_there_are_many_capabilities() -> None:
    assert len(rows()) >= 40


def test_every_named_test_exists() -> None:
    missing = []
    for capability, tests, _page in rows():
        for reference in tests:
            file, _, name = reference.partition("::")
            path = ROOT / file
            if not path.is_file() or (name and name not in functions_in(path)):
                missing.append(f"{capability}: {reference}")
    assert missing == []


def test_every_named_page_exists() -> None:
    missing = []
    for capability, _tests, page in rows():
        if page == NO_PAGE or page.startswith(("make ", "welcommune ")):
            continue
        try:
            page_at(page)
        except Resolver404:
            missing.append(f"{capability}: {page}")
    assert missing == []


def test_every_kind_of_public_page_is_covered() -> None:
    covered = {page_at(page).url_name for _c, _t, page in rows() if page.startswith("/")}
    public = {"home", "regions", "region", "roundtable", "news", "article", "accessibility", "privacy", "sitemap"}
    assert public - covered == set()
