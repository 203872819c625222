"""Reads over networks, regions and roles that serve several rooms or one page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Model, Prefetch, Q, QuerySet

from welcommune.accounts.models import OPERATOR, Account
from welcommune.accounts.queries import has_second_factor, needs_none, second_factor_of
from welcommune.core.access import Actor, Grant, visible
from welcommune.core.models import Source
from welcommune.core.personal import Person
from welcommune.core.publication import remembered
from welcommune.core.text import Said
from welcommune.network import rules
from welcommune.network.models import (
    Invitation,
    InvitationState,
    Network,
    Participation,
    Region,
    RegionClass,
    RegionCode,
    Role,
    RoleGrant,
    Term,
)
from welcommune.network.rules import EDITORS, EVERY_ROLE, WRITERS
from welcommune.search.models import Entry, by_language, entry_of
from welcommune.search.queries import indexed

SECOND_FACTOR_PAGE = "mfa_index"
# A network without a first day comes last on every database.
YOUNGEST_FIRST = F("starts_on").desc(nulls_last=True)


def actor_of(account: Account) -> Actor:
    """The actor for a signed-in account, with its roles and the regions that they reach."""
    held = RoleGrant.objects.filter(account=account).annotate(secured=second_factor_of("account")).order_by("pk")
    rows = list(held.values_list("role", "network_id", "region_id", "secured"))
    grants = [Grant(*row[:3]) for row in rows]
    networks = {grant.network_id for grant in grants if grant.network_id}
    reach = {grant.region_id for grant in grants if grant.region_id}
    if networks:
        reach |= set(Participation.objects.filter(network__in=networks).values_list("region_id", flat=True))
    grants += [Grant(OPERATOR)] if account.is_operator else []
    # Whoever can reach every region of a network, or runs the site, signs in with two things.
    open_door = any(role == Role.COORDINATOR and not secured for role, _network, _region, secured in rows)
    open_door = open_door or (account.is_operator and not has_second_factor(account))
    first = SECOND_FACTOR_PAGE if open_door and not needs_none(account) else ""
    return Actor("account", account.pk, str(account), tuple(grants), frozenset(reach), first)


@remembered
def the_network() -> Network | None:
    """The network whose site this is: the youngest one."""
    return Network.objects.order_by(YOUNGEST_FIRST, "slug").first()


def reply_address() -> str:
    """Who gets the answers to mails of this site; empty where no network has named anybody."""
    network = the_network()
    return network.contact_email if network else ""


def network_for(region: Region) -> Network:
    """The network under which a region meets now: the youngest that it takes part in."""
    return Network.objects.filter(participations__region=region).order_by(YOUNGEST_FIRST, "slug")[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A region as lists name it, in the reader's language."""

    slug: str
    name: Said
    languages: list[str]


PUBLIC, DESK, EDITING, KEEPING = "for:public", "for:desk", "for:editors", "for:keepers"
AUDIENCES = {DESK: EVERY_ROLE, EDITING: EDITORS, KEEPING: WRITERS}


def readers_of(actor: Actor) -> dict[str, list[str] | None]:
    """What a person finds: all that is public, and at the own places what their roles there may read."""
    found: dict[str, list[str] | None] = {PUBLIC: None}
    for audience, roles in AUDIENCES.items():
        regions = [f"region:{key}" for key in sorted(actor.regions(*roles))]
        found[audience] = regions + [f"network:{key}" for key in sorted(actor.networks(*roles))]
    return found


def whose(region_id: UUID | None, network_id: UUID | None) -> set[str]:
    """The marks of an entry's owner, by which the desk's audiences are told apart; and of the place for filters."""
    region = {f"region:{region_id}", f"in:{region_id}"} if region_id else set()
    return region | ({f"network:{network_id}"} if network_id else set())


