"""The desk pages of what stands on a table: the charter, working groups, offers of members."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.stakeholders import actions, forms, queries
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import HelpOffer, WorkingGroup


def _region(request: ActedRequest, slug: str) -> Region:
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=slug)
    return found


def _group(request: ActedRequest, pk: UUID) -> WorkingGroup:
    group = fetch(request.actor, stakeholders_rules.keep_group, "region", pk=pk)
    request.about = group.region
    return group


def _offer(request: ActedRequest, pk: UUID) -> HelpOffer:
    offer = fetch(request.actor, stakeholders_rules.keep_offer, "region", "organisation", pk=pk)
    request.about = offer.region
    return offer


def _beside(region: Region) -> dict[str, Any]:
    """What the forms of groups and offers need besides what was sent."""
    return {"members": queries.members_of(region), "languages": forms.written_in(region)}


def _page(request: ActedRequest, template: str, form: HouseForm, region: Region, **more: Any) -> HttpResponse:
    shown = {"form": form, "region": region, "kept": was_kept(request)} | more
    return render(request, f"stakeholders/{template}.html", shown)


@desk_view
def charter(request: ActedRequest, region: str) -> HttpResponse:
    """Write the charter of a table, and see who signed it."""
    place = _region(request, region)
    there, languages = queries.charter_of(place), forms.written_in(place)
    form = forms.CharterForm(sent_data(request), initial=forms.charter_initial(there, languages), languages=languages)
    if request.method == "POST" and form.is_valid():
        text = form.text("text", there.text if there else None)
        told = {"seen": form.cleaned_data["seen"], "adopted_on": form.cleaned_data["adopted_on"], "text": text}
        if form.attempt(lambda: actions.write_charter(by=request.actor, region=place, **told)):
            messages.success(request, _("Kept. The public page shows it now."))
            return redirect("stakeholders:charter", region=region)
    return _page(request, "charter_edit", form, place, charter=there, signatures=queries.signatures_of(place))


@desk_view
def signature(request: ActedRequest, region: str) -> HttpResponse:
    """Note when a member signed the charter, or take a signature back."""
    place = _region(request, region)
    initial = {"organisation": request.GET.get("member", "")}
    form = forms.SignatureForm(sent_data(request), members=queries.members_of(place), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.sign_charter(by=request.actor, region=place, **told)):
            return redirect("stakeholders:charter", region=region)
    return _page(request, "signature", form, place)


@desk_view
@require_safe
def groups(request: ActedRequest, region: str) -> HttpResponse:
    """The working groups of a region."""
    place = _region(request, region)
    return render(request, "stakeholders/groups.html", {"region": place, "rows": queries.group_rows(place)})


@desk_view
def group_new(request: ActedRequest, region: str) -> HttpResponse:
    """Put a working group on record."""
    place = _region(request, region)
    form = forms.NewGroupForm(sent_data(request), **_beside(place))
    if request.method == "POST" and form.is_valid():
        facts, key = form.facts(), form.cleaned_data["id"]
        if form.attempt(lambda: actions.record_group(by=request.actor, id=key, region=place, facts=facts)):
            return redirect("stakeholders:groups", region=region)
    return _page(request, "group_edit", form, place)


@desk_view
def group_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change a working group."""
    group = _group(request, pk)
    beside = _beside(group.region)
    initial = forms.group_initial(group, queries.group_members(group), beside["languages"])
    form = forms.GroupForm(sent_data(request), initial=initial, **beside)
    if request.method == "POST" and form.is_valid():
        facts, seen = form.facts(group), form.cleaned_data["seen"]
        if form.attempt(lambda: actions.change_group(by=request.actor, group=group, seen=seen, facts=facts)):
            return redirect("stakeholders:groups", region=group.region.slug)
    return _page(request, "group_edit", form, group.region, group=group)


@desk_view
@require_safe
def offers(request: ActedRequest, region: str) -> HttpResponse:
    """What the members of a table offer, those offers that ended too."""
    place = _region(request, region)
    shown = {"region": place, "offers": queries.offers_of(place), "today": timezone.localdate()}
    return render(request, "stakeholders/offers.html", shown)


@desk_view
def offer_new(request: ActedRequest, region: str) -> HttpResponse:
    """Note what a member offers."""
    place = _region(request, region)
    form = forms.NewOfferForm(sent_data(request), **_beside(place))
    if request.method == "POST" and form.is_valid():
        facts, key = form.facts(), form.cleaned_data["id"]
        if form.attempt(lambda: actions.record_offer(by=request.actor, id=key, region=place, facts=facts)):
            return redirect("stakeholders:offers", region=region)
    return _page(request, "offer_edit", form, place)


@desk_view
def offer_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change an offer."""
    offer = _offer(request, pk)
    beside = _beside(offer.region)
    initial = forms.offer_initial(offer, beside["languages"])
    form = forms.OfferForm(sent_data(request), initial=initial, **beside)
    if request.method == "POST" and form.is_valid():
        facts, seen = form.facts(offer), form.cleaned_data["seen"]
        if form.attempt(lambda: actions.change_offer(by=request.actor, offer=offer, seen=seen, facts=facts)):
            return redirect("stakeholders:offers", region=offer.region.slug)
    return _page(request, "offer_edit", form, offer.region, offer=offer)


def _move(request: ActedRequest, offer: HelpOffer, act: Callable[[], Any], done: str) -> HttpResponse:
    carry_out(request, act, done)
    return redirect("stakeholders:offers", region=offer.region.slug)


@desk_act
def offer_withdraw(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take an offer off the public page."""
    offer = _offer(request, pk)
    words = _("The offer is withdrawn: the public page shows it no more.")
    return _move(request, offer, lambda: actions.withdraw_offer(by=request.actor, offer=offer), words)


@desk_act
def offer_put_back(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Show a withdrawn offer again."""
    offer = _offer(request, pk)
    words = _("The offer is back on the public page.")
    return _move(request, offer, lambda: actions.put_offer_back(by=request.actor, offer=offer), words)
