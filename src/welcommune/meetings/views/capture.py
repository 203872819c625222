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
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting
from welcommune.meetings.views.answers import link_over

JSON = "application/json"


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _form(request: HttpRequest, meeting: Meeting) -> forms.NoteForm:
    return forms.NoteForm(
        sent_data(request), initial=forms.note_initial(request.GET), **queries.note_choices(meeting)
    )  # fmt: skip


def _kept(request: HttpRequest, form: HouseForm, act: Any) -> bool | HttpResponse:
    """Run ``act``. The script that asks is answered in words; else it is told whether the note is kept."""
    is_kept = form.is_valid() and form.attempt(act) is not None
    if request.headers.get("Accept") != JSON:
        return is_kept
    refused = "" if is_kept else " ".join(str(error) for errors in form.errors.values() for error in errors)
    return JsonResponse({"refused": refused}, status=200 if is_kept else 422)


def _next(address: str, form: forms.NoteForm) -> HttpResponse:
    """The page again for the next note, which starts with the kind and the point of this one."""
    point = form.cleaned_data["agenda_item"]
    asked = {"kind": form.cleaned_data["kind"]} | ({"point": point.pk} if point else {})
    return redirect(f"{address}?{urlencode(asked)}")


def _notes(request: HttpRequest, notes: queries.Notes, can_edit: bool) -> HttpResponse:
    """The list alone, for the script that asks every moment; nothing where nothing has changed."""
    state = notes.state
    if request.headers.get("If-None-Match") == state:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = render(request, "meetings/notes.html", {"notes": notes.rows(), "can_edit": can_edit})
    answer.headers["ETag"] = state
    return answer


@desk_view
def capture(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The capture screen of a meeting; sent, it notes what was said."""
    meeting = _meeting(request, pk)
    choices = queries.note_choices(meeting)
    form = forms.NoteForm(sent_data(request), initial=forms.note_initial(request.GET), **choices)
    if request.method == "POST":
        note, by = actions.note_insight, request.actor
        kept = _kept(request, form, lambda: note(by=by, meeting=meeting, **form.told()))
        if kept:
            return _next(request.path, form) if kept is True else kept
    shown = queries.capture_page(meeting) | {"form": form, "kept": was_kept(request), "who": request.actor.id}
    return render(request, "meetings/capture.html", shown | forms.beside_notes(meeting, choices["agenda"]))


def _page_of(request: ActedRequest, meeting: Meeting, form: HouseForm, title: str) -> HttpResponse:
    """One of the forms beside the notes on a page of its own: where it has an error, and script is off."""
    shown = {"form": form, "meeting": meeting, "title": title, "names": queries.known_names(meeting)}
    return render(request, "meetings/small_form.html", shown)


@desk_view
def capture_decision(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note what the meeting agreed on."""
    meeting = _meeting(request, pk)
    form = forms.QuickDecisionForm(sent_data(request), agenda=list(meeting.agenda.all()))
    if request.method == "POST":
        record, by = actions.record_decision, request.actor
        kept = _kept(request, form, lambda: record(by=by, meeting=meeting, **form.cleaned_data))
        if kept:
            return redirect("meetings:capture", pk=meeting.pk) if kept is True else kept
    return _page_of(request, meeting, form, _("Decision"))


@desk_view
def capture_commitment(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note what somebody promised."""
    meeting = _meeting(request, pk)
    form = forms.QuickCommitmentForm(sent_data(request), meeting=meeting)
    if request.method == "POST":
        record, by = actions.record_commitment, request.actor
        kept = _kept(request, form, lambda: record(by=by, meeting=meeting, **form.told()))
        if kept:
            return redirect("meetings:capture", pk=meeting.pk) if kept is True else kept
    return _page_of(request, meeting, form, _("Commitment"))


@desk_view
@require_safe
def capture_notes(request: ActedRequest, pk: UUID) -> HttpResponse:
    """What all who take notes at the meeting have noted up to now."""
    return _notes(request, queries.notes_of(_meeting(request, pk)), can_edit=True)


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
    return link_over(request, sentence)


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
        note = actions.note_in_group
        kept = _kept(request, form, lambda: note(by=holder, group=found, **form.told()))
        if kept:
            return _next(request.path, form) if kept is True else kept
    return render(request, "meetings/group.html", queries.group_page(found) | {"form": form, "token": token})


@require_safe
@never_cache
def group_notes(request: ActedRequest, token: str) -> HttpResponse:
    """What the group has noted up to now."""
    try:
        _holder, found = queries.group_of(token)
    except Refused as refused:
        return _over(request, refused.sentence)
    return _notes(request, queries.group_notes_of(found), can_edit=False)
