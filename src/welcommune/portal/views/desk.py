"""The desk: where the work of a region or of the network starts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch, fetch_with_rights
from welcommune.core.desk import desk_view
from welcommune.core.paging import page_of
from welcommune.network import rules as network_rules
from welcommune.portal import queries

MEETINGS_A_PAGE = 50


@desk_view
@require_safe
def home(request: ActedRequest) -> HttpResponse:
    """What waits for the person, by role."""
    return render(request, "portal/desk.html", {"it": queries.desk_home(request.actor, request.GET.dict())})


@desk_view
@require_safe
def region(request: ActedRequest, region: str) -> HttpResponse:
    """Meetings and articles of one region."""
    asked = queries.REGION_RIGHTS
    found, rights = fetch_with_rights(request.actor, network_rules.enter_region, asked, slug=region)
    page_, meetings = page_of(request, queries.meetings_at_desk(found), MEETINGS_A_PAGE)
    shown = {"page_": page_, "it": queries.desk_region(found, rights, meetings)}
    return render(request, "portal/desk_region.html", shown)


@desk_view
@require_safe
def audit(request: ActedRequest, region: str) -> HttpResponse:
    """What was done in a region."""
    found = request.about = fetch(request.actor, network_rules.audit_region, slug=region)
    page_, events = page_of(request, queries.events_of(found), 50)
    shown = {"region": found, "page_": page_, "deeds": queries.deeds(events)}
    return render(request, "portal/audit.html", shown)
