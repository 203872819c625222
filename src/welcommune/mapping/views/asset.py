"""What a region has: the desk, the public list, and offering something without an account."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.core.publication import public_page, region_key
from welcommune.mapping import actions, forms, queries
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.models import Asset
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.stakeholders.queries import organisations_near

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def _region(request: ActedRequest, slug: str) -> Region:
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=slug)
    return found


def _asset(request: ActedRequest, pk: UUID) -> Asset:
    asset = fetch(request.actor, mapping_rules.keep_asset, "region", "owner", "place", pk=pk)
    request.about = asset.region
    return asset


def _beside(region: Region) -> dict[str, Any]:
    return {"region": region, "organisations": organisations_near(region, network_for(region))}


def _page(request: ActedRequest, form: HouseForm, region: Region, **more: Any) -> HttpResponse:
    shown = {"form": form, "region": region, "kept": was_kept(request)} | more
    return render(request, "mapping/asset_edit.html", shown)


@desk_view
@require_safe
def assets(request: ActedRequest, region: str) -> HttpResponse:
    """All that is on record in a region; what was offered and waits comes first."""
    place = _region(request, region)
    return render(request, "mapping/assets.html", {"region": place, "assets": queries.assets_of(place)})


@desk_view
def asset_new(request: ActedRequest, region: str) -> HttpResponse:
    """Note something that the region has."""
    place = _region(request, region)
    form = forms.NewAssetForm(sent_data(request), **_beside(place))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"id": form.cleaned_data["id"], "facts": form.facts()}
        if form.attempt(lambda: actions.record_asset(by=request.actor, region=place, **told)):
            messages.success(request, _("Kept."))
            return redirect("mapping:assets", region=region)
    return _page(request, form, place)


@desk_view
def asset_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change an entry."""
    asset = _asset(request, pk)
    form = forms.AssetForm(sent_data(request), initial=forms.asset_initial(asset), **_beside(asset.region))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "facts": form.facts(asset)}
        if form.attempt(lambda: actions.change_asset(by=request.actor, asset=asset, **told)):
            messages.success(request, _("Kept."))
            return redirect("mapping:assets", region=asset.region.slug)
    return _page(request, form, asset.region, asset=asset)


@desk_act
def asset_move(request: ActedRequest, pk: UUID) -> HttpResponse:
    """List what was offered, refuse it, end an entry, or put it back."""
    asset, state = _asset(request, pk), request.POST.get("state", "")
    carry_out(request, lambda: actions.move_asset(by=request.actor, asset=asset, state=state), _("Noted."))
    return redirect("mapping:assets", region=asset.region.slug)


@public_page(lambda region: region_key(region))
def region_assets(request: HttpRequest, region: str) -> HttpResponse:
    """What a region has, as far as the public may know, and the way to offer something."""
    place = queries.public_region(region)
    return render(request, "mapping/region_assets.html", {"region": place, "groups": queries.public_assets(place)})


@read_or_send
@never_cache
def asset_offer(request: ActedRequest, region: str) -> HttpResponse:
    """Offer something: the facilitator reads it before it is listed, and the link to it comes by mail."""
    place = queries.public_region(region)
    form = forms.OfferAssetForm(sent_data(request), region=place)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"id": form.cleaned_data["id"], "facts": form.facts(), "offerer": form.offerer()}
        told |= {"sender": get_adapter().get_client_ip(request), "region": place}
        if form.is_from_a_machine or form.attempt(lambda: actions.offer_asset(by=request.actor, **told)):
            return redirect("mapping:asset_offered", region=region)
    return render(request, "mapping/asset_offer.html", {"form": form, "region": place})


@require_safe
def asset_offered(request: HttpRequest, region: str) -> HttpResponse:
    """The same words for every address."""
    return render(request, "mapping/asset_offered.html", {"region": queries.public_region(region)})


@read_or_send
@never_cache
def asset_by_link(request: ActedRequest, token: str) -> HttpResponse:
    """Change or take back what one offered, by the link from the mail; looking changes nothing."""
    try:
        holder = queries.asset_holder(token)
        asset = fetch(holder, mapping_rules.hold_asset, "region", "owner", "place", pk=holder.id)
    except (Refused, Http404):
        return render(request, "mapping/asset_link_over.html", {"sentence": queries.LINK_OVER}, status=410)
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw_offered(by=holder, asset=asset)
        return render(request, "mapping/asset_withdrawn.html", {"region": asset.region})
    return _offered_page(request, holder, asset)


def _offered_page(request: ActedRequest, holder: Actor, asset: Asset) -> HttpResponse:
    form = forms.OfferedForm(sent_data(request), initial=forms.asset_initial(asset), region=asset.region)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "facts": form.facts(asset)}
        if form.attempt(lambda: actions.change_offered(by=holder, asset=asset, **told)):
            return redirect(f"{request.path}?done=1")
    shown = {"form": form, "asset": asset, "region": asset.region, "done": "done" in request.GET}
    return render(request, "mapping/asset_by_link.html", shown)
