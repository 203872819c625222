"""The gallery of components: what the pages are built of, in every state."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.views.decorators.http import require_safe

from welcommune.portal.queries.gallery import EXAMPLES, PAGES, components, exhibits, parameters


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
