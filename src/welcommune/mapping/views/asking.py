"""Pages that keep the record true: the answer by link, corrections at the desk, who was asked.

A link opened by a mail scanner changes nothing: only the button does.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.core.paging import page_of
from welcommune.mapping import actions, forms, queries
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.models import ActionAsk, ActionProposal, AskAnswer
from welcommune.network import rules as network_rules

PER_PAGE = 50
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def _opened(token: str) -> tuple[Actor, ActionAsk]:
    """Who holds the link, and the question that it opens."""
    holder = queries.ask_holder(token)
    return holder, fetch(holder, mapping_rules.answer_ask, "action__lead", "action__region", "region", pk=holder.id)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "mapping/ask_over.html", {"sentence": queries.ASK_OVER}, status=410)


@read_or_send
@never_cache
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """All is right, or it has ended; or on to the form for corrections."""
    try:
        holder, found = _opened(token)
    except (Refused, Http404):
        return _over(request)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and not found.answer and answer in (AskAnswer.RIGHT, AskAnswer.ENDED):
        # Where another click was faster, the page says so by itself.
        with suppress(Refused):
            actions.answer_ask(by=holder, ask=found, answer=answer)
        return redirect("mapping:ask", token=token)
    return render(request, "mapping/ask.html", queries.ask_page(found) | {"token": token})


@read_or_send
@never_cache
def correct(request: HttpRequest, token: str) -> HttpResponse:
    """Say what has changed."""
    try:
        holder, found = _opened(token)
    except (Refused, Http404):
        return _over(request)
    form = forms.CorrectionForm(sent_data(request), initial=forms.correction_initial(found.action))
    is_ready = request.method == "POST" and form.is_valid()
    if is_ready and form.attempt(lambda: bool(actions.correct_by_link(by=holder, ask=found, **form.told()))):
        return redirect("mapping:ask", token=token)
    return render(request, "mapping/ask_correct.html", queries.ask_page(found) | {"form": form, "token": token})


@csrf_exempt
@read_or_send
@never_cache
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End the questions to an address. Mail programs send the form themselves (RFC 8058): the token is the right."""
    try:
        mark = queries.ask_mark_in(token)
    except Refused:
        return _over(request)
    again = "again" in request.POST
    if request.method == "POST":
        actions.want_questions(mark=mark, wanted=again)
    shown = {"has_left": request.method == "POST" and not again, "is_back": again}
    return render(request, "mapping/ask_leave.html", shown)


@desk_view
@require_safe
def proposals(request: ActedRequest, region: str) -> HttpResponse:
    """Corrections that wait for a decision."""
    place = request.about = fetch(request.actor, network_rules.write_in_region, slug=region)
    page, rows = page_of(request, queries.open_proposals(place), PER_PAGE)
    return render(request, "mapping/proposals.html", queries.proposals_page(place, rows) | {"page_": page})


def _decide(request: ActedRequest, pk: UUID, act: Any, done: str) -> HttpResponse:
    found: ActionProposal = fetch(
        request.actor, mapping_rules.decide_proposal, "action__region", "action__lead", "region", pk=pk
    )
    carry_out(request, lambda: act(by=request.actor, proposal=found), done)
    return redirect("mapping:action_proposals", region=found.region.slug)


@desk_act
def accept(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change the record as proposed."""
    return _decide(request, pk, actions.accept_proposal, _("Accepted: the record says so now."))


@desk_act
def refuse(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Leave the record as it is."""
    return _decide(request, pk, actions.refuse_proposal, _("Refused: the record stays as it is."))


@desk_view
@require_safe
def campaign(request: ActedRequest, region: str) -> HttpResponse:
    """Who was asked, who answered, who is silent."""
    place = request.about = fetch(request.actor, network_rules.write_in_region, slug=region)
    return render(request, "mapping/asked.html", queries.campaign_page(place))


@desk_act
def ask_now(request: ActedRequest, region: str) -> HttpResponse:
    """Ask about all that nobody has confirmed within a year."""
    place = fetch(request.actor, network_rules.write_in_region, slug=region)
    asked = actions.ask_about_actions(by=request.actor, region=place)
    done = ngettext("Asked about %(n)s action.", "Asked about %(n)s actions.", asked) % {"n": asked}
    messages.success(request, done)
    return redirect("mapping:action_campaign", region=place.slug)
