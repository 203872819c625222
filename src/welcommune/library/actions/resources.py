"""Resources: put on record, changed, published, withdrawn; a portrait goes with the consent of whom it shows."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import note_consent
from welcommune.accounts.models import ConsentDeed
from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.core.text import Translated
from welcommune.library import rules as library_rules
from welcommune.library.actions.files import checked_type
from welcommune.library.models import (
    LINK_STATE,
    RESOURCE_TRANSITIONS,
    TO_GO_TO,
    Resource,
    ResourceFacts,
    ResourceState,
)
from welcommune.network import rules as network_rules
from welcommune.network.models import Network, Region
from welcommune.search.actions import reindex
from welcommune.search.words import free_slug, plain
from welcommune.stakeholders.models import Organisation

NO_FILE: dict[str, Any] = {"file": "", "file_type": "", "file_bytes": None}
FUTURE = _("This day has not come yet. Write the day on which it happened.")
CONSENT = {"consent_given_on", "consent_how"}
# What the program notes itself beside a change: the log tells who did it anyway.
UNTOLD = {*LINK_STATE, "consent_noted_by"}
TAKEN_BACK = _("The person took consent back. Only a consent that was given after that makes it public again.")


def _show(resource: Resource, *others: Organisation | None) -> None:
    """What the public sees has changed: the lists, the region's page, the search, and which publishers it finds."""
    reindex(resource, *(each for each in {resource.publisher, *others} if each))
    publish(*([resource.region.slug] if resource.region else []))


def _note(resource: Resource, by: Actor, verb: str, *fields: str) -> None:
    log(verb, by=by, about=resource, fields=list(fields), region_id=resource.region_id)


def _note_consent(by: Actor, resource: Resource, changed: Iterable[str], *, had: bool) -> None:
    if resource.consent_given_on and not CONSENT.isdisjoint(changed):
        deed = ConsentDeed.CORRECTED if had else ConsentDeed.GIVEN
        note_consent(by=by, about=resource, deed=deed, day=resource.consent_given_on, how=resource.consent_how)


def _told(by: Actor, facts: ResourceFacts, known: Resource | None = None) -> dict[str, Any]:
    """The fields as they were typed, with who noted the consent; one taken back is made good by a later one only."""
    told, given = facts.plain(), facts.consent_given_on
    if given and given > timezone.localdate():
        raise Refused(FUTURE, field="consent_given_on")
    if known and given == known.consent_given_on and (facts.portrays or not known.consent_withdrawn_on):
        return told
    if known and (ended := known.consent_withdrawn_on):
        if not facts.portrays or not given or given < ended:
            raise Refused(TAKEN_BACK, field="consent_given_on")
        told["consent_withdrawn_on"] = None
    return told | {"consent_noted_by": by.id if given else None}


def _known_series(name: str, network: Network) -> str:
    """A name that differs from that of a series in accents or capitals alone means this series."""
    there = Resource.plain.filter(network=network).exclude(series="").order_by("series")
    names = {plain(known): known for known in there.values_list("series", flat=True).distinct()} if name else {}
    return name if name in names.values() else names.get(plain(name), name)


@transaction.atomic
def record_resource(
    *, by: Actor, id: UUID, region: Region | None, network: Network, facts: ResourceFacts, upload: File[bytes] | None
) -> Resource:
    """Put a resource on record as a draft; the same ``id`` sent twice gives the one that is there."""
    if region:
        require(by, network_rules.write_in_region, region)
    else:
        require(by, network_rules.coordinate, network)
    if existing := Resource.plain.filter(pk=id).first():
        require(by, library_rules.edit_resource, existing)
        return existing
    # An address is kept by others for long: that of a portrait names nobody.
    wanted = facts.kind if facts.portrays else str(facts.title.best("en"))
    slug = free_slug(wanted, Resource.plain.all(), "resource")
    told = _told(by, facts) | {"series": _known_series(facts.series, network)}
    resource = insert(Resource(id=id, slug=slug, region=region, network=network, **told))
    resource.themes.set(facts.themes)
    _note_consent(by, resource, CONSENT, had=False)
    _note(resource, by, "library.record_resource")
    if upload:
        set_resource_file(by=by, resource=resource, upload=upload)
    reindex(resource)
    return resource


