"""Keeping the entry of an organisation: recorded, changed, confirmed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, allowed, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.network import rules as network_rules
from welcommune.network.models import Region, Role
from welcommune.search.actions import reindex
from welcommune.search.words import free_slug as available_slug
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import (
    Beside,
    Identifier,
    Membership,
    Organisation,
    OrganisationFacts,
    compact_number,
)
from welcommune.stakeholders.models.organisation import NOT_PART_OF_ITSELF

# What pages of other regions show of an organisation: who led, who convened, who published.
SHOWN_ELSEWHERE = {"name", "language", "merged_into"}
NOT_YOUR_REGION = _("Choose a region whose record you keep: its facilitators will look after the entry.")
NOTHING_BESIDE = Beside()
SAME_NUMBER = _("“%(name)s” already has this number. Perhaps it is the same organisation.")


def free_slug(name: str) -> str:
    """An address made from the name, in Latin letters, with a number behind it if it is taken."""
    return available_slug(name, Organisation.objects.all(), "organisation")


def publish_organisation(organisation: Organisation, changed: Iterable[str] = SHOWN_ELSEWHERE) -> None:
    """Bring what is found of it to its state, and move the stamps of all pages that show it."""
    reindex(organisation)
    seats = Membership.plain.filter(organisation=organisation)
    slugs = set(seats.values_list("region__slug", flat=True))
    publish(*slugs, everywhere=bool(SHOWN_ELSEWHERE.intersection(changed)))


def _compact(scheme: str, written: str) -> tuple[str, str]:
    try:
        return scheme, compact_number(scheme, written)
    except ValidationError as error:
        raise Refused(error.messages[0], field=f"number_{scheme}") from error


def _set_numbers(organisation: Organisation, numbers: Sequence[tuple[str, str]]) -> bool:
    """Bring the numbers to those told; refuse one that another organisation has, by its name."""
    told = {_compact(scheme, value) for scheme, value in numbers}
    there = {(row.scheme, row.value): row for row in organisation.identifiers.all()}
    for key in sorted(there.keys() - told):
        there[key].delete()
    for scheme, value in sorted(told - there.keys()):
        other = Identifier.objects.filter(scheme=scheme, value=value).select_related("organisation").first()
        if other:
            raise Refused(SAME_NUMBER % {"name": other.organisation.name}, field=f"number_{scheme}")
        insert(Identifier(organisation=organisation, scheme=scheme, value=value))
    return told != there.keys()


def _set_beside(organisation: Organisation, beside: Beside) -> list[str]:
    """Bring themes and numbers to what is told; returns which of them changed."""
    changed = []
    if set(organisation.themes.values_list("pk", flat=True)) != {term.pk for term in beside.themes}:
        organisation.themes.set(beside.themes)
        changed.append("themes")
    if _set_numbers(organisation, beside.numbers):
        changed.append("identifiers")
    return changed


def _check_steward(by: Actor, steward: Region | None, before: Region | None) -> None:
    if steward == before and steward is not None:
        return
    if steward is None:
        if by.kind != "system" and not by.networks(Role.COORDINATOR):
            raise Refused(NOT_YOUR_REGION, field="steward")
    elif not allowed(by, network_rules.record_in_region, steward):
        raise Refused(NOT_YOUR_REGION, field="steward")


def _check_parent(organisation: Organisation, parent: Organisation | None) -> None:
    """Neither can it be part of what is part of it, however far down."""
    seen = set()
    while parent and parent.pk not in seen:
        if parent.pk == organisation.pk:
            raise Refused(NOT_PART_OF_ITSELF, field="parent")
        seen.add(parent.pk)
        parent = parent.parent


@transaction.atomic
def record_organisation(
    *, by: Actor, id: UUID, facts: OrganisationFacts, steward: Region | None, beside: Beside = NOTHING_BESIDE
) -> Organisation:
    """Open the entry of an organisation; the same ``id`` sent twice gives the one that is there."""
    existing = Organisation.objects.filter(pk=id).first()
    if existing:
        require(by, stakeholders_rules.edit_organisation, existing)
        return existing
    _check_steward(by, steward, None)
    told = facts.as_fields() | {"steward": steward, "confirmed_on": timezone.localdate()}
    organisation = insert(Organisation(id=id, slug=free_slug(facts.name), **told))
    _set_beside(organisation, beside)
    log("stakeholders.record_organisation", by=by, about=organisation, region_id=organisation.steward_id)
    publish_organisation(organisation, changed=())
    return organisation


@transaction.atomic
def change_organisation(
    *,
    by: Actor,
    organisation: Organisation,
    seen: int,
    facts: OrganisationFacts,
    steward: Region | None,
    beside: Beside,
) -> Organisation:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, stakeholders_rules.edit_organisation, organisation)
    _check_steward(by, steward, organisation.steward)
    _check_parent(organisation, facts.parent)
    changed = change(organisation, seen=seen, **facts.as_fields(), steward=steward)
    others = _set_beside(organisation, beside)
    if others and not changed:
        bump(organisation, seen=seen)
    if changed or others:
        fields = changed + others
        log(
            "stakeholders.change_organisation",
            by=by,
            about=organisation,
            fields=fields,
            region_id=organisation.steward_id,
        )
        publish_organisation(organisation, changed=fields)
    return organisation


@transaction.atomic
def confirm_organisation(*, by: Actor, organisation: Organisation) -> Organisation:
    """Note that somebody has looked and all is still right today."""
    require(by, stakeholders_rules.edit_organisation, organisation)
    change(organisation, seen=organisation.version, confirmed_on=timezone.localdate())
    log("stakeholders.confirm_organisation", by=by, about=organisation, region_id=organisation.steward_id)
    publish_organisation(organisation, changed=())
    return organisation
