"""All that is kept of somebody, with an account or without: found by address or name, exported, and erased in one go.

The register says where to look. Rows about the person go as their room says; where a text mentions them, the name is
taken out. What is found depends on how it is asked: by address it is this person, by name it may be somebody else of
the same name, so people look at the list and choose before anything is erased.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import product
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, SlugField, TextField, UUIDField
from django.db.models.functions import Cast
from django.db.models.lookups import IContains
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import Account, ConsentEvent, Erasure, Keeping, Kept, Rows, tables
from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId, OutboxMessage, Source
from welcommune.core.personal import holdings
from welcommune.core.publication import publish
from welcommune.search.actions import reindex_many

BLANK = "[…]"
# A shorter name stands in too many texts that are about something else.
SHORTEST = 5
# Of what would let somebody in, or lead back to an address, a file for the person holds nothing.
SECRET = {"password", "data", "link", "mark"}
TOO_SHORT = _("Write the whole name, or the e-mail address.")


@dataclass(frozen=True)
class Wanted:
    """Whom to look for, by addresses and names; and in which regions, all of the installation where there are none."""

    emails: frozenset[str]
    names: frozenset[str]
    regions: frozenset[UUID] | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds them within a text, as whole words, however they are spaced and whichever letters are large."""
        said = [word for word in (*self.emails, *self.names) if len(word) >= SHORTEST]
        spellings = sorted({*said, *(slugify(word, allow_unicode=True) for word in said)} - {""}, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in spellings)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)

    @cached_property
    def fragments(self) -> list[str]:
        """A part of each that every database finds whatever the spelling; none where one has no such part."""
        said = [word for word in (*self.emails, *self.names) if len(word) >= SHORTEST]
        parts = [max(re.findall(r"[A-Za-z0-9]+", word), key=len, default="") for word in said]
        return parts if all(len(part) > 2 for part in parts) else []


@dataclass(frozen=True)
class Trace:
    """A row that is about somebody, or that mentions them."""

    line: Keeping
    kept: Kept
    row: Model
    is_about: bool
    who: Wanted

    @property
    def key(self) -> str:
        """Names the row in a form."""
        return f"{self.kept.label}:{self.row.pk}"

    @property
    def told(self) -> dict[str, Any]:
        """What the row says: all that is personal where it is about the person, else the texts that mention them."""
        names = self.kept.fields if self.is_about else self.kept.words
        return {name: _plain(getattr(self.row, name)) for name in names if name not in SECRET}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | list | dict | None) else str(value)


def wanted(asked: str, regions: frozenset[UUID] | None) -> Wanted:
    """What somebody typed: an address, or a whole name."""
    asked = " ".join(asked.split())
    if len(asked) < SHORTEST:
        raise Refused(TOO_SHORT, field="asked")
    told = frozenset({asked})
    return Wanted(told if "@" in asked else frozenset(), frozenset() if "@" in asked else told, regions)


# Looking.


def find(who: Wanted, *, widen: bool = True) -> list[Trace]:
    """All rows about the person and all that mention them; ``widen``: under each name and address that those tell."""
    known = _with_what_rows_tell(who) if widen else who
    found: list[Trace] = []
    people: dict[Any, set[Any]] = {}
    for line, kept in tables():
        about = {row.pk: row for row in _about(kept, known, people)}
        people[kept.model] = set(about)
        found += [Trace(line, kept, row, True, known) for row in about.values()]
        found += [Trace(line, kept, row, False, known) for row in _mentions(kept, known) if row.pk not in about]
    return found


def _with_what_rows_tell(who: Wanted) -> Wanted:
    """An address leads to the names that stand with it, and a name to the addresses; one step and no further."""
    emails, names = set(who.emails), set(who.names)
    for kept in (kept for _line, kept in tables() if kept.tells):
        for row in _about(kept, who, {}):
            emails |= {getattr(row, name) for name in kept.emails}
            names |= {getattr(row, name) for name in kept.names}
    return replace(who, emails=frozenset(emails - {""}), names=frozenset(names - {""}))


