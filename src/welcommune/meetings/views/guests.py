"""The guest list of a meeting at the desk: whom to invite, what is sent, what was answered, who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting, MeetingInvitation


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _guest(request: ActedRequest, pk: UUID) -> MeetingInvitation:
    related = ("contact", "meeting__region", "meeting__network")
    return fetch(request.actor, meetings_rules.keep_guest, *related, pk=pk)


def _act(request: ActedRequest, meeting_id: UUID, act: Any, done: Any) -> HttpResponse:
    """Run a button's action and go back to the list; ``done`` says in words what came of it."""
    try:
        messages.success(request, done(act()))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("meetings:guests", pk=meeting_id)


@desk_view
@require_safe
def guests(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Who is invited, what they answered and need, and what can be sent."""
    return render(request, "meetings/guests.html", queries.guest_page(_meeting(request, pk)))


@desk_view
def propose(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Whom to invite, with reasons; all that are proposed are ticked."""
    meeting = _meeting(request, pk)
    asked = forms.asked_of(request.GET)
    found = queries.proposals(meeting, request.actor, queries.Wanted(**asked))
    form = forms.ProposalForm(sent_data(request), proposals=found.chosen)
    if request.method == "POST" and form.is_valid():
        add, chosen = actions.invite_contacts, form.chosen()
        if form.attempt(lambda: add(by=request.actor, meeting=meeting, contacts=chosen)) is not None:
            return redirect("meetings:guests", pk=meeting.pk)
    shown = {"form": form, "meeting": meeting, "it": found, "asked": asked, "lists": forms.wanted_lists(found)}
    return render(request, "meetings/propose.html", shown | {"kept": was_kept(request)})


@desk_view
def guest_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Put somebody on the list who is in no register."""
    meeting = _meeting(request, pk)
    form = forms.GuestForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        guest, key = form.guest(), form.cleaned_data["id"]
        if form.attempt(lambda: actions.invite_address(by=request.actor, id=key, meeting=meeting, guest=guest)):
            return redirect("meetings:guests", pk=meeting.pk)
    title = _("Invite somebody who is in no register")
    return render(request, "meetings/small_form.html", {"form": form, "meeting": meeting, "title": title})


@desk_view
def letter(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The mail as it goes out in each language, and the few words of it that are one's own."""
    meeting = _meeting(request, pk)
    written = queries.guest_list_of(meeting)
    shown = queries.previews(meeting, written)
    languages = [language for language, _subject, _body in shown]
    initial = forms.invitation_initial(written, languages)
    form = forms.InvitationForm(sent_data(request), initial=initial, languages=languages)
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "join_link": form.cleaned_data["join_link"]}
        words = form.words(written.words)
        if form.attempt(lambda: actions.write_invitation(by=request.actor, meeting=meeting, words=words, **told)):
            return redirect("meetings:letter", pk=meeting.pk)
    there = {"form": form, "meeting": meeting, "previews": shown, "kept": was_kept(request)}
    return render(request, "meetings/letter.html", there)


@desk_view
def registration(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Open the meeting for whoever wants to come, or close it again."""
    meeting = _meeting(request, pk)
    known = queries.registration_of(meeting)
    initial = {"seen": known.version, "is_open": known.is_open or not known.version, "capacity": known.capacity}
    form = forms.RegistrationForm(sent_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.open_registration(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:guests", pk=meeting.pk)
    shown = {"form": form, "meeting": meeting, "title": _("Open registration")}
    return render(request, "meetings/small_form.html", shown)


@desk_act
def send(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Send the invitation to all who have not got it."""
    meeting = _meeting(request, pk)
    return _act(
        request, meeting.pk, lambda: actions.send_invitations(by=request.actor, meeting=meeting), _on_their_way
    )  # fmt: skip


@desk_act
def remind(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Ask those again who have not answered."""
    meeting = _meeting(request, pk)
    return _act(request, meeting.pk, lambda: actions.remind_guests(by=request.actor, meeting=meeting), _on_their_way)


def _on_their_way(count: int) -> str:
    return ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", count) % {"n": count}


@desk_view
def guest_answer(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note an answer that came by telephone or at the door."""
    guest = _guest(request, pk)
    form = forms.ReplyForm(sent_data(request), initial=forms.reply_initial(guest, None, ""))
    if request.method == "POST" and form.is_valid():
        reply = form.reply()
        if form.attempt(lambda: actions.answer_invitation(by=request.actor, invitation=guest, reply=reply)):
            return redirect("meetings:guests", pk=guest.meeting_id)
    return render(request, "meetings/guest_answer.html", {"form": form, "guest": guest, "kept": was_kept(request)})


@desk_act
def guest_remove(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take somebody off the list."""
    guest = _guest(request, pk)
    done = _("%(name)s is off the list. The link in the mail opens nothing any more.") % {"name": guest}
    return _act(
        request, guest.meeting_id, lambda: actions.remove_guest(by=request.actor, invitation=guest), lambda _none: done
    )  # fmt: skip


@desk_act
def place_remove(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take somebody off the waiting list."""
    found = fetch(request.actor, meetings_rules.keep_place_request, "meeting", pk=pk)
    done, act = _("Noted."), actions.remove_place_request
    return _act(request, found.meeting_id, lambda: act(by=request.actor, request=found), lambda _none: done)


@desk_act
def guest_bounced(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note that mail came back from somebody, or that the address is right again."""
    guest = _guest(request, pk)
    done = _("Noted.")
    return _act(
        request, guest.meeting_id, lambda: actions.note_bounce(by=request.actor, invitation=guest), lambda _none: done
    )  # fmt: skip


@desk_view
def came(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Tick who of the invited came."""
    meeting = _meeting(request, pk)
    rows = queries.came_rows(meeting)
    ticked = queries.guests_to_tick(meeting, rows)
    form = forms.CameForm(sent_data(request), initial={"seen": meeting.version}, rows=rows, ticked=ticked)
    if request.method == "POST" and form.is_valid():
        note, told = actions.note_guests_came, {"came": form.chosen(), "seen": form.cleaned_data["seen"]}
        if form.attempt(lambda: note(by=request.actor, meeting=meeting, **told)) is not None:
            return redirect("meetings:attendance", pk=meeting.pk)
    return render(request, "meetings/came.html", {"form": form, "meeting": meeting, "kept": was_kept(request)})
