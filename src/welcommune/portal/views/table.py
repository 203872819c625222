"""Who is at the table of a region: on the desk, on paper, and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch, fetch_with_rights
from welcommune.core.desk import desk_view
from welcommune.core.spreadsheet import csv_file
from welcommune.meetings.queries import composition
from welcommune.network import rules as network_rules
from welcommune.network.queries import network_for
from welcommune.portal import queries


@desk_view
@require_safe
def page(request: ActedRequest, region: str) -> HttpResponse:
    """The composition of the table, and whom to invite next."""
    asked = {"can_record": network_rules.record_in_region}
    found, rights = fetch_with_rights(request.actor, network_rules.enter_region, asked, slug=region)
    request.about = found
    return render(request, "portal/table.html", {"it": queries.table_page(found, **rights)})


@desk_view
@require_safe
def ties(request: ActedRequest, region: str) -> HttpResponse:
    """Who works with whom."""
    found = fetch(request.actor, network_rules.enter_region, slug=region)
    return render(request, "portal/ties.html", {"region": found, "ties": queries.ties_of(found)})


@desk_view
@require_safe
def as_file(request: ActedRequest, region: str) -> HttpResponse:
    """The composition as a CSV file."""
    found = fetch(request.actor, network_rules.enter_region, slug=region)
    rows = queries.table_rows(composition(found, network_for(found)))
    response = HttpResponse(csv_file(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}-table.csv"'
    return response