def _rows(kept: Kept, who: Wanted) -> Rows:
    rows = kept.model._base_manager.order_by("pk")
    if who.regions is None:
        return rows
    return rows.filter(**{f"{kept.region}__in": who.regions}) if kept.region else rows.none()


def _about(kept: Kept, who: Wanted, people: dict[Any, set[Any]]) -> Rows:
    said = Q(pk__in=[])
    for names, values in ((kept.emails, who.emails), (kept.names, who.names)):
        for name, value in product(names, values):
            # SQLite knows large and small letters of English alone.
            for spelling in {value, value.lower(), value.upper(), value.title()}:
                said |= Q(**{f"{name}__iexact": spelling})
    for name in kept.links:
        said |= Q(**{f"{name}__in": people.get(kept.model._meta.get_field(name).related_model, ())})
    return _rows(kept, who).filter(said)


def _mentions(kept: Kept, who: Wanted) -> Iterator[Model]:
    rows = _rows(kept, who)
    if who.fragments:
        hits = [Q(IContains(Cast(name, TextField()), part)) for name, part in product(kept.words, who.fragments)]
        rows = rows.filter(reduce(or_, hits, Q(pk__in=[])))
    if kept.words and (who.emails or who.names):
        for row in rows.iterator(chunk_size=500):
            if any(who.pattern.search(text) for name in kept.words for text in texts_of(getattr(row, name))):
                yield row


