"""What a row would do: make a new organisation, change one, ask a question, or say what is wrong."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from welcommune.core.access import visible
from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId
from welcommune.exchange.models import RowKind
from welcommune.exchange.sheets.records import said
from welcommune.exchange.targets.base import Alike, Difference, Plan, Setting, Trouble, Values, Verdict
from welcommune.exchange.targets.effects import Create, Effect
from welcommune.exchange.targets.organisations.entry import Entry
from welcommune.exchange.targets.organisations.register import SCHEMES, Known, Register
from welcommune.stakeholders.queries import fold
from welcommune.stakeholders.rules import edit_organisation

LONGEST_KEY = 200


def numbers_of(values: Values) -> list[tuple[str, str]]:
    """The row's numbers in registers: scheme and number."""
    return [(scheme, values[scheme]) for scheme in SCHEMES if values.get(scheme)]


def key_of(values: Values) -> str:
    """The name of the row in its list: its own key, else its first number, else its name and town."""
    if values.get("key"):
        key = f"={values['key']}"
    elif numbers := numbers_of(values):
        key = ":".join(numbers[0])
    else:
        key = f"{fold(values['name'])}|{fold(values.get('town', ''))}"
    return key if len(key) <= LONGEST_KEY else blake2b(key.encode(), digest_size=24).hexdigest()


@dataclass
class Found:
    """What a row was met as: one organisation, or several that it may be, or a trouble."""

    known: Known | None = None
    alike: list[Alike] = field(default_factory=list)
    trouble: Trouble | None = None


class OrganisationPlanner:
    """Asks the register about each row; rows must come in the order of the file."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.register = Register(setting)
        self.editable = set(visible(setting.by, edit_organisation).values_list("pk", flat=True))

    def plan(self, number: int, values: Values, verdict: Verdict, object_id: UUID | None = None) -> Plan:
        """See ``Planner``."""
        found = self._find(values, verdict)
        title = values["name"]
        if found.trouble:
            return Plan(RowKind.PROBLEM, title, troubles=(found.trouble,))
        if found.alike:
            return Plan(RowKind.SIMILAR, title, alike=tuple(found.alike))
        is_new = found.known is None
        entry = Entry(self.register, self.setting, values, found.known, object_id or new_id(), number)
        if not is_new and not entry.known.is_new and entry.known.id not in self.editable:
            entry.leave_to_steward()
        entry.compare()
        if any(trouble.severity == "error" for trouble in entry.troubles):
            return Plan(RowKind.PROBLEM, title, troubles=tuple(entry.troubles))
        effects = entry.take_down()
        effects += self._name_it(values, entry, verdict, bool(effects))
        kind = RowKind.NEW if is_new else RowKind.CHANGED if entry.differences else RowKind.SAME
        shown: list[Difference] = [] if is_new else entry.differences
        return Plan(kind, title, entry.known.id, tuple(shown), tuple(entry.troubles), effects=tuple(effects))

    def _name_it(self, values: Values, entry: Entry, verdict: Verdict, has_effects: bool) -> list[Effect]:
        """The row's name in its list is kept where the row does something, or where a person said what it is."""
        key = key_of(values)
        if key in self.register.by_key or not (has_effects or verdict.same_as):
            return []
        self.register.by_key[key] = entry.known.id
        if not has_effects:
            entry.differences.append(Difference("key", "", _("noted as the same organisation")))
        row = {"id": new_id(), "object_id": entry.known.id, "source": self.register.prefix, "value": key}
        return [Create(ExternalId, row)]

    # Which organisation it is.

    def _find(self, values: Values, verdict: Verdict) -> Found:
        register = self.register
        numbers = numbers_of(values)
        holders = list(dict.fromkeys(register.number_holders(numbers)))
        by_key = register.by_key.get(key_of(values))
        if by_key and values.get("key") and holders and holders != [by_key]:
            return Found(trouble=self._taken(values, holders[0]))
        if len(holders) > 1:
            return Found(trouble=self._taken(values, holders[1]))
        pk = by_key or (holders[0] if holders else None)
        if pk is None and verdict.same_as in register.organisations:
            pk = verdict.same_as
        if pk is None:
            return self._by_name(values, numbers, verdict)
        return Found(register.organisations[pk])

    def _taken(self, values: Values, holder: UUID) -> Trouble:
        known = self.register.organisations[holder]
        number = next(pair for pair in numbers_of(values) if self.register.by_number.get(pair) == holder)
        sentence = _("This number belongs to %(name)s, the rest of the row to another one. Correct the number.")
        return Trouble(number[0], number[1], said(sentence, name=known.values["name"]))

    def _by_name(self, values: Values, numbers: list[tuple[str, str]], verdict: Verdict) -> Found:
        """Without a key or number that we know: the same name in the same town, else whoever looks alike."""
        name, town = values["name"], values.get("town", "")
        if town and not verdict.is_other:
            same = [self.register.organisations[pk] for pk in self.register.by_name.get((fold(name), fold(town)), ())]
            if len(same) == 1 and not _at_odds(same[0], numbers):
                return Found(same[0])
        if verdict.is_other:
            return Found()
        likely = self.register.lookalikes.find(
            name=name, acronym=values.get("acronym", ""), town=town, identifiers=numbers
        )
        return Found(alike=[Alike(one.organisation_id, one.slug, one.name, one.town, one.why.label) for one in likely])


def _at_odds(known: Known, numbers: list[tuple[str, str]]) -> bool:
    """Whether both have a number in the same register, and not the same one."""
    schemes: dict[str, Any] = {scheme: value for scheme, value in known.numbers}
    return any(scheme in schemes and (scheme, value) not in known.numbers for scheme, value in numbers)
