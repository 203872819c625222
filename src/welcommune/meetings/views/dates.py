"""The question when to meet: at the desk, and behind the links that open it. Looking at a link changes nothing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.limits import times_this_minute
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import DateOption, DatePoll, DateReply, Meeting

MOST_A_MINUTE = 60
RELATED = ("meeting__region", "meeting__network")


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _poll(request: ActedRequest, pk: UUID) -> DatePoll:
    return fetch(request.actor, meetings_rules.keep_date_poll, *RELATED, meeting=pk)


@desk_view
@require_safe
def dates(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Which dates are offered, who can come when, and the one that suits most."""
    return render(request, "meetings/dates.html", queries.dates_page(_meeting(request, pk)))


@desk_view
def dates_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Offer two to eight dates."""
    meeting = _meeting(request, pk)
    poll, zone = queries.date_poll_of(meeting), queries.form_parts(meeting)["zone"]
    options = list(poll.options.all()) if poll else []
    form = forms.DatesForm(sent_data(request), initial=forms.dates_initial(poll, options))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "zone": zone, "offers": form.offers()}
        if form.attempt(lambda: actions.offer_dates(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:dates", pk=meeting.pk)
    shown = {"form": form, "meeting": meeting, "zone": zone, "kept": was_kept(request)}
    return render(request, "meetings/dates_edit.html", shown)


@desk_act
def dates_ask(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Send the question to all on the guest list who have not got it."""
    poll = _poll(request, pk)
    sent: list[int] = []
    if carry_out(request, lambda: sent.append(actions.ask_for_dates(by=request.actor, poll=poll))):
        words = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", sent[0]) % {"n": sent[0]}
        carry_out(request, lambda: None, words)
    return redirect("meetings:dates", pk=pk)


@desk_act
def dates_link(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Make another shared link."""
    poll = _poll(request, pk)
    done = _("Here is another link. The one before opens nothing any more.")
    carry_out(request, lambda: actions.renew_shared_link(by=request.actor, poll=poll), done)
    return redirect("meetings:dates", pk=pk)


@desk_act
def dates_take(request: ActedRequest, pk: UUID, option: UUID) -> HttpResponse:
    """Take a date into the meeting and tell the guests."""
    poll = _poll(request, pk)
    row = next((found for found in poll.options.all() if found.pk == option), None)
    if row is None:
        raise Http404
    done = _("The date stands in the meeting. The guests are told by mail.")
    carry_out(request, lambda: actions.take_date(by=request.actor, poll=poll, option=row), done)
    return redirect("meetings:dates", pk=pk)


def _opened(token: str) -> tuple[Actor, DatePoll, DateReply | None]:
    """Who holds the link, the question, and the answer that the link is for; refuses what was taken back or erased."""
    holder, found = queries.date_holder(token)
    try:
        if "link" in found:
            return holder, fetch(holder, meetings_rules.answer_shared_dates, *RELATED, **found), None
        related = ("invitation__contact", "poll__meeting__region", "poll__meeting__network")
        reply = fetch(holder, meetings_rules.answer_dates, *related, **found)
    except Http404 as gone:
        raise Refused(queries.INVITATION_GONE) from gone
    return holder, reply.poll, reply


def _over(request: HttpRequest, sentence: object, status: int = 410) -> HttpResponse:
    return render(request, "meetings/link_over.html", {"sentence": str(sentence)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dates_answer(request: ActedRequest, token: str) -> HttpResponse:
    """The dates, three answers to each, and one button."""
    if request.method == "POST" and times_this_minute("dates", request.META.get("REMOTE_ADDR", "")) > MOST_A_MINUTE:
        return _over(request, queries.TOO_FAST, 429)
    try:
        holder, poll, reply = _opened(token)
    except Refused as refused:
        return _over(request, refused.sentence)
    form = _reply_form(request, list(poll.options.all()), reply)
    if request.method == "POST" and form.is_valid() and (noted := _note(holder, poll, reply, form)):
        return redirect(f"{queries.dates_path(noted)}?done=1")
    shown = queries.dates_answer_page(poll, reply) | {"form": form, "done": "done" in request.GET}
    return render(request, "meetings/dates_answer.html", shown, status=410 if shown["closed"] else 200)


def _reply_form(request: HttpRequest, options: list[DateOption], reply: DateReply | None) -> forms.DateReplyForm:
    initial = forms.date_reply_initial(queries.said_before(reply))
    return forms.DateReplyForm(sent_data(request), initial=initial, options=options, by_name=reply is None)


def _note(holder: Actor, poll: DatePoll, reply: DateReply | None, form: forms.DateReplyForm) -> DateReply | None:
    if reply is not None:
        return form.attempt(lambda: actions.answer_dates(by=holder, reply=reply, says=form.says()))
    return form.attempt(
        lambda: actions.answer_shared_dates(by=holder, poll=poll, says=form.says(), **form.who())
    )  # fmt: skip
