"""What an installation holds about a person who signs in: each room tells how its rows are shown and how they go.

A room registers its models once, in its actions. The test ``tests/contracts/test_personal.py`` fails for a model
that points at a person and stands in no register.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model


@dataclass(frozen=True)
class Person:
    """Whose rows are meant: those of this identifier, or of this e-mail address."""

    id: UUID
    email: str
    # Erased once before a backup brought them back: no reason holds against it.
    must_go: bool = False


@dataclass(frozen=True)
class Holding:
    """What one room holds: ``collect`` gives it as plain values; ``erase`` takes it away, or refuses and says why."""

    room: str
    models: tuple[type[Model], ...]
    collect: Callable[[Person], dict[str, Any]]
    erase: Callable[[Person], None]


_holdings: list[Holding] = []


def holds(
    room: str, *models: type[Model], collect: Callable[[Person], dict[str, Any]], erase: Callable[[Person], None]
) -> None:
    """Register what a room holds about people."""
    _holdings.append(Holding(room, models, collect, erase))


def holdings() -> tuple[Holding, ...]:
    """Every room's register; rooms come after those that they build on."""
    return tuple(_holdings)


def collect(person: Person) -> dict[str, Any]:
    """All that is held about a person, by room."""
    return {holding.room: holding.collect(person) for holding in _holdings}


def erase(person: Person) -> None:
    """Take it all away, the account itself last; call it inside a transaction."""
    for holding in reversed(_holdings):
        holding.erase(person)
