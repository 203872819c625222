"""Who may do what. One definition of a rule yields both the yes/no and the filter of a list.

A rule is a function from an actor to a ``Q`` over one model. ``fetch`` is the one door through
which views get objects; it answers "not found" for what the actor may not see, so that an
address tells a stranger nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
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
    # Name of a page that the person has to go to before anything at the desk: a second factor is missing.
    first: str = ""

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
    """A request whose actor is known: the middleware has put it there.

    A view may say what its page is ``about``, so that the page's frame need not look it up again.
    """

    actor: Actor
    about: Any


@dataclass(frozen=True)
class Rule(Generic[M]):
    """Which rows of ``model`` an actor may treat so; ``name`` is "<room>.<what>" for the table of permissions."""

    name: str
    model: type[M]
    filter: Callable[[Actor], Q]


_rules: list[Rule[Any]] = []


def rule(model: type[M]) -> Callable[[Callable[[Actor], Q]], Rule[M]]:
    """Turn a function from an actor to a ``Q`` into the rule of its name."""

    def register(function: Callable[[Actor], Q]) -> Rule[M]:
        room = function.__module__.split(".")[-2]
        made = Rule(f"{room}.{function.__name__}", model, function)
        _rules.append(made)
        return made

    return register


def known_rules() -> list[Rule[Any]]:
    """Every rule, by name, for the generated table of permissions."""
    return sorted(_rules, key=lambda known: known.name)


def visible(actor: Actor, may: Rule[M]) -> QuerySet[M]:
    """The rows that ``actor`` may treat as the rule says."""
    queryset: QuerySet[M] = may.model._base_manager.all()
    return queryset if actor.kind == "system" else queryset.filter(may.filter(actor))


def allowed(actor: Actor, may: Rule[M], row: M) -> bool:
    """Whether ``actor`` may treat ``row`` so: the same rule, asked about one row."""
    return visible(actor, may).filter(pk=row.pk).exists()


def require(actor: Actor, may: Rule[M], row: M) -> None:
    """Refuse unless ``actor`` may treat ``row`` so."""
    if not allowed(actor, may, row):
        raise Refused(_("Your role here does not allow this. Ask the coordinator of the network."))


def fetch(actor: Actor, may: Rule[M], *related: str, **lookup: Any) -> M:
    """The one row with ``lookup`` that ``actor`` may treat so, with ``related`` rows; ``Http404`` otherwise."""
    return only_one(visible(actor, may).select_related(*related).filter(**lookup))


def fetch_with_rights(
    actor: Actor, may: Rule[M], asked: Mapping[str, Rule[M]], **lookup: Any
) -> tuple[M, dict[str, bool]]:
    """The same row, and what else ``actor`` may do with it, by the names given to the rules: one statement for all."""
    answers = {name: Exists(visible(actor, rule_).filter(pk=OuterRef("pk"))) for name, rule_ in asked.items()}
    found = only_one(visible(actor, may).annotate(**answers).filter(**lookup))
    return found, {name: getattr(found, name) for name in asked}


def only_one(rows: QuerySet[M]) -> M:
    """The first of rows that a rule has let through already; ``Http404`` where there is none."""
    found = rows.first()
    if found is None:
        raise Http404
    return found
