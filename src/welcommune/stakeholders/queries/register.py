"""The register at the desk: the list of a region, the record of an entry, and what its forms choose from."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from welcommune.accounts.models import Account
from welcommune.core.access import Actor, allowed, only_one, visible
from welcommune.core.audit import field_words
from welcommune.core.models import AuditEvent
from welcommune.network.models import Region, Role, Term
from welcommune.network.rules import record_in_region
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Membership, MembershipState, Merge, Organisation, TwoOrganisations
from welcommune.stakeholders.queries import two
from welcommune.stakeholders.queries.alike import alike
from welcommune.stakeholders.queries.duplicates import Likely
from welcommune.stakeholders.queries.names import fold, name_key

UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FILTERS = ("q", "category", "seat", "age", "presence", "kept", "sort")
# A way to narrow the list that a higher room knows: label, and which entries of a region are meant.
Narrowing = Callable[[Region], Q]
_presence: dict[str, tuple[str | Promise, Narrowing]] = {}


def presence_filter(value: str, label: str | Promise) -> Callable[[Narrowing], Narrowing]:
    """Mark what tells the entries of a region by who came to its meetings, which this room does not know."""

    def register(narrowing: Narrowing) -> Narrowing:
        _presence[value] = label, narrowing
        return narrowing

    return register


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; of the 29th of February the 28th."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def stale_on(day: date) -> Q:
    """Entries that nobody has confirmed for over two years, or ever."""
    return Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=years_before(day, 2))


def _by_age(age: str) -> Q:
    today = timezone.localdate()
    stale, fresh = stale_on(today), Q(confirmed_on__gt=years_before(today, 1))
    return {"fresh": fresh, "stale": stale, "to_confirm": ~stale & ~fresh}.get(age, Q())


def _by_seat(seat: str, seats: QuerySet[Membership]) -> Q:
    if seat == "none":
        return ~Q(pk__in=seats.values("organisation"))
    return Q(pk__in=seats.filter(state=seat.replace("\x00", "")).values("organisation")) if seat else Q()


def _fits(words: str, *texts: str) -> bool:
    """Whether one of the texts holds the words, however they are written."""
    plain, key = fold(words), name_key(words)
    return any(plain in fold(text) or key in name_key(text) for text in texts if text)


def _narrowed(region: Region, asked: Mapping[str, str]) -> QuerySet[Organisation]:
    seats = Membership.plain.filter(region=region, organisation__isnull=False)
    rows = Organisation.objects.filter(
        Q(pk__in=seats.values("organisation")) | Q(steward=region), merged_into__isnull=True
    )
    if asked.get("category"):
        rows = rows.filter(category__code=asked["category"].replace("\x00", ""))
    if asked.get("presence") in _presence:
        rows = rows.filter(_presence[asked["presence"]][1](region))
    kept = {"here": Q(steward=region), "elsewhere": ~Q(steward=region) | Q(steward=None)}.get(
        asked.get("kept", ""), Q()
    )
    return rows.filter(kept, _by_age(asked.get("age", "")), _by_seat(asked.get("seat", ""), seats))


SORTS: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "name": lambda row: fold(row[1]),
    "town": lambda row: (not row[4], fold(row[4]), fold(row[1])),
    "oldest": lambda row: (row[5] or date.min, fold(row[1])),
}


def register_keys(region: Region, asked: Mapping[str, str]) -> list[UUID]:
    """The organisations at a region's table and those it is steward of, as filtered and sorted in one alphabet."""
    fields = ("pk", "name", "names", "acronym", "town", "confirmed_on")
    words = asked.get("q", "").strip()[:100]
    rows = _narrowed(region, asked).order_by("pk").values_list(*fields)
    known = [row for row in rows if not words or _fits(words, row[1], row[3], row[4], *row[2].values())]
    return [row[0] for row in sorted(known, key=SORTS.get(asked.get("sort", ""), SORTS["name"]))]


def _in_order(keys: Sequence[UUID]) -> list[Organisation]:
    known = Organisation.objects.select_related("category").in_bulk(keys)
    return [known[key] for key in keys]


def register_page(region: Region, actor: Actor, asked: Mapping[str, str], keys: Sequence[UUID]) -> dict[str, Any]:
    """See ``stakeholders/register.html``."""
    shown = _in_order(keys)
    seats: dict[UUID | None, list[Membership]] = {}
    for seat in Membership.plain.filter(region=region, organisation__in=keys).order_by("order", "pk"):
        seats.setdefault(seat.organisation_id, []).append(seat)
    own = set(visible(actor, stakeholders_rules.edit_organisation).filter(pk__in=keys).values_list("pk", flat=True))
    return {
        "region": region,
        "rows": [(row, seats.get(row.pk, []), freshness_word(row), row.pk in own) for row in shown],
        "asked": {name: asked.get(name, "") for name in FILTERS},
        "is_filtered": any(asked.get(name) for name in FILTERS if name != "sort"),
        "filters": _filters(),
        "can_merge": len(own) > 1,
        "can_record": allowed(actor, record_in_region, region),
    }