def texts_of(value: Any) -> Iterator[str]:
    """All texts within a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


def find_traces(asked: str, regions: frozenset[UUID] | None) -> list[Trace]:
    """What is kept of whoever has this address or whole name, in these regions or everywhere."""
    return find(wanted(asked, regions))


@transaction.atomic
def export_traces(*, by: Actor, asked: str, regions: frozenset[UUID] | None) -> dict[str, list[dict[str, Any]]]:
    """What is found as plain values, by line of the register."""
    found = find_traces(asked, regions)
    if not found:
        raise Refused(_("Nothing is kept under this address or name."), field="asked")
    _log("accounts.export_traces", by, found, found[0].row, regions)
    told: dict[str, list[dict[str, Any]]] = {}
    for trace in found:
        told.setdefault(trace.line.code, []).append({"table": trace.kept.label, "id": str(trace.row.pk), **trace.told})
    return told


def _log(verb: str, by: Actor, found: list[Trace], about: Model, regions: frozenset[UUID] | None) -> None:
    here = next(iter(regions)) if regions and len(regions) == 1 else None
    log(verb, by=by, about=about, fields={trace.kept.label for trace in found}, region_id=here)


# Erasing.


@transaction.atomic
def erase_traces(*, by: Actor, asked: str, regions: frozenset[UUID] | None, chosen: frozenset[str]) -> int:
    """Erase what was chosen of what is found; pages, feeds and search follow at once. Returns how many rows it was."""
    found = [trace for trace in find_traces(asked, regions) if trace.key in chosen]
    if not found:
        raise Refused(_("Nothing was chosen. Tick what is to be erased."))
    _erase(found, found[0].who)
    erasures = note_erased(*(trace.row.pk for trace in found if trace.is_about))
    about = erasures[0] if erasures else Erasure(record_id=found[0].row.pk)
    _log("accounts.erase_traces", by, found, about, regions)
    return len(found)


def note_erased(*keys: UUID) -> list[Erasure]:
    """Keep the identifiers of what was erased or taken back, so that a backup does not bring it back."""
    return Erasure.objects.bulk_create([Erasure(record_id=key) for key in keys], ignore_conflicts=True)


def _erase(found: list[Trace], who: Wanted) -> None:
    """Texts first, in which rows that go may be told of; then the rows, from the top room down."""
    for kept, keys in _by_table(found, is_about=False):
        if kept.mentioned:
            kept.mentioned(kept.model._base_manager.filter(pk__in=keys))
        for row in kept.model._base_manager.filter(pk__in=keys):
            _take_out(kept, row, who)
    for kept, keys in reversed(_by_table(found, is_about=True)):
        for row in kept.model._base_manager.filter(pk__in=keys):
            _take_out(kept, row, who)
        kept.goes(kept.model._base_manager.filter(pk__in=keys))
    keys = [trace.row.pk for trace in found if trace.is_about]
    for model in (Source, ExternalId, ConsentEvent):
        model._base_manager.filter(object_id__in=keys).delete()
    for email in who.emails:
        OutboxMessage.objects.filter(payload__to__iexact=email).delete()
    _show(found)


def _by_table(found: list[Trace], *, is_about: bool) -> list[tuple[Kept, list[Any]]]:
    tables: dict[int, tuple[Kept, list[Any]]] = {}
    for trace in found:
        if trace.is_about == is_about:
            tables.setdefault(id(trace.kept), (trace.kept, []))[1].append(trace.row.pk)
    return list(tables.values())


def _take_out(kept: Kept, row: Model, who: Wanted) -> None:
    """The name is taken out of the texts of a row; an address that it is part of gets another one."""
    changed = {}
    for name in kept.words:
        before = getattr(row, name)
        is_slug = isinstance(row._meta.get_field(name), SlugField)
        after = _without(before, who.pattern, new_id().hex[-8:] if is_slug else BLANK)
        if after != before:
            changed[name] = after
    if changed:
        kept.model._base_manager.filter(pk=row.pk).update(**changed)


def _without(value: Any, pattern: re.Pattern[str], blank: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(blank, value)
    if isinstance(value, dict):
        return type(value)({key: _without(part, pattern, blank) for key, part in value.items()})
    if isinstance(value, list | tuple):
        return [_without(part, pattern, blank) for part in value]
    return value


def _show(found: list[Trace]) -> None:
    """The search finds neither these rows by what they said, nor what they belong to; every page is made anew."""
    touched: dict[type[Model], set[Any]] = defaultdict(set)
    for trace in found:
        touched[trace.kept.model].add(trace.row.pk)
        for field in trace.kept.model._meta.concrete_fields:
            if field.related_model and (key := getattr(trace.row, field.attname)):
                touched[field.related_model].add(key)
    for model, keys in touched.items():
        if isinstance(model._meta.pk, UUIDField):
            reindex_many(model, keys)
    publish(everywhere=True)


def erase_address(email: str, name: str) -> int:
    """What tells of an address, wherever it stands, and the name beside it: for whoever erases their own account."""
    who = Wanted(frozenset({email}), frozenset())
    # Rooms that know accounts take their rows away themselves, and may refuse.
    told = {model for holding in holdings() for model in holding.models}
    found = [trace for trace in find(who, widen=False) if not trace.is_about or trace.kept.model not in told]
    _erase(found, replace(who, names=frozenset({name} - {""})))
    note_erased(*(trace.row.pk for trace in found if trace.is_about))
    return len(found)


# After a backup was brought back.


def erase_again(keys: Iterable[UUID]) -> int:
    """Erase the rows of these identifiers again, wherever they are back, with what mentions the same people."""
    wanted_keys, total = set(keys), 0
    for _line, kept in tables():
        if isinstance(kept.model._meta.pk, UUIDField) and kept.model not in (Account, Erasure):
            for row in kept.model._base_manager.filter(pk__in=wanted_keys):
                total += 1
                _again(kept, row)
    return total


def _again(kept: Kept, row: Model) -> None:
    region = kept.model._base_manager.filter(pk=row.pk).values_list(kept.region or "pk", flat=True).first()
    emails, names = ({getattr(row, name) for name in told} - {""} for told in (kept.emails, kept.names))
    who = Wanted(frozenset(emails), frozenset(names), frozenset({region}) if kept.region and region else None)
    mentions = [trace for trace in find(who, widen=False) if not trace.is_about] if kept.region else []
    _erase(mentions, who)
    kept.goes(kept.model._base_manager.filter(pk=row.pk))
