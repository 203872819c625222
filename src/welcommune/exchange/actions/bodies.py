"""Organisations that a file of offers names: met again, or entered into the register."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from welcommune.core.access import Actor
from welcommune.core.audit import log_many
from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId, Source
from welcommune.core.rows import insert_objects
from welcommune.exchange.formats.offer import Body, OfferFormat
from welcommune.exchange.formats.report import Refusal, Report
from welcommune.exchange.queries.offers import names_of_bodies, own_records
from welcommune.network.models import Region
from welcommune.search.actions import index_new
from welcommune.stakeholders.models import Identifier, IdentifierScheme, Organisation, compact_number
from welcommune.stakeholders.queries import fold

AT_ONCE: Final = 1000
SLUG_PART: Final = 60
# Fields of a body that are fields of an organisation; what stands here already is not overwritten.
SAME: Final = ("address", "postcode", "town", "website", "email", "phone")


def bring_bodies(format: OfferFormat, file: Path, *, region: Region, by: Actor, report: Report) -> dict[str, UUID]:
    """Bring the organisations in that are not here yet; gives all by their key in the file."""
    source, language = names_of_bodies(format.name), region.languages[0] if region.languages else "en"
    leads = dict(ExternalId.objects.filter(source=source).order_by("pk").values_list("value", "object_id"))
    rest = iter(format.bodies(file, report, language))
    fresh: list[UUID] = []
    while some := list(islice(rest, AT_ONCE)):
        report.refused += [body for body in some if isinstance(body, Refusal)]
        bodies = {body.key: body for body in some if isinstance(body, Body)}
        leads |= own_records(Organisation, bodies, format.by_id)
        # A region stands for those who run an action and are not named: it is none of them.
        known = leads.keys() | own_records(Region, bodies, format.by_id).keys()
        report.same += len(bodies.keys() & known)
        entered, made = _enter({k: body for k, body in bodies.items() if k not in known}, source, region, by, report)
        leads |= entered
        fresh += made
    index_new(Organisation, fresh)
    return _current(leads)


def _current(leads: dict[str, UUID]) -> dict[str, UUID]:
    """An entry that was merged into another one stands for that one; one that is gone for none."""
    there = Organisation.objects.order_by("pk").values_list("pk", "merged_into")
    now = {pk: into or pk for pk, into in there}
    return {key: now[pk] for key, pk in leads.items() if pk in now}


def _enter(
    fresh: dict[str, Body], source: str, region: Region, by: Actor, report: Report
) -> tuple[dict[str, UUID], list[UUID]]:
    """All of them by their key in the file, and those that were not here yet."""
    numbers = {key: number for key, body in fresh.items() if (number := _number(body, report))}
    there = Identifier.objects.filter(scheme=IdentifierScheme.SIRET, value__in=numbers.values()).order_by("pk")
    known = dict(there.values_list("value", "organisation"))
    found = {key: known[number] for key, number in numbers.items() if number in known}
    made: dict[str, Organisation] = {}
    first: dict[str, str] = {}
    for key, body in fresh.items():
        number = numbers.get(key, "")
        if key in found:
            continue
        if number and number in first:
            # The same establishment twice in one file.
            found[key] = made[first[number]].pk
            continue
        first[number] = key
        made[key] = _organisation(body, region)
    insert_objects(made.values())
    insert_objects(
        Identifier(organisation=made[key], scheme=IdentifierScheme.SIRET, value=number)
        for number, key in first.items() if number
    )  # fmt: skip
    leads = found | {key: row.pk for key, row in made.items()}
    _note(fresh, made, leads, source)
    log_many("exchange.change_record", by=by, about=((Organisation, row.pk, ()) for row in made.values()))
    report.new += len(made)
    report.same += len(found)
    return leads, [row.pk for row in made.values()]


def _number(body: Body, report: Report) -> str:
    if not body.siret:
        return ""
    try:
        return compact_number(IdentifierScheme.SIRET, body.siret)
    except ValidationError:
        report.unmapped["structures.siret: no valid number, left out"] += 1
        return ""


def _organisation(body: Body, region: Region) -> Organisation:
    pk, language = new_id(), region.languages[0] if region.languages else "en"
    return Organisation(
        id=pk, slug=f"{slugify(fold(body.name))[:SLUG_PART] or 'organisation'}-{pk.hex[-12:]}", name=body.name,
        language=language, about={language: body.about} if body.about else {}, country=region.country, steward=region,
        confirmed_on=body.dated or None, **{field: getattr(body, field) for field in SAME},
    )  # fmt: skip


def _note(fresh: dict[str, Body], made: dict[str, Organisation], leads: dict[str, UUID], source: str) -> None:
    insert_objects(ExternalId(object_id=pk, source=source, value=key) for key, pk in leads.items())
    sources: Iterable[Source] = (
        Source(object_id=row.pk, text=body.producer, url=body.url, stated_on=body.dated or None)
        for key, row in made.items()
        if (body := fresh[key]).producer
    )
    insert_objects(sources)
