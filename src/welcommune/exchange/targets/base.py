"""What an import needs to know of the things that a list can hold: the seam behind which organisations, and later
actions and funding, stand. Writing and undoing are the same for all of them (``effects``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from welcommune.core.access import Actor
from welcommune.exchange import sheets
from welcommune.exchange.models import RowKind
from welcommune.exchange.sheets.records import Sentence, Severity
from welcommune.exchange.targets.effects import Effect
from welcommune.network.models import Region

Values = dict[str, Any]


@dataclass(frozen=True)
class Field(sheets.Target):
    """One thing that a column can hold."""

    group: Promise | str = ""
    example: str = ""
    is_personal: bool = False
    # Whether one value may be told for all rows of a list that has no column for it.
    for_all: bool = False


@dataclass(frozen=True)
class Trouble:
    """A value that will not do, or that was put right, with the field that it stands in."""

    field: str
    value: str
    sentence: Sentence
    severity: Severity = "error"
    # Whether the value is a word of a list of choices that nobody knows: its meaning can be told once for all rows.
    is_unknown_word: bool = False


@dataclass(frozen=True)
class Checked:
    """What the cells of a row mean, each by its field, and what is wrong with them."""

    values: Values
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True)
class Alike:
    """A record of the register that a row may mean."""

    id: UUID
    slug: str
    name: str
    town: str
    reason: Sentence


@dataclass(frozen=True)
class Verdict:
    """What the person said of a row that looks like a record: the same one, or another one."""

    is_other: bool = False
    same_as: UUID | None = None


@dataclass(frozen=True)
class Difference:
    """A field of a record before and after, in words that a person reads, or what gives them (``saying.kept``)."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Plan:
    """What a row would do. ``object_id`` is the record that it is about; ``effects`` are not kept, but planned anew."""

    kind: RowKind
    title: str
    object_id: UUID | None = None
    differences: tuple[Difference, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    alike: tuple[Alike, ...] = ()
    effects: tuple[Effect, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Setting:
    """Whose list it is: what a plan depends on besides the row and the register."""

    by: Actor
    region: Region
    source: str
    purpose: str
    language: str


class Planner(Protocol):
    """The register as it is now, ready to say what each row would do; rows come in the order of the file."""

    def plan(self, number: int, values: Values, verdict: Verdict, object_id: UUID | None = None) -> Plan:
        """What the row would do; a new record gets ``object_id`` where one is given."""


class Reader(Protocol):
    """Knows what cells mean."""

    def read(self, cells: Mapping[str, str]) -> Checked:
        """The meaning of a row's cells by field, and what is wrong with them."""


class Target(Protocol):
    """A kind of thing that lists hold. To add one, write a module with such a class and name it in ``TARGETS``."""

    key: str
    label: Promise
    # The models it writes, in the order in which rows may be added; the first is what a row of a list is about.
    models: tuple[type[Model], ...]
    choice_fields: tuple[str, ...]
    # How the names of sheets begin that hold it, where a workbook has several.
    sheets: tuple[str, ...] = ()

    def fields(self) -> Sequence[Field]:
        """What a column can be, in the order in which they are offered, labels in the reader's language."""

    def reader(self, words: Mapping[tuple[str, str], str]) -> Reader:
        """What reads its rows; ``words`` says what unknown words stand for: (field, plain word) → code."""

    def choices(self, field: str) -> list[tuple[str, str]]:
        """What a word of one of ``choice_fields`` can stand for: code and name."""

    def planner(self, setting: Setting) -> Planner:
        """Read the register once, for all rows of a list."""
