"""Decisions and commitments at the desk: noting them at a meeting, and following them up in a region."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Commitment, Meeting
from welcommune.network import rules as network_rules
from welcommune.network.queries import network_for

PER_PAGE = 50


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _commitment(request: ActedRequest, pk: UUID) -> Commitment:
    related = ("region", "meeting", "organisation", "contact")
    return fetch(request.actor, meetings_rules.keep_commitment, *related, pk=pk)


def _back(row: Commitment) -> HttpResponse:
    """To the list of the region, where one looks after it."""
    return redirect("meetings:commitments", region=row.region.slug)


@desk_view
@require_safe
def commitments(request: ActedRequest, region: str) -> HttpResponse:
    """What was promised in a region, and how it stands."""
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=region)
    listed = queries.commitment_list(found, request.GET)
    page, lines = page_of(request, listed.lines, PER_PAGE)
    return render(request, "meetings/commitments.html", {"region": found, "it": listed, "page_": page, "lines": lines})


@desk_view
@require_safe
def outcomes(request: ActedRequest, pk: UUID) -> HttpResponse:
    """What a meeting decided, and what was promised there."""
    meeting = fetch(request.actor, meetings_rules.see_meeting, "region", "network", pk=pk)
    return render(request, "meetings/outcomes.html", queries.outcomes_page(meeting, request.actor))


@desk_view
def decision_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note what the meeting agreed on."""
    meeting = _meeting(request, pk)
    form = forms.DecisionForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.record_decision(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:outcomes", pk=meeting.pk)
    shown = {"form": form, "meeting": meeting, "title": _("Note a decision")}
    return render(request, "meetings/small_form.html", shown)


@desk_act
def decision_remove(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take a decision off the record."""
    decision = fetch(request.actor, meetings_rules.edit_decision, "meeting__region", "meeting__network", pk=pk)
    done = _("The decision is removed from the record.")
    carry_out(request, lambda: actions.remove_decision(by=request.actor, decision=decision), done)
    return redirect("meetings:outcomes", pk=decision.meeting_id)


@desk_view
def commitment_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note what somebody promised at a meeting."""
    meeting = fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk, region__isnull=False)
    parts = queries.commitment_parts(meeting, meeting.region, meeting.network)
    form = forms.NewCommitmentForm(sent_data(request), **parts)
    if request.method == "POST" and form.is_valid():
        facts, key = form.facts(), form.cleaned_data["id"]
        if form.attempt(lambda: actions.record_commitment(by=request.actor, meeting=meeting, facts=facts, id=key)):
            return redirect("meetings:outcomes", pk=meeting.pk)
    return render(request, "meetings/commitment.html", {"form": form, "meeting": meeting, "kept": was_kept(request)})


@desk_view
def commitment_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change what was promised, and say how it stands."""
    row = _commitment(request, pk)
    request.about = row.region
    parts = queries.commitment_parts(row.meeting, row.region, network_for(row.region))
    form = forms.CommitmentForm(sent_data(request), initial=forms.commitment_initial(row), **parts)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"facts": form.facts(), "seen": form.cleaned_data["seen"]}
        if form.attempt(lambda: actions.change_commitment(by=request.actor, commitment=row, **told)):
            return _back(row)
    shown = {"form": form, "line": queries.commitment_line(row), "meeting": row.meeting, "kept": was_kept(request)}
    return render(request, "meetings/commitment.html", shown)


@desk_view
def commitment_drop(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Say that something will not be done, and why."""
    row = _commitment(request, pk)
    form = forms.DeskDropForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.drop_commitment(by=request.actor, commitment=row, **told)):
            return _back(row)
    shown = {"form": form, "row": row, "kept": was_kept(request)}
    return render(request, "meetings/commitment_drop.html", shown)


ACTS: dict[str, Any] = {
    "confirm": actions.confirm_commitment, "done": actions.complete_commitment,
    "reopen": actions.reopen_commitment, "show_reason": actions.show_reason,
    "end_links": actions.end_commitment_links, "remove": actions.remove_commitment,
}  # fmt: skip


@desk_act
def commitment_act(request: ActedRequest, pk: UUID, act: str) -> HttpResponse:
    """One of the buttons of a commitment."""
    row = _commitment(request, pk)
    carry_out(request, lambda: ACTS[act](by=request.actor, commitment=row), _("Noted."))
    return _back(row)
