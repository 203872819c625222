"""The pages of the documentation that are made from the code say what the code says."""

import re

import pytest
from scripts.tables import DOCUMENTS, ROOT, SETTINGS, permissions, settings, states, urls

from tests.matrix.pages import PAGES
from welcommune.core.access import known_rules


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_made_page_is_up_to_date(name: str):
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == DOCUMENTS[name](), "run: python -m scripts.tables"


def test_the_tables_hold_what_they_should():
    rights, addresses = permissions(), urls()
    assert [rule.name for rule in known_rules() if f"| `{rule.name}` |" not in rights] == []
    assert [line.name for line in PAGES if f"| `{line.name}` |" not in rights] == []
    assert [line.name for line in PAGES if f"| `{line.name}` |" not in addresses] == []
    assert "| `held` | held | `open` |" in states()


def test_every_setting_of_the_environment_is_told():
    named = set(re.findall(r'"(WELCOMMUNE_\w+|\w+_URL)"', SETTINGS.read_text(encoding="utf-8")))
    told = settings()
    assert [name for name in sorted(named) if f"| `{name}` " not in told] == []
