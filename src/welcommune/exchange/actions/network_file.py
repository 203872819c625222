"""``welcommune load``: a network file becomes the record, whole or not at all."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.publication import publish
from welcommune.core.tenancy import every_region
from welcommune.exchange.actions.meetings import put_meetings
from welcommune.exchange.actions.put import Loading
from welcommune.exchange.schema import (
    NetworkEntry,
    NetworkFile,
    OrganisationEntry,
    PilotEntry,
    RegionEntry,
    ResourceEntry,
)
from welcommune.library.models import LINK_STATE, Resource, ResourceKind, ResourceState
from welcommune.network.models import Network, Participation, Region, RegionClass, RegionCode, Term
from welcommune.pilots.models import PilotAction
from welcommune.search.actions import rebuild
from welcommune.search.queries import all_entries
from welcommune.stakeholders.models import Identifier, Membership, NetworkPartner, Organisation, compact_number
from welcommune.stakeholders.queries import current_entry

# Entries of an organisation that are fields of its record under the same name.
PLAIN = {
    "name", "language", "names", "acronym", "form", "level", "about", "languages", "address", "postcode", "town",
    "country", "places", "website", "email", "phone", "confirmed_on",
}  # fmt: skip
NEVER_NULL = ("country", "website", "email")


@dataclass(frozen=True)
class LoadReport:
    """How many records the file brought: new, changed, and such as were there already."""

    new: int
    changed: int
    same: int


def load_network(content: NetworkFile, *, by: Actor) -> LoadReport:
    """Bring a checked network file in, whole or not at all; what is there already stays untouched."""
    with every_region("a network file is loaded"), transaction.atomic():
        loading = Loading(content)
        loading.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        _put_all(loading, by)
        report = LoadReport(loading.outcome["new"], loading.outcome["changed"], loading.outcome["same"])
        if report.new or report.changed:
            log("exchange.load_network_file", by=by, about=loading.network)
            rebuild(all_entries())
            publish(*loading.regions, everywhere=True)
    return report


def _put_all(loading: Loading, by: Actor) -> None:
    content: NetworkFile = loading.content
    for organisation in content.organisations:
        loading.organisations[organisation.slug] = _put_organisation(loading, organisation)
    loading.network = _put_network(loading, content.network)
    for order, region in enumerate(content.regions):
        loading.regions[region.slug] = _put_region(loading, region, order)
    for organisation in content.organisations:
        _put_kin(loading, organisation)
    for order, pilot in enumerate(content.pilots):
        _put_pilot(loading, pilot, order)
    for resource in content.resources:
        _put_resource(loading, resource)
    put_meetings(loading, by)


def _put_organisation(loading: Loading, entry: OrganisationEntry) -> Organisation:
    """What the file says of an organisation. One that was merged stays so; the entry it leads to stands for it."""
    known = Organisation.objects.filter(slug=entry.slug).select_related("merged_into").first()
    if known and known.merged_into:
        return current_entry(known)
    told = entry.model_dump(include=entry.model_fields_set & PLAIN)
    told |= {name: "" for name in NEVER_NULL if told.get(name, "") is None}
    if "category" in entry.model_fields_set:
        told["category"] = loading.term("category", entry.category)
    if "sensitive" in entry.model_fields_set:
        told["is_sensitive"] = entry.sensitive
    organisation = loading.put(Organisation, {"slug": entry.slug}, told)
    loading.relate(organisation.themes, [loading.term("theme", code) for code in entry.themes])
    for number in entry.identifiers:
        key = {"scheme": number.scheme, "value": compact_number(number.scheme, number.value)}
        loading.put(Identifier, key, {"organisation": organisation})
    loading.cite(organisation, entry)
    return organisation


def _put_kin(loading: Loading, entry: OrganisationEntry) -> None:
    """What an organisation is part of, and which region looks after it: said once all of them are there."""
    organisation = loading.organisations[entry.slug]
    kin = {"parent": loading.organisations.get(entry.parent or ""), "steward": loading.regions.get(entry.steward or "")}
    told = {name: row for name, row in kin.items() if row and row != organisation}
    if told and organisation.slug == entry.slug:
        loading.put(Organisation, {"pk": organisation.pk}, told)


def _put_network(loading: Loading, entry: NetworkEntry) -> Network:
    plain = entry.model_dump(exclude={"slug", "partners", "sources"})
    network = loading.put(Network, {"slug": entry.slug}, plain)
    for order, partner in enumerate(entry.partners):
        key = {"network": network, "organisation": loading.organisations[partner.organisation]}
        loading.put(NetworkPartner, key, {"part": partner.part, "order": order})
    loading.cite(network, entry)
    return network


def _put_region(loading: Loading, entry: RegionEntry, order: int) -> Region:
    plain = entry.model_dump(
        mode="json",
        by_alias=True,
        exclude={"slug", "codes", "classes", "members", "sources", "roundtables_promised", "last_year"},
    )
    plain["statistics_url"] = entry.statistics_url or ""
    region = loading.put(Region, {"slug": entry.slug}, plain)
    promised = {"roundtables_promised": entry.roundtables_promised, "last_year": entry.last_year, "order": order}
    loading.put(Participation, {"network": loading.network, "region": region}, promised)
    _put_codes(loading, entry, region)
    _put_classes(loading, entry, region)
    for place, member in enumerate(entry.members):
        key = {"region": region, "organisation": loading.organisations[member.organisation], "role": member.role}
        values = member.model_dump(exclude={"organisation", "role", "sources"}) | {"order": place}
        membership = loading.put(Membership, key, values)
        _look_after(loading.organisations[member.organisation], region)
        loading.cite(membership, member)
    loading.cite(region, entry)
    return region


def _look_after(organisation: Organisation, region: Region) -> None:
    """The first region in whose table an organisation has a seat looks after its entry."""
    if organisation.steward_id is None:
        organisation.steward = region
        organisation.save(update_fields=["steward"])


def _put_codes(loading: Loading, entry: RegionEntry, region: Region) -> None:
    for code in entry.codes:
        key = {"region": region, "system": code.system, "vintage": code.vintage, "code": code.code}
        stated = {"level": code.level, "is_stated_by_programme": code.stated_by_programme, "doubt": code.doubt}
        row = loading.put(RegionCode, key, stated)
        if code.source:
            loading.cite_one(row, code.source, "code", code.doubt)


def _put_classes(loading: Loading, entry: RegionEntry, region: Region) -> None:
    for kind in entry.classes:
        key = {"region": region, "scheme": kind.scheme, "vintage": kind.vintage}
        stated = {"value": kind.value, "is_used_for_filters": kind.for_filters, "doubt": kind.doubt}
        row = loading.put(RegionClass, key, stated)
        if kind.source:
            loading.cite_one(row, kind.source, "class", kind.doubt)


def _put_pilot(loading: Loading, entry: PilotEntry, order: int) -> PilotAction:
    values: dict[str, Any] = {
        "network": loading.network, "region": loading.regions[entry.region], "title": entry.title,
        "title_language": entry.title_language or "", "about": entry.about,
        "lead": loading.organisations[entry.lead] if entry.lead else None, "place": entry.place,
        "months": entry.months, "starts": entry.starts or "", "ends": entry.ends or "", "state": entry.state,
        "url": entry.url or "", "order": order,
    }  # fmt: skip
    pilot = loading.put(PilotAction, {"slug": entry.slug}, values)
    pilot.themes.set([loading.terms["theme", code] for code in entry.themes])
    pilot.partners.set([loading.organisations[slug] for slug in entry.partners])
    loading.cite(pilot, entry)
    return pilot


def _put_resource(loading: Loading, entry: ResourceEntry) -> Resource:
    values: dict[str, Any] = {
        "region": loading.regions[entry.region] if entry.region else None, "network": loading.network,
        "kind": entry.kind, "title": entry.title, "about": entry.about, "series": entry.series,
        "number": entry.number, "dated": entry.dated or "", "language": entry.language or "",
        "publisher": loading.organisations[entry.publisher] if entry.publisher else None, "licence": entry.licence,
    }  # fmt: skip
    known = Resource.plain.filter(slug=entry.slug).first()
    values |= _known_resource(entry, known) if known else _new_resource(entry)
    resource = loading.put(Resource, {"slug": entry.slug}, values)
    if entry.themes:
        resource.themes.set([loading.terms["theme", code] for code in entry.themes])
    loading.cite(resource, entry)
    return resource


def _consent(entry: ResourceEntry) -> dict[str, Any]:
    given = entry.consent
    return {"portrays": True, "consent_given_on": given.given_on, "consent_how": given.how} if given else {}


def _new_resource(entry: ResourceEntry) -> dict[str, Any]:
    """What a file tells is public, but for a portrait to be had without consent."""
    told = {"url": entry.url or "", **_consent(entry)}
    if ResourceKind(entry.kind) == ResourceKind.PORTRAIT and entry.url and not entry.consent:
        return told | {"portrays": True}
    return told | {"state": ResourceState.PUBLISHED, "published_at": timezone.now()}


def _known_resource(entry: ResourceEntry, known: Resource) -> dict[str, Any]:
    """Of a resource that is here: its state, its file and a consent that was noted here stay as they are."""
    told = {} if known.consent_given_on else _consent(entry)
    may_be_had = bool(told) or known.has_consent or ResourceKind(entry.kind) != ResourceKind.PORTRAIT
    if entry.url and not known.file and not known.consent_withdrawn_on and may_be_had:
        told["url"] = entry.url
        if entry.url != known.url:
            told |= dict.fromkeys(LINK_STATE)
    return told
