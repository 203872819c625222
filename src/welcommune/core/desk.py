"""The door to the desk: only people who are signed in; what they were typing is kept meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from welcommune.core.access import ActedRequest
from welcommune.core.forms import keep_form

View = Callable[..., HttpResponse]
METHODS = ["GET", "HEAD", "POST"]


def desk_view(view: View) -> View:
    """A page of the desk; a form sent after the session ended is kept and shown again after signing in."""

    @wraps(view)
    def guarded(request: ActedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not request.actor.is_somebody:
            if request.method == "POST":
                keep_form(request)
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    guarded.is_desk = True  # type: ignore[attr-defined]
    return guarded


def desk_act(view: View) -> View:
    """A button of the desk: POST only, nothing to keep."""

    @wraps(view)
    def guarded(request: ActedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.actor.is_somebody:
            return redirect_to_login(reverse("portal:desk"))
        return view(request, *args, **kwargs)

    guarded.is_desk = guarded.is_act = True  # type: ignore[attr-defined]
    return guarded
