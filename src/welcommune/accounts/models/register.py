"""The register of what is kept about people: what, why, how long and who sees it, told once by each room.

A room writes its part in ``actions/kept.py``. The page about privacy, ``docs/privacy-register.md``, the daily round
that lets things go, and the search for all that is kept about somebody are made from it. A test fails for a text of
a model that is not told here and not said to be about nobody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Rows = models.QuerySet[Any]
# In words, where there is no day: ``until`` of a keeping.
UNTIL_ASKED, UNTIL_DELETED = _("until the person asks us to delete it"), _("as long as the record is kept")


class Basis(models.TextChoices):
    """What allows it, in the words of the law."""

    CONSENT = "consent", _("the person agreed")
    TASK = "task", _("a task in the public interest")
    DUTY = "duty", _("the law asks for it")
    INTEREST = "interest", _("a legitimate interest")


class Seen(models.TextChoices):
    """Who sees it. Whoever runs the servers could see all of it, and is bound not to."""

    EVERYBODY = "everybody", _("everybody")
    PERSON = "person", _("the person")
    TABLE = "table", _("those who work in the region")
    FACILITATOR = "facilitator", _("facilitator")
    COORDINATOR = "coordinator", _("coordinator")
    AUDITOR = "auditor", _("auditor")
    NOBODY = "nobody", _("nobody")


def delete(rows: Rows) -> None:
    """The row goes with the person."""
    rows.delete()


def empty(*fields: str) -> Callable[[Rows], None]:
    """The row stays, with these fields empty: they hold nothing but text."""

    def take_out(rows: Rows) -> None:
        rows.update(**dict.fromkeys(fields, ""))

    return take_out


@dataclass(frozen=True)
class Kept:
    """The fields of one table that are about people, by what is done with them when somebody asks.

    ``names`` and ``emails`` say who a row is about, and ``links`` lead to such a row: what ``goes`` does then takes
    the person away. ``words`` are texts, or
    texts within JSON, that may mention anybody: there the name is taken out, after ``mentioned`` has done what more is
    to be done with such rows. ``others`` are about the person that the row is about.
    """

    model: type[models.Model]
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    # Whether the name in a row is that of the person whose address stands beside it; else it may be an organisation's.
    tells: bool = True
    # How the row leads to the key of its region; empty where it belongs to the installation.
    region: str = "region_id"
    goes: Callable[[Rows], object] = delete
    mentioned: Callable[[Rows], object] | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.names, *self.emails, *self.links, *self.words, *self.others)

    @property
    def label(self) -> str:
        """The name of the table."""
        return str(self.model._meta.label)


@dataclass(frozen=True)
class Ending:
    """Something that ends: which rows are over now, and what lets a few of them go and says how many."""

    days: int
    over: Callable[[], Rows]
    let_go: Callable[[], int]


@dataclass(frozen=True)
class Keeping:
    """One line of the register. ``until`` is a sentence; ``%(period)s`` in it is the time that ``ends`` names."""

    code: str
    what: str | Promise
    why: str | Promise
    basis: Basis
    until: str | Promise
    seen_by: tuple[Seen, ...]
    tables: tuple[Kept, ...]
    ends: Ending | None = None


_keepings: dict[str, Keeping] = {}


def keeps(*lines: Keeping) -> None:
    """Register what a room keeps."""
    _keepings.update({line.code: line for line in lines})


def keepings() -> list[Keeping]:
    """The whole register, rooms in the order in which they build on each other."""
    return list(_keepings.values())


def tables() -> Iterable[tuple[Keeping, Kept]]:
    """Each table of the register with the line that it stands in."""
    return ((line, kept) for line in keepings() for kept in line.tables)
