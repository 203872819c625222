"""The desk pages of resources."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.accounts.queries import consents_of
from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.library import actions, forms, queries
from welcommune.library import rules as library_rules
from welcommune.library.models import Resource
from welcommune.network import rules as network_rules
from welcommune.network.models import Network, Region
from welcommune.network.queries import network_for

PER_PAGE = 100


def _place(request: ActedRequest, region: str) -> tuple[Region | None, Network]:
    """The region and its network; or the network alone, for its coordinators."""
    if not region:
        return None, fetch(request.actor, network_rules.coordinate)
    place = request.about = fetch(request.actor, network_rules.write_in_region, slug=region)
    return place, network_for(place)


def _resource(request: ActedRequest, pk: UUID) -> Resource:
    found = fetch(request.actor, library_rules.edit_resource, "region", "network", "publisher", pk=pk)
    request.about = found.region
    return found


def _page(request: ActedRequest, form: HouseForm, region: Region | None, **more: Any) -> HttpResponse:
    shown = {"form": form, "region": region, "kept": was_kept(request)} | more
    return render(request, "library/resource_edit.html", shown)


def _listed(region: Region | None) -> HttpResponse:
    return redirect("library:region_resources", region=region.slug) if region else redirect("library:resources")


@desk_view
@require_safe
def resources(request: ActedRequest, region: str = "") -> HttpResponse:
    """What a region, or the network itself, has on record to read and to use."""
    place, network = _place(request, region)
    page, rows = page_of(request, queries.desk_resources(place, network), PER_PAGE)
    return render(request, "library/resources.html", {"region": place, "rows": rows, "page_": page})


@desk_view
def resource_new(request: ActedRequest, region: str = "") -> HttpResponse:
    """Put a resource on record, as a draft."""
    place, network = _place(request, region)
    parts = queries.form_parts(place, network)
    form = forms.NewResourceForm(sent_data(request), request.FILES or None, **parts)
    if request.method == "POST" and form.is_valid():
        told = {"id": form.cleaned_data["id"], "facts": form.facts(), "upload": form.upload}
        made = form.attempt(lambda: actions.record_resource(by=request.actor, region=place, network=network, **told))
        if made:
            messages.success(request, _("Kept as a draft. Look at it once more, then publish it."))
            return redirect("library:resource_edit", pk=made.pk)
    return _page(request, form, place)


@desk_view
def resource_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Look at a resource and change it."""
    found = _resource(request, pk)
    parts = queries.form_parts(found.region, found.network)
    initial = forms.resource_initial(found, parts["languages"])
    form = forms.ResourceForm(sent_data(request), request.FILES or None, initial=initial, **parts)
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "facts": form.facts(found), "upload": form.upload}
        if form.attempt(lambda: actions.change_resource(by=request.actor, resource=found, **told)):
            messages.success(request, _("Kept."))
            return redirect("library:resource_edit", pk=found.pk)
    return _page(request, form, found.region, resource=found, consents=consents_of(found.pk))


def _act(request: ActedRequest, found: Resource, act: Callable[[], Any], done: str) -> HttpResponse:
    carry_out(request, act, done)
    return redirect("library:resource_edit", pk=found.pk)


@desk_act
def resource_publish(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Show a resource to the public."""
    found = _resource(request, pk)
    done = _("Published. Everybody can find it now.")
    return _act(request, found, lambda: actions.publish_resource(by=request.actor, resource=found), done)


@desk_act
def resource_withdraw(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take a resource off the public site."""
    found = _resource(request, pk)
    done = _("Withdrawn. The public no longer sees it; it stays here.")
    return _act(request, found, lambda: actions.withdraw_resource(by=request.actor, resource=found), done)


@desk_view
def consent_end(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The person portrayed no longer agrees."""
    found = _resource(request, pk)
    form = forms.ConsentEndForm(sent_data(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if form.attempt(lambda: actions.withdraw_portrait_consent(by=request.actor, resource=found, on=on)):
            messages.success(request, _("Gone from the public site, and the file is deleted."))
            return redirect("library:resource_edit", pk=found.pk)
    shown = {"form": form, "resource": found, "kept": was_kept(request)}
    return render(request, "library/consent_end.html", shown)


@desk_act
def resource_delete(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Delete a draft."""
    found = _resource(request, pk)
    if carry_out(request, lambda: actions.delete_resource(by=request.actor, resource=found), _("Deleted.")):
        return _listed(found.region)
    return redirect("library:resource_edit", pk=found.pk)
