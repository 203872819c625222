"""The outbox: what waits, what went today, what failed and why; and the buttons for what was given up."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.paging import page_of
from welcommune.network.models import Role
from welcommune.portal import actions, queries, rules

PER_PAGE = 50


@desk_view
@require_safe
def outbox(request: ActedRequest) -> HttpResponse:
    """For coordinators, and for operators without a word of whom it goes to; the others are told of no such page."""
    fetch(request.actor, rules.keep_outbox)
    asked = request.GET.dict()
    page, rows = page_of(request, queries.messages(asked), PER_PAGE)
    it = queries.outbox_page(list(rows), asked, names_hosts=bool(request.actor.networks(Role.COORDINATOR)))
    return render(request, "portal/outbox.html", {"it": it, "page_": page})


@desk_act
def retry(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Try again."""
    message = fetch(request.actor, rules.mend_outbox, pk=pk)
    carry_out(request, lambda: actions.retry_message(by=request.actor, message=message), _("It is tried again."))
    return redirect("portal:outbox")


@desk_act
def retry_all(request: ActedRequest) -> HttpResponse:
    """Try all again that was given up."""
    fetch(request.actor, rules.keep_outbox)
    carry_out(request, lambda: actions.retry_dead(by=request.actor), _("All of it is tried again."))
    return redirect("portal:outbox")


@desk_act
def drop(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Never send it."""
    message = fetch(request.actor, rules.mend_outbox, pk=pk)
    carry_out(request, lambda: actions.drop_message(by=request.actor, message=message), _("It is let go."))
    return redirect("portal:outbox")
