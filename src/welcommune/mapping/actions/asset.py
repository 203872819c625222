"""What a region has: noted at the desk, offered by anybody without an account, listed or refused, withdrawn."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.accounts.actions import is_to_be_written, note_consent, note_erased, send_mail
from welcommune.accounts.models import ConsentDeed
from welcommune.core.access import Actor, require
from welcommune.core.addresses import site_host
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.outbox import handles, queue
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert, relate
from welcommune.core.tenancy import every_region
from welcommune.mapping import rules
from welcommune.mapping.models import ASSET_TRANSITIONS, Asset, AssetFacts, AssetOffer, AssetState, Offerer
from welcommune.mapping.queries import asset_address
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

OFFER_MAIL = "mapping.asset_offer_mail"
NOT_IN_THIS_STATE = gettext_lazy("This was changed meanwhile. Load the page again.")
NOBODY_STANDS_FOR_IT = gettext_lazy("Nobody stands for this any more. Write the organisation that it can be asked of.")


def _noted(verb: str, by: Actor, asset: Asset, *fields: str) -> None:
    """Write the line of the log, and move the stamps of the region."""
    log(verb, by=by, about=asset, fields=fields, region_id=asset.region_id)
    publish(asset.region.slug)


@transaction.atomic
def record_asset(*, by: Actor, id: UUID, region: Region, facts: AssetFacts) -> Asset:
    """Note something that the region has; the same ``id`` sent twice gives the entry that is there."""
    require(by, network_rules.record_in_region, region)
    if existing := Asset.plain.filter(pk=id).first():
        require(by, rules.keep_asset, existing)
        return existing
    asset = insert(Asset(id=id, region=region, **facts.as_fields()))
    relate(asset, "themes", facts.themes)
    _noted("mapping.record_asset", by, asset)
    return asset


def _change(asset: Asset, seen: int, facts: AssetFacts, **more: Any) -> list[str]:
    changed = change(asset, seen=seen, **facts.as_fields(), **more)
    beside = relate(asset, "themes", facts.themes)
    if beside and not changed:
        bump(asset, seen=seen)
    return [*changed, *beside]


@transaction.atomic
def change_asset(*, by: Actor, asset: Asset, seen: int, facts: AssetFacts) -> Asset:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, rules.keep_asset, asset)
    if fields := _change(asset, seen, facts):
        _noted("mapping.change_asset", by, asset, *fields)
    return asset


def _has_somebody(asset: Asset) -> bool:
    return bool(asset.owner_id or asset.owner_name) or AssetOffer.objects.filter(asset=asset).exists()


@transaction.atomic
def move_asset(*, by: Actor, asset: Asset, state: str) -> Asset:
    """List what was offered, end it, or put it back. What ended keeps no name of whoever offered it."""
    require(by, rules.keep_asset, asset)
    # An offer goes back to be looked at by a change of its words only.
    if state not in ASSET_TRANSITIONS[asset.state] - {AssetState.OFFERED}:
        raise Refused(NOT_IN_THIS_STATE)
    if state == AssetState.LISTED and not _has_somebody(asset):
        raise Refused(NOBODY_STANDS_FOR_IT)
    is_public = state == AssetState.LISTED
    change(asset, seen=asset.version, state=state, is_public=is_public)
    if not is_public:
        AssetOffer.objects.filter(asset=asset).delete()
    _noted("mapping.move_asset", by, asset, "state", "is_public")
    return asset


# By the public form, without an account.


def offer_asset(*, by: Actor, id: UUID, region: Region, facts: AssetFacts, offerer: Offerer, sender: str) -> bool:
    """Keep an offer until the facilitator lists or refuses it, and send its link; see ``is_to_be_written``."""
    if is_to_be_written("assets", email=offerer.email, sender=sender):
        _offer(by, id, region, facts, offerer)
    return True


@transaction.atomic
def _offer(by: Actor, id: UUID, region: Region, facts: AssetFacts, offerer: Offerer) -> None:
    if Asset.plain.filter(pk=id).exists():
        return
    asset = insert(Asset(id=id, region=region, state=AssetState.OFFERED, **facts.as_fields()))
    relate(asset, "themes", facts.themes)
    offer = insert(AssetOffer(asset=asset, consented_at=timezone.now(), **vars(offerer)))
    note_consent(by=by, about=asset, deed=ConsentDeed.GIVEN)
    log("mapping.offer_asset", by=by, about=asset, region_id=region.pk)
    queue(OFFER_MAIL, {"offer": str(offer.pk)})


@handles(OFFER_MAIL)
def send_offer_mail(payload: dict[str, Any]) -> None:
    """Send whoever offered something the link to it; nothing where the offer is gone."""
    with every_region("an offer is written about in its region"):
        offer = AssetOffer.objects.select_related("asset__region").filter(pk=payload["offer"]).first()
    if offer is None:
        return
    with override(offer.language):
        region = offer.asset.region
        shown = {"name": offer.asset.name, "region": region.name.best(), "link": asset_address(offer.asset_id)}
        subject = _("Your offer: %(name)s") % {"name": offer.asset.name}
        body = render_to_string("mapping/mail/asset_offer.txt", shown)
    send_mail({
        "to": offer.email, "subject": subject, "body": body, "reply_to": region.contact_email,
        "headers": {"Message-ID": f"<{offer.pk}@{site_host()}>"},
    })  # fmt: skip


@transaction.atomic
def change_offered(*, by: Actor, asset: Asset, seen: int, facts: AssetFacts) -> Asset:
    """Other words by the link: the facilitator looks at them again before they are listed."""
    require(by, rules.hold_asset, asset)
    if fields := _change(asset, seen, facts, state=AssetState.OFFERED):
        _noted("mapping.change_offered", by, asset, *fields)
    return asset


@transaction.atomic
def withdraw_offered(*, by: Actor, asset: Asset) -> None:
    """Take back what one offered: nothing of it is kept but the line of the log."""
    require(by, rules.hold_asset, asset)
    _noted("mapping.withdraw_offered", by, asset)
    note_erased(*AssetOffer.objects.filter(asset=asset).values_list("pk", flat=True))
    asset.delete()
