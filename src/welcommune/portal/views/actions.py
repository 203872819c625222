"""What is offered to newcomers in a region: the directory, the page of one action."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page, region_key
from welcommune.mapping import rules as mapping_rules
from welcommune.portal import queries

PER_PAGE = 50


def _stamp(region: str, **_rest: str) -> str:
    return region_key(region)


@public_page(SITE, _stamp)
def directory(request: ActedRequest, region: str) -> HttpResponse:
    """All that one can join in a region, narrowed by what stands in the address."""
    place = queries.participation_of(region).region
    page, rows = page_of(request, queries.found_actions(place, request.GET), PER_PAGE)
    return render(request, "portal/actions.html", queries.directory_page(place, request.GET, rows) | {"page_": page})


@public_page(SITE, _stamp)
def action(request: ActedRequest, region: str, slug: str) -> HttpResponse:
    """One action. The address of one that was merged leads on."""
    if onward := queries.merged_into(region, slug):
        return redirect("portal:action", region=region, slug=onward)
    found = fetch(request.actor, mapping_rules.read_action, "region", "lead", slug=slug, region__slug=region)
    return render(request, "portal/action.html", {"it": queries.action_page(found)})
