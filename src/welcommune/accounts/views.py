"""Signing in by a link, and the pages of the account that change how one signs in."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from welcommune.accounts import actions, forms
from welcommune.accounts.queries import (
    LINK_OVER,
    choose_token,
    left_in,
    mail_choices,
    mark_in,
    mark_of,
    methods_of,
)
from welcommune.core.access import Actor
from welcommune.core.errors import Refused

View = Callable[..., HttpResponse]
CONFIRMING, MOVING = "confirming", "moving"
FRESH_SECONDS = 15 * 60
page = require_http_methods(["GET", "HEAD", "POST"])


def sign_in(request: HttpRequest, account: Any, method: str) -> HttpResponse:
    """Sign somebody in who has proved their mailbox; who has set up a second factor is asked for it next."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, account, method=method)
    answer: HttpResponse = perform_login(request, account, email_verification="none")
    return answer


def own_page(view: View) -> View:
    """A page of one's own account: for who is signed in, kept nowhere."""
    return never_cache(login_required(view))


def fresh(view: View) -> View:
    """For what matters most: only within a quarter of an hour of signing in, or of saying again who one is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        records = get_authentication_records(request, request.user)
        if not records or time.time() - records[-1]["at"] > FRESH_SECONDS:
            return redirect(f"{reverse('accounts_confirm')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return own_page(guarded)


@page
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners open links: only the button signs in."""
    try:
        account = actions.redeem_sign_in_link(token)
    except Refused as refused:
        return render(request, "accounts/link_ended.html", {"sentence": str(refused.sentence)}, status=410)
    if request.method == "POST":
        return sign_in(request, account, "link")
    response = render(request, "accounts/sign_in_link.html", {"account": account})
    add_never_cache_headers(response)
    return response


def _too_many(request: Any) -> HttpResponse | None:
    """What is said to somebody who asks for mails again and again."""
    answer: HttpResponse | None = ratelimit.consume_or_429(request, action="manage_email", user=request.user)
    return answer


@page
@own_page
def confirm(request: Any) -> HttpResponse:
    """Say again who one is: by what one has set up, else by a code to the own mailbox."""
    after = get_next_redirect_url(request) or reverse("account")
    way = actions.Adapter().get_reauthentication_methods(request.user)[0]
    if way["id"] != actions.CODE:
        return redirect(f"{way['url']}?{urlencode({'next': after})}")
    if request.method == "POST":
        if answer := _too_many(request):
            return answer
        pending = actions.send_confirmation_code(account=request.user)
        request.session[CONFIRMING] = pending | {"after": after}
        return redirect("accounts_confirm_code")
    return render(request, "accounts/confirm.html", {"after": after})


def _attempt(request: Any, kept: str, act: Callable[[dict[str, Any], str], object]) -> forms.CodeForm | None:
    """Read a code and act on it; ``None`` when that is done. Wrong tries are counted in the session."""
    form = forms.CodeForm(request.POST or None)
    pending = request.session[kept]

    def tried() -> bool:
        act(pending, form.cleaned_data["code"])
        return True

    if form.is_valid() and form.attempt(tried):
        del request.session[kept]
        return None
    request.session.modified = True
    return form


@page
@own_page
def confirm_code(request: Any) -> HttpResponse:
    """The code from one's own mailbox."""
    if CONFIRMING not in request.session:
        return redirect("accounts_confirm")
    after = request.session[CONFIRMING]["after"]
    if form := _attempt(request, CONFIRMING, actions.check_code):
        again = f"{reverse('accounts_confirm')}?{urlencode({'next': after})}"
        return render(request, "accounts/code.html", {"form": form, "email": request.user.email, "again": again})
    record_authentication(request, request.user, method="code", reauthenticated=True)
    return redirect(after)


@page
@fresh
def address(request: Any) -> HttpResponse:
    """Another e-mail address: a code goes to it first."""
    form = forms.AddressForm(request.POST or None)
    if form.is_valid():
        if answer := _too_many(request):
            return answer
        send = actions.send_address_code
        if pending := form.attempt(lambda: send(account=request.user, email=form.cleaned_data["email"])):
            request.session[MOVING] = pending
            return redirect("accounts_address_code")
    return render(request, "accounts/address.html", {"form": form})


