"""One's own account: name, sign-in, roles, data."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from welcommune.accounts import actions, forms
from welcommune.accounts.views import own_page, page
from welcommune.portal import queries


@page
@own_page
def account(request: Any) -> HttpResponse:
    """What the person may see and change about themselves."""
    who = request.user
    form = forms.AccountForm(request.POST or None, initial={"name": who.name, "language": who.language})
    if form.is_valid():
        told = {"by": request.actor, "account": who, **form.cleaned_data}
        if form.attempt(lambda: actions.edit_account(**told)):
            messages.success(request, _("Kept."))
            return redirect("account")
    return render(request, "portal/account.html", {"form": form, "it": queries.account_page(who)})
