"""The door to the desk: only people who are signed in; what they were typing is kept meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from welcommune.core.access import ActedRequest
from welcommune.core.errors import Refused
from welcommune.core.forms import keep_form

View = Callable[..., HttpResponse]
METHODS = ["GET", "HEAD", "POST"]
# Where somebody wanted to go who was led elsewhere first.
WANTED = "wanted"


def _at_the_door(request: ActedRequest, wanted: str) -> HttpResponse | None:
    """To the door who is not signed in; to what they owe first who has to; ``None`` for the others."""
    if not request.actor.is_somebody:
        return redirect_to_login(wanted)
    if request.actor.first:
        request.session[WANTED] = wanted
        return redirect(request.actor.first)
    request.session.pop(WANTED, None)
    return None


def desk_view(view: View) -> View:
    """A page of the desk; a form sent after the session ended is kept and shown again after signing in."""

    @wraps(view)
    def guarded(request: ActedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if elsewhere := _at_the_door(request, request.get_full_path()):
            if request.method == "POST":
                keep_form(request)
            return elsewhere
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    guarded.is_desk = True  # type: ignore[attr-defined]
    return guarded


def carry_out(request: ActedRequest, act: Callable[[], Any], done: Any = "") -> bool:
    """Run what a button is for and keep what came of it for the next page: ``done``, or why it was refused."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return False
    if done:
        messages.success(request, done)
    return True


def desk_act(view: View) -> View:
    """A button of the desk: POST only, nothing to keep."""

    @wraps(view)
    def guarded(request: ActedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if elsewhere := _at_the_door(request, reverse("portal:desk")):
            return elsewhere
        return view(request, *args, **kwargs)

    guarded.is_desk = guarded.is_act = True  # type: ignore[attr-defined]
    return guarded
