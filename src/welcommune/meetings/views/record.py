"""The desk pages of a meeting's record. Each fetches, forms, acts and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.accounts.queries import consents_of
from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data, was_kept
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Insight, Meeting, MeetingState, Participant, ReportedCount
from welcommune.network import rules as network_rules
from welcommune.network.models import Network, Region
from welcommune.network.queries import network_for, terms
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.queries import organisations_near


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _act(request: ActedRequest, meeting: Meeting, act: Any, done: str) -> HttpResponse:
    """Run a button's action and go back to the record, with what happened in words."""
    carry_out(request, act, done)
    return redirect("meetings:record", pk=meeting.pk)


def _owner(request: ActedRequest, slug: str) -> tuple[Region | None, Network]:
    """Who keeps the record of a new meeting: a region, or without one the network."""
    if not slug:
        return None, fetch(request.actor, network_rules.coordinate)
    place = fetch(request.actor, network_rules.record_in_region, slug=slug)
    return place, network_for(place)


@desk_view
def meeting_new(request: ActedRequest, region: str = "") -> HttpResponse:
    """Put a meeting of a region, or of the network, on record."""
    place, network = _owner(request, region)
    beside = queries.new_form_parts(place, network) | {"languages": queries.written_languages(place, network.languages)}
    form = forms.NewMeetingForm(sent_data(request), **beside)
    if request.method == "POST" and form.is_valid():
        told, key = form.told(), form.cleaned_data["id"]
        where: dict[str, Any] = {"network": network, "region": place}
        if meeting := form.attempt(lambda: actions.record_meeting(by=request.actor, id=key, **where, **told)):
            return redirect("meetings:record", pk=meeting.pk)
    return render(request, "meetings/edit.html", {"form": form, "region": place, "kept": was_kept(request)})


@desk_view
def meeting_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change the record of a meeting."""
    meeting = _meeting(request, pk)
    languages = queries.written_languages(meeting.region, meeting.network.languages)
    beside = queries.form_parts(meeting) | {"languages": languages, "meeting": meeting}
    form = forms.MeetingForm(sent_data(request), initial=forms.meeting_initial(meeting, languages), **beside)
    if request.method == "POST" and form.is_valid():
        told, seen = form.told(), form.cleaned_data["seen"]
        if form.attempt(lambda: actions.change_meeting(by=request.actor, meeting=meeting, seen=seen, **told)):
            return redirect("meetings:record", pk=meeting.pk)
    shown = {"form": form, "meeting": meeting, "region": meeting.region, "kept": was_kept(request)}
    return render(request, "meetings/edit.html", shown)


@desk_view
@require_safe
def record(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The record of a meeting with what can be done next."""
    together = ("region", "network", "report__article", "minutes")
    meeting = fetch(request.actor, meetings_rules.see_meeting, *together, pk=pk)
    return render(request, "meetings/record.html", queries.record_page(meeting, request.actor))


@desk_view
def child_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Add a training or a visit inside the meeting."""
    meeting = _meeting(request, pk)
    languages = queries.written_languages(meeting.region, meeting.network.languages)
    form = forms.ChildForm(sent_data(request), languages=languages)
    if request.method == "POST" and form.is_valid():
        facts, key = form.facts(meeting), form.cleaned_data["id"]
        if form.attempt(lambda: actions.record_child(by=request.actor, id=key, parent=meeting, facts=facts)):
            return redirect("meetings:record", pk=meeting.pk)
    title = _("A training or visit inside the meeting")
    return render(request, "meetings/small_form.html", {"form": form, "meeting": meeting, "title": title})


@desk_view
def attendance(request: ActedRequest, pk: UUID) -> HttpResponse:
    """How many came, and which categories."""
    meeting = _meeting(request, pk)
    language = queries.written_languages(meeting.region, meeting.network.languages)[0]
    beside: dict[str, Any] = {"categories": list(terms("category").values()), "language": language}
    initial = forms.attendance_initial(meeting, language)
    form = forms.AttendanceForm(sent_data(request), initial=initial, **beside)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"totals": form.totals(), "categories": form.seats(queries.details_of(meeting))}
        seen = form.cleaned_data["seen"]
        if form.attempt(lambda: actions.note_attendance(by=request.actor, meeting=meeting, seen=seen, **told)):
            return redirect("meetings:record", pk=meeting.pk)
    return render(request, "meetings/attendance.html", {"form": form, "meeting": meeting, "kept": was_kept(request)})


@desk_view
def count_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Add one count of any kind."""
    meeting = _meeting(request, pk)
    form = forms.CountForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        count = form.count()
        if form.attempt(lambda: actions.add_count(by=request.actor, meeting=meeting, count=count)):
            return redirect("meetings:record", pk=meeting.pk)
    title = _("Add a count")
    return render(request, "meetings/small_form.html", {"form": form, "meeting": meeting, "title": title})


@desk_act
def count_remove(request: ActedRequest, pk: UUID, count: UUID) -> HttpResponse:
    """Take a count off the record."""
    meeting = _meeting(request, pk)
    row = queries.part_of(meeting, ReportedCount, count)
    return _act(
        request,
        meeting,
        lambda: actions.remove_count(by=request.actor, meeting=meeting, count=row),
        _("The count is removed from the record."),
    )


