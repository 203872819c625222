"""The meetings of a region one after the other: on the desk, on paper, and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import desk_view
from welcommune.core.spreadsheet import csv_file
from welcommune.network import rules as network_rules
from welcommune.portal import queries


@desk_view
@require_safe
def page(request: ActedRequest, region: str) -> HttpResponse:
    """Who comes, who stopped coming, how long the report takes, what was kept."""
    found = request.about = fetch(request.actor, network_rules.enter_region, slug=region)
    return render(request, "portal/series.html", {"it": queries.series_page(found)})


@desk_view
@require_safe
def as_file(request: ActedRequest, region: str) -> HttpResponse:
    """The same as a CSV file."""
    found = fetch(request.actor, network_rules.enter_region, slug=region)
    content = csv_file(queries.series_rows(queries.series_page(found)))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}-series.csv"'
    return response
