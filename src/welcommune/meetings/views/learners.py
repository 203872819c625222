"""What people without an account do about trainings, by signed links: looking changes nothing, buttons do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import LinkPurpose, TrainingLink

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that a link opens; the same words for one that ended, was taken back, cut, or whose person was erased."""

    @read_or_send
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except (Refused, Http404):
            told = {"sentence": str(queries.LINK_OVER)}
            return render(request, "meetings/training_link_over.html", told, status=410)

    return opened


def _link(token: str, purpose: LinkPurpose) -> tuple[Actor, TrainingLink]:
    """Who holds the link, and its row while it is open."""
    holder = queries.training_link_holder(token, purpose)
    link = fetch(holder, meetings_rules.hold_training_link, "region", "contact", pk=holder.id, purpose=purpose)
    if not link.is_open_on(timezone.localdate()):
        raise Refused(queries.LINK_OVER)
    return holder, link


def _sent(request: HttpRequest, link: TrainingLink, id: Any, facts: Any) -> dict[str, Any]:
    return {"id": id, "link": link, "facts": facts, "sender": get_adapter().get_client_ip(request)}


@by_link
def need(request: ActedRequest, token: str) -> HttpResponse:
    """State what one wants to learn."""
    holder, link = _link(token, LinkPurpose.NEED)
    form = forms.NewNeedForm(sent_data(request), region=link.region)
    if request.method == "POST" and form.is_valid():
        told = _sent(request, link, form.cleaned_data["id"], form.facts())
        if form.attempt(lambda: actions.state_need_by_link(by=holder, **told)):
            return redirect(f"{request.path}?done=1")
    shown = {"form": form, "link": link, "done": "done" in request.GET}
    return render(request, "meetings/need_by_link.html", shown)


@by_link
def offer(request: ActedRequest, token: str) -> HttpResponse:
    """Offer what one can teach."""
    holder, link = _link(token, LinkPurpose.OFFER)
    form = forms.NewTrainingOfferForm(sent_data(request), region=link.region, organisations=None)
    if request.method == "POST" and form.is_valid():
        told = _sent(request, link, form.cleaned_data["id"], form.facts())
        if form.attempt(lambda: actions.propose_offer(by=holder, **told)):
            return redirect(f"{request.path}?done=1")
    shown = {"form": form, "link": link, "done": "done" in request.GET}
    return render(request, "meetings/offer_by_link.html", shown)


TOGETHER = ("participant__contact", "participant__meeting__region", "participant__meeting__network")


@by_link
def certificate(request: ActedRequest, token: str) -> HttpResponse:
    """One's own certificate: a button issues it, then it can be printed."""
    holder = queries.link_holder(token, queries.CERTIFICATE)
    row = fetch(holder, meetings_rules.hold_certificate, *TOGETHER, pk=holder.id)
    if queries.certificate_over(row):
        raise Refused(queries.LINK_OVER)
    if request.method == "POST":
        actions.issue_certificate(by=holder, certificate=row)
        return redirect(request.path)
    return render(request, "meetings/certificate.html", queries.certificate_page(row) | {"is_own": True})


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Whether a certificate of this number was issued, without the name."""
    shown = queries.certificate_by_number(request.GET.get("number", ""))
    return render(request, "meetings/certificate_check.html", shown)


@by_link
def use(request: ActedRequest, token: str) -> HttpResponse:
    """One question, one button; nobody learns who answered what."""
    holder = queries.link_holder(token, queries.USE)
    related = ("participant__meeting__region", "participant__meeting__network")
    row = fetch(holder, meetings_rules.answer_use_question, *related, pk=holder.id)
    form = forms.UseForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        actions.answer_use(by=holder, question=row, answer=form.cleaned_data["answer"])
        return render(request, "meetings/use.html", queries.use_page(row) | {"done": True})
    return render(request, "meetings/use.html", queries.use_page(row) | {"form": form, "done": False})
