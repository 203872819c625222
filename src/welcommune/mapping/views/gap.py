"""Gaps at the desk, and what residents read and tell of them."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from welcommune.core.access import ActedRequest, allowed, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.core.publication import public_page, region_key
from welcommune.mapping import rules
from welcommune.mapping.actions import gap as actions
from welcommune.mapping.forms import gap as forms
from welcommune.mapping.models import Gap
from welcommune.mapping.queries import coverage_pages
from welcommune.mapping.queries import gap as queries
from welcommune.network import rules as network_rules

PER_PAGE = 50
REASONS = {"cover": actions.cover_gap, "park": actions.park_gap}


def _kept(request: ActedRequest, pk: UUID) -> Gap:
    row: Gap = fetch(request.actor, rules.keep_gap, *queries.BESIDE, pk=pk)
    request.about = row.region
    return row


@desk_view
@require_safe
def gaps(request: ActedRequest, region: str) -> HttpResponse:
    """The gaps of a region, those that are still missing first."""
    found = request.about = fetch(request.actor, network_rules.enter_region, slug=region)
    lines, asked = queries.gap_list(found, request.GET)
    page, shown = page_of(request, lines, PER_PAGE)
    can_edit = allowed(request.actor, network_rules.record_in_region, found)
    beside = {"region": found, "page_": page, "lines": shown, "can_edit": can_edit}
    return render(request, "mapping/gaps.html", asked | beside)


@desk_view
@require_safe
def gap(request: ActedRequest, pk: UUID) -> HttpResponse:
    """A gap: how it stands, what addresses it, what could, and what was done to it."""
    row = fetch(request.actor, rules.see_gap, *queries.BESIDE, "place__merged_into", pk=pk)
    request.about = row.region
    form = forms.AnswerForm(region=row.region) if row.state in ("confirmed", "addressed") else None
    return render(request, "mapping/gap.html", queries.gap_page(row, request.actor) | {"form": form})


def _form_page(request: ActedRequest, form: Any, title: str, back: tuple[str, str]) -> HttpResponse:
    shown = {"form": form, "title": title, "lead": "", "back": [back], "send": _("Keep"), "kept": was_kept(request)}
    return render(request, "mapping/gap_form.html", shown)


@desk_view
def gap_new(request: ActedRequest, region: str) -> HttpResponse:
    """Note what is missing, from a cell of the matrix or from nothing."""
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=region)
    initial = coverage_pages.form_initial(found, request.GET)
    initial |= {"language": get_language(), "origin": "computed" if request.GET.get("theme") else "reported"}
    form = forms.NewGapForm(sent_data(request), region=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {"id": form.cleaned_data["id"], "facts": form.facts, "cell": form.cell}
        if row := form.attempt(lambda: actions.note_gap(by=request.actor, region=found, **told)):
            return redirect("mapping:gap", pk=row.pk)
    return _form_page(request, form, _("Note a gap"), (_("Gaps"), reverse("mapping:gaps", args=[found.slug])))


@desk_view
def gap_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change what is said of a gap."""
    row = _kept(request, pk)
    form = forms.EditGapForm(sent_data(request), region=row.region, initial=forms.gap_initial(row))
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "facts": form.facts, "cell": form.cell}
        if form.attempt(lambda: actions.change_gap(by=request.actor, gap=row, **told)):
            return redirect("mapping:gap", pk=row.pk)
    return _form_page(request, form, _("Change"), (row.title, reverse("mapping:gap", args=[row.pk])))


@desk_view
def gap_close(request: ActedRequest, pk: UUID, act: str) -> HttpResponse:
    """Say how it came to be covered, or why it is parked."""
    row = _kept(request, pk)
    form = forms.ReasonForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.attempt(lambda: REASONS[act](by=request.actor, gap=row, reason=reason)):
            return redirect("mapping:gap", pk=row.pk)
    title = _("It is covered") if act == "cover" else _("Park it")
    return _form_page(request, form, title, (row.title, reverse("mapping:gap", args=[row.pk])))


@desk_view
def gap_answer(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note what addresses a gap."""
    row = _kept(request, pk)
    form = forms.AnswerForm(sent_data(request), region=row.region)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.answer_gap(by=request.actor, gap=row, **told)):
            return redirect("mapping:gap", pk=row.pk)
    back = (row.title, reverse("mapping:gap", args=[row.pk]))
    return _form_page(request, form, _("Note what addresses it"), back)


@desk_act
def gap_reopen(request: ActedRequest, pk: UUID) -> HttpResponse:
    """It comes up again."""
    row = _kept(request, pk)
    carry_out(request, lambda: actions.reopen_gap(by=request.actor, gap=row), _("It waits to be confirmed again."))
    return redirect("mapping:gap", pk=row.pk)


@public_page(lambda region: region_key(region))
def public_gaps(request: ActedRequest, region: str) -> HttpResponse:
    """What is missing in a region, as far as it is shared with residents."""
    found = request.about = queries.open_region(region)
    page, lines = page_of(request, queries.shared_gaps(found), PER_PAGE)
    shown = {"region": found, "page_": page, "lines": lines, "searches": queries.searches_in_vain(found)}
    return render(request, "mapping/public_gaps.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def nothing_found(request: ActedRequest, region: str) -> HttpResponse:
    """Say that one looked and found nothing. Nothing is asked about the person."""
    found = request.about = queries.open_region(region)
    form = forms.NothingFoundForm(sent_data(request), region=found)
    if request.method == "POST" and form.is_valid():
        sender = get_adapter().get_client_ip(request)
        if form.attempt(lambda: actions.say_nothing_found(region=found, cell=form.cell, sender=sender)):
            return redirect("mapping:nothing_found_thanks", region=found.slug)
    back = [(_("What is missing"), reverse("mapping:public_gaps", args=[found.slug]))]
    title, lead = _("I looked for something and found nothing"), _("Nobody learns who you are: only the month is kept.")
    return render(
        request, "mapping/gap_form.html",
        {"form": form, "title": title, "lead": lead, "back": back, "kept": False, "send": _("Send")},
    )  # fmt: skip


@require_safe
def nothing_found_thanks(request: ActedRequest, region: str) -> HttpResponse:
    """It is counted."""
    found = request.about = queries.open_region(region)
    return render(request, "mapping/nothing_found_thanks.html", {"region": found})
