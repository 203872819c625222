"""The gallery of components, and the answer for those who watch over the service."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from welcommune.core.gallery import EXAMPLES, PAGES, components, exhibits, parameters


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Parts that stand once a page open by ``?show=masthead``."""
    if shown := request.GET.get("show", ""):
        if shown not in PAGES:
            raise Http404
        return render(request, f"{EXAMPLES}pages/{shown}.html", {"it": exhibits()})
    environment = cast(Any, engines["jinja2"]).env
    declared = {name: parameters(environment, name) for name in components(environment)}
    return render(request, "core/gallery.html", {"it": exhibits(), "components": declared, "pages": PAGES})


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Says that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")