@transaction.atomic
def change_resource(
    *, by: Actor, resource: Resource, seen: int, facts: ResourceFacts, upload: File[bytes] | None = None
) -> Resource:
    """Correct a resource; a link in place of a file, or the other way round, takes the first away.

    A link that was changed is tried anew: what was known of the old one is forgotten.
    """
    require(by, library_rules.edit_resource, resource)
    told, publisher = _told(by, facts, resource), resource.publisher
    had = resource.has_consent
    if upload:
        told["url"] = ""
    if told["url"] != resource.url:
        told |= dict.fromkeys(LINK_STATE)
    if told["url"] and resource.file:
        told |= NO_FILE
        _delete_later(resource)
    changed = [name for name in change(resource, seen=seen, **told) if name not in UNTOLD]
    _note_consent(by, resource, changed, had=had)
    has_themes = set(facts.themes) != set(resource.themes.all())
    if (has_themes or upload) and not changed:
        bump(resource, seen=seen)
    if has_themes:
        resource.themes.set(facts.themes)
        changed.append("themes")
    if upload:
        set_resource_file(by=by, resource=resource, upload=upload)
    if changed:
        _note(resource, by, "library.change_resource", *changed)
        _show(resource, publisher)
    return resource


@transaction.atomic
def set_resource_file(*, by: Actor, resource: Resource, upload: File[bytes]) -> Resource:
    """Keep a file in the place of the link or the file before; refuses what its bytes do not show to be a document."""
    require(by, library_rules.edit_resource, resource)
    kind = checked_type(upload)
    _delete_later(resource)
    resource.file_type, resource.file_bytes, resource.url = kind, upload.size, ""
    upload.seek(0)
    resource.file.save(f"file.{kind}", upload, save=False)
    resource.save(update_fields=["file", "file_type", "file_bytes", "url"])
    _note(resource, by, "library.set_resource_file", "file")
    _show(resource)
    return resource


def _delete_later(resource: Resource) -> None:
    """The file that is there now goes from the disk when the transaction is through."""
    if resource.file:
        name, storage = str(resource.file.name), resource.file.storage
        transaction.on_commit(lambda: storage.delete(name))


def _move(resource: Resource, state: str, by: Actor, verb: str) -> Resource:
    require(by, library_rules.edit_resource, resource)
    if state not in RESOURCE_TRANSITIONS[resource.state]:
        raise Refused(_("This resource is not in a state that allows this. Load the page again."))
    first = resource.published_at or (timezone.now() if state == ResourceState.PUBLISHED else None)
    change(resource, seen=resource.version, state=state, published_at=first)
    _note(resource, by, verb, "state")
    _show(resource)
    return resource


@transaction.atomic
def publish_resource(*, by: Actor, resource: Resource) -> Resource:
    """Show it to the public. Only what one goes to, and what was public before, needs neither file nor link."""
    if not (resource.url or resource.file or resource.kind in TO_GO_TO or resource.published_at):
        raise Refused(_("There is nothing to read yet. Give a link or a file first."))
    return _move(resource, ResourceState.PUBLISHED, by, "library.publish_resource")


@transaction.atomic
def withdraw_resource(*, by: Actor, resource: Resource) -> Resource:
    """Take it off the public site; it stays at the desk."""
    return _move(resource, ResourceState.WITHDRAWN, by, "library.withdraw_resource")


@transaction.atomic
def withdraw_portrait_consent(*, by: Actor, resource: Resource, on: date) -> Resource:
    """The person portrayed no longer agrees: off the public site at once; file, link and summary are deleted."""
    require(by, library_rules.edit_resource, resource)
    if not resource.has_consent:
        raise Refused(_("There is no consent that could be withdrawn."))
    if on > timezone.localdate():
        raise Refused(FUTURE, field="on")
    state = ResourceState.WITHDRAWN if resource.is_public else resource.state
    _delete_later(resource)
    gone = {"about": Translated(), "url": "", **NO_FILE, **dict.fromkeys(LINK_STATE)}
    change(resource, seen=resource.version, consent_withdrawn_on=on, state=state, **gone)
    note_consent(by=by, about=resource, deed=ConsentDeed.WITHDRAWN, day=on)
    _note(resource, by, "library.withdraw_portrait_consent", "consent_withdrawn_on", "state")
    _show(resource)
    return resource


@transaction.atomic
def delete_resource(*, by: Actor, resource: Resource) -> None:
    """Delete a draft for good. What was public once is withdrawn instead, so that nobody wonders where it went."""
    require(by, library_rules.edit_resource, resource)
    if resource.published_at is not None:
        raise Refused(_("It was public once. Withdraw it instead: the record that it existed stays."))
    _note(resource, by, "library.delete_resource")
    _delete_later(resource)
    # By its key, so that the row still knows what to take out of the index.
    Resource.plain.filter(pk=resource.pk).delete()
    reindex(resource)
