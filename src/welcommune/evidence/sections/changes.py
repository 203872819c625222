"""What differs between two versions: facts that came, went, or say something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Section, Table
from welcommune.evidence.sections.facts import Facts, Item, referred
from welcommune.evidence.sections.steps import pilot_label
from welcommune.evidence.sections.table import meeting_label
from welcommune.evidence.sections.territory import territory_label

PARTS = {
    "territory": gettext_lazy("The territory"),
    "table": gettext_lazy("Around the table"),
    "people": gettext_lazy("People with a seat of their own"),
    "meetings": gettext_lazy("Roundtables"),
    "said": gettext_lazy("What was said"),
    "actions": gettext_lazy("Actions by theme"),
    "funding": gettext_lazy("Funding and when it ends"),
    "assets": gettext_lazy("What the region has"),
    "strategies": gettext_lazy("Strategies"),
    "coverage": gettext_lazy("What is there, by theme"),
    "gaps": gettext_lazy("What is missing"),
    "pilots": gettext_lazy("Pilot actions"),
    "resources": gettext_lazy("To read and to use"),
    "promises": gettext_lazy("What was promised"),
    "coming": gettext_lazy("Meetings to come"),
}
KIND_WORDS = {
    "new": gettext_lazy("New"),
    "gone": gettext_lazy("No longer there"),
    "changed": gettext_lazy("Changed"),
}


@dataclass(frozen=True)
class Change:
    """One fact that differs."""

    part: str
    kind: Literal["new", "gone", "changed"]
    name: Said

    @property
    def words(self) -> str:
        """The kind of change, in the reader's language."""
        return str(KIND_WORDS[self.kind])


def changes(before: Facts, after: Facts) -> list[Change]:
    """The differences by section; ``spoken`` of both holds what either refers to."""
    return [change for part in PARTS for change in _of_part(part, before, after)]


def change_section(found: Sequence[Change]) -> Section:
    """The differences as a section of their own."""
    head = (_("Section"), pgettext("what happened to something", "Change"), _("What"))
    table = Table(_("Differences"), head, tuple((change.part, change.words, change.name) for change in found))
    return Section("changes", _("What changed since the version before"), (table,))


def _of_part(part: str, before: Facts, after: Facts) -> Iterator[Change]:
    old = {item["key"]: item for item in before.items(part)}
    new = {item["key"]: item for item in after.items(part)}
    title = str(PARTS[part])
    for key, item in new.items():
        if key not in old:
            yield Change(title, "new", _name(part, after, item))
        elif old[key] != item:
            yield Change(title, "changed", _name(part, after, item))
    for key, item in old.items():
        if key not in new:
            yield Change(title, "gone", _name(part, before, item))


def _name(part: str, facts: Facts, item: Item) -> Said:
    if part == "territory":
        return Said(territory_label(item), "")
    if part in {"meetings", "coming"}:
        return Said(meeting_label(item), "")
    return pilot_label(item) if part == "pilots" else referred(facts, item)
