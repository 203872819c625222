"""Whose data: managers of region-scoped records work only inside a declared scope.

Outside one they raise, so that a forgotten filter is a failure in development and never a leak.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db.models import Manager, Model, Q, QuerySet

M = TypeVar("M", bound=Model)


class ScopeMissing(RuntimeError):
    """Region-scoped records were asked for without saying whose."""


@dataclass(frozen=True)
class Scope:
    """The regions whose records may be read now; ``None`` stands for all of them."""

    regions: frozenset[UUID] | None
    reason: str


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope:
    """The scope in force; raises :class:`ScopeMissing` when nobody declared one."""
    scope = _scope.get()
    if scope is None:
        raise ScopeMissing("open a scope first: every_region(reason) or only_regions(ids, reason)")
    return scope


@contextmanager
def every_region(reason: str) -> Iterator[None]:
    """Read the records of all regions: public pages (of what is published), commands, the worker."""
    token = _scope.set(Scope(None, reason))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def only_regions(regions: frozenset[UUID], reason: str) -> Iterator[None]:
    """Read the records of these regions only, and those of the network as a whole."""
    token = _scope.set(Scope(regions, reason))
    try:
        yield
    finally:
        _scope.reset(token)


class ScopedManager(Manager[M]):
    """Default manager of a region-scoped model; the model says how with ``in_regions``."""

    def get_queryset(self) -> QuerySet[M]:
        scope = current_scope()
        queryset = super().get_queryset()
        if scope.regions is None:
            return queryset
        model: Any = self.model
        return queryset.filter(model.in_regions(scope.regions))


class RegionScoped(Model):
    """A record that belongs to a region, or to a network as a whole where its region is empty."""

    region_field: ClassVar[str] = "region"
    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "plain"

    plain = Manager()

    @classmethod
    def in_regions(cls, regions: frozenset[UUID]) -> Q:
        """Rows of these regions, and network-level rows."""
        return Q(**{f"{cls.region_field}__in": regions}) | Q(**{f"{cls.region_field}__isnull": True})
