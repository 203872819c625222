"""The register at the desk: the list of a region, the record of an entry, and what its forms choose from."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.accounts.models import Account
from welcommune.core.access import Actor, allowed, only_one, visible
from welcommune.core.models import AuditEvent
from welcommune.network.models import Region, Role, Term
from welcommune.network.rules import record_in_region
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Membership, MembershipState, Merge, Organisation
from welcommune.stakeholders.queries.alike import alike
from welcommune.stakeholders.queries.duplicates import Likely
from welcommune.stakeholders.queries.names import fold, name_key

SORTS = {"name": ("name", "pk"), "town": ("town", "name", "pk"), "oldest": ("confirmed_on", "name", "pk")}
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; of the 29th of February the 28th."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _by_age(rows: QuerySet[Organisation], age: str) -> QuerySet[Organisation]:
    today = timezone.localdate()
    stale, fresh = Q(confirmed_on__lte=years_before(today, 2)), Q(confirmed_on__gt=years_before(today, 1))
    if age == "fresh":
        return rows.filter(fresh)
    if age == "stale":
        return rows.filter(stale | Q(confirmed_on__isnull=True))
    return rows.exclude(stale).exclude(fresh).exclude(confirmed_on__isnull=True) if age == "to_confirm" else rows


def _with_words(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    plain, key = fold(words), name_key(words)
    known = rows.order_by("pk").values_list("pk", "name", "names", "acronym", "town")
    fitting = [
        pk
        for pk, name, names, acronym, town in known
        if any(plain in fold(text) or key in name_key(text) for text in (name, acronym, town, *names.values()) if text)
    ]
    return rows.filter(pk__in=fitting)


def register_of(region: Region, asked: Mapping[str, str]) -> QuerySet[Organisation]:
    """The organisations at a region's table and those it is steward of, as filtered and sorted."""
    seats = Membership.plain.filter(region=region, organisation__isnull=False)
    rows = Organisation.objects.filter(
        Q(pk__in=seats.values("organisation")) | Q(steward=region), merged_into__isnull=True
    )
    if asked.get("category"):
        rows = rows.filter(category__code=asked["category"].replace("\x00", ""))
    if asked.get("state") == "none":
        rows = rows.exclude(pk__in=seats.values("organisation"))
    elif asked.get("state"):
        rows = rows.filter(pk__in=seats.filter(state=asked["state"].replace("\x00", "")).values("organisation"))
    rows = _by_age(rows, asked.get("age", ""))
    words = asked.get("q", "").strip()[:100]
    rows = _with_words(rows, words) if words else rows
    return rows.select_related("category").order_by(*SORTS.get(asked.get("sort", ""), SORTS["name"]))


def register_page(
    region: Region, actor: Actor, asked: Mapping[str, str], rows: Iterable[Organisation]
) -> dict[str, Any]:
    """See ``stakeholders/register.html``."""
    shown = list(rows)
    seats: dict[UUID | None, list[Membership]] = {}
    for seat in Membership.plain.filter(region=region, organisation__in=shown).order_by("order", "pk"):
        seats.setdefault(seat.organisation_id, []).append(seat)
    kinds = Term.objects.filter(vocabulary=Term.Vocabulary.CATEGORY)
    return {
        "region": region,
        "rows": [(row, seats.get(row.pk, []), freshness_word(row)) for row in shown],
        "asked": {name: asked.get(name, "") for name in ("q", "category", "state", "age", "sort")},
        "kinds": [(term.code, term.name.best()) for term in kinds],
        "states": [(state.value, state.label) for state in MembershipState],
        "can_record": allowed(actor, record_in_region, region),
    }


def freshness_word(organisation: Organisation) -> tuple[str, str]:
    """Waymark and word for how long ago the entry was confirmed."""
    today = timezone.localdate()
    if organisation.is_fresh_on(today):
        return "there", _("fresh")
    return ("unknown", _("stale")) if organisation.is_stale_on(today) else ("ending", _("to confirm"))


