"""The operator's pages: how the site runs, what takes long, what went wrong."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from welcommune.accounts.rules import operate
from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import desk_act, desk_view
from welcommune.core.paging import page_of
from welcommune.operations import actions, forms, queries

PER_PAGE = 50


@desk_view
@require_safe
def state(request: ActedRequest) -> HttpResponse:
    """What is well, and what needs somebody."""
    fetch(request.actor, operate)
    return render(request, "operations/state.html", {"it": queries.state_of_the_site()})


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
