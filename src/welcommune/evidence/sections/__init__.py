"""What a factfile says: frozen facts in, blocks in the reader's language out; no database, no clock."""

from collections.abc import Callable

from welcommune.evidence.sections.blocks import Bar, Block, Cell, Chart, Map, Section, Table, Voice, Voices, Words
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
    """All sections in their order, in the reader's language."""
    return [build(facts) for build in SECTIONS]


__all__ = [
    "NO_LANGUAGE",
    "SECTIONS",
    "Bar",
    "Block",
    "Cell",
    "Change",
    "Chart",
    "Facts",
    "Item",
    "Map",
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
