"""The gallery of components, and the answer for those who watch over the service."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from jinja2 import Environment

from welcommune.core.gallery import examples, page_examples, parameters


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Parts that stand once a page have one of their own: ``?show=masthead-1``."""
    environment = cast(Environment, cast(Any, engines["jinja2"]).env)
    if shown := request.GET.get("show", ""):
        name, _, place = shown.partition("-")
        found = page_examples().get(name, [])
        if not place.isdecimal() or not 0 < int(place) <= len(found):
            raise Http404
        return render(request, "core/gallery_part.html", {"name": name, "example": found[int(place) - 1]})
    parts, inside = page_examples(), examples()
    declared = {name: parameters(environment, name) for name in (*parts, *inside)}
    return render(request, "core/gallery.html", {"parts": parts, "inside": inside, "declared": declared})


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")
