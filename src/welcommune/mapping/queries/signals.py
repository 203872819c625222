"""What points to a gap, and who spoke about it: rooms above register what they hold, and it is read where it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from welcommune.core.text import Said
from welcommune.mapping.models import Gap
from welcommune.network.models import Region


@dataclass(frozen=True)
class Pointer:
    """Something on record that points to a gap: what kind of record, about which theme, on which day, in words."""

    kind: str | Promise
    theme: UUID
    day: date
    words: Said
    href: str


Source = Callable[[Region], Iterable[Pointer]]
_sources: list[Source] = []


def points_to_gaps(source: Source) -> Source:
    """Register a function that lists what a room knows of a region."""
    _sources.append(source)
    return source


def pointers_in(region: Region) -> list[Pointer]:
    """All that points to gaps in a region, the latest first; a query or two for each source."""
    found = [pointer for source in _sources for pointer in source(region)]
    return sorted(found, key=lambda pointer: pointer.day, reverse=True)


@dataclass(frozen=True)
class Spoken:
    """A meeting that said something of a gap: on which day, what it is called, and what it said."""

    day: date
    name: str
    words: str
    href: str


Listener = Callable[[Gap], Iterable[Spoken]]
_listeners: list[Listener] = []


def speaks_of_gaps(listener: Listener) -> Listener:
    """Register a function that lists what was said of a gap."""
    _listeners.append(listener)
    return listener


def spoken_of(gap: Gap) -> list[Spoken]:
    """Where a gap was spoken about, the latest first."""
    return sorted((said for each in _listeners for said in each(gap)), key=lambda said: said.day, reverse=True)
