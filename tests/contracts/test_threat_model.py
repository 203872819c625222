"""docs/threat-model.md: each threat names what holds it, and tests that exist; it stays on one page."""

import re

from tests.contracts.test_coverage import functions_in
from tests.harness.source import ROOT

MODEL = ROOT / "docs" / "threat-model.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def rows() -> list[list[str]]:
    """Threat, what holds it, tests."""
    lines = MODEL.read_text(encoding="utf-8").splitlines()
    table = [line.strip("|").split("|") for line in lines if line.startswith("| ")]
    return [[cell.strip() for cell in cells] for cells in table[1:]]


def test_every_threat_is_held_and_proved_by_tests_that_exist():
    assert len(rows()) >= 20
    missing = []
    for threat, holds, tests in rows():
        named = TEST.findall(tests)
        if not (threat and holds and named) or TEST.sub("", tests).strip():
            missing.append(f"{threat}: {tests}")
        for file, name in named:
            path = ROOT / file
            if not path.is_file() or (name and name not in functions_in(path)):
                missing.append(f"{threat}: {file}::{name}")
    assert missing == []


def test_it_stays_on_one_page():
    assert len(MODEL.read_text(encoding="utf-8").splitlines()) <= 40
