"""Signing in by a link: a page that says who signs in, and one button."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from welcommune.accounts import actions
from welcommune.core.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners open links: only the button signs in."""
    try:
        account = actions.redeem_sign_in_link(token)
    except Refused as refused:
        return render(request, "accounts/link_ended.html", {"sentence": str(refused.sentence)}, status=410)
    if request.method == "POST":
        login(request, account, settings.AUTHENTICATION_BACKENDS[0])
        return redirect("portal:desk")
    response = render(request, "accounts/sign_in_link.html", {"account": account})
    add_never_cache_headers(response)
    return response
