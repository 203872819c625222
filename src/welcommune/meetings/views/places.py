"""Open registration: the form, and the page of a signed link from the mail. Looking changes nothing: buttons do."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting, PlaceRequest
from welcommune.meetings.views.answers import link_over, read_or_send


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.ask_place, "region", "network", pk=pk)


@read_or_send
@never_cache
def register(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Say who wants to come; a mail then asks to confirm."""
    meeting = _meeting(request, pk)
    form = forms.RegisterForm(sent_data(request), initial={"language": get_language()})
    shown = queries.register_page(meeting)
    if request.method == "POST" and not shown["closed"] and form.is_valid():
        facts, sender = form.facts(), get_adapter().get_client_ip(request)
        if form.is_from_a_machine or form.attempt(
            lambda: actions.ask_place(by=request.actor, meeting=meeting, facts=facts, sender=sender)
        ):
            return redirect("meetings:register_sent", pk=meeting.pk)
    return render(request, "meetings/register.html", shown | {"form": form}, status=410 if shown["closed"] else 200)


@require_safe
def sent(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The same words for every address."""
    return render(request, "meetings/register_sent.html", {"meeting": _meeting(request, pk)})


def _opened(token: str) -> tuple[Actor, PlaceRequest | None]:
    """Who holds the link, and the request that it opens; ``None`` where it has led to a place already."""
    holder = queries.holder_of(token, queries.PLACE)
    try:
        found = fetch(holder, meetings_rules.own_place_request, "meeting__region", "meeting__network", pk=holder.id)
    except Http404 as gone:
        if queries.has_place(holder.id):
            return holder, None
        raise Refused(queries.PLACE_OVER) from gone
    if closed := queries.why_no_place(found):
        raise Refused(closed)
    return holder, found


@read_or_send
@never_cache
def place(request: ActedRequest, token: str) -> HttpResponse:
    """Confirm, wait, take the place that is free, or give it back: what the link opens now, and its buttons."""
    try:
        holder, found = _opened(token)
        if found is None:
            return redirect("meetings:answer", token=queries.token_of(holder.id))
        if request.method == "POST":
            return _pressed(request, holder, found)
    except Refused as refused:
        return link_over(request, refused.sentence)
    return render(request, "meetings/place.html", queries.place_page(found))


def _pressed(request: ActedRequest, holder: Actor, found: PlaceRequest) -> HttpResponse:
    """What a button of the page does."""
    if "leave" in request.POST:
        actions.leave_place(by=holder, request=found)
        return render(request, "meetings/place_left.html", {"meeting_page": queries.meeting_address(found.meeting)})
    guest = actions.confirm_place(by=holder, request=found)
    if guest is None:
        return redirect(request.path)
    response = redirect("meetings:answer", token=queries.answer_token(guest))
    response.headers["Location"] += "?done=1"
    return response
