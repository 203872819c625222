"""Two entries that are alike and are two: noted, so that nobody is asked about them again, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction

from welcommune.core.access import Actor, Rule, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.models import Editable
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.actions.merging import NOT_TWO
from welcommune.stakeholders.models import Organisation, TwoOrganisations
from welcommune.stakeholders.queries.two import noted_as_two

E = TypeVar("E", bound=Editable)


@dataclass(frozen=True)
class Parting(Generic[E]):
    """What entries of one kind need for being kept as two; whoever may merge them may say that they are two."""

    # A kind of ``KeptTwo``.
    record: type[Any]
    may: Rule[E]
    note: Callable[[Actor, str, E], None]

    @transaction.atomic
    def keep(self, *, by: Actor, one: E, other: E) -> None:
        """Note that the two are two; said again, nothing is added."""
        if not self._known(by, one, other).exists():
            self.record(one=one, other=other, by_id=by.id).save(force_insert=True)
            self.note(by, "keep", one)

    @transaction.atomic
    def look_again(self, *, by: Actor, one: E, other: E) -> None:
        """Take that back: they are among those that may be one again."""
        if self._known(by, one, other).delete()[0]:
            self.note(by, "again", one)

    def _known(self, by: Actor, one: E, other: E) -> Any:
        if one.pk == other.pk:
            raise Refused(NOT_TWO)
        for each in (one, other):
            require(by, self.may, each)
        return noted_as_two(self.record, one.pk, other.pk)


def _note(by: Actor, what: str, one: Organisation) -> None:
    verbs = {"keep": "stakeholders.keep_two", "again": "stakeholders.look_again"}
    log(verbs[what], by=by, about=one, region_id=one.steward_id)


ORGANISATIONS = Parting(TwoOrganisations, stakeholders_rules.edit_organisation, _note)


def keep_two_organisations(*, by: Actor, one: Organisation, other: Organisation) -> None:
    """Note that two entries that are alike are two; see ``Parting.keep``."""
    ORGANISATIONS.keep(by=by, one=one, other=other)


def look_again_at_organisations(*, by: Actor, one: Organisation, other: Organisation) -> None:
    """Take that back; see ``Parting.look_again``."""
    ORGANISATIONS.look_again(by=by, one=one, other=other)
