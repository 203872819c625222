"""Faces for machines: feeds, calendars, sitemap. Published like pages: one query while nothing changes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse

from welcommune.core.publication import SITE, public_page, region_key
from welcommune.portal import queries
from welcommune.portal.views.public import network_or_404

ATOM = "application/atom+xml; charset=utf-8"


def _atom(feed: object) -> HttpResponse:
    return HttpResponse(render_to_string("portal/feed.xml", {"feed": feed}), content_type=ATOM)


@public_page(SITE)
def atom(request: HttpRequest, kind: str) -> HttpResponse:
    """What is new in the network."""
    return _atom(queries.feed(kind, network_or_404()))


@public_page(lambda region, kind: region_key(region))
def region_atom(request: HttpRequest, region: str, kind: str) -> HttpResponse:
    """What is new in a region."""
    part = queries.participation_of(region)
    return _atom(queries.feed(kind, part.network, part.region))


def as_calendar(content: bytes, name: str) -> HttpResponse:
    """The answer with a calendar file."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@public_page(SITE)
def calendar(request: HttpRequest) -> HttpResponse:
    """The meetings of the network."""
    network = network_or_404()
    return as_calendar(queries.calendar_file(network), network.slug)


@public_page(lambda region: region_key(region))
def region_calendar(request: HttpRequest, region: str) -> HttpResponse:
    """The meetings of a region."""
    part = queries.participation_of(region)
    return as_calendar(queries.calendar_file(part.network, part.region), region)


def _sitemap(part: int) -> HttpResponse:
    places = queries.sitemap_part(part)
    if not places:
        raise Http404
    return HttpResponse(render_to_string("portal/sitemap.xml", {"places": places}), content_type="application/xml")


@public_page(SITE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public addresses in all languages, or where the parts of that list are."""
    parts = queries.sitemap_index()
    if not parts:
        return _sitemap(1)
    return HttpResponse(render_to_string("portal/sitemap_index.xml", {"parts": parts}), content_type="application/xml")


@public_page(SITE)
def robots(request: HttpRequest) -> HttpResponse:
    """Where programs that read the site begin, and what is not for them."""
    closed = [f"Disallow: {get_script_prefix()}*/{part}/" for part in ("desk", "account")]
    lines = ["User-agent: *", *closed, f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page(SITE)
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """One part of a long sitemap."""
    return _sitemap(part)