def kind_of(code: str) -> Term | None:
    """The kind of stakeholder that an address names, if it names one."""
    return Term.objects.filter(vocabulary=Term.Vocabulary.CATEGORY, code=code.replace("\x00", "")).first()


def _filters() -> list[tuple[Any, ...]]:
    """What narrows the list: name, label, choices, and the word for no choice."""
    kinds = Term.objects.filter(vocabulary=Term.Vocabulary.CATEGORY)
    states = [(state.value, state.label) for state in MembershipState]
    ages = [("fresh", _("fresh")), ("to_confirm", _("to confirm")), ("stale", _("not confirmed for two years"))]
    sorts = [("town", _("town")), ("oldest", _("longest not confirmed"))]
    return [
        ("category", _("Kind"), [(term.code, term.name.best()) for term in kinds]),
        ("seat", _("Seat at the table"), [*states, ("none", _("no seat"))]),
        ("presence", _("At meetings"), [(value, label) for value, (label, _narrowing) in _presence.items()]),
        ("age", _("Last confirmed"), ages),
        ("kept", _("Looked after"), [("here", _("by this region")), ("elsewhere", _("by others"))]),
        ("sort", _("Sorted by"), sorts, _("name")),
    ]


def pair_of(actor: Actor, chosen: Sequence[str]) -> tuple[Organisation, Organisation] | None:
    """The two entries that were ticked in the list, if there are two and the actor keeps both."""
    keys = [UUID(text) for text in dict.fromkeys(chosen) if UUID_TEXT.fullmatch(text)]
    mine = visible(actor, stakeholders_rules.edit_organisation).in_bulk(keys[:3])
    return (mine[keys[0]], mine[keys[1]]) if len(keys) == len(mine) == 2 else None


def freshness_word(organisation: Organisation) -> tuple[str, str]:
    """Waymark and word for how long ago the entry was confirmed."""
    today = timezone.localdate()
    if organisation.is_fresh_on(today):
        return "there", _("fresh")
    if organisation.confirmed_on is None:
        return "unknown", _("never confirmed")
    return ("unknown", _("stale")) if organisation.is_stale_on(today) else ("ending", _("to confirm"))


