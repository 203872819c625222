"""The door of a meeting: the public page behind its code, the list at the desk, the sheet that people sign."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.limits import times_this_minute
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting, Participant

# Somebody who tries code after code; a typing error or two are fine.
WRONG_CODES = 30
BUSY = gettext_lazy("Many people are checking in at this moment. Wait a minute and try again.")


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _shut(request: HttpRequest, sentence: object, status: int) -> HttpResponse:
    return render(request, "meetings/door_shut.html", {"sentence": str(sentence)}, status=status)


def _opened(request: HttpRequest, code: str) -> Meeting | HttpResponse:
    """The meeting whose door has this code and is open; the page that says why there is none."""
    whose = request.META.get("REMOTE_ADDR", "")
    try:
        meeting = queries.meeting_at(code)
    except Refused as refused:
        is_trying = times_this_minute("wrong-codes", whose) > WRONG_CODES
        return _shut(request, BUSY, 429) if is_trying else _shut(request, refused.sentence, 404)
    if not queries.is_door_open(meeting):
        return _shut(request, queries.closed_words(meeting), 410)
    if request.method == "POST" and times_this_minute("door", f"{whose} {code}") > settings.CHECK_INS_A_MINUTE:
        return _shut(request, BUSY, 429)
    return meeting


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_in(request: ActedRequest, code: str) -> HttpResponse:
    """Say that one is there. Opening the page changes nothing; its button does."""
    meeting = _opened(request, code)
    if isinstance(meeting, HttpResponse):
        return meeting
    form = forms.CheckInForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if came := form.attempt(lambda: actions.check_in(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:checked_in", code=code, token=queries.came_token(came))
    return render(request, "meetings/check_in.html", queries.check_in_page(meeting) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def checked_in(request: ActedRequest, code: str, token: str) -> HttpResponse:
    """What is noted of one's coming; the button notes that one leaves."""
    try:
        came = queries.participant_of(token)
    except Refused as refused:
        return _shut(request, refused.sentence, 410)
    if request.method == "POST" and queries.is_door_open(came.meeting):
        actions.note_left(by=request.actor, participant=came)
        return redirect(request.path)
    return render(request, "meetings/checked_in.html", queries.checked_in_page(came))


@desk_view
def door(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The code for the wall, one line for who walks in, and who is there."""
    meeting = _meeting(request, pk)
    form = forms.WalkInForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if form.attempt(lambda: actions.note_walk_in(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:door", pk=meeting.pk)
    return render(request, "meetings/door.html", queries.door_page(meeting) | {"form": form, "kept": was_kept(request)})


@desk_act
def participant_left(request: ActedRequest, pk: UUID, participant: UUID) -> HttpResponse:
    """Note that somebody leaves now."""
    meeting = _meeting(request, pk)
    row = queries.part_of(meeting, Participant, participant)
    carry_out(request, lambda: actions.note_left(by=request.actor, participant=row))
    return redirect("meetings:door", pk=meeting.pk)


@desk_view
@require_safe
def sheet(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The list to print, with room to sign; it is typed in later by ticking."""
    return render(request, "meetings/sheet.html", queries.sheet_page(_meeting(request, pk)))


@desk_view
@require_safe
def evidence(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The signed sheets that are kept for a meeting."""
    meeting = fetch(request.actor, meetings_rules.read_evidence, "region", "network", pk=pk)
    return render(request, "meetings/evidence.html", queries.evidence_page(meeting, request.actor))


@desk_view
def evidence_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Keep a signed sheet."""
    meeting = _meeting(request, pk)
    form = forms.SheetForm(sent_data(request), request.FILES or None, initial=forms.sheet_initial(meeting))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if form.attempt(lambda: actions.keep_sheet(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:evidence", pk=meeting.pk)
    title = _("Keep a signed sheet")
    return render(request, "meetings/small_form.html", {"form": form, "meeting": meeting, "title": title})


@desk_view
@require_safe
def evidence_file(request: ActedRequest, pk: UUID) -> HttpResponse:
    """One signed sheet, as a file to be saved and not shown by the browser."""
    found = fetch(request.actor, meetings_rules.read_sheet, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="sheet.{found.file_type}"'}
    with found.file.open() as file:
        return HttpResponse(file.read(), content_type=queries.SHEET_TYPES[found.file_type], headers=headers)


@desk_act
def evidence_delete(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Delete a sheet that was kept by mistake."""
    found = fetch(request.actor, meetings_rules.keep_sheet, "meeting", pk=pk)
    carry_out(request, lambda: actions.delete_sheet(by=request.actor, sheet=found), _("The sheet is deleted."))
    return redirect("meetings:evidence", pk=found.meeting_id)
