"""Funding: at the desk list, line, sums, timeline, and what ends within twelve months; what the public may know."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.core.publication import public_page, region_key
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.actions import funding as actions
from welcommune.mapping.forms import funding as forms
from welcommune.mapping.models import FundingLine
from welcommune.mapping.queries import funding as queries
from welcommune.mapping.queries import public_region, whose_money
from welcommune.network import rules as network_rules

PER_PAGE = 50


def _line(request: ActedRequest, pk: UUID) -> FundingLine:
    related = ("region", "action", "funder", "beneficiary")
    return fetch(request.actor, mapping_rules.keep_funding, *related, pk=pk)


@desk_view
@require_safe
def funding(request: ActedRequest, region: str) -> HttpResponse:
    """The funding lines of a region, with what they come to."""
    place = fetch(request.actor, network_rules.audit_region, slug=region)
    found = queries.funding_lines(place, request.GET)
    page, rows = page_of(request, found, PER_PAGE)
    shown = queries.funding_page(place, request.actor, request.GET, found, rows)
    return render(request, "mapping/funding.html", shown | {"page_": page})


@desk_view
@require_safe
def funding_sums(request: ActedRequest, region: str) -> HttpResponse:
    """Sums by funder, level or theme."""
    place = fetch(request.actor, network_rules.audit_region, slug=region)
    shown = whose_money.sums_page(place, request.actor, request.GET.get("by", ""))
    return render(request, "mapping/funding_sums.html", shown)


@desk_view
@require_safe
def funding_all(request: ActedRequest) -> HttpResponse:
    """Sums over all regions that the person may see."""
    shown = whose_money.sums_page(None, request.actor, request.GET.get("by", ""))
    return render(request, "mapping/funding_sums.html", shown)


@desk_view
@require_safe
def funding_timeline(request: ActedRequest, region: str) -> HttpResponse:
    """Which money lasts from when to when."""
    place = fetch(request.actor, network_rules.audit_region, slug=region)
    return render(request, "mapping/funding_timeline.html", whose_money.timeline_page(place))


@desk_view
@require_safe
def funding_cliff(request: ActedRequest, region: str) -> HttpResponse:
    """What ends within twelve months, and what would be lost."""
    place = fetch(request.actor, network_rules.audit_region, slug=region)
    return render(request, "mapping/funding_cliff.html", whose_money.cliff_page(place))


@desk_view
def funding_new(request: ActedRequest, region: str) -> HttpResponse:
    """Put a funding line on record."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    initial = {"certainty": "confirmed", "currency": "EUR"}
    form = forms.NewFundingForm(sent_data(request), initial=initial, **queries.funding_parts(place))
    if request.method == "POST" and form.is_valid():
        told = {"id": form.cleaned_data["id"], "facts": form.facts()}
        if form.attempt(lambda: actions.record_funding(by=request.actor, region=place, **told)):
            return redirect("mapping:funding", region=place.slug)
    shown = {"form": form, "region": place, "kept": was_kept(request)}
    return render(request, "mapping/funding_edit.html", shown)


@desk_view
def funding_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Look at a funding line and change it."""
    line = _line(request, pk)
    parts = queries.funding_parts(line.region, line)
    form = forms.FundingForm(sent_data(request), initial=forms.funding_initial(line), **parts)
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "facts": form.facts()}
        if form.attempt(lambda: actions.change_funding(by=request.actor, line=line, **told)):
            return redirect("mapping:funding", region=line.region.slug)
    shown = {"form": form, "region": line.region, "line": line, "kept": was_kept(request)}
    return render(request, "mapping/funding_edit.html", shown | queries.funding_record(line))


@desk_act
def funding_confirm(request: ActedRequest, pk: UUID) -> HttpResponse:
    """All is still right."""
    line = _line(request, pk)
    done = _("Noted: the entry was right today.")
    carry_out(request, lambda: actions.confirm_funding(by=request.actor, line=line), done)
    return redirect("mapping:funding_edit", pk=pk)


@desk_act
def funding_delete(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Delete a line that should never have been there."""
    line = _line(request, pk)
    carry_out(request, lambda: actions.delete_funding(by=request.actor, line=line), _("Deleted."))
    return redirect("mapping:funding", region=line.region.slug)


@public_page(lambda region: region_key(region))
def who_pays(request: ActedRequest, region: str) -> HttpResponse:
    """Whose money carries the welcome here, as far as the public may know."""
    place = request.about = public_region(region)
    return render(request, "mapping/who_pays.html", {"region": place, "rows": whose_money.who_pays(place)})
