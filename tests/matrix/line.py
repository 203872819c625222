"""A line of the page × role matrix: an address, what opens it, and the answer that each role gets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from tests.matrix.data import nothing
from tests.matrix.scene import Scene
from welcommune.portal.queries import link_token

ROLES = ("visitor", "member", "assessor", "editor", "facilitator", "coordinator", "auditor", "stranger", "operator")
STRANGER = "stranger"
Answers = dict[str, int]


def open_to(*roles: str, status: int = 200, others: int = 404, visitor: int = 302) -> Answers:
    """``status`` for these roles, ``others`` for the rest who are signed in, ``visitor`` for who is not."""
    return {role: visitor if role == "visitor" else status if role in roles else others for role in ROLES}


def all_get(status: int, **but: int) -> Answers:
    """The same answer for everybody, ``but`` for the roles named."""
    return dict.fromkeys(ROLES, status) | but


REGION = ("member", "assessor", "editor", "facilitator", "coordinator", "auditor")
EDITORS = ("editor", "facilitator", "coordinator")
WRITERS = ("facilitator", "coordinator")
AUDITORS = ("facilitator", "coordinator", "auditor")
# Addresses of a person's own account, and of invitations: no part of the desk, whoever may open them.
BESIDE_THE_DESK = ("account", "mfa_", "network:invited")
PUBLIC, NOT_ALLOWED = all_get(200), all_get(405)
SIGNED_IN = open_to(*ROLES)
# A page that is read only: who is not signed in is led to the door first.
READ_ONLY = all_get(405, visitor=302)


@dataclass(frozen=True)
class Line:
    """One address: ``get`` and ``post`` say what each role gets; ``data`` is a form that is well filled in.

    ``where`` makes the arguments of the address from the scene. ``is_private``
    marks an address of the home region that is not the public's, ``changes=False`` one that keeps no record,
    ``is_html=False`` a file, ``is_shared=False`` a public page that is made for each reader anew.
    """

    name: str
    where: Callable[[Scene], dict[str, Any]]
    get: Answers
    post: Answers
    data: Callable[[Scene], dict[str, Any]] = nothing
    is_private: bool = False
    changes: bool = True
    is_html: bool = True
    is_shared: bool = True

    @property
    def room(self) -> str:
        """The room whose addresses it is among; empty for those of the house."""
        return self.name.rpartition(":")[0]

    @property
    def is_act(self) -> bool:
        """A button of the desk: nothing to look at."""
        return set(self.get.values()) == {405}

    @property
    def is_desk(self) -> bool:
        """Whether one must be signed in."""
        is_open = self.get["visitor"] == 200 or self.name.startswith(BESIDE_THE_DESK)
        return self.post["visitor"] == 302 and not is_open

    @property
    def is_form(self) -> bool:
        """A page with a form of its own."""
        return not self.is_act and bool(set(self.post.values()) - {405}) and self.data is not nothing

    def path(self, scene: Scene, language: str = "fr") -> str:
        """The address of the record in the scene, in a language."""
        with override(language):
            return reverse(self.name, kwargs=self.where(scene))

    def reader(self) -> str:
        """The role that sees most among those that see the page; empty where none does."""
        likely = ("facilitator", "coordinator", "visitor", "operator")
        return next((role for role in likely if self.get[role] == 200), "")


def no_arguments(scene: Scene) -> dict[str, Any]:
    return {}


def _link(purpose: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"token": link_token(scene.subscription, purpose)}


def public(name: str, where: Callable[[Scene], dict[str, Any]] = no_arguments, **told: Any) -> Line:
    """Everybody reads it, nobody sends anything to it."""
    return Line(name, where, PUBLIC, NOT_ALLOWED, **told)


def by_link(name: str, purpose: str, sent: int, data: Callable[[Scene], dict[str, Any]] = nothing) -> Line:
    """A page of the holder of a signed link, whoever that is."""
    return Line(name, _link(purpose), PUBLIC, all_get(sent), data, changes=False, is_shared=False)


def read(name: str, where: Callable[[Scene], dict[str, Any]], roles: tuple[str, ...], **told: Any) -> Line:
    """A page of the desk without a form."""
    return Line(name, where, open_to(*roles), READ_ONLY, **told)


def form(
    name: str, where: Callable[[Scene], dict[str, Any]], roles: tuple[str, ...], data: Callable[[Scene], Any]
) -> Line:
    """A page of the desk with a form; sent, it leads on."""
    return Line(name, where, open_to(*roles), open_to(*roles, status=302), data, is_private=True)


def act(
    name: str, where: Callable[[Scene], dict[str, Any]], roles: tuple[str, ...], data: Any = nothing, **told: Any
) -> Line:
    """A button of the desk."""
    return Line(name, where, NOT_ALLOWED, open_to(*roles, status=302), data, is_private=True, **told)


def door(name: str, get: Answers, post: Answers, **told: Any) -> Line:
    """A page of signing in or out."""
    return Line(name, told.pop("where", no_arguments), get, post, changes=False, **told)
