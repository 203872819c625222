"""Resources: put on record, changed, published, withdrawn; a portrait goes with the consent of whom it shows."""

from datetime import date
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.library import rules as library_rules
from welcommune.library.actions.files import checked_type
from welcommune.library.models import EVENTS, RESOURCE_TRANSITIONS, Resource, ResourceFacts, ResourceState
from welcommune.network import rules as network_rules
from welcommune.network.models import SLUG, Network, Region
from welcommune.search.actions import reindex
from welcommune.stakeholders.models import Organisation

# What is known of a link, forgotten when the link changes.
LINK_STATE = ("queued_on", "checked_on", "failing_since")


def _free_slug(wanted: str) -> str:
    base = slugify(wanted)[: SLUG - 4] or "resource"
    taken = set(Resource.plain.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _show(resource: Resource, publisher_before: Organisation | None = None) -> None:
    """What the public sees has changed: the lists, the region's page, the search; of its publisher, too."""
    reindex(resource, *(row for row in {resource.publisher, publisher_before} if row))
    publish(*([resource.region.slug] if resource.region else []))


def _note(resource: Resource, by: Actor, verb: str, *fields: str) -> None:
    log(verb, by=by, about=resource, fields=list(fields), region_id=resource.region_id)


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
    slug = _free_slug(str(facts.title.best("en")))
    resource = insert(Resource(id=id, slug=slug, region=region, network=network, **facts.plain()))
    resource.themes.set(facts.themes)
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
    told = facts.plain()
    if upload:
        told["url"] = ""
    if told["url"] and resource.file:
        _drop_file(resource)
    if told["url"] != resource.url:
        told |= dict.fromkeys(LINK_STATE)
    before = resource.publisher
    changed = [name for name in change(resource, seen=seen, **told) if name not in LINK_STATE]
    if set(facts.themes) != set(resource.themes.all()):
        if not changed:
            bump(resource, seen=seen)
        resource.themes.set(facts.themes)
        changed.append("themes")
    if upload:
        set_resource_file(by=by, resource=resource, upload=upload)
    if changed:
        _note(resource, by, "library.change_resource", *changed)
        _show(resource, before)
    return resource


@transaction.atomic
def set_resource_file(*, by: Actor, resource: Resource, upload: File[bytes]) -> Resource:
    """Keep a file in the place of the link or the file before; refuses what its bytes do not show to be a document."""
    require(by, library_rules.edit_resource, resource)
    kind = checked_type(upload)
    _drop_file(resource)
    resource.file_type, resource.file_bytes, resource.url = kind, upload.size, ""
    upload.seek(0)
    resource.file.save(f"file.{kind}", upload, save=False)
    resource.save(update_fields=["file", "file_type", "file_bytes", "url"])
    _note(resource, by, "library.set_resource_file", "file")
    _show(resource)
    return resource


def _drop_file(resource: Resource) -> None:
    """Take the file away; it goes from the disk when the transaction is through."""
    if not resource.file:
        return
    name, storage = str(resource.file.name), resource.file.storage
    resource.file, resource.file_type, resource.file_bytes = "", "", None
    resource.save(update_fields=["file", "file_type", "file_bytes"])
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
    """Show it to the public. Only what is announced needs neither file nor link."""
    if not (resource.url or resource.file or resource.kind in EVENTS):
        raise Refused(_("There is nothing to read yet. Give a link or a file first."))
    return _move(resource, ResourceState.PUBLISHED, by, "library.publish_resource")


@transaction.atomic
def withdraw_resource(*, by: Actor, resource: Resource) -> Resource:
    """Take it off the public site; it stays at the desk."""
    return _move(resource, ResourceState.WITHDRAWN, by, "library.withdraw_resource")


@transaction.atomic
def withdraw_portrait_consent(*, by: Actor, resource: Resource, on: date) -> Resource:
    """The person portrayed no longer agrees: off the public site at once, and the file is deleted."""
    require(by, library_rules.edit_resource, resource)
    if not resource.has_consent:
        raise Refused(_("There is no consent that could be withdrawn."))
    state = ResourceState.WITHDRAWN if resource.is_public else resource.state
    change(resource, seen=resource.version, consent_withdrawn_on=on, state=state)
    _drop_file(resource)
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
    _drop_file(resource)
    # By its key, so that the row still knows what to take out of the index.
    Resource.plain.filter(pk=resource.pk).delete()
    reindex(resource)
