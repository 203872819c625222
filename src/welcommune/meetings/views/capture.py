"""Notes while people speak: at the desk, and in groups that work apart. The same form with script and without."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting

JSON = "application/json"


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _form(request: HttpRequest, meeting: Meeting) -> forms.NoteForm:
    initial = forms.note_initial(request.GET)
    return forms.NoteForm(sent_data(request), initial=initial, **queries.note_choices(meeting))


def _kept(request: HttpRequest, form: forms.NoteForm, act: Any) -> HttpResponse | None:
    """Run ``act``: words for the script that asks; the page again for the next note; ``None`` for the form's errors."""
    is_kept = form.is_valid() and form.attempt(act) is not None
    if request.headers.get("Accept") == JSON:
        refused = "" if is_kept else " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"refused": refused}, status=200 if is_kept else 422)
    if not is_kept:
        return None
    point = form.cleaned_data["agenda_item"]
    asked = {"kind": form.cleaned_data["kind"]} | ({"point": point.pk} if point else {})
    return redirect(f"{request.path}?{urlencode(asked)}")


def _notes(request: HttpRequest, notes: Any, shown: dict[str, Any]) -> HttpResponse:
    """The list alone, for the script that asks every moment; nothing where nothing has changed."""
    state = queries.notes_state(notes)
    unchanged = request.headers.get("If-None-Match") == state
    shown |= {"notes": queries.shown_notes(notes)}
    answer = HttpResponseNotModified() if unchanged else render(request, "meetings/notes.html", shown)
    answer.headers["ETag"] = state
    return answer


@desk_view
def capture(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The capture screen of a meeting."""
    meeting = _meeting(request, pk)
    form = _form(request, meeting)
    if request.method == "POST":
        act = actions.note_insight
        answer = _kept(
            request, form, lambda: act(by=request.actor, id=form.cleaned_data["id"], meeting=meeting, **form.told())
        )
        if answer:
            return answer
    shown = {"form": form, "group_form": forms.GroupForm(), "kept": was_kept(request), "who": request.actor.id}
    return render(request, "meetings/capture.html", queries.capture_page(meeting) | shown)


@desk_view
@require_safe
def capture_notes(request: ActedRequest, pk: UUID) -> HttpResponse:
    """What all who take notes at the meeting have noted up to now."""
    return _notes(request, queries.noted(_meeting(request, pk)), {"can_edit": True})


@desk_act
def group_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Make a group that works apart."""
    meeting = _meeting(request, pk)
    form = forms.GroupForm(request.POST)
    if form.is_valid():
        carry_out(request, lambda: actions.add_group(by=request.actor, meeting=meeting, **form.cleaned_data))
    else:
        messages.error(request, _("Write a name for the group."))
    return redirect("meetings:capture", pk=meeting.pk)


@desk_act
def group_revoke(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take the link of a group back."""
    group = fetch(request.actor, meetings_rules.keep_group, "meeting", pk=pk)
    done = _("The link of the group opens nothing any more.")
    carry_out(request, lambda: actions.revoke_group(by=request.actor, group=group), done)
    return redirect("meetings:capture", pk=group.meeting_id)


def _over(request: HttpRequest, sentence: object) -> HttpResponse:
    """The end of a link: words for the script, which keeps what it has; a page for people."""
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"refused": str(sentence)}, status=410)
    return render(request, "meetings/link_over.html", {"sentence": str(sentence)}, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def group(request: ActedRequest, token: str) -> HttpResponse:
    """The capture screen of one group, for whoever holds its link."""
    try:
        holder, found = queries.group_of(token)
    except Refused as refused:
        return _over(request, refused.sentence)
    form = _form(request, found.meeting)
    if request.method == "POST":
        act = actions.note_in_group
        answer = _kept(
            request, form, lambda: act(by=holder, id=form.cleaned_data["id"], group=found, **form.told())
        )  # fmt: skip
        if answer:
            return answer
    return render(request, "meetings/group.html", queries.group_page(found) | {"form": form, "token": token})


@require_safe
@never_cache
def group_notes(request: ActedRequest, token: str) -> HttpResponse:
    """What the group has noted up to now."""
    try:
        _holder, found = queries.group_of(token)
    except Refused as refused:
        return _over(request, refused.sentence)
    return _notes(request, queries.noted(found.meeting, found), {"can_edit": False})
