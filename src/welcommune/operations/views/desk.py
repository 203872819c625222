"""The operator's pages: how the site runs, what was to be sent, what takes long, what went wrong."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.accounts.rules import operate
from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.paging import page_of
from welcommune.operations import actions, forms, queries
from welcommune.portal.actions import drop_message, retry_dead, retry_message
from welcommune.portal.queries import messages
from welcommune.portal.rules import mend_outbox

PER_PAGE = 50


@desk_view
@require_safe
def state(request: ActedRequest) -> HttpResponse:
    """What is well, and what needs somebody."""
    fetch(request.actor, operate)
    return render(request, "operations/state.html", {"it": queries.state_of_the_site()})


@desk_view
@require_safe
def outbox(request: ActedRequest) -> HttpResponse:
    """What was to be sent or run, without a word of what it holds."""
    fetch(request.actor, operate)
    asked = request.GET.dict()
    page, rows = page_of(request, messages(asked), PER_PAGE)
    return render(request, "operations/outbox.html", {"it": queries.outbox_page(list(rows), asked), "page_": page})


@desk_act
def retry(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Try again."""
    message = fetch(request.actor, mend_outbox, pk=pk)
    carry_out(request, lambda: retry_message(by=request.actor, message=message), _("It is tried again."))
    return redirect("operations:outbox")


@desk_act
def drop(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Never send it."""
    message = fetch(request.actor, mend_outbox, pk=pk)
    carry_out(request, lambda: drop_message(by=request.actor, message=message), _("It is let go."))
    return redirect("operations:outbox")


@desk_act
def retry_all(request: ActedRequest) -> HttpResponse:
    """Try all again that was given up."""
    fetch(request.actor, operate)
    carry_out(request, lambda: retry_dead(by=request.actor), _("All of it is tried again."))
    return redirect("operations:outbox")


@desk_view
@require_safe
def slow(request: ActedRequest) -> HttpResponse:
    """Statements that took long."""
    fetch(request.actor, operate)
    page, rows = page_of(request, queries.slow_statements(), PER_PAGE)
    return render(request, "operations/slow.html", {"rows": rows, "page_": page, "from_ms": queries.slow_from()})


@desk_act
def slow_forget(request: ActedRequest) -> HttpResponse:
    """Begin anew, as after a change that should help."""
    fetch(request.actor, operate)
    actions.forget_slow_statements()
    return redirect("operations:slow")


@desk_view
@require_safe
def errors(request: ActedRequest) -> HttpResponse:
    """What went wrong, by type and place."""
    fetch(request.actor, operate)
    page, rows = page_of(request, queries.known_faults(), PER_PAGE)
    return render(request, "operations/errors.html", {"rows": rows, "page_": page})


@desk_act
def errors_seen(request: ActedRequest) -> HttpResponse:
    """Take one kind off the list, or all."""
    fetch(request.actor, operate)
    form = forms.SeenForm(request.POST)
    if form.is_valid():
        actions.mark_seen(**form.cleaned_data)
    return redirect("operations:errors")
