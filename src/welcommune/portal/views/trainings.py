"""The trainings of the network, as a page and as a calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page
from welcommune.portal import queries
from welcommune.portal.views.feeds import as_calendar
from welcommune.portal.views.public import network_or_404

PER_PAGE = 30


@public_page(SITE)
def trainings(request: HttpRequest) -> HttpResponse:
    """Trainings to come, the next one first; on demand those that were held."""
    rows, found = queries.training_rows(network_or_404(), request.GET)
    page, shown = page_of(request, found, PER_PAGE)
    told = queries.trainings_page(request.GET, rows)
    return render(request, "portal/trainings.html", told | {"page_": page, "rows": shown})


@public_page(SITE)
def calendar(request: HttpRequest) -> HttpResponse:
    """The trainings of the network, for calendars that subscribe to it."""
    network = network_or_404()
    return as_calendar(queries.training_calendar_file(network), f"{network.slug}-trainings")
