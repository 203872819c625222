"""News by mail: asking for it, and the pages that signed links from the mails open.

A link opened by a mail scanner changes nothing: only the button does. No message is kept for the
next page, so that readers need no session; what was done stands in the address.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.portal import actions, forms, queries, rules
from welcommune.portal.models import Subscription
from welcommune.portal.views.public import network_or_404

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@never_cache
def subscribe(request: ActedRequest) -> HttpResponse:
    """Write an address and choose; a mail then asks its owner."""
    network = network_or_404()
    initial = {"language": get_language(), "place": request.GET.get("region", "")}
    form = forms.SubscribeForm(sent_data(request), initial=initial, regions=queries.regions_to_choose(network))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"email": form.cleaned_data["email"], "network": network, "wishes": form.wishes()}
        sender = get_adapter().get_client_ip(request)
        if form.is_from_a_machine or form.attempt(
            lambda: actions.ask_subscription(by=request.actor, sender=sender, **told)
        ):
            return redirect("portal:subscribe_sent")
    return render(request, "portal/subscribe.html", {"form": form})


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same words for every address."""
    return render(request, "portal/subscribe_sent.html")


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/subscription_over.html", {"sentence": queries.LINK_OVER}, status=410)


def _opened(token: str, purpose: str) -> tuple[Actor, Subscription]:
    """Who holds the link, and what it opens."""
    holder = queries.holder_of(token, purpose)
    return holder, fetch(holder, rules.own_subscription, "network", "region", pk=holder.id)


@read_or_send
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes."""
    try:
        holder, found = _opened(token, queries.CONFIRM)
    except (Refused, Http404):
        return _over(request)
    if request.method == "POST":
        actions.confirm_subscription(by=holder, subscription=found)
        return _to_wishes(found, "confirmed")
    return render(request, "portal/subscription_confirm.html", {"wishes": queries.wishes_words(found)})


def _to_wishes(found: Subscription, done: str) -> HttpResponse:
    response = redirect("portal:subscription_change", token=queries.link_token(found, queries.CHANGE))
    response.headers["Location"] += f"?done={done}"
    return response


@read_or_send
@never_cache
def change(request: HttpRequest, token: str) -> HttpResponse:
    """See and change what one gets."""
    try:
        holder, found = _opened(token, queries.CHANGE)
    except (Refused, Http404):
        return _over(request)
    regions, initial = queries.regions_to_choose(found.network), forms.wishes_initial(found)
    form = forms.ChangeForm(sent_data(request), initial=initial, regions=regions)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "wishes": form.wishes()}
        if form.attempt(lambda: actions.change_subscription(by=holder, subscription=found, **told)):
            return _to_wishes(found, "kept")
    shown = {"form": form, "done": request.GET.get("done", ""), "leave": queries.link_token(found, queries.LEAVE)}
    return render(request, "portal/subscription_change.html", shown | {"found": found})


@csrf_exempt
@read_or_send
@never_cache
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Get no more mail. Mail programs send the form themselves (RFC 8058), without cookies: the token is the right."""
    try:
        holder, found = _opened(token, queries.LEAVE)
    except Refused:
        return _over(request)
    except Http404:
        return render(request, "portal/subscription_leave.html", {"has_left": True})
    if request.method == "POST":
        actions.leave_subscription(by=holder, subscription=found)
    return render(request, "portal/subscription_leave.html", {"has_left": request.method == "POST"})