@desk_view
def participant_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note an organisation or a person who came."""
    meeting = _meeting(request, pk)
    form = forms.ParticipantForm(sent_data(request), organisations=queries.form_parts(meeting)["organisations"])
    if request.method == "POST" and form.is_valid():
        came = form.participant()
        if form.attempt(lambda: actions.add_participant(by=request.actor, meeting=meeting, participant=came)):
            return redirect("meetings:record", pk=meeting.pk)
    title = _("Note who came")
    return render(request, "meetings/small_form.html", {"form": form, "meeting": meeting, "title": title})


@desk_act
def participant_remove(request: ActedRequest, pk: UUID, participant: UUID) -> HttpResponse:
    """Take a participant off the record."""
    meeting = _meeting(request, pk)
    row = queries.part_of(meeting, Participant, participant)
    return _act(
        request,
        meeting,
        lambda: actions.remove_participant(by=request.actor, meeting=meeting, participant=row),
        _("The participant is removed from the record."),
    )


@desk_view
def insight_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note something that was said."""
    meeting = _meeting(request, pk)
    languages = queries.written_languages(meeting.region, meeting.network.languages)
    near = queries.form_parts(meeting)["organisations"]
    form = forms.NewInsightForm(sent_data(request), organisations=near, languages=languages)
    if request.method == "POST" and form.is_valid():
        told, key = form.told(), form.cleaned_data["id"]
        if form.attempt(lambda: actions.note_insight(by=request.actor, id=key, meeting=meeting, **told)):
            messages.success(request, _("Noted."))
            return redirect("meetings:record", pk=meeting.pk)
    return render(request, "meetings/insight.html", {"form": form, "meeting": meeting, "kept": was_kept(request)})


@desk_view
def insight_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change what was noted."""
    insight = fetch(request.actor, meetings_rules.edit_insight, "meeting__network", "region", "consent", pk=pk)
    languages = queries.written_languages(insight.region)
    near = organisations_near(insight.region, network_for(insight.region))
    beside: dict[str, Any] = {"organisations": near, "languages": languages}
    form = forms.InsightForm(sent_data(request), initial=forms.insight_initial(insight, languages), **beside)
    if request.method == "POST" and form.is_valid():
        told, seen = form.told(insight.text), form.cleaned_data["seen"]
        if form.attempt(lambda: actions.change_insight(by=request.actor, insight=insight, seen=seen, **told)):
            return redirect(_after(insight), pk=insight.meeting_id)
    shown = {"form": form, "meeting": insight.meeting, "insight": insight, "kept": was_kept(request)}
    return render(request, "meetings/insight.html", shown | {"consents": consents_of(insight.pk)})


def _after(insight: Insight) -> str:
    """Back to the notes while the meeting goes on, else to the record."""
    is_on = insight.meeting and insight.meeting.state == MeetingState.OPEN
    return "meetings:capture" if is_on else "meetings:record"


@desk_act
def insight_remove(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take an insight off the record."""
    insight = fetch(request.actor, meetings_rules.edit_insight, "meeting__region", "region", pk=pk)
    return _act(
        request,
        insight.meeting,  # type: ignore[arg-type]
        lambda: actions.remove_insight(by=request.actor, insight=insight),
        _("The insight is removed from the record."),
    )


@desk_act
def consent_withdraw(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The person takes the quote back."""
    insight = fetch(request.actor, meetings_rules.edit_insight, "meeting__region", "region", pk=pk)
    return _act(
        request,
        insight.meeting,  # type: ignore[arg-type]
        lambda: actions.withdraw_consent(by=request.actor, insight=insight),
        _("The quote is withdrawn: its words are gone from every page, text and version."),
    )


@desk_act
def move(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Move the meeting to another state."""
    meeting = _meeting(request, pk)
    state = request.POST.get("state", "")
    carry_out(request, lambda: actions.move_meeting(by=request.actor, meeting=meeting, state=state), _("Noted."))
    return redirect("meetings:capture" if meeting.state == MeetingState.OPEN else "meetings:record", pk=meeting.pk)


@desk_act
def report_draft(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Let the report write itself, in its own languages or in one more, then go on to edit it."""
    meeting = _meeting(request, pk)
    wanted = request.POST.get("language", "")
    try:
        article = actions.draft_report(by=request.actor, meeting=meeting, languages=[wanted] if wanted else None)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("meetings:record", pk=meeting.pk)
    language = wanted or queries.written_languages(meeting.region)[0]
    return redirect("portal:article_edit", pk=article.pk, language=language)


@desk_view
def contact_delete(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Delete a person for good: from the contacts of the region, and by name from its meetings."""
    contact = fetch(request.actor, stakeholders_rules.keep_contact, "region", pk=pk)
    request.about = contact.region
    if request.method == "POST":
        actions.erase_contact(by=request.actor, contact=contact)
        messages.success(request, _("The person is deleted."))
        return redirect("stakeholders:contacts", region=contact.region.slug)
    return render(request, "meetings/contact_delete.html", {"contact": contact})