def escaped(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def register_csv(keys: Sequence[UUID]) -> str:
    """The list as a table; of a sensitive place the town only."""
    target = StringIO()
    writer = csv.writer(target)
    heads = (_("Name"), _("Acronym"), _("Kind"), _("Street and number"), _("Postcode"), _("Town"), _("Website"))
    writer.writerow([*heads, _("E-mail"), _("Telephone"), _("Last confirmed")])
    for row in _in_order(keys):
        street, postcode = ("", "") if row.is_sensitive else (row.address, row.postcode)
        cells = (row.name, row.acronym, row.category or "", street, postcode, row.town, row.website)
        writer.writerow([escaped(cell) for cell in (*cells, row.email, row.phone, row.confirmed_on)])
    return target.getvalue()


def likely_same(
    organisation: Organisation, among: QuerySet[Organisation], apart: Iterable[two.Two] = ()
) -> list[Likely]:
    """The other entries that may be this organisation, without those that were noted as ``apart``."""
    numbers = list(organisation.identifiers.values_list("scheme", "value"))
    told = {"name": organisation.name, "acronym": organisation.acronym, "town": organisation.town}
    but = {organisation.pk, *(pair.other.pk for pair in apart)}
    return alike(**told, identifiers=numbers, but=but, among=among)


def form_parts(actor: Actor, region: Region | None, organisation: Organisation | None = None) -> dict[str, Any]:
    """What the form of an entry chooses from. The register is read for lookalikes only when a form is sent."""
    but = [organisation.pk] if organisation else []
    mine = record_in_region.filter(actor)
    stewards = Region.objects.filter(mine | Q(organisations=organisation) if organisation else mine)
    own = region.languages if region else []
    # A name in a language that is not spoken here stays, and can be mended.
    told = [*organisation.names, *organisation.about] if organisation else []
    return {
        "written": list(dict.fromkeys([*own, "en", "fr", *told])),
        "countries": _countries(organisation),
        "parents": _parents(region, organisation),
        "stewards": stewards.distinct().order_by("slug"),
        "find": lambda **told: alike(**told, but=but),
    }


def _parents(region: Region | None, organisation: Organisation | None) -> QuerySet[Organisation]:
    """Entries at the same table or with the same steward, and what the entry is part of already."""
    near = Q(steward=region)
    if region:
        seats = Membership.plain.filter(region=region, organisation__isnull=False)
        near |= Q(pk__in=seats.values("organisation"))
    if organisation and organisation.parent_id:
        near |= Q(pk=organisation.parent_id)
    rows = Organisation.objects.filter(near, merged_into__isnull=True).order_by("name", "pk")
    return rows.exclude(pk=organisation.pk) if organisation else rows


def _countries(organisation: Organisation | None) -> list[str]:
    """The countries of all regions, and that of the entry."""
    found = set(Region.objects.order_by().values_list("country", flat=True))
    return sorted(found | ({organisation.country} - {""} if organisation else set()))


def record_page(organisation: Organisation, actor: Actor) -> dict[str, Any]:
    """See ``stakeholders/organisation.html``. Who changed what is for those who keep the entry."""
    can_edit = allowed(actor, stakeholders_rules.edit_organisation, organisation)
    shown = Q(state=MembershipState.ACTIVE) | Q(region__in=actor.reach)
    found = Membership.plain.filter(shown, organisation=organisation).select_related("region")
    seats = list(found.order_by("region__slug", "pk"))
    regions = list(visible(actor, record_in_region).order_by("slug"))
    merges = Merge.objects.filter(kept=organisation, undone_at__isnull=True).select_related("absorbed")
    return {
        "organisation": organisation,
        "can_edit": can_edit,
        "shows_address": can_edit or not organisation.is_sensitive,
        "identifiers": list(organisation.identifiers.all()),
        "themes": list(organisation.themes.all()),
        "seats": seats,
        "is_seated": any(seat.state == MembershipState.ACTIVE for seat in seats),
        "own_regions": {region.pk for region in regions},
        "regions": regions,
        "freshness": freshness_word(organisation),
        "history": _history(organisation) if can_edit else [],
        "merges": list(merges) if can_edit else [],
        "is_coordinator": bool(actor.networks(Role.COORDINATOR)),
    }


def _history(organisation: Organisation) -> list[tuple[AuditEvent, str, list[str]]]:
    """What was done to the entry, the youngest first, by whom, and to which fields."""
    events = list(AuditEvent.objects.filter(object_id=organisation.pk)[:30])
    names = Account.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    return [(event, str(names.get(event.actor_id, "Welcommune")), field_words(event)) for event in events]


def merge_page(organisation: Organisation, actor: Actor, words: str) -> dict[str, Any]:
    """See ``stakeholders/merge_choose.html``."""
    apart = two.two_of(TwoOrganisations, organisation.pk)
    choices = _merge_choices(organisation, actor, words, apart)
    return {"organisation": organisation, "choices": choices, "words": words, "two": apart}


def _merge_choices(
    organisation: Organisation, actor: Actor, words: str, apart: Iterable[two.Two]
) -> list[Organisation]:
    """Entries to compare with: those that look alike, or those whose name holds the words."""
    mine = visible(actor, stakeholders_rules.edit_organisation).exclude(pk=organisation.pk)
    if words.strip():
        return _named(mine, words.strip()[:100])
    alike_here = [likely.organisation_id for likely in likely_same(organisation, mine, apart)]
    return list(mine.filter(pk__in=alike_here).order_by("name", "pk"))


def _named(rows: QuerySet[Organisation], words: str) -> list[Organisation]:
    """The first entries, by name, that have the words in a name or in the town."""
    known = rows.order_by("name", "pk").values_list("pk", "name", "names", "acronym", "town")
    fitting = [row[0] for row in known if _fits(words, row[1], row[3], row[4], *row[2].values())]
    return _in_order(fitting[:20])


def is_heavier(one: Organisation, other: Organisation) -> bool:
    """Whether more speaks for ``one`` as the entry that stays: seats and parts that give a page, then seats ever."""
    active = Count("memberships", filter=Q(memberships__state=MembershipState.ACTIVE), distinct=True)
    parts, ever = Count("networks", distinct=True), Count("memberships", distinct=True)
    rows = Organisation.objects.filter(pk__in=[one.pk, other.pk]).order_by("pk")
    weights = {pk: told for pk, *told in rows.values_list("pk", active + parts, ever)}
    return bool(weights[one.pk] > weights[other.pk])


def merge_of(organisation: Organisation, pk: UUID) -> Merge:
    """A merge into this entry; ``Http404`` where it is another's."""
    return only_one(Merge.objects.filter(kept=organisation, pk=pk).select_related("kept", "absorbed"))
