"""Every place that reads counts of people in groups hides the small ones, or it is said here why it need not."""

import re

from tests.harness.source import PACKAGE, python_files

# Where counts of people by group, answer or theme come from.
COUNTS = re.compile(r"\b(ReportedCount|people_by_kind|UseCount|QuickVote|FeedbackAnswer|Signal|\w+\.counts)\b")
HIDES = re.compile(r"\b(hide_small|hidden_categories|THRESHOLD)\b")
NOT_PUBLIC = {
    "exchange/queries/pages.py": "rows of a list, at the desk",
    "mapping/queries/coverage.py": "where nothing was found, at the desk, as yes or no",
    "meetings/queries/composition.py": "who came, at the desk",
    "meetings/queries/desk.py": "the record of a meeting, at the desk",
    "operations/queries/figures.py": "figures of processes, of no people",
    "portal/queries/todo.py": "whether anything was counted",
    "stakeholders/queries/__init__.py": "names what groups.py has",
    "stakeholders/queries/groups.py": "read by people_at_table, which hides",
}


def readers() -> set[str]:
    """The queries that read such counts and hide nothing."""
    found = set()
    for path in python_files("src"):
        name = str(path.relative_to(PACKAGE))
        text = path.read_text(encoding="utf-8")
        if "queries" in name and COUNTS.search(text) and not HIDES.search(text):
            found.add(name)
    return found


def test_who_reads_counts_of_people_hides_the_small_ones():
    assert readers() == set(NOT_PUBLIC)
