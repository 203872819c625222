"""The pages that signed links in invitations open. A link that a mail scanner opens changes nothing: buttons do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import MeetingInvitation

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def link_over(request: HttpRequest, sentence: object) -> HttpResponse:
    """What a link says that opens nothing any more."""
    return render(request, "meetings/link_over.html", {"sentence": str(sentence)}, status=410)


def _opened(token: str) -> tuple[Actor, MeetingInvitation]:
    """Who holds the link, and the invitation that it opens; refuses one that was taken back or erased."""
    holder = queries.holder_of(token)
    related = ("contact", "meeting__region", "meeting__network")
    try:
        return holder, fetch(holder, meetings_rules.answer_invitation, *related, pk=holder.id)
    except Http404 as gone:
        raise Refused(queries.INVITATION_GONE) from gone


def _arrive(request: ActedRequest, holder: Actor, found: MeetingInvitation) -> HttpResponse:
    """The one button of the day: somebody on the guest list is there."""
    try:
        came = actions.check_in_guest(by=holder, invitation=found)
    except Refused as refused:
        return link_over(request, refused.sentence)
    return redirect("meetings:checked_in", code=queries.code_of(found.meeting), token=queries.came_token(came))


@read_or_send
@never_cache
def answer(request: ActedRequest, token: str) -> HttpResponse:
    """What the meeting is, the answer that the link has chosen, and one button."""
    try:
        holder, found = _opened(token)
    except Refused as refused:
        return link_over(request, refused.sentence)
    if "here" in request.POST:
        return _arrive(request, holder, found)
    initial = forms.reply_initial(found, queries.needs_before(found), request.GET.get("answer", ""))
    form = forms.ReplyForm(sent_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        reply = form.reply()
        if form.attempt(lambda: actions.answer_invitation(by=holder, invitation=found, reply=reply)):
            return redirect(f"{request.path}?done=1")
    shown = queries.answer_page(found) | {"form": form, "done": "done" in request.GET}
    return render(request, "meetings/answer.html", shown, status=shown["status"])


@csrf_exempt
@read_or_send
@never_cache
def leave(request: ActedRequest, token: str) -> HttpResponse:
    """End mail about meetings. Mail programs send the form themselves (RFC 8058): the signed token is the right."""
    try:
        mark = queries.mark_in(token)
    except Refused as refused:
        return link_over(request, refused.sentence)
    again = "again" in request.POST
    if request.method == "POST":
        act = actions.want_meeting_mail if again else actions.refuse_meeting_mail
        act(by=Actor("link"), mark=mark)
    has_left = request.method == "POST" and not again
    return render(request, "meetings/leave.html", {"has_left": has_left, "is_back": again})
