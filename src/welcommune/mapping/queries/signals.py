"""What points to a gap: rooms above register what they hold, and it is read where it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from welcommune.core.text import Said
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
