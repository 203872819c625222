"""What is offered to newcomers in a region: the directory, the page of one action."""

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.forms import sent_data
from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page, region_key
from welcommune.mapping import actions as mapping
from welcommune.mapping import forms
from welcommune.mapping import rules as mapping_rules
from welcommune.portal import queries

PER_PAGE = 50


def _stamp(region: str, **_rest: str) -> str:
    return region_key(region)


@public_page(SITE, _stamp)
def directory(request: ActedRequest, region: str) -> HttpResponse:
    """All that one can join in a region, narrowed by what stands in the address."""
    place = request.about = queries.participation_of(region).region
    it = queries.directory(place, request.GET)
    page, shown = page_of(request, it.found, PER_PAGE)
    return render(request, "portal/actions.html", queries.directory_page(it, shown) | {"page_": page})


@public_page(SITE, _stamp)
def action(request: ActedRequest, region: str, slug: str) -> HttpResponse:
    """One action. The address of one that was merged leads on."""
    if onward := queries.merged_into(region, slug):
        return redirect("portal:action", region=region, slug=onward)
    found = fetch(request.actor, mapping_rules.read_action, "region", "lead", slug=slug, region__slug=region)
    return render(request, "portal/action.html", {"it": queries.action_page(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: ActedRequest, region: str, slug: str) -> HttpResponse:
    """Say what is wrong with a record. Nothing is kept of who says it."""
    found = fetch(request.actor, mapping_rules.read_action, "region", "lead", slug=slug, region__slug=region)
    form = forms.ReportForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = {"text": form.cleaned_data["text"], "sender": get_adapter().get_client_ip(request)}
        if form.is_from_a_machine or form.attempt(
            lambda: bool(mapping.report_mistake(by=request.actor, action=found, **told))
        ):
            return render(request, "portal/action_report.html", {"action": found, "is_sent": True})
    return render(request, "portal/action_report.html", {"action": found, "form": form, "is_sent": False})
