"""Quick polls at the desk, and the page on telephones; the screen in the room."""

from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.limits import times_this_minute
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting, QuickPoll
from welcommune.meetings.views.ballots import hand_out, paper_of

# Everybody in a room may come through one connection.
MOST_A_MINUTE = 300


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


@desk_view
def polls(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The polls of a meeting with their results, and the form for another one."""
    meeting = _meeting(request, pk)
    languages = queries.languages_of(meeting)
    form = forms.QuickPollForm(sent_data(request), languages=languages)
    if request.method == "POST" and form.is_valid():
        facts, key = form.facts(), form.cleaned_data["id"]
        if form.attempt(lambda: actions.ask_poll(by=request.actor, id=key, meeting=meeting, facts=facts)):
            return redirect("meetings:polls", pk=meeting.pk)
    shown = queries.polls_page(meeting) | {"form": form, "kept": was_kept(request)}
    return render(request, "meetings/polls.html", shown)


@desk_act
def poll_close(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take no more votes."""
    poll = fetch(request.actor, meetings_rules.keep_poll, "meeting__region", "meeting__network", pk=pk)
    carry_out(request, lambda: actions.close_poll(by=request.actor, poll=poll), _("The question is closed."))
    return redirect("meetings:polls", pk=poll.meeting_id)


def _over(request: HttpRequest, sentence: object, status: int) -> HttpResponse:
    return render(request, "meetings/link_over.html", {"sentence": str(sentence)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def vote(request: ActedRequest, code: str) -> HttpResponse:
    """The question, its choices, one button; looking counts nothing."""
    if times_this_minute("vote", request.META.get("REMOTE_ADDR", "")) > MOST_A_MINUTE:
        return _over(request, queries.TOO_FAST, 429)
    try:
        poll = queries.poll_at(code)
    except Refused as refused:
        return _over(request, refused.sentence, 404)
    paper = paper_of(request)
    form = forms.VoteForm(sent_data(request), initial={"ballot": paper}, poll=poll)
    if request.method == "POST" and form.is_valid() and _is_counted(request, poll, paper, form):
        return hand_out(request, redirect(f"{request.path}?done=1"), paper)
    shown = {"poll": poll, "form": form, "done": "done" in request.GET}
    page = render(request, "meetings/vote.html", shown, status=410 if poll.closed_at else 200)
    return hand_out(request, page, paper)


def _is_counted(request: ActedRequest, poll: QuickPoll, paper: str, form: forms.VoteForm) -> bool:
    cast = actions.vote_in_poll
    return bool(form.attempt(lambda: cast(by=request.actor, poll=poll, paper=paper, picks=form.chosen())))


@desk_view
@require_safe
def projector(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The screen in the room."""
    return render(request, "meetings/projector.html", queries.projector_page(_meeting(request, pk)))


@desk_view
@require_safe
def projector_now(request: ActedRequest, pk: UUID) -> HttpResponse:
    """What of the screen changes; nothing at all where it is as the asking page knows it."""
    page = render(request, "meetings/projector_now.html", queries.projector_page(_meeting(request, pk)))
    mark = f'"{sha256(page.content).hexdigest()[:32]}"'
    answer = HttpResponseNotModified() if request.headers.get("If-None-Match") == mark else page
    answer.headers["ETag"] = mark
    return answer
