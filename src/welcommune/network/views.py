"""People and roles at the desk, and the page that an invitation leads to."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.accounts.views import sign_in
from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.network import actions, forms, queries, rules
from welcommune.network.models import Invitation, RoleGrant

PER_PAGE = 100
Place = dict[str, Any]
Held = RoleGrant | Invitation
public_form = require_http_methods(["GET", "HEAD", "POST"])


def _place(request: ActedRequest, region: str) -> Place:
    """The region named, or the network of its coordinator."""
    if region:
        return {"network": None, "region": fetch(request.actor, rules.manage_people, slug=region)}
    return {"network": fetch(request.actor, rules.coordinate), "region": None}


def _list(place: Place) -> str:
    region = place["region"]
    return reverse("network:region_people", args=[region.slug]) if region else reverse("network:people")


@desk_view
@require_safe
def people(request: ActedRequest, region: str = "") -> HttpResponse:
    """Who holds which role since when, and who is invited."""
    place = _place(request, region)
    page, grants = page_of(request, queries.role_grants(**place), PER_PAGE)
    shown = {"it": queries.people(request.actor, list(grants), **place), "page_": page}
    return render(request, "network/people.html", shown)


@desk_view
def invite(request: ActedRequest, region: str = "") -> HttpResponse:
    """Offer somebody a role."""
    place = _place(request, region)
    form = forms.InvitationForm(sent_data(request), **queries.invitation_choices(request.actor, **place))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        where = _place(request, told.pop("place", "") or region)
        if made := form.attempt(lambda: actions.invite_person(by=request.actor, **where, **told)):
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": made.email})
            return redirect(_list(place))
    shown = {"form": form, "kept": was_kept(request), "back": _list(place), **place}
    return render(request, "network/invite.html", shown)


def _take_back(request: ActedRequest, row: Held, act: Callable[[], object], done: str) -> HttpResponse:
    """Act, then back to the list that the button stood on."""
    carry_out(request, act, done)
    of_region = row.region if "region" in request.POST else None
    return redirect(_list({"region": of_region}))


@desk_act
def role_withdraw(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take a role away."""
    grant = fetch(request.actor, rules.withdraw_role, "account", "network", "region", pk=pk)
    done = _("%(name)s is no longer %(role)s here.") % {"name": grant.account, "role": grant.get_role_display()}
    return _take_back(request, grant, lambda: actions.withdraw_role(by=request.actor, grant=grant), done)


@desk_act
def invitation_withdraw(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = fetch(request.actor, rules.withdraw_invitation, "region", pk=pk)
    done = _("The invitation is withdrawn. Its link no longer opens anything.")
    return _take_back(request, found, lambda: actions.withdraw_invitation(by=request.actor, invitation=found), done)


def _ended(request: ActedRequest, refused: Refused) -> HttpResponse:
    return render(request, "accounts/link_ended.html", {"sentence": str(refused.sentence)}, status=410)


def _holder(invitation: Invitation) -> Actor:
    return Actor("link", invitation.pk)


@public_form
@never_cache
def invited(request: ActedRequest, token: str) -> HttpResponse:
    """What an invitation offers, and a button that takes it."""
    try:
        invitation = actions.redeem_invitation(token)
    except Refused as refused:
        return _ended(request, refused)
    known = queries.has_account(invitation)
    form = forms.AcceptForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        accept, by, name = actions.accept_invitation, _holder(invitation), form.cleaned_data.get("name", "")
        if account := form.attempt(lambda: accept(by=by, invitation=invitation, name=name)):
            return sign_in(request, account, "invitation")
    shown = {"form": form, "it": invitation, "known": known, "duty": forms.DUTIES, "token": token}
    return render(request, "network/invited.html", shown)


@public_form
@never_cache
def invited_refuse(request: ActedRequest, token: str) -> HttpResponse:
    """A button that declines."""
    try:
        invitation = actions.redeem_invitation(token)
        if request.method == "POST":
            actions.refuse_invitation(by=_holder(invitation), invitation=invitation)
    except Refused as refused:
        return _ended(request, refused)
    return render(request, "network/refuse.html", {"it": invitation, "token": token, "done": request.method == "POST"})
