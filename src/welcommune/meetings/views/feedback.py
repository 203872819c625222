"""Three questions after a meeting, at the desk and on telephones. Looking at a link uses nothing up."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.core.limits import times_this_minute
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import FeedbackRound, Meeting
from welcommune.meetings.views.ballots import hand_out, paper_of

MOST_A_MINUTE = 300


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _round(request: ActedRequest, pk: UUID) -> FeedbackRound:
    related = ("meeting__region", "meeting__network")
    return fetch(request.actor, meetings_rules.keep_feedback, *related, meeting=pk)


@desk_view
@require_safe
def feedback_desk(request: ActedRequest, pk: UUID) -> HttpResponse:
    """How many have answered; and what, once nobody can be told from it."""
    return render(request, "meetings/feedback_desk.html", queries.feedback_page(_meeting(request, pk)))


@desk_act
def feedback_open(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Open the questions."""
    meeting = _meeting(request, pk)
    carry_out(request, lambda: actions.open_feedback(by=request.actor, meeting=meeting), _("The questions are open."))
    return redirect("meetings:feedback_desk", pk=pk)


@desk_act
def feedback_ask(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Send the questions to those who came."""
    found = _round(request, pk)
    sent: list[int] = []
    if carry_out(request, lambda: sent.append(actions.ask_for_feedback(by=request.actor, found=found))):
        words = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", sent[0]) % {"n": sent[0]}
        carry_out(request, lambda: None, words)
    return redirect("meetings:feedback_desk", pk=pk)


@desk_act
def feedback_close(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take no more answers, and show them."""
    found = _round(request, pk)
    carry_out(request, lambda: actions.close_feedback(by=request.actor, found=found), _("The questions are closed."))
    return redirect("meetings:feedback_desk", pk=pk)


def _over(request: HttpRequest, sentence: object, status: int = 410) -> HttpResponse:
    return render(request, "meetings/link_over.html", {"sentence": str(sentence)}, status=status)


def _answer(request: HttpRequest, found: FeedbackRound, mark: str, paper: str) -> HttpResponse:
    form = forms.FeedbackForm(sent_data(request), initial={"ballot": paper})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(found=found, mark=mark, opinion=form.opinion())
        except Refused as refused:
            return _over(request, refused.sentence)
        return redirect("meetings:feedback_thanks")
    title = queries.meeting_title(found.meeting)
    return render(request, "meetings/feedback.html", {"found": found, "form": form, "title": title})


def _is_too_fast(request: HttpRequest) -> bool:
    return times_this_minute("feedback", request.META.get("REMOTE_ADDR", "")) > MOST_A_MINUTE


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def feedback(request: ActedRequest, code: str) -> HttpResponse:
    """The questions behind the code on the screen: a telephone answers once."""
    if _is_too_fast(request):
        return _over(request, queries.TOO_FAST, 429)
    paper = paper_of(request)
    try:
        found = queries.feedback_at(code)
    except Refused as refused:
        return _over(request, refused.sentence)
    return hand_out(request, _answer(request, found, queries.mark_on(found.pk, paper), paper), paper)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def feedback_once(request: ActedRequest, token: str) -> HttpResponse:
    """The questions behind the link in a mail, which is good once."""
    try:
        found, mark = queries.feedback_opened(token)
    except Refused as refused:
        return _over(request, refused.sentence)
    return _answer(request, found, mark, "")


@require_safe
@never_cache
def feedback_thanks(request: ActedRequest) -> HttpResponse:
    """The answer is in; the page is the same for everybody and knows nothing of it."""
    return render(request, "meetings/feedback_thanks.html")
