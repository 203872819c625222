"""Pilot actions, what there is to read, and the next steps."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Block, Cell, Section, Table
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, age_notes, best, day, named, referred, source_words
from welcommune.evidence.sections.table import meeting_label
from welcommune.library.models import ResourceKind
from welcommune.meetings.models import CommitmentState
from welcommune.pilots.models import PilotState


def pilots(facts: Facts) -> Section:
    """Pilot actions with their lead and time."""
    items = facts.items("pilots")
    head = (_("Pilot action"), _("Led by"), _("When"), _("Source"))
    rows = tuple(
        (pilot_label(item), best(item["lead"]) or NOTHING, time_told(item), source_words(item)) for item in items
    )
    about = (_("Pilot action"), _("What it is"))
    told = tuple((pilot_label(item), best(item["about"])) for item in items if item["about"])
    tables = (Table(_("Pilot actions"), head, rows), Table(_("What they are about"), about, told))
    blocks = tuple(table for table in tables if table.rows)
    return Section("pilots", _("Pilot actions"), blocks, age_notes(items, facts.today))


def pilot_label(item: Item) -> Said:
    """The title of a pilot action, else who leads it, as on the page of the region."""
    return named(item) or best(item["lead"]) or Said(_("Pilot action"), "")


def time_told(item: Item) -> str:
    """When a pilot action runs, and how it stands."""
    dates = " – ".join(day(item[name]) for name in ("starts", "ends") if item[name])
    return ui.commas([dates, PilotState(item["state"]).label])


def resources(facts: Facts) -> Section:
    """What there is to read and to use."""
    items = facts.items("resources")
    head = (_("Title"), _("Kind"), _("Published by"), _("Date"))
    rows = tuple(
        (
            referred(facts, item), str(ResourceKind(item["kind"]).label), best(item["publisher"]) or NOTHING,
            day(item["as_of"]),
        )
        for item in items
    )  # fmt: skip
    blocks = (Table(_("To read and to use"), head, rows),) if rows else ()
    return Section("resources", _("To read and to use"), blocks, age_notes(items, facts.today))


def next_steps(facts: Facts) -> Section:
    """What was promised and is to be done, and the meetings to come."""
    promises, coming = facts.items("promises"), facts.items("coming")
    blocks: list[Block] = []
    if promises:
        head = (_("What was promised"), _("Organisation"), _("By when"), _("State"))
        blocks.append(Table(_("What was promised"), head, tuple(_promise(facts, item) for item in promises)))
    if coming:
        rows = tuple((meeting_label(item), day(item["as_of"])) for item in coming)
        blocks.append(Table(_("Meetings to come"), (_("Meeting"), _("Date")), rows))
    return Section("next", _("Next steps"), tuple(blocks), _step_notes(facts, [*promises, *coming]))


def _promise(facts: Facts, item: Item) -> tuple[Cell, ...]:
    state = capfirst(str(CommitmentState(item["state"]).label))
    return referred(facts, item), best(item["lead"]) or NOTHING, day(item["due"]), state


def _step_notes(facts: Facts, items: Sequence[Item]) -> tuple[str, ...]:
    return () if items else age_notes(items, facts.today)
