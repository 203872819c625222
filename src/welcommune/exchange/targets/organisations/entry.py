"""One row beside one organisation: what differs, and the effects that would bring it in."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.exchange.sheets.records import said
from welcommune.exchange.sheets.saying import Joined
from welcommune.exchange.targets.base import Difference, Setting, Trouble, Values
from welcommune.exchange.targets.effects import Change, Create, Effect, Link
from welcommune.exchange.targets.organisations.register import LISTED, PLAIN, SCHEMES, Known, Person, Register, Seat
from welcommune.network.models import SLUG
from welcommune.stakeholders.models import Affiliation, Contact, Identifier, Level, Membership, Organisation
from welcommune.stakeholders.queries import fold

LONGEST_SLUG = SLUG - 10
PERSON = {"name": "contact_name", "email": "contact_email", "phone": "contact_phone", "language": "contact_language"}


class Entry:
    """A row and the organisation that it is about; ``known`` is a new one where the register has none."""

    def __init__(
        self, register: Register, setting: Setting, values: Values, known: Known | None, object_id: UUID, row: int
    ) -> None:
        self.register, self.setting, self.values, self.row = register, setting, values, row
        self.language = setting.language
        self.differences: list[Difference] = []
        self.troubles: list[Trouble] = []
        self.changes: dict[str, tuple[Any, Any]] = {}
        self.is_left = False
        self.is_new = known is None
        self.known = known or self._new(object_id)

    def _new(self, object_id: UUID) -> Known:
        empty: dict[str, Any] = dict.fromkeys(PLAIN, "") | {name: [] for name in LISTED}
        empty |= {"name": self.values["name"], "town": self.values.get("town", "")}
        empty |= {"category": None, "about": Translated(), "steward": self.setting.region.pk}
        return Known(object_id, empty, row=self.row, is_new=True)

    def leave_to_steward(self) -> None:
        """The entry is another region's: what the row says of it is not taken over."""
        self.is_left = True

    # What differs.

    def compare(self) -> None:
        """Note each field where the row says something else; an empty cell says nothing."""
        before = self.known.values
        for name in PLAIN:
            self._differ(name, before[name], self.values.get(name) or "")
        for name in LISTED:
            more = [item for item in self.values.get(name, ()) if item not in before[name]]
            self._differ(name, before[name], [*before[name], *more] if more else "")
        if code := self.values.get("category"):
            self._differ("category", before["category"], self.register.codes["category", code].pk)
        if text := self.values.get("about"):
            after = Translated(before["about"]).retold({self.language: text})
            self._differ("about", before["about"], after)
        if self.is_left and self.changes:
            self._say_left()

    def _differ(self, name: str, before: Any, after: Any) -> None:
        if after in ("", None) or after == before:
            return
        if self._was_told(before) and name == "about":
            # Lists with a row for each grant tell it differently each time.
            self._say_earlier(name, str(self._words(name, after)), self.known.row, str(self._words(name, before)))
            return
        if self._was_told(before) and name not in LISTED:
            sentence = _("Row %(row)s tells the same organisation and says %(other)s here. Make the two rows agree.")
            told = said(sentence, row=self.known.row, other=Joined("quoted", [self._words(name, before)]))
            self.troubles.append(Trouble(name, str(self._words(name, after)), told))
            return
        self.changes[name] = (before, after)
        self.differences.append(Difference(name, self._words(name, before), self._words(name, after)))

    def _was_told(self, before: Any) -> bool:
        """Whether a row before speaks of the same organisation, which has a value here."""
        return bool(before and self.known.row and self.known.row != self.row)

    def _words(self, name: str, value: Any) -> object:
        """A value as a person reads it, or what gives its words."""
        if name == "category":
            return self.register.terms[value].name if value else ""
        if name == "about":
            return value.in_(self.language)
        if name == "level":
            return dict(Level.choices).get(value, "")
        return Joined("commas", value) if isinstance(value, list) else value

    def _say_left(self) -> None:
        names = [difference.field for difference in self.differences]
        self.changes, self.differences = {}, []
        sentence = _("Another region looks after this entry, so this value is not taken over. Tell its facilitator.")
        self.troubles += [Trouble(name, str(self.values.get(name, "")), sentence, "warning") for name in names]

    # What would be done.

    def take_down(self) -> list[Effect]:
        """The effects of the row; the register knows of them from here on."""
        effects: list[Effect] = []
        known = self.known
        before = dict(known.values)
        known.values |= {name: after for name, (_before, after) in self.changes.items()}
        if self.is_new:
            effects.append(Create(Organisation, self._organisation()))
            self.register.put(known)
        elif known.draft is not None:
            known.draft |= {_column(name): after for name, (_before, after) in self.changes.items()}
        elif self.changes:
            changes = {_column(name): values for name, values in self.changes.items()}
            effects.append(Change(Organisation, known.id, changes))
        if before["name"] != known.values["name"] or before["town"] != known.values["town"]:
            self.register.put(known)
        known.row = known.row or self.row
        return [*effects, *self._numbers(), *self._themes(), *self._person(), *self._seat()]

    def _organisation(self) -> dict[str, Any]:
        known, languages = self.known, self.setting.region.languages
        values = {_column(name): value for name, value in known.values.items() if name != "steward"}
        known.draft = values | {
            "id": known.id, "slug": self._slug(), "language": languages[0] if languages else self.language,
            "steward_id": known.values["steward"], "country": self.setting.region.country,
        }  # fmt: skip
        return known.draft

    def _slug(self) -> str:
        stem = slugify(fold(self.values["name"]))[:LONGEST_SLUG].strip("-") or "organisation"
        slug, number = stem, self.register.stems.get(stem, 1)
        while slug in self.register.slugs:
            number += 1
            slug = f"{stem}-{number}"
        self.register.stems[stem] = number
        self.register.slugs.add(slug)
        return slug

    def _numbers(self) -> list[Effect]:
        effects: list[Effect] = []
        for scheme in SCHEMES:
            value = self.values.get(scheme)
            if value and (scheme, value) not in self.known.numbers and not self.is_left:
                self.differences.append(Difference(scheme, "", value))
                self.register.add_number(self.known.id, (scheme, value))
                row = {"id": new_id(), "organisation_id": self.known.id, "scheme": scheme, "value": value}
                effects.append(Create(Identifier, row))
        return effects

    def _themes(self) -> list[Effect]:
        effects: list[Effect] = []
        for code in () if self.is_left else self.values.get("themes", ()):
            term = self.register.codes["theme", code]
            if term.pk not in self.known.themes:
                self.known.themes.add(term.pk)
                self.differences.append(Difference("themes", "", term.name))
                effects.append(Link(Organisation, self.known.id, "themes", term.pk, to_new=self.known.is_new))
        return effects

    def _seat(self) -> list[Effect]:
        since = date.fromisoformat(self.values["since"]) if self.values.get("since") else None
        seat = self.register.seats.get(self.known.id)
        if seat is None and self.values.get("seat"):
            self.register.seats[self.known.id] = seat = Seat(new_id(), since, self.row)
            self.differences.append(Difference("seat", "", _("yes")))
            row = {"id": seat.id, "region_id": self.setting.region.pk, "starts_on": since}
            return [Create(Membership, row | {"organisation_id": self.known.id})]
        if seat is None or since is None or seat.starts_on == since:
            return []
        if seat.row and seat.row != self.row:
            self._say_earlier("since", str(since), seat.row, str(seat.starts_on or ""))
            return []
        change = Change(Membership, seat.id, {"starts_on": (seat.starts_on, since)})
        self.differences.append(Difference("since", seat.starts_on or "", since))
        seat.starts_on, seat.row = since, self.row
        return [change]

    def _say_earlier(self, name: str, value: str, row: int, other: str) -> None:
        """A row before has told it otherwise: that one counts, and the person learns it."""
        sentence = said(_("Row %(row)s says “%(other)s” here, and is taken."), row=row, other=other[:120])
        self.troubles.append(Trouble(name, value, sentence, "warning"))

    # The person who speaks for it.

    def _person(self) -> list[Effect]:
        told = {name: self.values.get(column, "") for name, column in PERSON.items()}
        if not told["name"]:
            return []
        person = self.register.person(told["name"], told["email"], self.known.id)
        if person is None:
            person, draft = self._new_person(told)
            return [Create(Contact, draft), *self._job(person)]
        effects = [*self._same_person(person, told), *self._job(person)]
        person.row = person.row or self.row
        return effects

    def _new_person(self, told: dict[str, str]) -> tuple[Person, dict[str, Any]]:
        setting = self.setting
        draft: dict[str, Any] = {**told, "id": new_id(), "region_id": setting.region.pk}
        draft |= {"source": setting.source, "purpose": setting.purpose}
        person = Person(draft["id"], told, row=self.row, draft=draft)
        self.register.meet(person)
        self.differences.append(Difference("contact_name", "", told["name"]))
        return person, draft

    def _same_person(self, person: Person, told: dict[str, str]) -> list[Effect]:
        values: dict[str, tuple[Any, Any]] = {}
        for name in ("email", "phone", "language"):
            before, after = person.values[name], told[name]
            if not after or after == before:
                continue
            if before and person.row and person.row != self.row:
                self._say_earlier(PERSON[name], after, person.row, before)
                continue
            values[name] = (before, after)
            self.differences.append(Difference(PERSON[name], before, after))
        person.values = person.values | {name: after for name, (_before, after) in values.items()}
        self.register.meet(person)
        if person.draft is not None:
            person.draft |= {name: after for name, (_before, after) in values.items()}
            return []
        return [Change(Contact, person.id, values)] if values else []

    def _job(self, person: Person) -> list[Effect]:
        function = self.values.get("contact_function", "")
        job = person.functions.get(self.known.id)
        if job is None:
            row = {"id": new_id(), "contact_id": person.id, "organisation_id": self.known.id, "function": function}
            self.register.employ(person, self.known.id, row["id"], function)
            if person.row != self.row:
                self.differences.append(Difference("contact_name", "", person.values["name"]))
            return [Create(Affiliation, row)]
        if not function or function == job[1]:
            return []
        if job[1] and person.row and person.row != self.row:
            self._say_earlier("contact_function", function, person.row, job[1])
            return []
        self.differences.append(Difference("contact_function", job[1], function))
        self.register.employ(person, self.known.id, job[0], function)
        return [Change(Affiliation, job[0], {"function": (job[1], function)})]


def _column(name: str) -> str:
    """The name of a value in the table."""
    return "category_id" if name == "category" else name
