"""Actions that are on record twice: found while typing, compared, made one, taken apart, or noted as two."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data
from welcommune.mapping import actions, forms, queries
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.models import Action
from welcommune.network import rules as network_rules


def _action(request: ActedRequest, pk: UUID, **more: object) -> Action:
    return fetch(request.actor, mapping_rules.edit_action, "region", "lead", "place", pk=pk, **more)


@desk_view
@require_safe
def alike(request: ActedRequest, region: str) -> HttpResponse:
    """The actions that may be what is being typed: a piece of the form's page."""
    place = fetch(request.actor, network_rules.write_in_region, slug=region)
    name, town = (request.GET.get(key, "")[:200] for key in ("name", "town"))
    return render(request, "mapping/action_alike.html", {"likely": queries.alike_actions(place, name=name, town=town)})


@desk_view
@require_safe
def choose(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Which other entry is the same action."""
    found = _action(request, pk)
    words = request.GET.get("q", "")
    return render(request, "mapping/action_merge_choose.html", queries.merge_page(found, words))


@desk_view
def merge(request: ActedRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Compare two entries of a region and make them one."""
    first = _action(request, pk)
    second = _action(request, other, region=first.region_id)
    form = forms.ActionMergeForm(sent_data(request), first=first, second=second)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: actions.merge_actions(by=request.actor, **form.told()))
        if done:
            messages.success(request, _("The two entries are one now. You can undo this below."))
            return redirect("mapping:action", pk=done.kept_id)
    return render(request, "mapping/action_merge.html", {"form": form, "first": first, "second": second})


@desk_act
def undo(request: ActedRequest, pk: UUID, merge: UUID) -> HttpResponse:
    """Take two merged entries apart."""
    row = queries.action_merge_of(_action(request, pk), merge)
    done = _("The two entries are apart again.")
    carry_out(request, lambda: actions.undo_action_merge(by=request.actor, merge=row), done)
    return redirect("mapping:action", pk=pk)


def _about_two(request: ActedRequest, pk: UUID, other: UUID, act: Any, done: str) -> HttpResponse:
    """Back to the list where the button stood there, else to the entry's lookalikes."""
    one = _action(request, pk)
    another = _action(request, other, region=one.region_id)
    carry_out(request, lambda: act(by=request.actor, one=one, other=another), done)
    if request.POST.get("from") == "list":
        return redirect("mapping:actions", region=one.region.slug)
    return redirect("mapping:action_merge_choose", pk=pk)


@desk_act
def keep_two(request: ActedRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Note that two actions that are alike are two."""
    done = _("Noted: they are two. Nobody is asked about them any more.")
    return _about_two(request, pk, other, actions.keep_two_actions, done)


@desk_act
def look_again(request: ActedRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Ask again whether two actions are one."""
    done = _("They are among those that may be one again.")
    return _about_two(request, pk, other, actions.look_again_at_actions, done)