@page
@fresh
def address_code(request: Any) -> HttpResponse:
    """The code from the new mailbox."""
    if MOVING not in request.session:
        return redirect("accounts_address")
    email, who = request.session[MOVING]["address"], {"by": request.actor, "account": request.user}
    if form := _attempt(request, MOVING, lambda kept, code: actions.change_address(**who, pending=kept, code=code)):
        shown = {"form": form, "email": email, "again": reverse("accounts_address")}
        return render(request, "accounts/code.html", shown)
    messages.success(request, _("Your address is changed. From now on you sign in with the new one."))
    return redirect("account")


@sensitive_post_parameters("password")
@page
@fresh
def password(request: Any) -> HttpResponse:
    """Set a password beside the code, change it, or take it away."""
    who = {"by": request.actor, "account": request.user}
    form = forms.PasswordForm(request.POST if "password" in request.POST else None, account=request.user)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_password(**who)
        return _other_sessions_end(request, _("Your password is gone. Sign in with a code or a passkey."))
    if form.is_valid():
        actions.set_password(**who, password=form.cleaned_data["password"])
        return _other_sessions_end(request, _("Your password is set. Other devices are signed out."))
    return render(request, "accounts/password.html", {"form": form, "methods": methods_of(request.user)})


def _other_sessions_end(request: Any, told: str) -> HttpResponse:
    """This session goes on, the others have ended."""
    update_session_auth_hash(request, request.user)
    messages.success(request, told)
    return redirect("account")


@require_POST
@own_page
def end_sessions(request: Any) -> HttpResponse:
    """Sign out everywhere else."""
    actions.end_sessions(by=request.actor, account=request.user)
    return _other_sessions_end(request, _("Every other device is signed out."))


@require_POST
@fresh
def export(request: Any) -> HttpResponse:
    """One file with all that is held about oneself."""
    held = actions.export_data(by=request.actor, account=request.user)
    response = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="welcommune-my-data.json"'
    return response


@page
@fresh
def erase(request: Any) -> HttpResponse:
    """Erase one's account, after typing one's address."""
    form = forms.EraseForm(request.POST or None, account=request.user)
    who = {"by": request.actor, "account": request.user}
    if form.is_valid() and form.attempt(lambda: actions.erase_account(**who)) is not None:
        logout(request)
        return redirect("accounts_erased")
    return render(request, "accounts/erase.html", {"form": form})


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """What is left after erasing: a good-bye."""
    return render(request, "accounts/erased.html")


# What comes by mail: for who is signed in, and for who holds the link of a mail.


@page
@own_page
def mail(request: Any) -> HttpResponse:
    """How often one hears of what."""
    mark = mark_of(request.user.email)
    form = forms.MailForm(request.POST or None, choices=mail_choices(mark))
    if form.is_valid():
        actions.choose_mail(by=request.actor, mark=mark, chosen=form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("accounts_mail")
    return render(request, "accounts/mail_wishes.html", {"form": form, "is_own": True, "is_kept": False})


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_ended.html", {"sentence": str(LINK_OVER)}, status=410)


@page
@never_cache
def mail_wishes(request: HttpRequest, token: str) -> HttpResponse:
    """The same without an account: the link is the right. What was done stands in the address."""
    try:
        mark = mark_in(token)
    except Refused:
        return _over(request)
    form = forms.MailForm(request.POST or None, choices=mail_choices(mark))
    if form.is_valid():
        actions.choose_mail(by=Actor("link"), mark=mark, chosen=form.cleaned_data)
        return redirect(f"{request.path}?kept=1")
    shown = {"form": form, "is_own": False, "is_kept": "kept" in request.GET}
    return render(request, "accounts/mail_wishes.html", shown)


@csrf_exempt
@page
@never_cache
def mail_leave(request: HttpRequest, token: str) -> HttpResponse:
    """No more of what a mail told. Mail programs send the form themselves (RFC 8058): the token is the right."""
    try:
        mark, codes = left_in(token)
    except Refused:
        return _over(request)
    if request.method == "POST":
        actions.choose_mail(by=Actor("link"), mark=mark, chosen=dict.fromkeys(codes, "never"))
    shown = {"has_left": request.method == "POST", "token": choose_token(mark)}
    return render(request, "accounts/mail_leave.html", shown)
