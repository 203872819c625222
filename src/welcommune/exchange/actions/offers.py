"""Offers of a foreign file become actions of a region: met again by their name there, changed where the file has."""

import json
import marshal
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core.access import Actor
from welcommune.core.audit import log, log_many
from welcommune.core.models import ExternalId, Source
from welcommune.core.publication import publish
from welcommune.exchange.actions.bodies import bring_bodies
from welcommune.exchange.actions.writing_offers import Terms, write_changed, write_new
from welcommune.exchange.formats.offer import Offer, OfferFormat
from welcommune.exchange.formats.report import Refusal, Report, Tell
from welcommune.exchange.queries.offers import own_key, own_records
from welcommune.exchange.targets.actions.kind import FILES
from welcommune.mapping.models import Action
from welcommune.network.models import Region
from welcommune.search.actions import index_new, reindex_many

AT_ONCE: Final = 2000
TOLD_EACH: Final = 10_000
_told = attrgetter(*(each.name for each in fields(Offer) if each.name != "kept"))


@dataclass
class _Bringing:
    """One file: what it is, where it goes, and what has gone by."""

    format: OfferFormat
    region: Region
    by: Actor
    terms: Terms
    # Who stands for an action that nobody is named for.
    own: str = ""
    report: Report = field(default_factory=Report)
    seen: set[str] = field(default_factory=set)
    leads: dict[str, UUID] = field(default_factory=dict)
    # What lists at the desk brought in, by its name in such a file.
    listed: dict[str, UUID] = field(default_factory=dict)
    made: list[UUID] = field(default_factory=list)
    moved: list[UUID] = field(default_factory=list)


def bring_offers(format: OfferFormat, file: Path, *, region: Region, by: Actor, tell: Tell) -> Report:
    """Bring the organisations and the offers of a file in; the same file again changes nothing."""
    bringing = _Bringing(format, region, by, Terms.known(format.words), own_key(region, format.by_id))
    report = bringing.report
    bringing.leads = bring_bodies(format, file, region=region, by=by, report=report)
    bringing.listed = _listed(region) if format.name in FILES else {}
    language = region.languages[0] if region.languages else "en"
    rest = iter(format.offers(file, bringing.terms.crosswalk, report, language))
    done = 0
    while some := list(islice(rest, AT_ONCE)):
        _bring(bringing, some)
        done += len(some)
        if done % TOLD_EACH == 0:
            tell(done)
    if report.new or report.changed:
        index_new(Action, bringing.made)
        reindex_many(Action, bringing.moved)
        log("exchange.bring_in_file", by=by, about=region, fields=[format.name], region_id=region.pk)
        publish(region.slug)
    return report


def _listed(region: Region) -> dict[str, UUID]:
    """Actions by the keys that rows of lists at the desk gave them."""
    rows = ExternalId.objects.filter(source__startswith=f"{region.pk}:action:", value__startswith="=").order_by("pk")
    return {value[1:]: pk for value, pk in rows.values_list("value", "object_id")}


def digest(offer: Offer) -> str:
    """What a file said of an offer, in a few letters: whether it says something else now."""
    # The second version of the format writes equal values equally, whatever the process has in memory.
    # What is kept comes back from some databases in another order.
    kept = json.dumps(offer.kept, sort_keys=True).encode()
    return blake2b(marshal.dumps(_told(offer), 2) + kept, digest_size=9).hexdigest()


def _bring(bringing: _Bringing, some: list[Offer | Refusal]) -> None:
    offers = list(_unlike(bringing, some))
    known = dict(
        ExternalId.objects.filter(source=bringing.format.name, value__in=[offer.key for offer in offers])
        .order_by("pk")
        .values_list("value", "object_id")
    )
    known = {key: pk for offer in offers if (pk := bringing.listed.get(key := offer.key))} | known
    told = dict(Action.plain.filter(pk__in=known.values()).order_by("pk").values_list("pk", "kept"))
    # What went out from here is not brought in again: the file may tell less than is known.
    own = own_records(Action, [offer.key for offer in offers if offer.key not in known], bringing.format.by_id)
    bringing.report.same += len(own)
    fresh: list[tuple[Offer, str]] = []
    changed: dict[UUID, tuple[Offer, str]] = {}
    for offer in (offer for offer in offers if offer.key not in own):
        now, pk = digest(offer), known.get(offer.key)
        if pk is None or pk not in told:
            fresh.append((offer, now))
        elif told[pk].get(bringing.format.name, {}).get("seen") == now:
            bringing.report.same += 1
        else:
            changed[pk] = (offer, now)
    _write(bringing, fresh, changed, [value for value, pk in known.items() if pk not in told])


def _unlike(bringing: _Bringing, some: Iterable[Offer | Refusal]) -> Iterable[Offer]:
    """Those that can be brought in, each name once."""
    for offer in some:
        if isinstance(offer, Refusal):
            bringing.report.refused.append(offer)
        elif offer.key in bringing.seen:
            bringing.report.refuse(offer.key, _("This identifier stands in the file more than once."))
        else:
            bringing.seen.add(offer.key)
            if offer.lead and offer.lead not in bringing.leads and offer.lead != bringing.own:
                bringing.report.unmapped["organisation: neither in this file nor known here"] += 1
            yield offer


def _write(
    bringing: _Bringing, fresh: list[tuple[Offer, str]], changed: dict[UUID, tuple[Offer, str]], gone: list[str]
) -> None:
    name, terms, leads = bringing.format.name, bringing.terms, bringing.leads
    # An action that was deleted here and is in the file again gets its name in the file back.
    ExternalId.objects.filter(source=name, value__in=gone).delete()
    made = write_new(fresh, name=name, region=bringing.region, terms=terms, leads=leads, now=timezone.now())
    moved = write_changed(changed, name=name, terms=terms, leads=leads)
    log_many("exchange.change_record", by=bringing.by, about=moved, region_id=bringing.region.pk)
    _note_sources(changed)
    bringing.report.new += len(made)
    bringing.report.changed += len(changed)
    bringing.made += made
    bringing.moved += changed


def _note_sources(changed: dict[UUID, tuple[Offer, str]]) -> None:
    """The day of the last statement is that of the file now."""
    for pk, (offer, _now) in changed.items():
        key: dict[str, Any] = {"object_id": pk, "field": "", "text": offer.producer, "url": offer.url}
        Source.objects.update_or_create(**key, defaults={"stated_on": offer.dated or None})
