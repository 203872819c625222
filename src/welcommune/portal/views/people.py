"""Requests about personal data: what is kept of somebody, given as a file, or erased."""

from functools import partial

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from welcommune.accounts import actions as accounts
from welcommune.core.access import ActedRequest
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data
from welcommune.portal import forms, queries


@desk_view
def requests(request: ActedRequest) -> HttpResponse:
    """Asked by address or name; what is sought stands in the form that was sent, never in an address."""
    regions = queries.regions_kept(request.actor)
    form = forms.PersonForm(sent_data(request))
    found = form.attempt(lambda: accounts.find_traces(form.asked_for, regions)) if form.is_valid() else None
    page = queries.requests_page(form.asked_for, found)
    return render(request, "portal/people_requests.html", {"form": form, "it": page})


@desk_act
def export(request: ActedRequest) -> HttpResponse:
    """One file with all that is found."""
    regions = queries.regions_kept(request.actor)
    form = forms.PersonForm(request.POST)
    held = form.attempt(lambda: accounts.export_traces(by=request.actor, asked=form.asked_for, regions=regions))
    if held is None:
        return redirect("portal:people_requests")
    response = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="welcommune-personal-data.json"'
    return response


@desk_act
def erase(request: ActedRequest) -> HttpResponse:
    """Erase what is ticked."""
    regions, asked = queries.regions_kept(request.actor), forms.PersonForm(request.POST).asked_for
    chosen = frozenset(request.POST.getlist("row"))
    act = partial(accounts.erase_traces, by=request.actor, asked=asked, regions=regions, chosen=chosen)
    done = ngettext("%(num)s record is erased.", "%(num)s records are erased.", len(chosen)) % {"num": len(chosen)}
    carry_out(request, act, done)
    return redirect("portal:people_requests")
