"""The desk pages of actions: list, record, confirmation. Each fetches, forms, acts and answers."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.mapping import actions, forms, queries
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.models import Action
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

PER_PAGE = 50


def _region(request: ActedRequest, slug: str) -> Region:
    found = request.about = fetch(request.actor, network_rules.write_in_region, slug=slug)
    return found


def _action(request: ActedRequest, pk: UUID) -> Action:
    found = fetch(request.actor, mapping_rules.edit_action, "region", "lead", "place", pk=pk)
    request.about = found.region
    return found


def _act(request: ActedRequest, found: Action, act: Callable[[], Any], done: str) -> HttpResponse:
    carry_out(request, act, done)
    return redirect("mapping:action", pk=found.pk)


@desk_view
@require_safe
def action_list(request: ActedRequest, region: str) -> HttpResponse:
    """What a region has on record of what is offered to newcomers."""
    place = _region(request, region)
    page, keys = page_of(request, queries.actions_of(place, request.GET), PER_PAGE)
    shown = queries.actions_page(request.GET, keys)
    alike = {"twins": queries.twins(place), "two": queries.two_in(place)}
    return render(request, "mapping/actions.html", shown | alike | {"region": place, "page_": page})


@desk_view
def new(request: ActedRequest, region: str) -> HttpResponse:
    """Put an action on record."""
    place = _region(request, region)
    initial = {"language": (place.languages or ["en"])[0], "is_public": True}
    form = forms.NewActionForm(
        sent_data(request), initial=initial, find=partial(queries.alike_actions, place), **queries.form_parts(place)
    )
    if request.method == "POST" and form.is_valid():
        told = {"id": form.cleaned_data["id"], "facts": form.facts()}
        if made := form.attempt(lambda: actions.record_action(by=request.actor, region=place, **told)):
            messages.success(request, _("Kept."))
            return redirect("mapping:action", pk=made.pk)
    return render(request, "mapping/action_new.html", {"form": form, "region": place, "kept": was_kept(request)})


@desk_view
def edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Look at an action and change it."""
    found = _action(request, pk)
    parts = queries.form_parts(found.region)
    initial = forms.action_initial(found, queries.source_of(found), parts["languages"])
    form = forms.ActionForm(sent_data(request), initial=initial, **parts)
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "facts": form.facts(found)}
        if form.attempt(lambda: actions.change_action(by=request.actor, action=found, **told)) is not None:
            messages.success(request, _("Kept."))
            return redirect("mapping:action", pk=found.pk)
    shown = queries.record_page(found) | {"form": form, "kept": was_kept(request)}
    return render(request, "mapping/action.html", shown)


@desk_act
def confirm(request: ActedRequest, pk: UUID) -> HttpResponse:
    """All that the record says is still right."""
    found = _action(request, pk)
    done = _("Noted: all is right as of today.")
    return _act(request, found, lambda: actions.confirm_action(by=request.actor, action=found), done)


@desk_act
def end(request: ActedRequest, pk: UUID) -> HttpResponse:
    """One can no longer join."""
    found = _action(request, pk)
    done = _("Noted that it has ended. It stays on record.")
    return _act(request, found, lambda: actions.end_action(by=request.actor, action=found), done)
