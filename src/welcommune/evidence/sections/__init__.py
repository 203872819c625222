"""What a factfile says: frozen facts in, blocks in the reader's language out; no database, no clock."""

from collections.abc import Callable

from welcommune.evidence.sections.blocks import (
    Address,
    Bar,
    Block,
    Cell,
    Chart,
    Map,
    Piece,
    Point,
    Points,
    Section,
    Table,
    Voice,
    Voices,
    Words,
)
from welcommune.evidence.sections.brief import brief
from welcommune.evidence.sections.changes import Change, change_section, changes
from welcommune.evidence.sections.facts import NO_LANGUAGE, Facts, Item, Spoken, best
from welcommune.evidence.sections.gaps import gaps
from welcommune.evidence.sections.mapped import actions, assets, funding, funding_sums, strategies
from welcommune.evidence.sections.method import method, sources
from welcommune.evidence.sections.said import said
from welcommune.evidence.sections.steps import next_steps, pilots, resources
from welcommune.evidence.sections.table import attendance, composition
from welcommune.evidence.sections.territory import territory

SECTIONS: tuple[Callable[[Facts], Section], ...] = (
    territory, composition, attendance, said, actions, funding, assets, strategies, gaps, pilots, resources,
    next_steps, method, sources,
)  # fmt: skip


def sections_of(facts: Facts) -> list[Section]:
    """All sections in their order, in the reader's language, what they say in brief first."""
    sections = [build(facts) for build in SECTIONS]
    return [brief(facts, sections), *sections]


__all__ = [
    "NO_LANGUAGE",
    "SECTIONS",
    "Address",
    "Bar",
    "Block",
    "Cell",
    "Change",
    "Chart",
    "Facts",
    "Item",
    "Map",
    "Piece",
    "Point",
    "Points",
    "Section",
    "Spoken",
    "Table",
    "Voice",
    "Voices",
    "Words",
    "best",
    "change_section",
    "changes",
    "funding_sums",
    "sections_of",
]
