"""Who acts in this request, whose records may be read, and what every page needs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from welcommune.core.access import ANONYMOUS
from welcommune.core.tenancy import every_region, only_regions


class Acting:
    """Puts the actor on the request and opens the scope: everything for public pages, own regions at the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.load_actor = import_string(settings.ACTOR_LOADER)

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = self.load_actor(request.user) if request.user.is_authenticated else ANONYMOUS
        if "/desk/" not in request.path_info:
            with every_region("public pages show what is published"):
                return self.get_response(request)
        with only_regions(frozenset(request.actor.reach), "desk of a person"):
            return self.get_response(request)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``page``, which the skeleton of every page reads; loaded when first used."""
    load = import_string(settings.PAGE_CONTEXT)
    return {"page": SimpleLazyObject(lambda: load(request))}