def through_networks() -> dict[UUID, set[str]]:
    """By region the marks of its networks, whose coordinators find there what its own people do."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for region, network in Participation.objects.order_by("pk").values_list("region_id", "network_id"):
        found[region].add(f"network:{network}")
    return found


@indexed(Region)
def region_entries(regions: QuerySet[Region]) -> Iterator[Entry]:
    """The regions that take part in a network, by their names and codes."""
    for region in regions.filter(participations__isnull=False).distinct().prefetch_related("codes", "participations"):
        networks = [whose(region.pk, part.network_id) for part in region.participations.all()]
        yield entry_of(
            region, "region", ["portal:region", {"region": region.slug}, ""],
            desk_page=["portal:desk_region", {"region": region.slug}, "", DESK], marks=set().union({PUBLIC}, *networks),
            titles=region.name, aliases=[code.code for code in region.codes.all()],
            texts=by_language(region.intro, region.kind, region.part_of, plain=(town["name"] for town in region.towns)),
        )  # fmt: skip


def places_by_key() -> dict[UUID, Place]:
    """Every region by its key, for entries of the search, which know no address."""
    return {region.pk: place_of(region) for region in Region.objects.only("slug", "name", "languages").order_by("slug")}


@remembered
def region_places(language: str) -> dict[str | None, Place]:
    """Every region by its slug; ``None`` stands for no region, so that rows of the network need no own case."""
    regions = Region.objects.only("slug", "name", "languages").order_by("slug")
    nowhere = Place("", Said("", ""), [])
    return {None: nowhere} | {region.slug: place_of(region, language) for region in regions}


def place_of(region: Region, language: str | None = None) -> Place:
    """One region as lists name it, in ``language`` or the active one."""
    return Place(region.slug, region.name.best(language), region.languages)


def regions_of(network: Network) -> QuerySet[Region]:
    """The regions of a network in its order, with codes and the class that serves for filters."""
    classes = RegionClass.objects.filter(is_used_for_filters=True)
    return (
        Region.objects.filter(participations__network=network)
        .order_by("participations__order", "slug")
        .prefetch_related(Prefetch("classes", classes, to_attr="filter_classes"))
    )


def codes_and_classes(region: Region) -> tuple[list[RegionCode], list[RegionClass]]:
    """What is stated of a territory: its codes, and its urban–rural classes; one query for both, in their order."""
    ways: dict[str, type[Model]] = {"codes": RegionCode, "classes": RegionClass}
    names = {way: [field.attname for field in model._meta.concrete_fields] for way, model in ways.items()}
    order = (
        f"-{way}__{name[1:]}" if name.startswith("-") else f"{way}__{name}"
        for way, model in ways.items()
        for name in map(str, model._meta.ordering or ())
    )
    found: dict[str, dict[Any, Any]] = {way: {} for way in ways}
    fields = [f"{way}__{name}" for way in ways for name in names[way]]
    for row in Region.objects.filter(pk=region.pk).order_by(*order).values(*fields):
        for way, model in ways.items():
            told = {name: row[f"{way}__{name}"] for name in names[way]}
            if told["id"]:
                found[way].setdefault(told["id"], model(**told))
    return list(found["codes"].values()), list(found["classes"].values())


def sources_of(ids: Iterable[UUID]) -> dict[UUID, list[Source]]:
    """The sources of many records, by one query: record identifier → its sources."""
    found: dict[UUID, list[Source]] = {}
    for source in Source.objects.filter(object_id__in=list(ids)):
        found.setdefault(source.object_id, []).append(source)
    return found


def terms(vocabulary: str) -> dict[str, Term]:
    """The terms of a vocabulary by code, in their order."""
    return {term.code: term for term in Term.objects.filter(vocabulary=vocabulary)}


@dataclass(frozen=True)
class People:
    """See ``network/people.html``: who holds which role in a network and its regions, or in one region."""

    network: Network | None
    region: Region | None
    grants: list[RoleGrant]
    invitations: list[Invitation]
    # What the person who looks may take back.
    own: set[UUID]
    sees_sign_in: bool


def _in_reach(network: Network | None, region: Region | None) -> Q:
    if region:
        return Q(region=region)
    through = Participation.objects.filter(network=network).values("region")
    return Q(network=network) | Q(region__in=through)


def role_grants(network: Network | None, region: Region | None) -> QuerySet[RoleGrant]:
    """Roles held in a network and its regions, or in one region; those of the network first."""
    found = RoleGrant.objects.filter(_in_reach(network, region), account__is_active=True)
    return found.select_related("account", "network", "region").order_by(
        F("network").asc(nulls_last=True), "region__slug", "role", "account__name", "pk"
    )


def people(actor: Actor, grants: list[RoleGrant], network: Network | None, region: Region | None) -> People:
    """One page of people, and every open invitation."""
    invitations = Invitation.objects.filter(_in_reach(network, region), state=InvitationState.OPEN)
    waiting = list(invitations.select_related("network", "region", "invited_by").order_by("-pk"))
    roles = visible(actor, rules.withdraw_role).filter(pk__in=[row.pk for row in grants])
    offers = visible(actor, rules.withdraw_invitation).filter(pk__in=[row.pk for row in waiting])
    own = {*roles.values_list("pk", flat=True), *offers.values_list("pk", flat=True)}
    return People(network, region, grants, waiting, own, bool(actor.networks(Role.COORDINATOR)))


def invitation_choices(actor: Actor, *, network: Network | None, region: Region | None) -> dict[str, Any]:
    """The roles and, for the network, the places that somebody may invite to."""
    if network is None:
        return {"roles": rules.roles_to_give(actor, region=region)}
    regions = [(row.slug, str(row.name)) for row in regions_of(network)]
    return {"roles": rules.ROLES, "places": [("", network.name), *sorted(regions, key=lambda place: place[1])]}


def has_account(invitation: Invitation) -> bool:
    """Whether the address that was invited signs in already; asked for whoever holds the invitation's link."""
    return Account.objects.filter(email=invitation.email).exists()


def roles_of(account: Account) -> list[RoleGrant]:
    """A person's own roles."""
    held = RoleGrant.objects.filter(account=account).select_related("network", "region")
    return list(held.order_by("created_at", "pk"))


def held_about(person: Person) -> dict[str, Any]:
    """Roles, invitations sent and waiting, and where a region names the person as its contact."""
    grants = RoleGrant.objects.filter(account=person.id).select_related("network", "region").order_by("pk")
    sent = Invitation.plain.filter(Q(invited_by=person.id) | Q(email=person.email)).order_by("pk")
    named = Region.objects.filter(contact_email=person.email).order_by("slug")
    return {
        "roles": [{"role": grant.role, "place": grant.place, "since": grant.created_at} for grant in grants],
        "invitations": [
            {"role": row.role, "sent": row.created_at, "state": row.state, "by_you": row.invited_by_id == person.id}
            for row in sent
        ],
        "contact_of": [
            {"region": region.slug, "name": region.contact_name, "telephone": region.contact_phone} for region in named
        ],
    }
