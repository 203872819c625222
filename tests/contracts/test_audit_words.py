"""Every verb that actions write to the audit log has words for people, and no words stand for a verb that is gone."""

import re

from tests.harness.source import PACKAGE, python_files
from welcommune.portal.queries.audit import VERBS

ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
VERB = re.compile(r'"((?:' + "|".join(ROOMS) + r')\.[a-z]+(?:_[a-z]+)+)"')


# Names of messages of the outbox look like verbs; they stand in capitals on a line of their own.
TOPIC = re.compile(r"^[A-Z_]+ = .*$", re.MULTILINE)


def written() -> set[str]:
    """The verbs that stand in the rooms' actions."""
    actions = [path for path in python_files("src") if "actions" in (path.stem, path.parent.name)]
    return {verb for path in actions for verb in VERB.findall(TOPIC.sub("", path.read_text(encoding="utf-8")))}


def test_every_verb_has_words_and_every_word_a_verb():
    assert set(VERBS) == written()
