"""Who may do what. One definition of a rule yields both the yes/no and the filter of a list.

A rule is a function from an actor to a ``Q`` over one model. ``fetch`` is the one door through
which views get objects; it answers "not found" for what the actor may not see, so that an
address tells a stranger nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from welcommune.core.errors import Refused

M = TypeVar("M", bound=Model)
NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY
ActorKind = Literal["account", "link", "system", "anonymous"]


@dataclass(frozen=True)
class Grant:
    """One role of an account: in a network, in a region, or both unset for nowhere."""

    role: str
    network_id: UUID | None = None
    region_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, the holder of a signed link, the system, or nobody known."""

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    # Regions whose records the actor may come near at all, those of the own networks included.
    reach: frozenset[UUID] = frozenset()

    @property
    def is_somebody(self) -> bool:
        """Whether the actor is known at all."""
        return self.kind != "anonymous"

    def networks(self, *roles: str) -> set[UUID]:
        """Networks in which the actor holds one of these roles."""
        return {g.network_id for g in self.grants if g.network_id and g.role in roles}

    def regions(self, *roles: str) -> set[UUID]:
        """Regions in which the actor holds one of these roles."""
        return {g.region_id for g in self.grants if g.region_id and g.role in roles}


ANONYMOUS = Actor("anonymous")
SYSTEM = Actor("system", name="Welcommune")


class ActedRequest(HttpRequest):
    """A request whose actor is known: the middleware has put it there."""

    actor: Actor


class RuleFunction(Protocol):
    """Which rows of its model the actor may treat so."""

    def __call__(self, actor: Actor) -> Q: ...


_rules: dict[str, tuple[type[Model], RuleFunction]] = {}


def rule(action: str, model: type[Model]) -> Callable[[RuleFunction], RuleFunction]:
    """Register the rule for ``action`` ("meetings.edit_meeting") on ``model``."""

    def register(function: RuleFunction) -> RuleFunction:
        if action in _rules:
            raise ValueError(f"two rules for {action}")
        _rules[action] = (model, function)
        return function

    return register


def actions() -> dict[str, str]:
    """Every known action with the label of its model, for the generated table of permissions."""
    return {action: model._meta.label for action, (model, _function) in sorted(_rules.items())}


def visible(actor: Actor, action: str, model: type[M]) -> QuerySet[M]:
    """The rows of ``model`` on which ``actor`` may perform ``action``."""
    known, function = _rules[action]
    if known is not model:
        raise TypeError(f"{action} is a rule for {known.__name__}, not for {model.__name__}")
    queryset: QuerySet[M] = model._base_manager.all()
    if actor.kind == "system":
        return queryset
    return queryset.filter(function(actor))


def allowed(actor: Actor, action: str, row: Model) -> bool:
    """Whether ``actor`` may perform ``action`` on ``row``: the same rule, asked about one row."""
    return visible(actor, action, type(row)).filter(pk=row.pk).exists()


def require(actor: Actor, action: str, row: Model) -> None:
    """Refuse unless ``actor`` may perform ``action`` on ``row``."""
    if not allowed(actor, action, row):
        raise Refused(_("Your role here does not allow this. Ask the coordinator of the network."))


def fetch(
    actor: Actor, action: str, model: type[M], *, related: Iterable[str] = (), **lookup: Any
) -> M:
    """The one row of ``model`` with ``lookup`` that ``actor`` may treat so; ``Http404`` otherwise."""
    found = visible(actor, action, model).select_related(*related).filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def only_one(rows: QuerySet[M]) -> M:
    """The first of rows that a rule has let through already; ``Http404`` where there is none."""
    found = rows.first()
    if found is None:
        raise Http404
    return found