def escaped(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def register_csv(rows: Iterable[Organisation]) -> str:
    """The list as a table; of a sensitive place the town only."""
    target = StringIO()
    writer = csv.writer(target)
    heads = (_("Name"), _("Acronym"), _("Kind"), _("Street and number"), _("Postcode"), _("Town"), _("Website"))
    writer.writerow([*heads, _("E-mail"), _("Telephone"), _("Last confirmed")])
    for row in rows:
        street, postcode = ("", "") if row.is_sensitive else (row.address, row.postcode)
        cells = (row.name, row.acronym, row.category or "", street, postcode, row.town, row.website)
        writer.writerow([escaped(cell) for cell in (*cells, row.email, row.phone, row.confirmed_on)])
    return target.getvalue()


def likely_same(organisation: Organisation) -> list[Likely]:
    """The other entries that may be this organisation."""
    numbers = list(organisation.identifiers.values_list("scheme", "value"))
    told = {"name": organisation.name, "acronym": organisation.acronym, "town": organisation.town}
    return alike(**told, identifiers=numbers, but=organisation.pk)


def form_parts(actor: Actor, region: Region | None, organisation: Organisation | None = None) -> dict[str, Any]:
    """What the form of an entry chooses from. The register is read for lookalikes only when a form is sent."""
    but = organisation.pk if organisation else None
    mine = record_in_region.filter(actor)
    stewards = Region.objects.filter(mine | Q(organisations=but)) if organisation else Region.objects.filter(mine)
    near = Organisation.objects.filter(merged_into__isnull=True)
    if organisation:
        near = near.exclude(pk=organisation.pk)
    if region:
        seats = Membership.plain.filter(region=region, organisation__isnull=False)
        near = near.filter(Q(pk__in=seats.values("organisation")) | Q(steward=region) | Q(children=but))
    own = region.languages if region else []
    return {
        "written": list(dict.fromkeys([*own, "en", "fr"])),
        "parents": near.distinct().order_by("name", "pk"),
        "stewards": stewards.distinct().order_by("slug"),
        "find": lambda **told: alike(**told, but=but),
    }


def record_page(organisation: Organisation, actor: Actor) -> dict[str, Any]:
    """See ``stakeholders/organisation.html``. Who changed what is for those who keep the entry."""
    can_edit = allowed(actor, stakeholders_rules.edit_organisation, organisation)
    shown = Q(state=MembershipState.ACTIVE) | Q(region__in=actor.reach)
    seats = Membership.plain.filter(shown, organisation=organisation).select_related("region")
    regions = list(visible(actor, record_in_region).order_by("slug"))
    merges = Merge.objects.filter(kept=organisation, undone_at__isnull=True).select_related("absorbed")
    return {
        "organisation": organisation,
        "can_edit": can_edit,
        "shows_address": can_edit or not organisation.is_sensitive,
        "identifiers": list(organisation.identifiers.all()),
        "themes": list(organisation.themes.all()),
        "seats": list(seats.order_by("region__slug", "pk")),
        "own_regions": {region.pk for region in regions},
        "regions": regions,
        "freshness": freshness_word(organisation),
        "history": _history(organisation) if can_edit else [],
        "merges": list(merges) if can_edit else [],
        "is_coordinator": bool(actor.networks(Role.COORDINATOR)),
    }


def _history(organisation: Organisation) -> list[tuple[AuditEvent, str]]:
    """What was done to the entry, the youngest first, and by whom."""
    events = list(AuditEvent.objects.filter(object_id=organisation.pk)[:30])
    names = Account.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    return [(event, str(names.get(event.actor_id, "Welcommune"))) for event in events]


def merge_choices(organisation: Organisation, actor: Actor, words: str) -> list[Organisation]:
    """Entries to compare with: those that look alike, or those whose name holds the words."""
    mine = visible(actor, stakeholders_rules.edit_organisation).exclude(pk=organisation.pk)
    if words.strip():
        return list(_with_words(mine, words.strip()[:100].replace("\x00", "")).order_by("name", "pk")[:20])
    return list(
        mine.filter(pk__in=[likely.organisation_id for likely in likely_same(organisation)]).order_by("name", "pk")
    )


def merge_of(organisation: Organisation, pk: UUID) -> Merge:
    """A merge into this entry; ``Http404`` where it is another's."""
    return only_one(Merge.objects.filter(kept=organisation, pk=pk).select_related("kept", "absorbed"))
