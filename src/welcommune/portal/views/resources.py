"""What there is to read, to see and to use."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page
from welcommune.library import rules as library_rules
from welcommune.library.models import MEDIA_TYPES
from welcommune.portal import queries

PER_PAGE = 50


@public_page(SITE)
def resources(request: HttpRequest) -> HttpResponse:
    """All public resources, the youngest first."""
    page, shown = page_of(request, queries.found_resources(request.GET), PER_PAGE)
    told = queries.resources_page(request.GET, shown) | {"page_": page, "feeds": queries.feed_links()}
    return render(request, "portal/resources.html", told)


@public_page(SITE)
def resource(request: ActedRequest, slug: str) -> HttpResponse:
    """One resource with its neighbours in the series."""
    found = fetch(request.actor, library_rules.read_resource, "region", "network", "publisher", slug=slug)
    return render(request, "portal/resource.html", {"it": queries.resource_page(found)})


@require_safe
def file(request: ActedRequest, slug: str) -> StreamingHttpResponse:
    """The file of a public resource; asked of the database each time, so that it goes when consent does."""
    found = fetch(request.actor, library_rules.take_file, slug=slug)
    if not found.file or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    response = StreamingHttpResponse(queries.pieces_of(found.file), content_type=MEDIA_TYPES[found.file_type])
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.{found.file_type}"'
    response.headers["Content-Length"] = str(found.file_bytes)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache"
    return response
