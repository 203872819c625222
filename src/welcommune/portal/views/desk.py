"""The desk: where the work of a region or of the network starts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import desk_view
from welcommune.network import rules as network_rules
from welcommune.portal import queries


@desk_view
@require_safe
def home(request: ActedRequest) -> HttpResponse:
    """The person's regions, and what waits there."""
    return render(request, "portal/desk.html", {"it": queries.desk_home(request.actor)})


@desk_view
@require_safe
def region(request: ActedRequest, region: str) -> HttpResponse:
    """Meetings and articles of one region."""
    found = fetch(request.actor, network_rules.enter_region, slug=region)
    return render(request, "portal/desk_region.html", {"it": queries.desk_region(found, request.actor)})
