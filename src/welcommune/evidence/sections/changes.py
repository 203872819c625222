"""What differs between two versions: facts that came, went, or say something else, with what it was and is now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Cell, Section, Table
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, referred
from welcommune.evidence.sections.steps import pilot_label
from welcommune.evidence.sections.table import kind_of_people, meeting_label
from welcommune.evidence.sections.territory import territory_label
from welcommune.evidence.sections.told import Told, told

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
class Turn:
    """One field that says something else: what it was, and what it is now."""

    field: str
    before: str
    now: str

    def __str__(self) -> str:
        words = _("%(field)s: %(before)s → %(now)s")
        return words % {"field": self.field, "before": self.before, "now": self.now}


@dataclass(frozen=True)
class Change:
    """One fact that differs. One that changed in nothing that is shown has a note instead of turns."""

    part: str
    kind: Literal["new", "gone", "changed"]
    name: Said
    turns: tuple[Turn, ...] = ()
    note: str = ""

    @property
    def words(self) -> str:
        """The kind of change, in the reader's language."""
        return str(KIND_WORDS[self.kind])


def changes(before: Facts, after: Facts) -> list[Change]:
    """The differences by section; ``spoken`` of both holds what either refers to."""
    return [change for part in PARTS for change in _of_part(part, before, after)]


def change_section(found: Sequence[Change]) -> Section:
    """The differences as a section of their own, one row for each field that says something else."""
    head: tuple[str, ...] = (_("Section"), pgettext("what happened to something", "Change"), _("What"))
    rows = [row for change in found for row in _rows(change)]
    if any(len(row) > len(head) for row in rows):
        head = (*head, _("Before → now"))
        rows = [row if len(row) == len(head) else (*row, NOTHING) for row in rows]
    return Section("changes", _("What changed since the version before"), (Table(_("Differences"), head, tuple(rows)),))


def _rows(change: Change) -> Iterator[tuple[Cell, ...]]:
    row = (change.part, change.words, change.name)
    details = [*map(str, change.turns), *([change.note] if change.note else [])]
    yield from ((*row, detail) for detail in details)
    if not details:
        yield row


def _of_part(part: str, before: Facts, after: Facts) -> Iterator[Change]:
    old = {item["key"]: item for item in before.items(part)}
    new = {item["key"]: item for item in after.items(part)}
    title = str(PARTS[part])
    for key, item in new.items():
        if key not in old:
            yield Change(title, "new", _name(part, after, item))
        elif old[key] != item:
            turns = _turns(told(part, before, old[key]), told(part, after, item))
            yield Change(title, "changed", _name(part, after, item), turns, "" if turns else _note(old[key], item))
    for key, item in old.items():
        if key not in new:
            yield Change(title, "gone", _name(part, before, item))


def _turns(before: Told, now: Told) -> tuple[Turn, ...]:
    """The fields of both that differ, in words that a reader sees in either version."""
    both = ((field, str(before[field]), str(cell)) for field, cell in now.items() if field in before)
    return tuple(Turn(field, _known(old), _known(new)) for field, old, new in both if old != new)


def _known(text: str) -> str:
    return _("not known") if text in {"", NOTHING} else text


def _note(before: Item, now: Item) -> str:
    """Why nothing is told: a wording is read at the record and not kept, or only what is not shown has changed."""
    if before.get("version") != now.get("version"):
        return _("Worded as it is on record now; how it was before is not kept.")
    return _("Only details that are not shown here.")


def _name(part: str, facts: Facts, item: Item) -> Said:
    if part == "territory":
        return Said(territory_label(item), "")
    if part == "people":
        return Said(kind_of_people(item), "")
    if part in {"meetings", "coming"}:
        return Said(meeting_label(item), "")
    return pilot_label(item) if part == "pilots" else referred(facts, item)
